"""All partners that are in a stage, in lists of two hundred: those over their limit first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from partner_playbooks.pages.our_partners import link_lists
from partner_playbooks.pages.parts import addresses
from partner_playbooks.pages.parts.tracked_rows import NOTHING, AsOf, link_partner, link_stage, say_as_of, show_title
from partner_playbooks.pages.parts.writers import PageHead

if TYPE_CHECKING:
    from collections.abc import Iterator

    from partner_playbooks.pages.artifact import Page
    from partner_playbooks.pages.parts.links import Link
    from partner_playbooks.pages.parts.writers import EditionWriter, PageWriter
    from partner_playbooks.tracking.snapshot_facts import PartnerFacts


@dataclass(frozen=True, slots=True)
class Row:
    """A partner."""

    partner: Link
    stage: Link
    days: str
    pace: str
    type: str
    region: str
    tier: str
    owner: str
    last: str


@dataclass(frozen=True, slots=True)
class Context:
    """What the template shows."""

    as_of: AsOf
    title: str
    rows: tuple[Row, ...]
    lists: tuple[Link, ...]


def pages(edition: EditionWriter) -> Iterator[Page]:
    """Yield the lists, if there is a snapshot."""
    tracked = edition.tracked
    if tracked is None:
        return
    size = addresses.PARTNERS_A_LIST
    for number in range(1, addresses.count_partner_lists(len(tracked.partners)) + 1):
        writer = edition.writer(addresses.find_partner_list(number))
        lists = tuple(link_lists(writer, tracked))
        title = lists[number - 1].label
        part = tracked.partners[(number - 1) * size : number * size]
        context = Context(say_as_of(writer, tracked), title, tuple(_row(writer, each) for each in part), lists)
        yield edition.page(PageHead(writer.path, title, (writer.say("tracked.nav"),)), "all_partners.md.jinja", context)


def _row(writer: PageWriter, each: PartnerFacts) -> Row:
    return Row(
        link_partner(writer, each.id, each.name),
        link_stage(writer, each.stage),
        NOTHING if each.days is None else str(each.days),
        writer.say(f"tracked.pace.{each.pace}"),
        show_title(writer, "partner-type", each.type),
        each.region or NOTHING,
        show_title(writer, "tier", each.tier),
        each.owner or NOTHING,
        NOTHING if each.last_seen is None else writer.date(each.last_seen),
    )

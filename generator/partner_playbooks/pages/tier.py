"""The page of a tier: what it asks, what it gives, and what happens when a requirement is missed."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from partner_playbooks.handbook.model.stage import Stage
from partner_playbooks.handbook.places import find_place_within
from partner_playbooks.pages.parts.addresses import find_page_path
from partner_playbooks.pages.parts.requirements import say_requirement
from partner_playbooks.pages.parts.spans import say_window
from partner_playbooks.pages.parts.tracked_now import say_tier_now
from partner_playbooks.pages.parts.writers import PageHead, list_former_paths
from partner_playbooks.wording.markdown import Markdown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from partner_playbooks.handbook.model.task import Recurrence
    from partner_playbooks.handbook.model.tier import Requirement, Tier
    from partner_playbooks.pages.artifact import Page
    from partner_playbooks.pages.parts.links import Link
    from partner_playbooks.pages.parts.tracked_now import Now
    from partner_playbooks.pages.parts.writers import EditionWriter, Freshness, PageWriter


_OF_ITEMS = find_place_within(Stage, lambda stage: stage.checklist[0], lambda item: item.tiers)


@dataclass(frozen=True, slots=True)
class Row:
    """A requirement of the tier."""

    metric: Link
    asked: str
    window: Markdown
    types: tuple[Link, ...]
    """Those that it is asked of; none means all."""
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Context:
    """What the template shows."""

    title: str
    now: Now | None
    """What records say of it."""
    summary: Markdown
    number: int
    """Its place among the tiers of this edition; 1 is the lowest."""
    total: int
    below: tuple[Link, ...]
    above: Link | None
    review_cadence: Recurrence
    review: Freshness | None
    open_to: tuple[Link, ...]
    requirements: tuple[Row, ...]
    benefits: tuple[Markdown, ...]
    downgrade: tuple[Markdown, ...]
    items: tuple[tuple[Link, str], ...]
    """Checklist items that name the tier, with their stages."""


def pages(edition: EditionWriter) -> Iterator[Page]:
    """Yield a page per tier."""
    tiers = edition.handbook.tiers
    for place, tier in enumerate(tiers):
        path = find_page_path("tier", tier.id)
        writer = edition.writer(path)
        head = PageHead(
            path, tier.title, (writer.say("reference.nav"), writer.say("tier.nav")), list_former_paths("tier", tier)
        )
        yield edition.page(head, "tier.md.jinja", partial(_context, writer, tiers, place))


def _context(writer: PageWriter, tiers: tuple[Tier, ...], place: int) -> Context:
    tier = tiers[place]
    links = writer.entities("tier", (each.id for each in tiers))
    items = writer.edition.uses.at(_OF_ITEMS, tier.id)
    return Context(
        now=say_tier_now(writer, tier.id),
        title=tier.title,
        summary=writer.rich(tier.summary),
        number=place + 1,
        total=len(tiers),
        below=links[:place],
        above=next(iter(links[place + 1 :]), None),
        review_cadence=tier.review_cadence,
        review=writer.review(tier.review),
        open_to=writer.entities("partner-type", tier.partner_types),
        requirements=tuple(
            Row(
                writer.entity("metric", row.metric),
                say_requirement(writer, row),
                say_window(writer, row.span, row.window) or Markdown(""),
                writer.entities("partner-type", row.partner_types),
                tuple(_list_notes(writer, row)),
            )
            for row in tier.requirements
        ),
        benefits=tuple(writer.rich(benefit.text) for benefit in tier.benefits),
        downgrade=tuple(writer.rich(step.text) for step in tier.downgrade),
        items=tuple((writer.item(item.id), stage.title) for stage, item in items),
    )


def _list_notes(writer: PageWriter, row: Requirement) -> Iterator[str]:
    if row.to_rise:
        yield writer.say("tier.to-rise")
    if row.met_by_none:
        yield writer.say("tier.met-by-none")

"""Who brings what, and with whom an exit is to be talked about: in a folder that can be protected by itself."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from partner_playbooks.pages.parts import addresses
from partner_playbooks.pages.parts.charts import draw_bars
from partner_playbooks.pages.parts.tracked_rows import (
    NOTHING,
    AsOf,
    find_metric,
    link_entity,
    link_partner,
    name_traits,
    say_as_of,
    show_money,
    show_number,
    show_share,
    show_traits,
)
from partner_playbooks.pages.parts.writers import PageHead

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from partner_playbooks.pages.artifact import Page
    from partner_playbooks.pages.parts.links import Link
    from partner_playbooks.pages.parts.writers import EditionWriter, PageWriter
    from partner_playbooks.tracking.snapshot_facts import Tracked
    from partner_playbooks.tracking.snapshot_parts import ExitFacts, TierFacts
    from partner_playbooks.wording.markdown import Markdown

_NOTICE = "final-notice-letter"
_TREATMENT = ("a-player", "long-tail")
_MOST_MISSED = 3
_CHANCE = 0.05
"""From which chance on a difference is said to be none that is seen."""


@dataclass(frozen=True, slots=True)
class ShareRow:
    """What a partner brings."""

    place: int
    partner: Link
    revenue: str
    share: str
    running: str


@dataclass(frozen=True, slots=True)
class CandidateRow:
    """A partner that an exit is to be talked about with, and why."""

    partner: Link
    traits: str
    acts: int
    average: str
    compared: str
    """Who stands beside it."""
    share: str
    days: int
    rule: str
    """Why it is a candidate, or why it is none all the same."""


@dataclass(frozen=True, slots=True)
class TierRow:
    """How many partners keep a tier, and how many could rise from it."""

    tier: Link
    partners: int
    keep: int
    miss: int
    unknown: int
    """Of whom the records do not tell all that is asked."""
    rise: int
    missed: str
    """What most of them miss, and how many do."""


@dataclass(frozen=True, slots=True)
class EnablementRow:
    """Partners with a certificate, or without, and what they bring."""

    who: str
    partners: int
    with_revenue: int
    share: str
    revenue: str


@dataclass(frozen=True, slots=True)
class StallRow:
    """A stage of the sales process, and the deals in it."""

    stage: str
    open: int
    median: str
    oldest: int


@dataclass(frozen=True, slots=True)
class Context:
    """What the template shows."""

    as_of: AsOf
    finding: str
    chart: Markdown | None
    shares: tuple[ShareRow, ...]
    candidates: tuple[CandidateRow, ...]
    spared: tuple[CandidateRow, ...]
    traits: str
    """Heading of the cells that both lists are filtered by."""
    treatment: tuple[Link, ...]
    knows_activity: bool
    notice: Link | None
    tiers: tuple[TierRow, ...]
    stalls: tuple[StallRow, ...]
    enablement: tuple[EnablementRow, ...]
    enablement_says: str


def pages(edition: EditionWriter) -> Iterator[Page]:
    """Yield the page, if there is a snapshot."""
    tracked = edition.tracked
    if tracked is None:
        return
    writer = edition.writer(addresses.PORTFOLIO)
    head = PageHead(writer.path, writer.say("tracked.portfolio.title"), (writer.say("tracked.nav"),))
    has_notice = _NOTICE in writer.handbook.entities.get("document", {})
    context = Context(
        as_of=say_as_of(writer, tracked),
        finding=_say_strongest(writer, tracked),
        chart=_draw_shares(writer, tracked),
        shares=tuple(_list_shares(writer, tracked)),
        knows_activity=tracked.knows_activity,
        candidates=tuple(_list_candidates(writer, tracked.candidates)),
        traits=name_traits(writer),
        treatment=tuple(_link_treatment(writer)),
        spared=tuple(_list_candidates(writer, tracked.spared)),
        notice=writer.entity("document", _NOTICE) if has_notice else None,
        tiers=tuple(_count_tiers(writer, tracked)),
        stalls=tuple(_list_stalls(writer, tracked)),
        enablement=tuple(_list_enablement(writer, tracked)),
        enablement_says=say_enablement(writer, tracked),
    )
    yield edition.page(head, "portfolio.md.jinja", context)


def _link_treatment(writer: PageWriter) -> Iterator[Link]:
    """Yield the terms that say how partners are served, where the handbook has them."""
    return (writer.entity("term", id_) for id_ in _TREATMENT if id_ in writer.handbook.entities.get("term", {}))


def _list_shares(writer: PageWriter, tracked: Tracked) -> Iterator[ShareRow]:
    records = writer.edition.records
    known = {} if records is None else records.by_id
    for place, each in enumerate(tracked.revenue_shares, start=1):
        name = known[each.partner].name if each.partner in known else each.partner
        revenue = show_money(writer, each.revenue)
        yield ShareRow(
            place,
            link_partner(writer, each.partner, name),
            revenue,
            show_share(writer, each.share),
            show_share(writer, each.running),
        )


def _draw_shares(writer: PageWriter, tracked: Tracked) -> Markdown | None:
    """Draw what the strongest partners bring together, and in it what each of them brings."""
    records = writer.edition.records
    known = {} if records is None else records.by_id
    rows = []
    for place, each in enumerate(tracked.revenue_shares, start=1):
        name = known[each.partner].name if each.partner in known else each.partner
        own, together = (show_share(writer, share) for share in (each.share, each.running))
        label = writer.say("tracked.portfolio.bar", place=place, name=name, share=own, running=together)
        rows.append((label, each.running, each.share))
    return draw_bars(writer, "revenue", _say_strongest(writer, tracked), rows)


def _say_strongest(writer: PageWriter, tracked: Tracked) -> str:
    if not tracked.revenue_shares:
        return ""
    share = show_share(writer, tracked.revenue_shares[-1].running)
    return writer.say("tracked.portfolio.finding", count=len(tracked.revenue_shares), share=share)


def _list_candidates(writer: PageWriter, listed: Iterable[ExitFacts]) -> Iterator[CandidateRow]:
    for each in listed:
        asked = {"share": show_share(writer, each.share_asked), "days": str(each.days_asked)}
        rule = (
            writer.say(f"tracked.portfolio.rule-of.{each.compared}", **asked)
            if each.spared is None
            else writer.say(f"tracked.portfolio.spared.{each.spared}")
        )
        yield CandidateRow(
            link_partner(writer, each.partner, each.name),
            show_traits(writer, each.partner),
            each.acts,
            show_number(writer, each.average),
            writer.say(f"tracked.portfolio.beside.{each.compared}"),
            show_share(writer, each.share),
            each.days_silent,
            rule,
        )


def _count_tiers(writer: PageWriter, tracked: Tracked) -> Iterator[TierRow]:
    for tier in dict.fromkeys(each.tier for each in tracked.tiers):
        own = [each for each in tracked.tiers if each.tier == tier]
        yield TierRow(
            link_entity(writer, "tier", tier),
            len(own),
            sum(each.keeps is True for each in own),
            sum(each.keeps is False for each in own),
            sum(each.keeps is None for each in own),
            sum(each.rises is True for each in own),
            _say_missed(writer, tier, own),
        )


def _say_missed(writer: PageWriter, tier: str, own: list[TierFacts]) -> str:
    counts = Counter(
        asked.metric for each in own for asked in each.requirements if asked.tier == tier and asked.met is False
    )
    named = [(find_metric(writer, metric), count) for metric, count in counts.most_common(_MOST_MISSED)]
    return ", ".join(f"{metric.title} ({count})" for metric, count in named if metric is not None)


def _list_stalls(writer: PageWriter, tracked: Tracked) -> Iterator[StallRow]:
    for each in tracked.stalls:
        yield StallRow(
            each.stage, each.open, NOTHING if each.median is None else show_number(writer, each.median), each.oldest
        )


def _list_enablement(writer: PageWriter, tracked: Tracked) -> Iterator[EnablementRow]:
    for each in tracked.enablement.groups:
        if each.partners:
            yield EnablementRow(
                writer.say("tracked.certified" if each.certified else "tracked.uncertified"),
                each.partners,
                each.with_revenue,
                show_share(writer, each.with_revenue / each.partners),
                show_money(writer, each.revenue / each.partners),
            )


def say_enablement(writer: PageWriter, tracked: Tracked) -> str:
    """Say whether revenue goes with enablement."""
    chance = tracked.enablement.chance
    if chance is None:
        return writer.say("tracked.enablement.unknown")
    return writer.say("tracked.enablement.differs" if chance <= _CHANCE else "tracked.enablement.alike")

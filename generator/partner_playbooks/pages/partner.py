"""The page of a partner: where it is, its way so far, what its tier asks, what was agreed, and what comes up."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from partner_playbooks.pages.parts.by_partner import ByPartner
from partner_playbooks.pages.parts.links import Link
from partner_playbooks.pages.parts.tracked_lists import say_state
from partner_playbooks.pages.parts.tracked_rows import (
    LATE,
    NOTHING,
    AsOf,
    find_metric,
    find_partner_path,
    link_entity,
    link_new_plan,
    link_stage,
    say_as_of,
    say_known,
    say_standing,
    show_days,
    show_money,
    show_share,
    show_value,
)
from partner_playbooks.pages.parts.writers import PageHead
from partner_playbooks.tracking.snapshot_facts import MOST_PARTNERS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from partner_playbooks.pages.artifact import Page
    from partner_playbooks.pages.parts.writers import EditionWriter, PageWriter
    from partner_playbooks.tracking.snapshot_facts import DueFacts, PartnerFacts, StayFacts, Tracked
    from partner_playbooks.tracking.snapshot_parts import (
        CertificateFacts,
        CommitmentFacts,
        DealFacts,
        PlanFacts,
        RequirementFacts,
        RevenueFacts,
        TierFacts,
    )

_OPERATORS = {">=": "at-least", "<=": "at-most", ">": "above", "<": "below"}


@dataclass(frozen=True, slots=True)
class WayRow:
    """A stay in a stage."""

    stage: Link
    entered: str
    left: str
    days: int


@dataclass(frozen=True, slots=True)
class RequirementRow:
    """A requirement of a tier."""

    tier: Link
    metric: Link
    asked: str
    value: str
    region: str
    met: str


@dataclass(frozen=True, slots=True)
class CommitmentRow:
    """What was agreed in a review."""

    metric: Link
    was: str
    aim: str
    by: str
    value: str
    state: str


@dataclass(frozen=True, slots=True)
class PlanRow:
    """A plan, how far it is, and what comes next in it."""

    plan: Link
    done: str
    overdue: int
    next: str
    owner: str
    due: str


@dataclass(frozen=True, slots=True)
class DealRow:
    """A deal in which it takes part."""

    deal: str
    part: str
    stage: str
    opened: str
    closed: str
    outcome: str
    credit: str


@dataclass(frozen=True, slots=True)
class DueRow:
    """Something that falls due."""

    on: str
    what: str


@dataclass(frozen=True, slots=True)
class Context:
    """What the template shows."""

    as_of: AsOf
    name: str
    finding: str
    stage: Link
    since: str
    limit: str
    type: Link
    tier: Link
    region: str
    owner: str
    last: str
    known: str
    evidence: Link | None
    way: tuple[WayRow, ...]
    requirements: tuple[RequirementRow, ...]
    commitments: tuple[CommitmentRow, ...]
    due: tuple[DueRow, ...]
    plans: tuple[PlanRow, ...]
    deals: tuple[DealRow, ...]
    certified: str
    automations: tuple[Link, ...]
    revenue: str
    plays: tuple[Link, ...]
    plan: Link | None
    """Where one is made."""


def pages(edition: EditionWriter) -> Iterator[Page]:
    """Yield a page per partner that is in a stage, unless there are too many."""
    tracked = edition.tracked
    if tracked is None or len(tracked.partners) > MOST_PARTNERS:
        return
    sorted_ = ByPartner.of(tracked)
    for each in tracked.partners:
        writer = edition.writer(find_partner_path(each.id))
        head = PageHead(writer.path, each.name, (writer.say("tracked.nav"),), words=(each.id,), listed=False)
        yield edition.page(head, "partner.md.jinja", partial(_context, writer, tracked, sorted_, each))


def _context(writer: PageWriter, tracked: Tracked, sorted_: ByPartner, each: PartnerFacts) -> Context:
    tier = sorted_.tiers.get(each.id)
    stage = next((one for one in tracked.stages if one.stage == each.stage), None)
    is_late = each.pace in LATE
    return Context(
        as_of=say_as_of(writer, tracked),
        name=each.name,
        finding=say_standing(writer, each),
        stage=link_stage(writer, each.stage),
        since=NOTHING if each.since is None else writer.date(each.since),
        limit=NOTHING if each.limit is None else writer.say("tracked.days-of", limit=show_days(writer, each.limit)),
        type=link_entity(writer, "partner-type", each.type),
        tier=link_entity(writer, "tier", each.tier),
        region=each.region or NOTHING,
        owner=each.owner or "",
        last=NOTHING if each.last_seen is None else writer.date(each.last_seen),
        known=say_known(writer, each),
        evidence=link_stage(writer, each.evidence) if each.evidence else None,
        way=tuple(_list_way(writer, sorted_.stays[each.id], tracked.day)),
        requirements=() if tier is None else tuple(_list_requirements(writer, tier, sorted_, each.region or "")),
        commitments=tuple(_list_commitments(writer, sorted_.commitments[each.id])),
        due=tuple(_list_due(writer, sorted_.due[each.id])),
        plans=tuple(_list_plans(writer, sorted_.plans[each.id])),
        deals=tuple(_list_deals(writer, sorted_.deals[each.id])),
        certified=_count_certified(writer, sorted_.certificates[each.id]),
        automations=tuple(link_entity(writer, "automation", id_) for id_ in sorted_.automations[each.id]),
        revenue=_say_revenue(writer, sorted_.revenue.get(each.id)),
        plays=tuple(link_entity(writer, "bottleneck", id_) for id_ in stage.plays) if stage and is_late else (),
        plan=link_new_plan(writer, each),
    )


def _list_way(writer: PageWriter, stays: Iterable[StayFacts], day: date) -> Iterator[WayRow]:
    for stay in stays:
        left = writer.say("tracked.still") if stay.left is None else writer.date(stay.left)
        days = ((stay.left or day) - stay.entered).days
        yield WayRow(link_stage(writer, stay.stage), writer.date(stay.entered), left, days)


def _list_requirements(
    writer: PageWriter, tier: TierFacts, sorted_: ByPartner, region: str
) -> Iterator[RequirementRow]:
    for asked in tier.requirements:
        metric = find_metric(writer, asked.metric)
        if metric is None:
            continue
        sign = writer.say(
            f"tracked.operator.{_OPERATORS[asked.operator]}", value=show_value(writer, metric, asked.threshold)
        )
        yield RequirementRow(
            link_entity(writer, "tier", asked.tier),
            link_entity(writer, "metric", asked.metric),
            sign,
            show_value(writer, metric, asked.value),
            show_value(writer, metric, sorted_.averages.get((region, asked.metric))),
            _say_met(writer, asked),
        )


def _say_met(writer: PageWriter, asked: RequirementFacts) -> str:
    if asked.met and asked.value is None:
        return writer.say("tracked.met.none")
    return writer.say({True: "tracked.met.yes", False: "tracked.met.no", None: "tracked.met.unknown"}[asked.met])


def _list_commitments(writer: PageWriter, agreed: Iterable[CommitmentFacts]) -> Iterator[CommitmentRow]:
    for each in agreed:
        metric = find_metric(writer, each.metric)
        if metric is not None:
            yield CommitmentRow(
                link_entity(writer, "metric", each.metric),
                show_value(writer, metric, each.was),
                show_value(writer, metric, each.aim),
                writer.date(each.by),
                show_value(writer, metric, each.value),
                say_state(writer, each),
            )


def _list_due(writer: PageWriter, due: Iterable[DueFacts]) -> Iterator[DueRow]:
    for each in due:
        what = writer.say(f"tracked.due.{each.what}")
        said = what if each.many == 1 else writer.say("tracked.several", what=what, count=each.many)
        yield DueRow(writer.date(each.on), said)


def _list_plans(writer: PageWriter, plans: Iterable[PlanFacts]) -> Iterator[PlanRow]:
    for each in plans:
        yield PlanRow(
            link_entity(writer, "plan", each.plan)
            if writer.handbook.get("plan", each.plan)
            else Link(each.title, None),
            writer.say("tracked.plan-done", done=each.done, all=each.tasks),
            each.overdue,
            each.next_task or NOTHING,
            each.next_owner or NOTHING,
            NOTHING if each.next_due is None else writer.date(each.next_due),
        )


def _list_deals(writer: PageWriter, deals: Iterable[DealFacts]) -> Iterator[DealRow]:
    for each in deals:
        credit = NOTHING if each.credit is None else show_money(writer, each.credit)
        yield DealRow(
            each.deal,
            writer.say(f"pack.part.{each.role}"),
            each.stage or NOTHING,
            writer.date(each.opened),
            NOTHING if each.closed is None else writer.date(each.closed),
            writer.say(f"pack.outcome.{each.outcome}"),
            credit,
        )


def _count_certified(writer: PageWriter, certificates: Iterable[CertificateFacts]) -> str:
    people = len({each.person for each in certificates})
    return writer.say("pack.people", count=people) if people else ""


def _say_revenue(writer: PageWriter, revenue: RevenueFacts | None) -> str:
    return "" if revenue is None else writer.say("tracked.revenue", share=show_share(writer, revenue.share))

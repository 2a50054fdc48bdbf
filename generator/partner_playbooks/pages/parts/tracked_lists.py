"""Lists of what records say, as rows: what falls due, what is on plan or off target, who is silent, what was agreed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from .tracked_rows import (
    NOTHING,
    find_metric,
    link_entity,
    link_partner,
    misses_target,
    show_number,
    show_sample,
    show_share,
    show_title,
    show_traits,
    show_value,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from partner_playbooks.handbook.model.metric import Metric
    from partner_playbooks.pages.parts.writers import PageWriter
    from partner_playbooks.tracking.snapshot_facts import Tracked
    from partner_playbooks.tracking.snapshot_parts import CommitmentFacts, PeriodFacts
    from partner_playbooks.wording.speakers import DatedSpeaker, Speaker

    from .links import Link

MOST_ROWS = 50
"""Rows of a list; the lists of all partners have the others."""
SPANS = (30, 60, 90)
"""Days within which things fall due."""


@dataclass(frozen=True, slots=True)
class DueRow:
    """Something that falls due."""

    on: str
    what: str
    partner: Link
    traits: str


@dataclass(frozen=True, slots=True)
class PlanRow:
    """A target of a period."""

    metric: Link
    period: str
    region: str
    value: str
    target: str
    reached: str
    elapsed: str
    cover: str


@dataclass(frozen=True, slots=True)
class TargetRow:
    """A figure on the wrong side of its target."""

    metric: Link
    value: str
    interval: str
    target: str
    size: str


@dataclass(frozen=True, slots=True)
class SilentRow:
    """A partner that has done nothing for a while."""

    partner: Link
    traits: str
    last: str
    days: int


@dataclass(frozen=True, slots=True)
class CommitmentRow:
    """What was agreed with a partner in a review."""

    partner: Link
    traits: str
    metric: Link
    aim: str
    by: str
    value: str
    state: str


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """A figure before a day and since."""

    metric: Link
    group: str
    before: str
    after: str
    sizes: str
    verdict: str


def list_due(writer: PageWriter, tracked: Tracked) -> Iterator[DueRow]:
    """Yield what falls due within a month."""
    for each in [each for each in tracked.due if each.within == SPANS[0]][:MOST_ROWS]:
        what = writer.say(f"tracked.due.{each.what}")
        said = what if each.many == 1 else writer.say("tracked.several", what=what, count=each.many)
        yield DueRow(
            writer.date(each.on), said, link_partner(writer, each.partner, each.name), show_traits(writer, each.partner)
        )


def list_plan(writer: PageWriter, tracked: Tracked) -> Iterator[PlanRow]:
    """Yield the targets of periods, and how far they are reached."""
    for each in tracked.attainment:
        metric = find_metric(writer, each.metric)
        if metric is not None:
            reached = NOTHING if each.value is None or not each.target else show_share(writer, each.value / each.target)
            yield PlanRow(
                link_entity(writer, "metric", each.metric),
                say_period(writer, each.period),
                each.region or writer.say("tracked.everywhere"),
                show_value(writer, metric, each.value),
                show_value(writer, metric, each.target),
                reached,
                show_share(writer, each.elapsed),
                NOTHING if each.cover is None else writer.say("tracked.times", number=show_number(writer, each.cover)),
            )


def say_attainments(writer: PageWriter, tracked: Tracked, metric: Metric) -> Iterator[str]:
    """Yield a sentence for each target of a period that a metric has: it is another than the one of the handbook."""
    for each in tracked.attainment:
        if each.metric == metric.id and each.value is not None and each.target:
            yield writer.say(
                "tracked.now.plan",
                region=each.region or writer.say("tracked.everywhere"),
                period=say_period(writer, each.period),
                value=show_value(writer, metric, each.value),
                target=show_value(writer, metric, each.target),
                reached=show_share(writer, each.value / each.target),
                elapsed=show_share(writer, each.elapsed),
            )


def say_period(writer: DatedSpeaker, period: PeriodFacts) -> str:
    """Write from when to when something is counted."""
    return writer.say("tracked.period", start=writer.date(period.start), end=writer.date(period.end))


def say_part(writer: Speaker, shown: int, every: int) -> str:
    """Say that a list holds the first of more; nothing where it holds all."""
    return writer.say("tracked.part", shown=shown, all=every) if shown < every else ""


def list_targets(writer: PageWriter, tracked: Tracked) -> Iterator[TargetRow]:
    """Yield the figures that are on the wrong side of their targets."""
    for each in tracked.figures:
        metric = find_metric(writer, each.metric)
        if metric is None or each.group or not misses_target(metric, each.value) or metric.target is None:
            continue
        yield TargetRow(
            link_entity(writer, "metric", each.metric),
            *show_sample(writer, metric, each),
            show_value(writer, metric, float(metric.target.value)),
            str(each.size) if each.size else NOTHING,
        )


def list_silent(writer: PageWriter, tracked: Tracked) -> Iterator[SilentRow]:
    """Yield the partners that have done nothing for a while."""
    for each in tracked.silent[:MOST_ROWS]:
        last = writer.say("tracked.never") if each.last_seen is None else writer.date(each.last_seen)
        yield SilentRow(
            link_partner(writer, each.partner, each.name), show_traits(writer, each.partner), last, each.days
        )


def list_commitments(writer: PageWriter, tracked: Tracked) -> Iterator[CommitmentRow]:
    """Yield what was agreed in reviews."""
    for each in tracked.commitments[:MOST_ROWS]:
        metric = find_metric(writer, each.metric)
        if metric is not None:
            yield CommitmentRow(
                link_partner(writer, each.partner, each.name),
                show_traits(writer, each.partner),
                link_entity(writer, "metric", each.metric),
                show_value(writer, metric, each.aim),
                writer.date(each.by),
                show_value(writer, metric, each.value),
                say_state(writer, each),
            )


def say_state(writer: Speaker, each: CommitmentFacts) -> str:
    """Say how a commitment stands."""
    if each.value is None:
        return writer.say("tracked.commitment.unknown")
    state = "reached" if each.reached else "moved" if each.moved else "not-moved"
    return writer.say(f"tracked.commitment.{state}")


def list_changes(writer: PageWriter, tracked: Tracked) -> Iterator[ChangeRow]:
    """Yield the figures that were compared with what came before."""
    for each in tracked.changes[:MOST_ROWS]:
        metric = find_metric(writer, each.metric)
        if metric is not None:
            yield ChangeRow(
                link_entity(writer, "metric", each.metric),
                show_title(writer, metric.per.value, each.group) if metric.per is not None and each.group else NOTHING,
                show_value(writer, metric, each.before.value),
                show_value(writer, metric, each.after.value),
                writer.say("tracked.sizes", before=each.before.size, after=each.after.size),
                writer.say(f"tracked.verdict.{each.verdict}"),
            )

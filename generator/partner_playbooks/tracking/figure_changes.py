"""What is different since a day: metrics after it against as long before it, and whether that is more than chance."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from typing import TYPE_CHECKING

from partner_playbooks.handbook.periods import Period, find_delay
from partner_playbooks.language.records.differences import compare_shares, compare_stays
from partner_playbooks.tracking.figure_computation import FigureMaker
from partner_playbooks.tracking.formula_parts import find_share
from partner_playbooks.tracking.tracked_figures import list_metrics
from partner_playbooks.tracking.verdicts import Verdict, judge

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from partner_playbooks.handbook.linked import Handbook
    from partner_playbooks.handbook.measuring import RecordLanguage
    from partner_playbooks.handbook.model.metric import Metric
    from partner_playbooks.tracking.engine.measure_sql import CountedInDatabase
    from partner_playbooks.tracking.engine.record_base import RecordBase
    from partner_playbooks.tracking.tracked_figures import TrackedFigure

_SMALLEST = "figure.smallest_group"


@dataclass(frozen=True, slots=True)
class FigureChange:
    """A metric before and after a day."""

    metric: str
    group: str
    before: TrackedFigure
    after: TrackedFigure
    chance: float
    """How likely they differ as much by chance, all comparisons of the run considered."""
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class _Side:
    figure: TrackedFigure
    inputs: Mapping[str, CountedInDatabase]


def list_changes(
    handbook: Handbook,
    base: RecordBase,
    language: RecordLanguage,
    values: Mapping[str, Fraction],
    days: tuple[date, date],
) -> tuple[FigureChange, ...]:
    """Compare each metric that is a share or a median of stays from one day to another with as long before it.

    What happened before the first day is taken as it was known then; rows that are followed for a time are those that
    have been followed for the whole of it, on both sides. Sums are not compared: they are no samples.

    Args:
        handbook: The metrics.
        base: The records; they are known on the last day afterwards.
        language: What measures may name.
        values: The figures of the handbook.
        days: The day since when, and the day of calculation.
    """
    return compare_since(
        base, (language, values), list_metrics(handbook), days, handbook.programme.financial_year.number
    )


def compare_since(
    base: RecordBase,
    counted_by: tuple[RecordLanguage, Mapping[str, Fraction]],
    metrics: Iterable[Metric],
    days: tuple[date, date],
    first_month: int,
) -> tuple[FigureChange, ...]:
    """Compare some metrics from one day to another with as long before it, as `list_changes` does with all.

    Args:
        base: The records; they are known on the last day afterwards.
        counted_by: What measures may name, and the figures of the handbook.
        metrics: Which.
        days: The day since when, and the day of calculation.
        first_month: The month in which financial years begin.
    """
    since, day = days
    language, values = counted_by
    by_delay: dict[int, list[Metric]] = {}
    maker = FigureMaker(base, language, values, day, first_month)
    for metric in metrics:
        if _can_be_compared(metric) and maker.find_missing(metric) is None:
            by_delay.setdefault(find_delay(metric.span, day), []).append(metric)
    fewest = values.get(_SMALLEST, Fraction(10))
    pairs = []
    for delay, alike in sorted(by_delay.items()):
        last = day - timedelta(delay)
        if last <= since:  # too early: nothing since then has been followed for its whole time
            continue
        known = since - timedelta(1) + timedelta(delay)
        length = last - since
        base.know_on(day)
        after = _list_sides(maker, alike, Period(since, last))
        base.know_on(known)
        earlier = FigureMaker(base, language, values, known, first_month)
        before = _list_sides(earlier, alike, Period(since - timedelta(1) - length, since - timedelta(1)))
        pairs += [(metric, before[key], after[key]) for metric in alike for key in _list_keys(metric, before, after)]
    base.know_on(day)
    return _judge(pairs, fewest)


def _can_be_compared(metric: Metric) -> bool:
    is_state = metric.span is None or metric.span.state is not None
    has_stays = any(each.measure is not None and each.measure.stays is not None for each in metric.inputs)
    return not is_state and (has_stays or find_share(metric) is not None)


def _list_sides(maker: FigureMaker, metrics: list[Metric], period: Period) -> dict[tuple[str, str], _Side]:
    found = {}
    for metric in metrics:
        inputs = maker.count_inputs(metric, period)
        for figure in maker.make_figures(metric, period, inputs):
            found[metric.id, figure.group] = _Side(figure, inputs[figure.group])
    return found


def _list_keys(
    metric: Metric, before: Mapping[tuple[str, str], _Side], after: Mapping[tuple[str, str], _Side]
) -> Iterator[tuple[str, str]]:
    return (key for key in after if key[0] == metric.id and key in before)


def _judge(pairs: list[tuple[Metric, _Side, _Side]], fewest: Fraction) -> tuple[FigureChange, ...]:
    compared = [(metric, before, after, _find_chance(metric, before, after)) for metric, before, after in pairs]
    known = [
        (metric, before.figure, after.figure, each) for metric, before, after, each in compared if each is not None
    ]
    judged = judge([(chance, min(before.size, after.size)) for _, before, after, chance in known], fewest)
    found = [
        FigureChange(metric.id, after.group, before, after, each.chance, each.verdict)
        for (metric, before, after, _), each in zip(known, judged, strict=True)
    ]
    return tuple(sorted(found, key=lambda each: (each.verdict is not Verdict.CHANGED, each.chance)))


def _find_chance(metric: Metric, before: _Side, after: _Side) -> float | None:
    share = find_share(metric)
    if share is None:
        stays = [each for side in (before, after) for each in side.inputs.values() if isinstance(each, Counter)]
        return compare_stays(*stays) if len(stays) == len((before, after)) else None
    counts = [tuple(side.inputs[name] for name in share) for side in (before, after)]
    (part, whole), (other_part, other_whole) = ((_count(each), _count(every)) for each, every in counts)
    return compare_shares((part, whole), (other_part, other_whole)) if whole and other_whole else None


def _count(counted: CountedInDatabase) -> int:
    return int(counted) if isinstance(counted, Fraction) else 0

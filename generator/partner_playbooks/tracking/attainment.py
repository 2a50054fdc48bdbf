"""What was agreed for a period against what there is, whether open business covers the rest, and what others report."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from typing import TYPE_CHECKING

from partner_playbooks.handbook.model.metric import Timing
from partner_playbooks.handbook.periods import Period
from partner_playbooks.language.expressions import move_day
from partner_playbooks.tracking.engine.finding_queries import list_agreed
from partner_playbooks.tracking.tracked_figures import list_metrics

if TYPE_CHECKING:
    from collections.abc import Iterator

    from partner_playbooks.handbook.linked import Handbook
    from partner_playbooks.handbook.model.metric import Metric
    from partner_playbooks.tracking.engine.record_base import RecordBase
    from partner_playbooks.tracking.figure_computation import FigureMaker
    from partner_playbooks.tracking.tracked_figures import TrackedFigure

_PERIOD = re.compile(r"(\d{4})(?:-Q([1-4])|-(\d{2}))?")


@dataclass(frozen=True, slots=True)
class Attainment:
    """A metric against what was agreed for a period."""

    metric: str
    region: str | None
    period: Period
    target: Fraction
    value: Fraction | None
    """So far; None where nothing can be said."""
    size: int
    elapsed: Fraction
    """The share of the period that is over."""
    cover: Fraction | None = None
    """Open business divided by what is still to come; None where no metric tells of it, or nothing is missing."""


@dataclass(frozen=True, slots=True)
class ControlTotal:
    """A metric as another department reports it."""

    metric: str
    period: Period
    expected: Fraction
    value: Fraction | None


def read_period(text: str, first_month: int = 1) -> Period | None:
    """Give the days of a year, quarter or month, as `2026`, `2026-Q3` or `2026-09`; None of anything else.

    A financial year is called by the year in which it begins, with its first month; months are those of the calendar.
    """
    match = _PERIOD.fullmatch(text)
    if match is None:
        return None
    year, quarter, month = match.groups()
    first, many = (3 * int(quarter) - 2, 3) if quarter else (int(month), 1) if month else (1, 12)
    if not 1 <= first <= 12:  # noqa: PLR2004 - months
        return None
    begin = date(int(year), first, 1) if month else move_day(date(int(year), first_month, 1), months=first - 1)
    return Period(begin, move_day(begin, months=many) - timedelta(1))


def list_attainments(handbook: Handbook, base: RecordBase, maker: FigureMaker, day: date) -> tuple[Attainment, ...]:
    """Give what was agreed for periods that have begun and are not long over, with what there is."""
    found = []
    for metric, period, region, target in _list_agreed(handbook, base, "targets", "value"):
        if period.start > day or period.end < move_day(day, months=-3):
            continue
        figure = _compute(maker, metric, Period(period.start, min(period.end, day)), region)
        value = None if figure is None else figure.value
        elapsed = Fraction((min(day, period.end) - period.start).days + 1, (period.end - period.start).days + 1)
        cover = None
        if value is not None and day < period.end and target > value:
            pipeline = _find_pipeline(handbook, metric)
            open_ = None if pipeline is None else _compute(maker, pipeline, Period(day, day), region)
            cover = None if open_ is None or open_.value is None else open_.value / (target - value)
        size = 0 if figure is None else figure.size
        found.append(Attainment(metric.id, region, period, target, value, size, elapsed, cover))
    return tuple(found)


def list_control_totals(handbook: Handbook, base: RecordBase, maker: FigureMaker) -> tuple[ControlTotal, ...]:
    """Give what others report, with what the records give for the same time."""
    found = []
    for metric, period, _, expected in _list_agreed(handbook, base, "control_totals", "expected"):
        figure = _compute(maker, metric, period, None)
        found.append(ControlTotal(metric.id, period, expected, None if figure is None else figure.value))
    return tuple(found)


def _list_agreed(
    handbook: Handbook, base: RecordBase, table: str, column: str
) -> Iterator[tuple[Metric, Period, str | None, Fraction]]:
    metrics = {each.id: each for each in list_metrics(handbook)}
    for id_, text, region, value, _ in list_agreed(base, table, column):
        metric, period = metrics.get(id_), read_period(text, handbook.programme.financial_year.number)
        if metric is not None and period is not None:
            yield metric, period, region, Fraction(value)


def _compute(maker: FigureMaker, metric: Metric, period: Period, region: str | None) -> TrackedFigure | None:
    if maker.find_missing(metric) is not None or metric.per is not None:
        return None
    made = maker.compute(metric, period, "region" if region else "")
    return next((each for each in made if each.group == (region or "")), None)


def _find_pipeline(handbook: Handbook, metric: Metric) -> Metric | None:
    """Give the metric of open business that becomes this one: a leading state of its unit that is related to it."""
    return next(
        (each for each in list_metrics(handbook) if metric.id in each.related and _leads_to(each, metric)), None
    )


def _leads_to(other: Metric, metric: Metric) -> bool:
    is_state = other.span is not None and other.span.state is not None
    return is_state and other.timing is Timing.LEADING and other.unit is metric.unit

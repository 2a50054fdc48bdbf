"""How the metrics of a programme went over a year, and what they are by type, region and tier."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from partner_playbooks.handbook.periods import Period, find_delay
from partner_playbooks.tracking.tracked_figures import list_metrics

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from fractions import Fraction

    from partner_playbooks.handbook.linked import Handbook
    from partner_playbooks.handbook.model.metric import Metric
    from partner_playbooks.tracking.figure_computation import FigureMaker
    from partner_playbooks.tracking.tracked_figures import TrackedFigure

GROUPS = ("type", "region", "tier")
_QUARTERS = 6


class TrendPoint(NamedTuple):
    """A metric as it stood at the end of a month."""

    metric: str
    on: date
    value: Fraction | None
    size: int


class GroupFigure(NamedTuple):
    """A metric of the partners of one type, region or tier."""

    metric: str
    by: str
    group: str
    value: Fraction | None
    low: Fraction | None
    high: Fraction | None
    size: int


class CohortFigure(NamedTuple):
    """A metric of those that began in one quarter: followed for the metric's time, or as far as they have come."""

    metric: str
    group: str
    start: date
    end: date
    value: Fraction | None
    low: Fraction | None
    high: Fraction | None
    size: int
    is_complete: bool
    """Whether all of them have been followed for the whole time; else it is too early to tell."""


def list_cohorts(handbook: Handbook, maker: FigureMaker, computed: Iterable[TrackedFigure]) -> tuple[CohortFigure, ...]:
    """Give the metrics whose rows are followed for a time, by the quarter in which these began: six quarters back."""
    known = {each.metric for each in computed}
    found = []
    for metric in list_metrics(handbook):
        if metric.id in known and metric.span is not None and metric.span.follow is not None:
            delay = timedelta(find_delay(metric.span, maker.day))
            for quarter in list_quarters(maker.day):
                is_complete = quarter.end + delay <= maker.day
                found += [
                    CohortFigure(
                        metric.id, each.group, quarter.start, quarter.end, each.value, each.low, each.high, each.size,
                        is_complete,
                    )
                    for each in maker.compute(metric, quarter)
                    if each.size
                ]  # fmt: skip
    return tuple(found)


def list_quarters(day: date) -> list[Period]:
    """Give the last six quarters of the calendar that are over on a day, the earliest first."""
    begin = date(day.year, (day.month - 1) // 3 * 3 + 1, 1)
    quarters = []
    for _ in range(_QUARTERS):
        last = begin - timedelta(1)
        begin = date(last.year, last.month - 2, 1)
        quarters.append(Period(begin, last))
    return quarters[::-1]


def list_month_ends(day: date, months: int) -> list[date]:
    """Give the last days of the months before a day; the day itself comes last, if it ends a month."""
    ends = []
    last = (day + timedelta(1)).replace(day=1) - timedelta(1)
    for _ in range(months):
        ends.append(last)
        last = last.replace(day=1) - timedelta(1)
    return ends[::-1]


def list_trends(
    handbook: Handbook, computed: Iterable[TrackedFigure], ends: Iterable[date], know: Callable[[date], FigureMaker]
) -> tuple[TrendPoint, ...]:
    """Give the metrics of the whole programme at the ends of months, as they were known then.

    Args:
        handbook: What is counted.
        computed: The figures of the day of calculation: of those that are there the way is given.
        ends: The last days of the months.
        know: Lets the records be as they were known on a day, and gives what computes them.
    """
    metrics = _list_whole(handbook, computed)
    found = []
    for end in ends:
        maker = know(end)
        for metric in metrics:
            found += [TrendPoint(metric.id, end, each.value, each.size) for each in maker.compute(metric)]
    return tuple(sorted(found, key=lambda each: (each.metric, each.on)))


def _list_whole(handbook: Handbook, computed: Iterable[TrackedFigure]) -> list[Metric]:
    """Give the metrics that are computed for the whole programme."""
    known = {each.metric for each in computed if not each.group}
    return [each for each in list_metrics(handbook) if each.id in known]


def list_group_figures(
    handbook: Handbook, maker: FigureMaker, computed: Iterable[TrackedFigure]
) -> tuple[GroupFigure, ...]:
    """Give the metrics of the whole programme by type, region and tier, where records tell of which a row is."""
    return tuple(each for metric in _list_whole(handbook, computed) for each in _list_groups(metric, maker))


def _list_groups(metric: Metric, maker: FigureMaker) -> Iterator[GroupFigure]:
    for by in GROUPS:
        if by in maker.base.sources["partners"].fields and maker.has_groups(metric, by):
            for each in maker.compute(metric, by=by):
                if each.group and (each.size or each.value) and maker.is_told(metric, each.size):
                    yield GroupFigure(metric.id, by, each.group, each.value, each.low, each.high, each.size)

"""The metrics of a handbook, computed from its records as of a day."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING

from partner_playbooks.handbook.measuring import (
    Aggregate,
    MeasureError,
    find_group_path,
    find_stays,
    has_whole,
    list_countings,
)
from partner_playbooks.handbook.model.quantity import Quantity
from partner_playbooks.handbook.periods import find_period, find_running_period
from partner_playbooks.language.expressions import (
    Binary,
    Call,
    ExpressionError,
    Name,
    Number,
    Unary,
    compute_expression,
)
from partner_playbooks.language.records.survival import (
    Stay,
    find_median,
    find_median_interval,
    list_survival,
)
from partner_playbooks.tracking.engine.measure_sql import BOTH, ListFacts, MeasureCounter
from partner_playbooks.tracking.engine.sql_context import Days
from partner_playbooks.tracking.formula_parts import find_interval, find_whole
from partner_playbooks.tracking.needs import list_missing, list_missing_facts
from partner_playbooks.tracking.tracked_figures import TrackedFigure, UntrackedFigure, list_metrics

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from partner_playbooks.handbook.linked import Handbook
    from partner_playbooks.handbook.measuring import Counting, RecordLanguage
    from partner_playbooks.handbook.model.metric import Metric
    from partner_playbooks.handbook.model.span import Span
    from partner_playbooks.handbook.periods import Period
    from partner_playbooks.language.expressions import Expression
    from partner_playbooks.tracking.engine.measure_sql import CountedInDatabase
    from partner_playbooks.tracking.engine.record_base import RecordBase


_PARTNERS, _PARTNER, _SURVEYS = "partners", "partner", "surveys"
_SMALLEST_SURVEY = "figure.smallest_survey_group"


@dataclass(frozen=True, slots=True)
class PartnerValues:
    """What a metric is for each partner."""

    counted: Mapping[str, Fraction | None]
    """By the ids of those of whom anything is counted; None where nothing can be said, as without a divisor."""
    others: Fraction | None
    """What it is for all others."""

    def of(self, partner: str) -> Fraction | None:
        """Give the value of a partner."""
        return self.counted.get(partner, self.others)


class FigureMaker:
    """Computes metrics from records as of a day: as they are defined, or for another span and other groups."""

    def __init__(
        self,
        base: RecordBase,
        language: RecordLanguage,
        values: Mapping[str, Fraction],
        day: date,
        first_month: int = 1,
    ) -> None:
        """Take records known on the day, what measures may name, figures, and the month that financial years begin."""
        self._first_month = first_month
        self._counter = MeasureCounter(base, language, values)
        self.base, self._language, self._values, self.day = base, language, values, day

    def _find_period(self, span: Span | None) -> Period:
        return find_period(span, self.day, self._first_month)

    def find_missing(self, metric: Metric) -> UntrackedFigure | None:
        """Tell what keeps a metric from being computed; None where nothing does."""
        untold = tuple(each.name for each in metric.inputs if each.measure is None or each.measure.untold is not None)
        try:
            countings = list_countings(metric, self._language)
        except MeasureError:
            return UntrackedFigure(metric.id, (), tuple(each.name for each in metric.inputs))
        missing = (list_missing(each, self._language, self.base.sources) for each in countings.values())
        needs = tuple(sorted({name for names in missing for name in names}))
        return UntrackedFigure(metric.id, needs, untold) if needs or untold else None

    def compute(self, metric: Metric, period: Period | None = None, by: str = "") -> Iterator[TrackedFigure]:
        """Give the figures of a metric that nothing is missing for, by the names of their groups.

        Args:
            metric: The metric.
            period: From when to when; its own span where it is left out.
            by: "partner", "region", "type" or "tier", instead of what the metric is computed for one by one.
        """
        period = period or self._find_period(metric.span)
        return self.make_figures(metric, period, self.count_inputs(metric, period, by))

    def make_figures(
        self, metric: Metric, period: Period, counted: Mapping[str, Mapping[str, CountedInDatabase]]
    ) -> Iterator[TrackedFigure]:
        """Yield a figure for each group of counted inputs."""
        stays = find_stays(metric, list_countings(metric, self._language))
        for group, inputs in counted.items():
            if stays is not None:
                yield _compute_stays(metric, group, period, inputs[stays])
            else:
                yield _compute_formula(metric, group, period, inputs, self._values)

    def count_inputs(self, metric: Metric, period: Period, by: str = "") -> dict[str, dict[str, CountedInDatabase]]:
        """Give the inputs of a metric by group, the groups by their names; arguments are those of `compute`."""
        countings = list_countings(metric, self._language)
        if by:
            paths = {name: find_group_path(each.table, by) for name, each in countings.items()}
            if not self.has_groups(metric, by):
                return {}
            countings = {name: replace(each, group=paths[name]) for name, each in countings.items()}
        days = Days(period.start, period.end, self.day)
        counted = {name: self._counter.count(each, days) for name, each in countings.items()}
        grouped = [counted[name] for name, each in countings.items() if each.group]
        groups = {group for each in grouped for group in each} if metric.per or by else {""}
        return {
            group: {
                name: each.get(group if countings[name].group else "", _nothing(countings[name]))
                for name, each in counted.items()
            }
            for group in sorted(groups)
        }

    def has_groups(self, metric: Metric, by: str) -> bool:
        """Tell whether a metric can be computed by partner, region, type or tier: of a whole of groups there is one."""
        tables = [each.table for each in list_countings(metric, self._language).values()]
        is_by_name = by == _PARTNER and _SURVEYS in tables  # what somebody answered is told of nobody
        return not has_whole(metric) and not is_by_name and all(find_group_path(each, by) for each in tables)

    def is_told(self, metric: Metric, size: int) -> bool:
        """Tell whether a figure of a group may be told: answers of surveys where nobody can guess whose they are."""
        tables = {each.table for each in list_countings(metric, self._language).values()}
        return _SURVEYS not in tables or size >= self._values.get(_SMALLEST_SURVEY, Fraction(5))

    def find_values_up_to(self, metric: Metric, last: date) -> PartnerValues | None:
        """Give what a metric is for each partner up to a day: in the calendar's period around it, if it has such."""
        return self.find_partner_values(metric, period=find_running_period(metric.span, last, self._first_month))

    def find_partner_values(
        self, metric: Metric, span: Span | None = None, period: Period | None = None
    ) -> PartnerValues | None:
        """Give what a metric is for each partner, over its own span or another; None where the records do not tell."""
        if self.find_missing(metric) is not None or not self.has_groups(metric, _PARTNER):
            return None
        period = period or self._find_period(span or metric.span)
        nothing = {name: _nothing(each) for name, each in list_countings(metric, self._language).items()}
        of_none = next(iter(self.make_figures(metric, period, {"": nothing})))
        return PartnerValues({each.group: each.value for each in self.compute(metric, period, _PARTNER)}, of_none.value)

    def knows(self, condition: Expression) -> bool:
        """Tell whether the records say all that a condition on rows of partners asks."""
        return not list_missing_facts(condition, _PARTNERS, self._language, self.base.sources, {})

    def write_first(self, table: str, cases: Sequence[tuple[Expression, str]]) -> str:
        """Write SQL for the word of the first condition that holds of a row, called `t0`; nothing without one."""
        days = Days(self.day, self.day, self.day)
        return self._counter.write_first(table, cases, days)

    def count_stays_by(self, metric: Metric, by: str) -> dict[tuple[str, str], Counter[Stay]]:
        """Give the stays that a metric is the median of, by its own group and another: "type" or "region"."""
        countings = list_countings(metric, self._language)
        name = find_stays(metric, countings)
        if name is None:
            return {}
        period = self._find_period(metric.span)
        days = Days(period.start, period.end, self.day)
        counted = self._counter.count(countings[name], days, find_group_path(countings[name].table, by))
        found = {}
        for both, stays in counted.items():
            group, _, other = both.partition(BOTH)
            if isinstance(stays, Counter):
                found[group, other] = stays
        return found

    def sum_by_partner(self, metric: Metric, name: str) -> dict[str, Fraction]:
        """Give an input of a metric for each partner that has any of it, over the metric's span."""
        counting = list_countings(metric, self._language)[name]
        period = self._find_period(metric.span)
        days = Days(period.start, period.end, self.day)
        counted = self._counter.count(replace(counting, group=find_group_path(counting.table, _PARTNER)), days)
        return {partner: each for partner, each in counted.items() if isinstance(each, Fraction)}


def compute_figures(
    handbook: Handbook, maker: FigureMaker
) -> tuple[tuple[TrackedFigure, ...], tuple[UntrackedFigure, ...]]:
    """Compute every metric of a handbook that the records give, and tell what keeps the others."""
    found: list[TrackedFigure] = []
    lacking: list[UntrackedFigure] = []
    for metric in list_metrics(handbook):
        missing = maker.find_missing(metric)
        if missing is None:
            found.extend(maker.compute(metric))
        else:
            lacking.append(missing)
    return tuple(found), tuple(lacking)


def _nothing(counting: Counting) -> CountedInDatabase:
    if counting.aggregate is Aggregate.STAYS:
        return Counter()
    is_list = counting.per or counting.aggregate is Aggregate.VALUES
    return ListFacts(Fraction(), Fraction()) if is_list else Fraction()


def _compute_stays(metric: Metric, group: str, period: Period, counted: CountedInDatabase) -> TrackedFigure:
    stays: Counter[Stay] = counted if isinstance(counted, Counter) else Counter()
    steps = list_survival(stays)
    low, high = find_median_interval(steps)
    still_open = sum(count for stay, count in stays.items() if not stay.has_ended)
    return TrackedFigure(metric.id, group, period, find_median(steps), sum(stays.values()), still_open, low, high)


def _compute_formula(
    metric: Metric,
    group: str,
    period: Period,
    inputs: Mapping[str, CountedInDatabase],
    values: Mapping[str, Fraction],
) -> TrackedFigure:
    numbers = {name: each for name, each in inputs.items() if isinstance(each, Fraction)}
    listed = {name: each for name, each in inputs.items() if isinstance(each, ListFacts)}
    tree = _put_facts(metric.formula.tree, listed)
    value = None
    if tree is not None:
        try:
            made = compute_expression(tree, {**values, **numbers})
            value = made if isinstance(made, Fraction) else None
        except ExpressionError:  # it divides by nothing
            value = None
    told = numbers | {name: each.sum for name, each in listed.items()}
    size = int(sum(each.count for each in listed.values()) or find_whole(metric, numbers))
    low, high = find_interval(metric, numbers)
    shown = (None if each is None else Quantity.of_computed(each, metric.unit).value for each in (value, low, high))
    return TrackedFigure(metric.id, group, period, next(shown), size, 0, next(shown), next(shown), told)


def _put_facts(tree: Expression, listed: Mapping[str, ListFacts]) -> Expression | None:
    """Give a formula with numbers in place of what it asks of lists; None where a list has none."""
    match tree:
        case Call(argument=Name(name=name)) if name in listed:
            fact = getattr(listed[name], tree.function)
            return None if fact is None else Number(fact, place=tree.place)
        case Binary():
            left, right = _put_facts(tree.left, listed), _put_facts(tree.right, listed)
            return None if left is None or right is None else replace(tree, left=left, right=right)
        case Unary():
            operand = _put_facts(tree.operand, listed)
            return None if operand is None else replace(tree, operand=operand)
        case _:
            return tree

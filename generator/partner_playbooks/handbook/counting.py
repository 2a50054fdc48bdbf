"""The inputs of metrics counted over rows in memory: what a measure means, said once without an engine."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, datetime
from fractions import Fraction
from math import ceil
from typing import TYPE_CHECKING, TypeAlias

from partner_playbooks.handbook.measuring import Aggregate
from partner_playbooks.handbook.model.measure import Clock
from partner_playbooks.language.expressions import compute_expression
from partner_playbooks.language.records.record_names import list_children
from partner_playbooks.language.records.row_values import RowValues
from partner_playbooks.language.records.survival import Stay

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from partner_playbooks.handbook.measuring import Counting
    from partner_playbooks.language.expressions import Expression, Value
    from partner_playbooks.language.records.row_values import Records, Surroundings

Counted: TypeAlias = "Fraction | tuple[Fraction, ...] | tuple[Stay, ...]"
"""A number, a list of them, or stays."""


def count_input(counting: Counting, records: Records, around: Surroundings, group: str = "") -> Counted:
    """Count an input over records as they were known on the day of calculation.

    Args:
        counting: What is counted.
        records: The rows.
        around: The span, the day and the figures.
        group: Of which group, where the metric is computed per one.
    """
    rows = list(_list_rows(counting, records, around))
    if counting.top is not None:
        rows = _choose_top(counting, counting.top, rows, (records, around))
    rows = [row for row in rows if not group or not counting.group or _is_of(row, counting, group)]
    if counting.aggregate is Aggregate.STAYS:
        return tuple(sorted(_list_stays(counting, rows, around)))
    if not counting.per:
        return _make_value(counting, rows)
    groups: dict[Value, list[RowValues]] = defaultdict(list)
    for row in rows:
        groups[row[counting.per]].append(row)
    made = [_make_value(counting, own) for key, own in groups.items() if key is not None]
    return tuple(sorted(each for each in made if isinstance(each, Fraction)))


def _is_of(row: RowValues, counting: Counting, group: str) -> bool:
    """Tell whether a row is of a group, by itself or by the rows that say who takes part in it."""
    head, _, rest = counting.group.partition(".")
    if head not in list_children(counting.table):
        return row[counting.group] == group
    return any(child[rest] == group for child in row.list_rows(head))


def _list_rows(counting: Counting, records: Records, around: Surroundings) -> Iterator[RowValues]:
    for row in records.tables.get(counting.table, ()):
        values = RowValues(records, counting.table, row, around)
        if counting.dated is not None:
            day = compute_expression(counting.dated, values)
            if not isinstance(day, date) or not around.start <= _day_of(day) <= around.end:
                continue
        if all(compute_expression(condition, values) for condition in counting.where):
            yield values


def _make_value(counting: Counting, rows: Sequence[RowValues]) -> Fraction | tuple[Fraction, ...]:
    if counting.aggregate is Aggregate.COUNT and not counting.value:
        return Fraction(len(rows))
    found = [value for row in rows if (value := row[counting.value]) is not None]
    if counting.aggregate is Aggregate.COUNT:
        return Fraction(len(set(found)))
    numbers = [value for value in found if isinstance(value, Fraction)]
    return sum(numbers, Fraction()) if counting.aggregate is Aggregate.SUM else tuple(sorted(numbers))


def _choose_top(
    counting: Counting, share: Fraction, rows: Sequence[RowValues], among: tuple[Records, Surroundings]
) -> list[RowValues]:
    """Give the rows of the partners that have most of it: a share of all, rounded up; of two alike, the first id."""
    records, around = among
    partners = [RowValues(records, "partners", row, around) for row in records.tables.get("partners", ())]
    eligible = [row["id"] for row in partners if counting.of is None or compute_expression(counting.of, row)]
    totals: dict[Value, Fraction] = dict.fromkeys(eligible, Fraction())
    for row in rows:
        value = row[counting.value] if counting.value else Fraction(1)
        if row["partner"] in totals and isinstance(value, Fraction):
            totals[row["partner"]] += value
    many = ceil(len(eligible) * share)
    chosen = set(sorted(totals, key=lambda key: (-totals[key], str(key)))[:many])
    return [row for row in rows if row["partner"] in chosen]


def _list_stays(counting: Counting, rows: Sequence[RowValues], around: Surroundings) -> Iterator[Stay]:
    """Yield stays: those of dated rows as far as they are known, all others as far as they lie within the span."""
    for row in rows:
        begins = row["entered"] if counting.begins is None else compute_expression(counting.begins, row)
        if not isinstance(begins, date):
            continue
        until, leaves = (_compute_end(each, row, begins) for each in (counting.until, counting.leaves))
        has_ended = until is not None and (leaves is None or _day_of(until) <= _day_of(leaves))
        end = until if has_ended else leaves
        if counting.dated is not None:
            yield _make_stay(counting, row, (begins, begins, end or around.day), has_ended=has_ended)
        elif (end is None or _day_of(end) >= around.start) and _day_of(begins) <= around.end:
            within = end is not None and _day_of(end) <= around.end
            seen = max(begins, around.start, key=_day_of)
            last = end if within and end is not None else around.end
            yield _make_stay(counting, row, (begins, seen, last), has_ended=has_ended and within)


def _compute_end(expression: Expression | None, row: RowValues, begins: date) -> date | None:
    found = None if expression is None else compute_expression(expression, row)
    return found if isinstance(found, date) and _day_of(found) >= _day_of(begins) else None


def _make_stay(counting: Counting, row: RowValues, days: tuple[date, date, date], *, has_ended: bool) -> Stay:
    begins, seen, last = days
    if counting.clock is Clock.WORKING_HOURS:
        length = row.count_work(begins, last, hours=True)
        return Stay(length, has_ended, row.count_work(begins, seen, hours=True))
    begin = _day_of(begins)
    return Stay(Fraction((_day_of(last) - begin).days), has_ended, Fraction((_day_of(seen) - begin).days))


def _day_of(moment: date) -> date:
    return moment.date() if isinstance(moment, datetime) else moment

"""Records in memory, and what expressions about them name: the pure way to count, which checks and tests use."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING, TypeAlias

from partner_playbooks.language.expressions import RecordValues, compute_expression
from partner_playbooks.language.records import TABLES
from partner_playbooks.language.records.record_fields import Shape
from partner_playbooks.language.records.record_names import list_children

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from partner_playbooks.language.expressions import Expression, Value
    from partner_playbooks.language.records.record_fields import RecordTable

Row: TypeAlias = "Mapping[str, Value]"
"""The values of a record by the names of its fields; what is missing is empty."""
_HOURS_A_DAY = 24


@dataclass(frozen=True)
class Records:
    """Rows by table."""

    tables: Mapping[str, tuple[Row, ...]]

    def known_on(self, day: date) -> Records:
        """Give the records as they were on a day: what came after it is not known, nor what it led to."""
        known = {name: tuple(_list_known(TABLES[name], rows, day)) for name, rows in self.tables.items()}
        former = _find_former(known.get("partner_history", ()))
        if former:
            known["partners"] = tuple({**row, **former.get(row.get("id"), {})} for row in known.get("partners", ()))
        return Records(known)

    def find(self, table: str, key: Value) -> Row | None:
        """Give the row that a link names."""
        return self._by_key.get(table, {}).get(key)

    def list_linked(self, table: str, link: str, key: Value) -> Iterable[Row]:
        """Give the rows of a table whose link names a key, by the days from which they are known."""
        index = self._by_link.setdefault((table, link), defaultdict(list))
        if not index:
            for row in sorted(self.tables.get(table, ()), key=lambda row: _order(TABLES[table], row)):
                index[row.get(link)].append(row)
        return index.get(key, ())

    @cached_property
    def _by_key(self) -> dict[str, dict[Value, Row]]:
        keys = {name: TABLES[name].key for name in self.tables}
        return {name: {row.get(key.name): row for row in self.tables[name]} for name, key in keys.items() if key}

    @cached_property
    def _by_link(self) -> dict[tuple[str, str], dict[Value, list[Row]]]:
        return {}


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What every expression about a row knows besides the row."""

    start: date
    """The first day of the span."""
    end: date
    """Its last day."""
    day: date
    """The day of calculation, or the one that a condition is asked for."""
    figures: Mapping[str, Value]
    in_months: frozenset[str]
    """The names of figures that are a number of months."""
    defined: Mapping[str, Mapping[str, Expression]]
    """The conditions that have names, by table."""
    is_working: Callable[[date], bool]


class RowValues(RecordValues):
    """What the names of an expression about a row stand for."""

    def __init__(
        self, records: Records, table: str, row: Row, around: Surroundings, outer: RowValues | None = None
    ) -> None:
        """Take a row of a table; of rows that belong to another one, `outer` is that one."""
        self._records, self._table, self._row, self._around, self._outer = records, table, row, around, outer

    def __getitem__(self, name: str) -> Value:
        """Give what a name stands for: first by the row, then by what it belongs to."""
        head, _, rest = name.partition(".")
        if TABLES[self._table].find(head) is not None and not rest:
            return self._row.get(head)
        if head in self._around.defined.get(self._table, {}) and not rest:
            return compute_expression(self._around.defined[self._table][head], self._alone())
        link = TABLES[self._table].find(head)
        if rest and link is not None and link.shape is Shape.LINK:
            linked = self._records.find(link.of, self._row.get(head))
            return None if linked is None else RowValues(self._records, link.of, linked, self._around)[rest]
        if self._outer is not None and name in self._outer:
            return self._outer[name]
        if name in {"start", "end", "day"}:
            return {"start": self._around.start, "end": self._around.end, "day": self._around.day}[name]
        return self._around.figures[name]

    def __contains__(self, name: object) -> bool:
        """Tell whether a name stands for something here."""
        if not isinstance(name, str):
            return False
        head = name.partition(".")[0]
        own = TABLES[self._table].find(head) is not None or name in self._around.defined.get(self._table, {})
        everywhere = name in {"start", "end", "day"} or name in self._around.figures
        return own or everywhere or (self._outer is not None and name in self._outer)

    def __iter__(self) -> Iterator[str]:
        """Yield the names of the row's fields."""
        return (field.name for field in TABLES[self._table].fields)

    def __len__(self) -> int:
        """Count the row's fields."""
        return len(TABLES[self._table].fields)

    def list_rows(self, table: str) -> Iterable[RowValues]:
        """Give the rows of a table that belong to this one."""
        link = list_children(self._table)[table]
        key = TABLES[self._table].key
        rows = self._records.list_linked(table, link, self._row.get(key.name)) if key is not None else ()
        return [RowValues(self._records, table, row, self._around, self) for row in rows]

    def at(self, day: date) -> RowValues:
        """Give the same row as it is asked about on another day."""
        outer = None if self._outer is None else self._outer.at(day)
        return RowValues(self._records, self._table, self._row, replace(self._around, day=day), outer)

    def is_in_months(self, name: str) -> bool:
        """Tell whether a figure is a number of months."""
        return name in self._around.in_months

    def count_work(self, first: date, last: date, *, hours: bool) -> Fraction:
        """Give the hours that lie on working days between two times, or the working days from one day to another."""
        begin, end = _day_of(first), _day_of(last)
        steps = range(abs((end - begin).days))
        days = sum(self._around.is_working(min(begin, end) + timedelta(step)) for step in steps)
        count = Fraction(days if begin <= end else -days)
        return count * _HOURS_A_DAY + self._hours_of_day(last) - self._hours_of_day(first) if hours else count

    def _hours_of_day(self, moment: date) -> Fraction:
        """Give the hours of a working day up to a time."""
        day = _day_of(moment)
        if not isinstance(moment, datetime) or not self._around.is_working(day):
            return Fraction()
        return Fraction((moment - datetime.combine(day, datetime.min.time())) // timedelta(seconds=1), 3600)

    def _alone(self) -> RowValues:
        """Give the row without what it was reached from: a condition with a name means the same everywhere."""
        return RowValues(self._records, self._table, self._row, self._around)


def _find_former(history: Iterable[Row]) -> dict[Value, dict[str, Value]]:
    """Give by partner what a history says of it: the last that is known of each field."""
    found: dict[Value, dict[str, Value]] = defaultdict(dict)
    for row in sorted(history, key=lambda row: _order(TABLES["partner_history"], row)):
        if row.get("value") is not None:
            found[row["partner"]][str(row["attribute"])] = row["value"]
    return found


def _order(table: RecordTable, row: Row) -> tuple[bool, date]:
    """Rows without a day come first."""
    day = None if table.day is None else row.get(table.day.name)
    return (True, _day_of(day)) if isinstance(day, date) else (False, date.min)


def _list_known(table: RecordTable, rows: Iterable[Row], day: date) -> Iterator[Row]:
    facts = [field for field in table.fields if field.shape in {Shape.DATE, Shape.TIME} and not field.planned]
    for row in rows:
        ahead = {field.name for field in facts if _is_after(row.get(field.name), day)}
        if any(field.needed and field.name in ahead for field in facts):
            continue
        hidden = ahead | {field.name for field in table.fields if field.known_with in ahead}
        yield {name: None if name in hidden else value for name, value in row.items()} if hidden else row


def _is_after(value: Value, day: date) -> bool:
    return isinstance(value, date) and _day_of(value) > day


def _day_of(moment: date) -> date:
    return moment.date() if isinstance(moment, datetime) else moment

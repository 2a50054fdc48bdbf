"""Measures counted in the database: one query for each input of a metric, for all groups at once."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from fractions import Fraction
from math import ceil
from typing import TYPE_CHECKING, Any, TypeAlias

from sqlglot import exp

from partner_playbooks.handbook.measuring import Aggregate
from partner_playbooks.handbook.model.measure import Clock
from partner_playbooks.language.records.record_names import list_children
from partner_playbooks.language.records.survival import Stay
from partner_playbooks.tracking.engine.expression_sql import write_condition, write_name, write_value
from partner_playbooks.tracking.engine.sql_context import Days, begin_context
from partner_playbooks.tracking.engine.sql_pieces import bracket, subtract, write_day, write_work_hours

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from partner_playbooks.handbook.measuring import Counting, RecordLanguage
    from partner_playbooks.language.expressions import Expression
    from partner_playbooks.language.records.survival import Length
    from partner_playbooks.tracking.engine.record_base import RecordBase
    from partner_playbooks.tracking.engine.sql_context import SqlContext
    from partner_playbooks.tracking.engine.sql_pieces import Sql


@dataclass(frozen=True, slots=True)
class ListFacts:
    """What formulas ask of a list: it may be long, so it stays in the database."""

    count: Fraction
    sum: Fraction
    min: Fraction | None = None
    max: Fraction | None = None
    median: Fraction | None = None

    @property
    def mean(self) -> Fraction | None:
        """The arithmetic mean; None of an empty list."""
        return self.sum / self.count if self.count else None


BOTH = "\x1f"
"""Stands between the names of two groups."""
CountedInDatabase: TypeAlias = "Fraction | ListFacts | Counter[Stay]"


class MeasureCounter:
    """Counts inputs of metrics in a record base that knows a day."""

    def __init__(self, base: RecordBase, language: RecordLanguage, figures: Mapping[str, Fraction]) -> None:
        """Take the records, what expressions may name, and the figures of the handbook."""
        self._base, self._language, self._figures = base, language, figures

    def count(self, counting: Counting, days: Days, besides: str = "") -> dict[str, CountedInDatabase]:
        """Count an input, by group; where it has none, the only group is called "".

        Args:
            counting: What is counted.
            days: The span and the day of calculation.
            besides: The path to a second group; groups are then called by both, with `BOTH` between them.
        """
        context = begin_context(counting.table, days, self._language, self._figures)
        query = self._select_rows(counting, context)
        head, _, rest = counting.group.partition(".")
        if head in list_children(counting.table):
            query, group = _join_groups(query, context, head, rest)
        else:
            group = write_name(counting.group, context) if counting.group else exp.Literal.string("")
        if besides:
            parts = (group, exp.Literal.string(BOTH), write_name(besides, context))
            group = exp.DPipe(this=exp.DPipe(this=parts[0], expression=parts[1]), expression=parts[2])
        if counting.aggregate is Aggregate.STAYS:
            return self._count_stays(counting, query, context, group)
        value = write_name(counting.value, context) if counting.value else exp.Literal.number(1)
        if counting.per:
            return self._count_per(counting, query, value, (group, write_name(counting.per, context)))
        if counting.aggregate is Aggregate.VALUES:
            return _read_lists(self._run(_with_facts(query, group, value)))
        made = query.select(exp.alias_(group, "g"), exp.alias_(_aggregate(counting, value), "v"), append=False)
        return {
            str(key): _number(number) or Fraction() for key, number in self._run(made.group_by("1")) if key is not None
        }

    def write_first(self, table: str, cases: Sequence[tuple[Expression, str]], days: Days) -> str:
        """Write SQL for the word of the first condition that holds of a row of a table, called `t0`."""
        context = begin_context(table, days, self._language, self._figures)
        ifs = [exp.If(this=write_condition(tree, context), true=exp.Literal.string(word)) for tree, word in cases]
        made: Sql = exp.Case(ifs=ifs) if ifs else exp.Null()
        return made.sql(dialect="duckdb")

    def _select_rows(self, counting: Counting, context: SqlContext) -> exp.Select:
        """Give a query of the rows that count."""
        table = exp.alias_(exp.to_table(counting.table), context.alias, table=True)
        query = exp.select("1").from_(table)
        if counting.dated is not None:
            day = bracket(exp.cast(bracket(write_value(counting.dated, context)), "DATE"))
            first, last = write_day(context.days.start), write_day(context.days.end)
            query = query.where(exp.Between(this=day, low=first, high=last), copy=False)
        for condition in counting.where:
            query = query.where(write_condition(condition, context), copy=False)
        if counting.top is not None:
            names = self._choose_top(counting, query, context)
            column = exp.column("partner", table=context.alias, quoted=True)
            query = query.where(exp.In(this=column, expressions=[exp.Literal.string(name) for name in names]))
        return query

    def _choose_top(self, counting: Counting, query: exp.Select, context: SqlContext) -> list[str]:
        """Give the ids of the partners that have most of it: a share of all, rounded up; of two alike, the first."""
        partners = begin_context("partners", context.days, self._language, self._figures)
        eligible = exp.select(exp.column("id", table=partners.alias)).from_(
            exp.alias_(exp.to_table("partners"), partners.alias, table=True)
        )
        if counting.of is not None:
            eligible = eligible.where(write_condition(counting.of, partners))
        names = {str(row[0]) for row in self._run(eligible)}
        value = write_name(counting.value, context) if counting.value else exp.Literal.number(1)
        column = exp.column("partner", table=context.alias, quoted=True)
        sums = self._run(query.select(column, exp.func("SUM", value), append=False).group_by("1"))
        totals = {name: Fraction() for name in names} | {
            str(key): _number(total) or Fraction() for key, total in sums if str(key) in names
        }
        many = ceil(len(names) * (counting.top or Fraction(1)))
        return sorted(totals, key=lambda name: (-totals[name], name))[:many]

    def _count_per(
        self, counting: Counting, query: exp.Select, value: Sql, keys: tuple[Sql, Sql]
    ) -> dict[str, CountedInDatabase]:
        made = query.select(
            exp.alias_(keys[0], "g"),
            exp.alias_(keys[1], "k"),
            exp.alias_(_aggregate(counting, value), "v"),
            append=False,
        )
        outer = exp.select("g").from_(made.group_by("1", "2").subquery("lists")).where("k IS NOT NULL")
        return _read_lists(self._run(_with_facts(outer, exp.column("g"), exp.column("v"))))

    def _count_stays(
        self, counting: Counting, query: exp.Select, context: SqlContext, group: Sql
    ) -> dict[str, CountedInDatabase]:
        is_timed = counting.clock is Clock.WORKING_HOURS
        ends = [
            exp.Null() if tree is None else write_value(tree, context, exact=is_timed)
            for tree in (counting.until, counting.leaves)
        ]
        begins = (
            exp.column("entered", table=context.alias, quoted=True)
            if counting.begins is None
            else write_value(counting.begins, context, exact=is_timed)
        )
        kind = "TIMESTAMP" if is_timed else "DATE"
        named = [
            exp.alias_(exp.cast(bracket(each), kind), name) for each, name in zip((begins, *ends), "bul", strict=True)
        ]
        stays = query.select(exp.alias_(group, "g"), *named, append=False).subquery("s")
        made = _write_stays(stays, context.days, is_dated=counting.dated is not None, is_timed=is_timed)
        found: dict[str, CountedInDatabase] = defaultdict(Counter)
        for key, length, has_ended, seen_from, count in self._run(made):
            if key is not None:
                stay = Stay(_exact(length), bool(has_ended), _exact(seen_from))
                counter = found[str(key)]
                if isinstance(counter, Counter):
                    counter[stay] += int(count)
        return dict(found)

    def _run(self, query: Sql) -> list[tuple[Any, ...]]:
        return self._base.rows(query.sql(dialect="duckdb"))


def _join_groups(query: exp.Select, context: SqlContext, child: str, path: str) -> tuple[exp.Select, Sql]:
    """Let each row count once for each group of those that take part in it; give the group, too."""
    inner = replace(context, table=child, alias=f"t{next(context.aliases)}", outer=None)
    link = exp.column(list_children(context.table)[child], table=inner.alias, quoted=True)
    listed = exp.select(exp.alias_(link, "k"), exp.alias_(write_name(path, inner), "g")).distinct()
    parts = listed.from_(exp.alias_(exp.to_table(child), inner.alias, table=True)).subquery("parts")
    key = exp.column("id", table=context.alias, quoted=True)
    on = exp.EQ(this=exp.column("k", table="parts"), expression=key)
    return query.join(parts, on=on), exp.column("g", table="parts")


def _write_stays(stays: Sql, days: Days, *, is_dated: bool, is_timed: bool) -> Sql:
    """Write stays as lengths: dated ones as far as they are known, all others as far as they lie in the span."""
    first, last, day = (f"DATE '{each}'" for each in (days.start, days.end, days.day))
    kept = "CASE WHEN CAST({0} AS DATE) >= CAST(b AS DATE) THEN {0} END"
    inner = (
        exp.select("g", "b", f"{kept.format('u')} AS u", f"{kept.format('l')} AS l").from_(stays).where("b IS NOT NULL")
    )
    ended = "(u IS NOT NULL AND (l IS NULL OR CAST(u AS DATE) <= CAST(l AS DATE)))"
    end = exp.select("g", "b", f"{ended} AS ended", f"CASE WHEN {ended} THEN u ELSE l END AS e").from_(
        inner.subquery("k")
    )
    if is_dated:
        seen, until, has_ended = "b", f"COALESCE(e, {day})", "ended"
        known = end
    else:
        within = f"(e IS NOT NULL AND CAST(e AS DATE) <= {last})"
        seen = f"CASE WHEN CAST(b AS DATE) < {first} THEN {first} ELSE b END"
        until, has_ended = f"CASE WHEN {within} THEN e ELSE {last} END", f"(ended AND {within})"
        known = (
            exp.select("*")
            .from_(end.subquery("w"))
            .where(f"(e IS NULL OR CAST(e AS DATE) >= {first}) AND CAST(b AS DATE) <= {last}")
        )
    ready = exp.select("g", "b", f"{has_ended} AS ended", f"{seen} AS seen", f"{until} AS until").from_(
        known.subquery("r")
    )
    length, late = (_measure(exp.column("b"), exp.column(name), is_timed=is_timed) for name in ("until", "seen"))
    return (
        exp.select(
            "g", exp.alias_(length, "n"), "ended", exp.alias_(late, "f"), exp.alias_(exp.Count(this=exp.Star()), "c")
        )
        .from_(ready.subquery("q"))
        .group_by("1", "2", "3", "4")
    )


def _measure(begin: Sql, end: Sql, *, is_timed: bool) -> Sql:
    if is_timed:
        return write_work_hours(exp.cast(begin, "TIMESTAMP"), exp.cast(end, "TIMESTAMP"))
    return subtract(exp.cast(end, "DATE"), exp.cast(begin, "DATE"))


def _aggregate(counting: Counting, value: Sql) -> Sql:
    if counting.aggregate is Aggregate.COUNT:
        inner = exp.Distinct(expressions=[value]) if counting.value else exp.Star()
        return exp.Count(this=inner)
    return exp.func("SUM", value)


def _with_facts(query: exp.Select, group: Sql, value: Sql) -> exp.Select:
    facts = [exp.Count(this=value.copy()), *(exp.func(name, value.copy()) for name in ("SUM", "MIN", "MAX", "MEDIAN"))]
    return query.select(exp.alias_(group, "g"), *facts, append=False).group_by("1")


def _read_lists(rows: list[tuple[Any, ...]]) -> dict[str, CountedInDatabase]:
    return {
        str(key): ListFacts(Fraction(count), _number(total) or Fraction(), *map(_number, rest))
        for key, count, total, *rest in rows
        if key is not None
    }


def _number(value: Any) -> Fraction | None:  # noqa: ANN401 - whatever the driver gives for a number
    return None if value is None else Fraction(value)


def _exact(value: float) -> Length:
    """Give a length: days come as whole numbers, hours as floats of whole seconds."""
    return value if isinstance(value, int) else Fraction(round(value * 3600), 3600)

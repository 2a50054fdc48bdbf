"""Pieces of SQL that expressions and measures are put together from."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

import sqlglot
from sqlglot import exp

if TYPE_CHECKING:
    from datetime import date
    from fractions import Fraction

Sql: TypeAlias = exp.Expr
"""A piece of SQL, as a tree."""
CALENDAR = "calendar"
"""The table of days: `day`, `is_working`, and how many working days lie before it."""

STAGE_ORDER = "stage_order"
"""The table of stages: `stage`, and its `place` in the order of the handbook."""


def write_number(number: Fraction) -> Sql:
    """Write a number as a literal: exactly where it has an end, else as a quotient."""
    if number.denominator == 1:
        return (
            exp.Literal.number(str(number.numerator))
            if number >= 0
            else bracket(exp.Neg(this=exp.Literal.number(str(-number.numerator))))
        )
    digits = next((n for n in range(1, 16) if (number * 10**n).denominator == 1), None)
    if digits is None:
        top, under = (exp.Literal.number(str(each)) for each in (number.numerator, number.denominator))
        return bracket(exp.Div(this=exp.cast(top, "DOUBLE"), expression=under))
    scaled = f"{int(abs(number) * 10**digits):0{digits + 1}d}"
    literal = exp.Literal.number(f"{scaled[:-digits]}.{scaled[-digits:]}")
    return literal if number > 0 else bracket(exp.Neg(this=literal))


def write_day(day: date) -> Sql:
    """Write a day as a literal."""
    return exp.cast(exp.Literal.string(day.isoformat()), "DATE")


def false_where_empty(condition: Sql) -> Sql:
    """Write a condition that is false where it is empty."""
    return exp.func("COALESCE", condition, exp.false())


def subtract(one: Sql, other: Sql) -> Sql:
    """Write a difference."""
    return exp.Sub(this=bracket(one), expression=bracket(other))


def bracket(node: Sql) -> Sql:
    """Write something in brackets: sqlglot adds none."""
    return exp.Paren(this=node)


def write_work_hours(first: Sql, last: Sql) -> Sql:
    """Write the hours that lie on working days between two times."""
    whole = exp.Mul(this=bracket(subtract(count_before(last), count_before(first))), expression=exp.Literal.number(24))
    return bracket(exp.Add(this=whole, expression=bracket(subtract(_hours_of_day(last), _hours_of_day(first)))))


def _hours_of_day(moment: Sql) -> Sql:
    seconds = subtract(
        exp.func("EPOCH", moment.copy()), exp.func("EPOCH", exp.cast(exp.cast(moment.copy(), "DATE"), "TIMESTAMP"))
    )
    is_working = _of_calendar("is_working", moment)
    return exp.Case(ifs=[exp.If(this=is_working, true=as_hours(seconds))], default=exp.Literal.number(0))


def as_hours(seconds: Sql) -> Sql:
    """Give seconds as hours."""
    return exp.Div(this=exp.cast(bracket(seconds), "DOUBLE"), expression=exp.Literal.number(3600))


def count_before(moment: Sql) -> Sql:
    """Write how many working days lie before a day."""
    return _of_calendar("before", moment)


def _of_calendar(column: str, moment: Sql) -> Sql:
    day = exp.cast(bracket(moment.copy()), "DATE")
    where = exp.EQ(this=exp.column("day", table=CALENDAR, quoted=True), expression=day)
    return (
        exp.select(exp.column(column, table=CALENDAR, quoted=True))
        .from_(exp.to_table(CALENDAR))
        .where(where)
        .subquery()
    )


def write_moved_on(alias: str) -> Sql:
    """Write the day on which a partner entered a later stage than that of a stay, after it or on the same day."""
    return sqlglot.parse_one(
        f"(SELECT MIN(n.entered) FROM stage_entries AS n JOIN {STAGE_ORDER} AS a ON a.stage = {alias}.stage "
        f"JOIN {STAGE_ORDER} AS b ON b.stage = n.stage WHERE n.partner = {alias}.partner AND b.place > a.place "
        f"AND n.entered >= {alias}.entered)"
    )

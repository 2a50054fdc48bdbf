"""Expressions about rows as SQL: the same meaning as `language.expressions` computes over rows in memory."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from sqlglot import exp

from partner_playbooks.language.expressions import (
    AtDay,
    Binary,
    Call,
    Comparison,
    Distance,
    Empty,
    Flag,
    Kind,
    Logic,
    Name,
    Not,
    Number,
    Text,
    Unary,
    check_expression,
    move_day,
    walk_expression,
)
from partner_playbooks.language.records import TABLES
from partner_playbooks.language.records.record_fields import MOVED_ON, Shape
from partner_playbooks.language.records.record_names import list_children
from partner_playbooks.tracking.engine.sql_pieces import (
    as_hours,
    bracket,
    count_before,
    false_where_empty,
    subtract,
    write_day,
    write_moved_on,
    write_number,
    write_work_hours,
)

if TYPE_CHECKING:
    from fractions import Fraction

    from partner_playbooks.language.expressions import Expression
    from partner_playbooks.tracking.engine.sql_context import SqlContext
    from partner_playbooks.tracking.engine.sql_pieces import Sql

_ARITHMETIC = {"+": exp.Add, "-": exp.Sub, "*": exp.Mul}
_COMPARISONS = {"==": exp.EQ, "!=": exp.NEQ, "<": exp.LT, "<=": exp.LTE, ">": exp.GT, ">=": exp.GTE}
_FUNCTIONS = {
    "sum": "SUM",
    "mean": "AVG",
    "median": "MEDIAN",
    "min": "MIN",
    "max": "MAX",
    "first": "MIN",
    "last": "MAX",
}


def write_condition(tree: Expression, context: SqlContext) -> Sql:
    """Write a condition, false where anything that it compares is empty."""
    match tree:
        case Logic():
            node = exp.And if tree.operator == "and" else exp.Or
            return bracket(
                node(this=write_condition(tree.left, context), expression=write_condition(tree.right, context))
            )
        case Not():
            return bracket(exp.Not(this=write_condition(tree.operand, context)))
        case Empty():
            test: Sql = exp.Is(this=bracket(write_value(tree.operand, context)), expression=exp.Null())
            return bracket(exp.Not(this=bracket(test)) if tree.negated else test)
        case Comparison():
            left, right = write_value(tree.left, context), write_value(tree.right, context)
            return false_where_empty(_COMPARISONS[tree.operator](this=bracket(left), expression=bracket(right)))
        case AtDay():
            return write_condition(tree.operand, _on_day(context, tree.day.name))
        case Flag():
            return exp.Boolean(this=tree.value)
        case Call(function="any"):
            return _write_any(tree, context)
        case _:
            return false_where_empty(write_value(tree, context))


def write_value(tree: Expression, context: SqlContext, *, exact: bool = False) -> Sql:
    """Write what an expression gives; empty where anything it is computed of is empty.

    `exact` keeps the time of day of a field that has one.
    """
    constant = _find_constant(tree, context)
    if constant is not None:
        return constant
    match tree:
        case Text():
            return exp.Literal.string(tree.value)
        case Name():
            return write_name(tree.name, context, exact=exact)
        case Unary():
            return exp.Neg(this=bracket(write_value(tree.operand, context)))
        case Binary():
            return _write_binary(tree, context)
        case Distance():
            return _write_distance(tree, context)
        case Call():
            return _write_rows(tree, context)
        case _:
            return write_condition(tree, context)


def _find_constant(tree: Expression, context: SqlContext) -> Sql | None:
    """Give what does not depend on the row as a literal."""
    match tree:
        case Number():
            return write_number(tree.value)
        case Name(name="start" | "end" | "day" as name):
            return write_day(getattr(context.days, name))
        case Name() if tree.name in context.figures and tree.name not in context.language.scope(context.table).inputs:
            return write_number(context.figures[tree.name])
        case Name() if tree.name in context.figures and tree.is_path:
            return write_number(context.figures[tree.name])
        case Binary(operator="+" | "-", left=Name(name="start" | "end" | "day" as name), right=length):
            amount = _find_amount(length, context)
            if amount is None:
                return None
            number, in_months = amount
            steps = int(number) if tree.operator == "+" else -int(number)
            day = getattr(context.days, name)
            return write_day(move_day(day, months=steps) if in_months else day + timedelta(steps))
    return None


def _find_amount(length: Expression, context: SqlContext) -> tuple[Fraction, bool] | None:
    """Give a length of time that does not depend on the row, and whether it is in months."""
    match length:
        case Number():
            return length.value, length.kind is Kind.MONTHS
        case Name() if length.name in context.figures:
            return context.figures[length.name], context.language.figures[length.name].kind is Kind.MONTHS
    return None


def write_name(name: str, context: SqlContext, *, exact: bool = False) -> Sql:
    """Write what a name stands for: first by the row, then by what it belongs to. `exact` keeps the time of day."""
    head, _, rest = name.partition(".")
    field = TABLES[context.table].find(head)
    definition = context.language.definitions.get(context.table, {}).get(name)
    if field is not None and not rest:
        if name == MOVED_ON:
            return write_moved_on(context.alias)
        column = exp.column(head, table=context.alias, quoted=True)
        return exp.cast(column, "DATE") if field.shape is Shape.TIME and not exact else column
    if definition is not None:
        alone = replace(context, outer=None)
        kind = check_expression(definition, alone.scope).kind
        write = write_condition if kind is Kind.FLAG else write_value
        return bracket(write(definition, alone))
    if field is not None and field.shape is Shape.LINK:
        inner = replace(context, table=field.of, alias=f"t{next(context.aliases)}", outer=None)
        value = write_name(rest, inner, exact=exact)
        return _select(
            value, inner, exp.EQ(this=_key(inner), expression=exp.column(head, table=context.alias, quoted=True))
        )
    if context.outer is None:
        raise KeyError(name)
    return write_name(name, context.outer, exact=exact)


def _write_binary(tree: Binary, context: SqlContext) -> Sql:
    if check_expression(tree.left, context.scope).kind is Kind.DATE:
        return _write_moved_day(tree, context)
    left, right = bracket(write_value(tree.left, context)), bracket(write_value(tree.right, context))
    if tree.operator == "/":
        over = exp.cast(left, "DOUBLE")
        return exp.Div(this=over, expression=exp.func("NULLIF", right, exp.Literal.number(0)))
    return _ARITHMETIC[tree.operator](this=left, expression=right)


def _write_moved_day(tree: Binary, context: SqlContext) -> Sql:
    amount: Sql = exp.cast(exp.func("TRUNC", bracket(write_value(tree.right, context))), "INT")
    if tree.operator == "-":
        amount = exp.Neg(this=bracket(amount))
    day = exp.cast(bracket(write_value(tree.left, context)), "DATE")
    if any(_is_in_months(node, context) for node in walk_expression(tree.right)):
        return exp.cast(bracket(exp.Add(this=day, expression=exp.func("TO_MONTHS", amount))), "DATE")
    return exp.Add(this=day, expression=bracket(amount))


def _is_in_months(node: Expression, context: SqlContext) -> bool:
    if isinstance(node, Name):
        type_ = context.language.figures.get(node.name)
        return type_ is not None and type_.kind is Kind.MONTHS
    return isinstance(node, Number) and node.kind is Kind.MONTHS


def _write_distance(tree: Distance, context: SqlContext) -> Sql:
    if tree.function == "days":
        first, last = (exp.cast(bracket(write_value(end, context)), "DATE") for end in (tree.first, tree.last))
        return exp.Sub(this=last, expression=first)
    if tree.function == "working_days":
        return subtract(*(count_before(write_value(end, context)) for end in (tree.last, tree.first)))
    ends = (write_value(end, context, exact=True) for end in (tree.last, tree.first))
    last, first = (exp.cast(bracket(end), "TIMESTAMP") for end in ends)
    if tree.function == "hours":
        return as_hours(subtract(exp.func("EPOCH", last), exp.func("EPOCH", first)))
    return write_work_hours(first, last)


def _write_any(tree: Call, context: SqlContext) -> Sql:
    query, _ = _children(tree, context)
    return exp.Exists(this=query.select(exp.Literal.number(1), append=False, copy=False))


def _write_rows(tree: Call, context: SqlContext) -> Sql:
    """Write what a function makes of the rows that belong to a row."""
    query, inner = _children(tree, context)
    path = tree.argument.written.partition(".")[2]
    if tree.function == "count" and not path:
        return query.select(exp.Count(this=exp.Star()), append=False, copy=False).subquery(copy=False)
    value = write_name(path, inner)
    if tree.function == "count":
        return query.select(exp.Count(this=exp.Distinct(expressions=[value])), append=False).subquery()
    if tree.function == "latest":
        return _write_latest(query, inner, value)
    made: Sql = exp.func(_FUNCTIONS[tree.function], value)
    if tree.function == "sum":
        made = exp.func("COALESCE", made, exp.Literal.number(0))
    return query.select(made, append=False, copy=False).subquery(copy=False)


def _write_latest(query: exp.Select, inner: SqlContext, value: Sql) -> Sql:
    """Write the value of the row that is the last to be known, of those that have one."""
    day = TABLES[inner.table].day
    places: list[Sql] = [exp.column("row", table=inner.alias)]
    if day is not None:
        places.insert(0, exp.cast(exp.column(day.name, table=inner.alias, quoted=True), "DATE"))
    known = query.where(bracket(exp.Not(this=exp.Is(this=bracket(value.copy()), expression=exp.Null()))))
    return (
        known.select(value, append=False)
        .order_by(*(exp.Ordered(this=each, desc=True) for each in places))
        .limit(1)
        .subquery()
    )


def _children(tree: Call, context: SqlContext) -> tuple[exp.Select, SqlContext]:
    """Give a query of the rows of a table that belong to a row and fulfil a condition."""
    table = tree.argument.written.partition(".")[0]
    inner = replace(context, table=table, alias=f"t{next(context.aliases)}", outer=context)
    link = exp.column(list_children(context.table)[table], table=inner.alias, quoted=True)
    belongs = exp.EQ(this=link, expression=_key(context))
    query = exp.select("1").from_(exp.alias_(exp.to_table(table), inner.alias, table=True), copy=False)
    query = query.where(belongs, copy=False)
    return (query if tree.where is None else query.where(write_condition(tree.where, inner), copy=False)), inner


def _select(value: Sql, inner: SqlContext, where: Sql) -> Sql:
    table = exp.alias_(exp.to_table(inner.table), inner.alias, table=True)
    return exp.select(value, copy=False).from_(table, copy=False).where(where, copy=False).subquery(copy=False)


def _key(context: SqlContext) -> Sql:
    key = TABLES[context.table].key
    return exp.column(key.name if key is not None else "row", table=context.alias, quoted=True)


def _on_day(context: SqlContext, name: str) -> SqlContext:
    outer = None if context.outer is None else _on_day(context.outer, name)
    return replace(context, days=replace(context.days, day=getattr(context.days, name)), outer=outer)

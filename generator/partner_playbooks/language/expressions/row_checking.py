"""Checks of what only an expression about a record holds: rows that belong to it, time between two days, other days."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from partner_playbooks.language.diagnostics import suggest_nearest
from partner_playbooks.language.expressions.errors import ExpressionError, quote_source
from partner_playbooks.language.expressions.expression_tree import (
    PERIOD_DAYS,
    AtDay,
    Call,
    Distance,
    Expression,
    Name,
)
from partner_playbooks.language.expressions.scopes import KIND_WORDS, Scope, find_single_kind
from partner_playbooks.language.expressions.value_kinds import Kind

KindOf: TypeAlias = Callable[[Expression, Scope], Kind]
"""What gives the kind of any expression."""


def check_rows(call: Call, argument: Name, scope: Scope, kind_of: KindOf) -> Kind:
    """Give the kind that a function makes of rows, or of one of their fields."""
    table, _, path = argument.name.partition(".")
    inner = Scope({**scope.inputs, **scope.rows[table]}, scope.rows)
    if call.where is not None:
        require_flag(call.where, inner, "where", kind_of)
    if path and path not in scope.rows[table]:
        hint = suggest_nearest(path, scope.rows[table]) or f"it has {', '.join(scope.rows[table])}"
        raise ExpressionError(f"a row of {table} has no {quote_source(path)}", hint, argument.snippet)
    match call.function, path:
        case ("any", "") | ("count", _):
            return Kind.FLAG if call.function == "any" else Kind.NUMBER
        case "any", _:
            hint = f"write `any({table} where …)`"
            raise ExpressionError(f"any( ) asks for rows, not for {quote_source(argument.name)}", hint, call.snippet)
        case _, "":
            hint = f"name one: `{call.function}({table}.{next(iter(scope.rows[table]))})`"
            raise ExpressionError(f"{call.function}( ) needs a field of {table}", hint, call.snippet)
    return _check_values(call, argument, inner)


def _check_values(call: Call, argument: Name, inner: Scope) -> Kind:
    """Give the kind that a function makes of a field of rows."""
    path = argument.name.partition(".")[2]
    kind = find_single_kind(Name(path, place=argument.place), inner)
    if call.function == "latest":
        return kind
    if call.function in {"first", "last"}:
        if kind is Kind.DATE:
            return kind
        message = f"{call.function}( ) needs days, and {quote_source(argument.name)} is {KIND_WORDS[kind]}"
        raise ExpressionError(message, "name a field that holds a day", call.snippet)
    if not kind.numeric:
        message = f"{call.function}( ) needs numbers, and {quote_source(argument.name)} is {KIND_WORDS[kind]}"
        raise ExpressionError(message, f"count them: `count({argument.name})`", call.snippet)
    return kind


def check_distance(distance: Distance, scope: Scope, kind_of: KindOf) -> Kind:
    """Give the kind of what lies between two days or times. Hours go to `day` up to the midnight it begins with."""
    hours = distance.function in {"hours", "working_hours"}
    for end in (distance.first, distance.last):
        kind = kind_of(end, scope)
        exact = isinstance(end, Name) and (scope.inputs[end.name].kind is Kind.TIME or end.name in PERIOD_DAYS)
        if kind is not Kind.DATE or (hours and not exact):
            wanted = "two times of day" if hours else "two days"
            message = f"{distance.function}( ) needs {wanted}, and {quote_source(end.written)} is {KIND_WORDS[kind]}"
            raise ExpressionError(message, "name two fields that hold one", distance.snippet)
    return {"days": Kind.DAYS, "working_days": Kind.WORKING_DAYS}.get(distance.function, Kind.HOURS)


def check_other_day(at: AtDay, scope: Scope, kind_of: KindOf) -> Kind:
    """See that a condition is asked for on a day."""
    if at.day.name not in PERIOD_DAYS:
        hint = suggest_nearest(at.day.name, PERIOD_DAYS) or "write `at start`, `at end` or `at day`"
        raise ExpressionError(f"{quote_source(at.day.name)} is no day that one can ask for", hint, at.snippet)
    require_flag(at.operand, scope, f"at {at.day.name}", kind_of)
    return Kind.FLAG


def require_flag(operand: Expression, scope: Scope, word: str, kind_of: KindOf) -> None:
    """See that something is true or false; `word` is what needs it to be."""
    kind = kind_of(operand, scope)
    if kind is not Kind.FLAG:
        message = f"{quote_source(operand.written)} is {KIND_WORDS[kind]}, and `{word}` needs true or false"
        example = '== "gold"' if kind is Kind.TEXT else "> 0"
        raise ExpressionError(message, f"compare it with something, such as `… {example}`", operand.snippet)

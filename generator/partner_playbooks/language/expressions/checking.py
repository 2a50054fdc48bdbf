"""Checks that an expression makes sense: names exist, and money is not added to days."""

from __future__ import annotations

from typing import TYPE_CHECKING

from partner_playbooks.language.diagnostics import suggest_nearest
from partner_playbooks.language.expressions.errors import ExpressionError, quote_source
from partner_playbooks.language.expressions.expression_tree import (
    FUNCTIONS,
    AtDay,
    Binary,
    Call,
    Comparison,
    Distance,
    Empty,
    Expression,
    Flag,
    Logic,
    Name,
    Not,
    Number,
    Operation,
    Text,
    Unary,
)
from partner_playbooks.language.expressions.row_checking import (
    check_distance,
    check_other_day,
    check_rows,
    require_flag,
)
from partner_playbooks.language.expressions.scopes import KIND_WORDS, Scope, find_input, find_single_kind
from partner_playbooks.language.expressions.value_kinds import Kind, Type

if TYPE_CHECKING:
    from collections.abc import Mapping


def check_expression(expression: Expression, inputs: Mapping[str, Type] | Scope) -> Type:
    """Return the type of the result; lists stand only inside calls, so it is never a list.

    Args:
        expression: What to check.
        inputs: What it may name; a `Scope` where it is about a record.

    Raises:
        ExpressionError: if a name is not among the inputs, or an operation does not suit its operands.
    """
    return Type(_kind(expression, inputs if isinstance(inputs, Scope) else Scope(inputs)))


def _kind(expression: Expression, scope: Scope) -> Kind:
    match expression:
        case Number():
            return expression.kind
        case Text() | Flag():
            return Kind.TEXT if isinstance(expression, Text) else Kind.FLAG
        case Name():
            return find_single_kind(expression, scope)
        case Call():
            return _called(expression, scope)
        case Distance() | Empty() | AtDay():
            return _asked_of_record(expression, scope)
        case _:
            return _operated(expression, scope)


def _asked_of_record(expression: Distance | Empty | AtDay, scope: Scope) -> Kind:
    match expression:
        case Distance():
            return check_distance(expression, scope, _kind)
        case AtDay():
            return check_other_day(expression, scope, _kind)
        case Empty():
            _kind(expression.operand, scope)
            return Kind.FLAG


def _called(call: Call, scope: Scope) -> Kind:
    """Give the kind that a function makes of its list, or of rows."""
    argument = call.argument
    if isinstance(argument, Name) and argument.name.partition(".")[0] in scope.rows:
        return check_rows(call, argument, scope, _kind)
    if call.where is not None or call.function not in FUNCTIONS:
        message = f"{call.function}( ) needs rows, and {quote_source(argument.written)} is no table of them"
        tables = suggest_nearest(argument.written.partition(".")[0], scope.rows)
        hint = tables or (f"the tables are {', '.join(scope.rows)}" if scope.rows else "only records have rows")
        raise ExpressionError(message, hint, call.snippet)
    if not isinstance(argument, Name):
        message = f"{call.function}( ) takes the name of a list, not {quote_source(argument.written)}"
        hint = "an item-by-item calculation is not supported; make the result of it an input of its own"
        raise ExpressionError(message, hint, call.snippet)
    found = find_input(argument, scope)
    if not found.many:
        message = f"{call.function}( ) needs a list, and {quote_source(argument.name)} is {KIND_WORDS[found.kind]}"
        hint = f"use {quote_source(argument.name)} alone, or make it a `list of {found.kind}`"
        raise ExpressionError(message, hint, call.snippet)
    if call.function == "count":
        return Kind.NUMBER
    if not found.kind.numeric:
        message = f"{call.function}( ) needs numbers, and {quote_source(argument.name)} is a {found}"
        raise ExpressionError(message, f"count them: `count({argument.name})`", call.snippet)
    return found.kind


def _operated(operation: Operation, scope: Scope) -> Kind:
    """Give the kind that an operator makes of its operands."""
    match operation:
        case Unary():
            return _numeric(operation.operand, scope, "only a number can have a minus sign")
        case Not():
            require_flag(operation.operand, scope, "not", _kind)
            return Kind.FLAG
        case Logic():
            require_flag(operation.left, scope, operation.operator, _kind)
            require_flag(operation.right, scope, operation.operator, _kind)
            return Kind.FLAG
        case Comparison():
            _compared(operation, scope)
            return Kind.FLAG
        case Binary():
            return _calculated(operation, scope)


def _numeric(operand: Expression, scope: Scope, rule: str) -> Kind:
    kind = _kind(operand, scope)
    _require_number(kind, operand, rule)
    return kind


def _require_number(kind: Kind, operand: Expression, rule: str) -> None:
    if not kind.numeric:
        raise ExpressionError(f"{quote_source(operand.written)} is {KIND_WORDS[kind]}", rule, operand.snippet)


def _compared(comparison: Comparison, scope: Scope) -> None:
    """See that two values can be compared."""
    left, right = _kind(comparison.left, scope), _kind(comparison.right, scope)
    kind = _shared(comparison, left, right)
    if kind is None:
        message = f"{KIND_WORDS[left]} cannot be compared with {KIND_WORDS[right]}"
        raise ExpressionError(message, _sides(comparison, left, right), comparison.snippet)
    if not (kind.numeric or kind is Kind.DATE) and comparison.operator not in {"==", "!="}:
        message = f"{KIND_WORDS[kind]} has no order, so `{comparison.operator}` says nothing about it"
        raise ExpressionError(message, "compare it with `==` or `!=`", comparison.snippet)


def _calculated(binary: Binary, scope: Scope) -> Kind:
    """Give the kind that arithmetic makes; units must come out right."""
    left, right = _kind(binary.left, scope), _kind(binary.right, scope)
    if binary.operator in "+-" and left is Kind.DATE:
        return _moved_day(binary, right)
    rule = f"only numbers can be calculated with; `{binary.operator}` needs one on both sides"
    _require_number(left, binary.left, rule)
    _require_number(right, binary.right, rule)
    made = {"+": _shared, "-": _shared, "*": _multiplied, "/": _divided}[binary.operator](binary, left, right)
    if made is not None:
        return made
    verb = {"+": "added to", "-": "reduced by", "*": "multiplied by", "/": "divided by"}[binary.operator]
    message = f"{KIND_WORDS[left]} cannot be {verb} {KIND_WORDS[right]}"
    raise ExpressionError(message, _sides(binary, left, right), binary.snippet)


def _moved_day(binary: Binary, length: Kind) -> Kind:
    """See that a day is moved by a length of time."""
    if length in {Kind.DAYS, Kind.MONTHS}:
        return Kind.DATE
    message = f"a day can be moved by days or months, and {quote_source(binary.right.written)} is {KIND_WORDS[length]}"
    hint = f"write `{binary.written} days`" if _bare(binary.right) else "days between two: `days(entered, left)`"
    raise ExpressionError(message, hint, binary.snippet)


def _shared(pair: Binary | Comparison, left: Kind, right: Kind) -> Kind | None:
    """Give the kind two sides agree on: a bare number takes the unit of the other side."""
    if left is right:
        return left
    if _bare(pair.right) and left.numeric:
        return left
    if _bare(pair.left) and right.numeric:
        return right
    return None


def _multiplied(_: Binary, left: Kind, right: Kind) -> Kind | None:
    if Kind.NUMBER not in {left, right}:
        return None
    return right if left is Kind.NUMBER else left


def _divided(_: Binary, left: Kind, right: Kind) -> Kind | None:
    if left is right:
        return Kind.NUMBER
    return left if right is Kind.NUMBER else None


def _bare(expression: Expression) -> bool:
    """Tell whether it is a literal number, with or without a minus sign."""
    while isinstance(expression, Unary):
        expression = expression.operand
    return isinstance(expression, Number) and expression.kind is Kind.NUMBER


def _sides(pair: Binary | Comparison, left: Kind, right: Kind) -> str:
    sides = ((pair.left, left), (pair.right, right))
    return ", ".join(f"{quote_source(side.written)} is {KIND_WORDS[kind]}" for side, kind in sides)

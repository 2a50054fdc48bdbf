"""Works an expression out, exactly: every number is a fraction, so 0.1 + 0.2 is 0.3."""

from __future__ import annotations

import operator
from fractions import Fraction
from statistics import median
from typing import TYPE_CHECKING

from partner_playbooks.language.expressions.errors import ExpressionError, quote_source
from partner_playbooks.language.expressions.expression_tree import (
    Binary,
    Call,
    Comparison,
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

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from partner_playbooks.language.expressions.value_kinds import Value

_ARITHMETIC: dict[str, Callable[[Fraction, Fraction], Fraction]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "/": operator.truediv,
}
_ORDER: dict[str, Callable[[Fraction, Fraction], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}
_OF_NUMBERS: dict[str, Callable[[tuple[Fraction, ...]], Fraction]] = {
    "sum": lambda numbers: sum(numbers, Fraction()),
    "mean": lambda numbers: sum(numbers, Fraction()) / len(numbers),
    "median": median,
    "min": min,
    "max": max,
}


def compute_expression(expression: Expression, values: Mapping[str, Value]) -> Value:
    """Work out an expression that `check_expression` has found sound.

    `and` and `or` stop at the first side that decides, so `logins > 0 and cost / logins > 3` is safe.

    Args:
        expression: what to work out.
        values: one value for each name; numbers are fractions in the unit of the input's kind.

    Raises:
        ExpressionError: on division by zero, a mean, median, min or max of an empty list, a missing value,
            or a value that is not of the kind the expression needs.
    """
    match expression:
        case Number() | Text() | Flag():
            return expression.value
        case Name():
            return _value(expression, values)
        case Call():
            return _called(expression, values)
        case _:
            return _operated(expression, values)


def _value(name: Name, values: Mapping[str, Value]) -> Value:
    if name.name not in values:
        hint = f"give {quote_source(name.name)} a value"
        raise ExpressionError(f"{quote_source(name.name)} has no value", hint, name.snippet)
    return values[name.name]


def _operated(operation: Operation, values: Mapping[str, Value]) -> Value:
    match operation:
        case Unary():
            return -_number(operation.operand, values)
        case Not():
            return not _flag(operation.operand, values)
        case Logic(operator="and"):
            return _flag(operation.left, values) and _flag(operation.right, values)
        case Logic():
            return _flag(operation.left, values) or _flag(operation.right, values)
        case Comparison():
            return _compared(operation, values)
        case Binary():
            return _calculated(operation, values)


def _calculated(binary: Binary, values: Mapping[str, Value]) -> Fraction:
    left, right = _number(binary.left, values), _number(binary.right, values)
    if binary.operator == "/" and right == 0:
        message = f"{quote_source(binary.written)} divides by zero"
        raise ExpressionError(message, f"{quote_source(binary.right.written)} must not be 0 here", binary.snippet)
    return _ARITHMETIC[binary.operator](left, right)


def _compared(comparison: Comparison, values: Mapping[str, Value]) -> bool:
    if comparison.operator in _ORDER:
        left, right = _number(comparison.left, values), _number(comparison.right, values)
        return _ORDER[comparison.operator](left, right)
    one, other = compute_expression(comparison.left, values), compute_expression(comparison.right, values)
    if type(one) is not type(other):  # Python holds that true equals 1; an editor does not
        message = "the two sides are not of the same kind, so they cannot be compared"
        raise ExpressionError(message, "compare numbers with numbers, text with text", comparison.snippet)
    return (one == other) is (comparison.operator == "==")


def _called(call: Call, values: Mapping[str, Value]) -> Fraction:
    items = compute_expression(call.argument, values)
    if not isinstance(items, tuple):
        message = f"{quote_source(call.argument.written)} is not a list"
        raise ExpressionError(message, f"give {call.function}( ) a list", call.snippet)
    if call.function == "count":
        return Fraction(len(items))
    numbers = tuple(item for item in items if isinstance(item, Fraction))
    if len(numbers) < len(items):
        message = f"{quote_source(call.argument.written)} holds something that is not a number"
        raise ExpressionError(message, f"give {call.function}( ) numbers alone", call.snippet)
    if not numbers and call.function != "sum":
        message = f"{quote_source(call.argument.written)} is an empty list, and it has no {call.function}"
        raise ExpressionError(message, "give the list at least one value", call.snippet)
    return _OF_NUMBERS[call.function](numbers)


def _number(operand: Expression, values: Mapping[str, Value]) -> Fraction:
    value = compute_expression(operand, values)
    if not isinstance(value, Fraction):
        message = f"{quote_source(operand.written)} is not a number"
        raise ExpressionError(message, "only numbers can be calculated with", operand.snippet)
    return value


def _flag(operand: Expression, values: Mapping[str, Value]) -> bool:
    value = compute_expression(operand, values)
    if not isinstance(value, bool):
        message = f"{quote_source(operand.written)} is neither true nor false"
        raise ExpressionError(message, "and, or and not need true or false", operand.snippet)
    return value

"""Works an expression out, exactly: every number is a fraction, so 0.1 + 0.2 is 0.3."""

from __future__ import annotations

import operator
from abc import abstractmethod
from calendar import monthrange
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from fractions import Fraction
from statistics import median
from typing import TYPE_CHECKING

from partner_playbooks.language.expressions.errors import ExpressionError, quote_source
from partner_playbooks.language.expressions.expression_tree import (
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
    walk_expression,
)
from partner_playbooks.language.expressions.value_kinds import Kind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from partner_playbooks.language.expressions.value_kinds import Value

_ARITHMETIC: dict[str, Callable[..., Fraction]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "/": operator.truediv,
}
_ORDER: dict[str, Callable[..., bool]] = {
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


class RecordValues(Mapping[str, "Value"]):
    """What the names of an expression about a record stand for: fields may be empty, and rows belong to it."""

    @abstractmethod
    def list_rows(self, table: str) -> Iterable[RecordValues]:
        """Give the rows of a table that belong to it; each knows the names of this one, too."""

    @abstractmethod
    def at(self, day: date) -> RecordValues:
        """Give the same record as it is asked about on another day."""

    @abstractmethod
    def is_in_months(self, name: str) -> bool:
        """Tell whether a name stands for a number of months."""

    @abstractmethod
    def count_work(self, first: date, last: date, *, hours: bool) -> Fraction:
        """Give the working days, or hours of working days, between two days or times."""


def compute_expression(expression: Expression, values: Mapping[str, Value]) -> Value:
    """Work out an expression that `check_expression` has found sound.

    `and` and `or` stop at the first side that decides, so `logins > 0 and cost / logins > 3` is safe. Of a record, what
    is computed from something empty is empty, and so is a division by zero; comparing with something empty is false.

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
        case Distance() | Empty() | AtDay():
            return _asked_of_record(expression, values)
        case _:
            return _operated(expression, values)


def _asked_of_record(expression: Distance | Empty | AtDay, values: Mapping[str, Value]) -> Value:
    match expression:
        case Distance():
            return _distance(expression, values)
        case Empty():
            return (compute_expression(expression.operand, values) is None) is not expression.negated
        case AtDay():
            day = compute_expression(expression.day, values)
            moved = values.at(day) if isinstance(values, RecordValues) and isinstance(day, date) else values
            return _flag(expression.operand, moved)


def _value(name: Name, values: Mapping[str, Value]) -> Value:
    if name.name not in values:
        hint = f"give {quote_source(name.name)} a value"
        raise ExpressionError(f"{quote_source(name.name)} has no value", hint, name.snippet)
    return values[name.name]


def _operated(operation: Operation, values: Mapping[str, Value]) -> Value:
    match operation:
        case Unary():
            number = _number(operation.operand, values)
            return None if number is None else -number
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


def _calculated(binary: Binary, values: Mapping[str, Value]) -> Value:
    begin = compute_expression(binary.left, values)
    right = _number(binary.right, values)
    if isinstance(begin, date):
        return None if right is None else _move_day(_only_day(begin), right, binary, values)
    left = _as_number(begin, binary.left)
    is_empty = left is None or right is None
    if is_empty or (binary.operator == "/" and right == 0 and isinstance(values, RecordValues)):
        return None
    if binary.operator == "/" and right == 0:
        message = f"{quote_source(binary.written)} divides by zero"
        raise ExpressionError(message, f"{quote_source(binary.right.written)} must not be 0 here", binary.snippet)
    return _ARITHMETIC[binary.operator](left, right)


def _compared(comparison: Comparison, values: Mapping[str, Value]) -> bool:
    one, other = (_day(compute_expression(side, values)) for side in (comparison.left, comparison.right))
    if one is None or other is None:
        return False
    if comparison.operator in _ORDER:
        if not (isinstance(one, date) and isinstance(other, date)):
            one, other = _as_number(one, comparison.left), _as_number(other, comparison.right)
        return _ORDER[comparison.operator](one, other)
    if type(one) is not type(other):  # Python holds that true equals 1; an editor does not
        message = "the two sides are not of the same kind, so they cannot be compared"
        raise ExpressionError(message, "compare numbers with numbers, text with text", comparison.snippet)
    return (one == other) is (comparison.operator == "==")


def _called(call: Call, values: Mapping[str, Value]) -> Value:
    if isinstance(values, RecordValues):
        return _called_of_rows(call, values)
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


def _called_of_rows(call: Call, values: RecordValues) -> Value:
    table, _, path = call.argument.written.partition(".")
    rows = [row for row in values.list_rows(table) if call.where is None or _flag(call.where, row)]
    if not path:
        return bool(rows) if call.function == "any" else Fraction(len(rows))
    found = [_day(value) for row in rows if (value := row[path]) is not None]
    if call.function == "count":
        return Fraction(len(set(found)))
    if call.function == "latest":
        return found[-1] if found else None
    days = [value for value in found if isinstance(value, date)]
    if days:
        return min(days) if call.function == "first" else max(days)
    numbers = tuple(value for value in found if isinstance(value, Fraction))
    if not numbers:
        return Fraction() if call.function == "sum" else None
    return _OF_NUMBERS[call.function](numbers)


def _distance(distance: Distance, values: Mapping[str, Value]) -> Value:
    first, last = (compute_expression(end, values) for end in (distance.first, distance.last))
    if not isinstance(first, date) or not isinstance(last, date) or not isinstance(values, RecordValues):
        return None
    match distance.function:
        case "days":
            return Fraction((_only_day(last) - _only_day(first)).days)
        case "hours":
            return count_hours(first, last)
        case _:
            return values.count_work(first, last, hours=distance.function == "working_hours")


def count_hours(first: date, last: date) -> Fraction:
    """Give the hours between two times; a day alone is its midnight."""
    begin, end = (
        each if isinstance(each, datetime) else datetime.combine(each, datetime.min.time()) for each in (first, last)
    )
    return Fraction((end - begin) // timedelta(seconds=1), 3600)


def move_day(day: date, *, days: int = 0, months: int = 0) -> date:
    """Give the day so many months and days after one; a month that is too short ends it: 31 January → 28 February."""
    place = day.year * 12 + day.month - 1 + months
    year, month = place // 12, place % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1])) + timedelta(days)


def _move_day(begin: date, length: Fraction, binary: Binary, values: Mapping[str, Value]) -> date:
    count = int(length) if binary.operator == "+" else -int(length)
    if any(_is_in_months(node, values) for node in walk_expression(binary.right)):
        return move_day(begin, months=count)
    return move_day(begin, days=count)


def _is_in_months(length: Expression, values: Mapping[str, Value]) -> bool:
    if isinstance(length, Name):
        return isinstance(values, RecordValues) and values.is_in_months(length.name)
    return isinstance(length, Number) and length.kind is Kind.MONTHS


def _only_day(value: date) -> date:
    return value.date() if isinstance(value, datetime) else value


def _day(value: Value) -> Value:
    return _only_day(value) if isinstance(value, date) else value


def _number(operand: Expression, values: Mapping[str, Value]) -> Fraction | None:
    return _as_number(compute_expression(operand, values), operand)


def _as_number(value: Value, operand: Expression) -> Fraction | None:
    if value is None or isinstance(value, Fraction):
        return value
    message = f"{quote_source(operand.written)} is not a number"
    raise ExpressionError(message, "only numbers can be calculated with", operand.snippet)


def _flag(operand: Expression, values: Mapping[str, Value]) -> bool:
    value = compute_expression(operand, values)
    if value is None:
        return False
    if not isinstance(value, bool):
        message = f"{quote_source(operand.written)} is neither true nor false"
        raise ExpressionError(message, "and, or and not need true or false", operand.snippet)
    return value

"""Shows an expression to people: as presentation MathML, and as one line of plain text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

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
)

if TYPE_CHECKING:
    from collections.abc import Mapping

_MINUS = "\N{MINUS SIGN}"
_SIGNS = {
    "-": _MINUS,
    "*": "\N{MULTIPLICATION SIGN}",
    "/": "÷",
    "==": "=",
    "!=": "≠",
    "<=": "≤",
    ">=": "≥",
}
_RANKS = {"or": 1, "and": 2, "not": 3, "+": 5, "-": 5, "*": 6, "/": 6}
_COMPARISON, _NEGATIVE, _ATOM = 4, 7, 8

_THIN_SPACE = '<mspace width="0.167em"/>'
_APPLY = "<mo>\N{FUNCTION APPLICATION}</mo>"


def to_words(expression: Expression, labels: Mapping[str, str]) -> str:
    """Write an expression as one line, with no more parentheses than it needs.

    Args:
        expression: what to write.
        labels: what to call each input, and `and`, `or` and `not` in another language; an input without a label is
            called by its name, with spaces.

    Returns:
        Plain text, such as `(won + lost) ÷ registered`. It is not escaped: it may hold `<`.
    """
    match expression:
        case Number() | Flag():
            return expression.written
        case Text():
            return f"“{expression.value}”"
        case Name():
            return _label(expression, labels)
        case Call() | Distance() | Empty() | AtDay():
            return _told(expression, labels)
        case _:
            layout = _layout(expression, stacked=False)
    left, right = _side_in_words(layout.left, labels), _side_in_words(layout.right, labels)
    space = "" if isinstance(expression, Unary) else " "
    return space.join(filter(None, (left, labels.get(layout.sign, layout.sign), right)))


def _told(expression: Call | Distance | Empty | AtDay, labels: Mapping[str, str]) -> str:
    """Write what has no signs of its own; its words may be given in another language, as `and` may."""

    def word(name: str) -> str:
        return labels.get(name, name.replace("_", " ").replace("-", " "))

    match expression:
        case Call():
            inner = to_words(expression.argument, labels)
            if expression.where is not None:
                inner += f" {word('where')} {to_words(expression.where, labels)}"
            return f"{expression.function}({inner})"
        case Distance():
            ends = ", ".join(to_words(end, labels) for end in (expression.first, expression.last))
            return f"{word(expression.function)}({ends})"
        case Empty():
            test = word("is-not-empty" if expression.negated else "is-empty")
            return f"{to_words(expression.operand, labels)} {test}"
        case AtDay():
            return f"{to_words(expression.operand, labels)} {word('at')} {to_words(expression.day, labels)}"


def to_mathml(expression: Expression, labels: Mapping[str, str]) -> str:
    """Write an expression as one `<math>` element on one line, with its words as alternative text.

    Args:
        expression: what to write.
        labels: as for `to_words`, plain text; it is escaped here.
    """
    words = escape(to_words(expression, labels))
    return f'<math display="block" alttext="{words}">{_mathml(expression, labels)}</math>'


def _side_in_words(side: _Side | None, labels: Mapping[str, str]) -> str:
    if side is None:
        return ""
    inner = to_words(side.expression, labels)
    return f"({inner})" if side.bracketed else inner


def _mathml(expression: Expression, labels: Mapping[str, str]) -> str:
    match expression:
        case Number():
            return f"<mn>{expression.written}</mn>"
        case Text() | Flag() | Name() | Distance() | Empty() | AtDay():
            return f"<mi>{escape(to_words(expression, labels))}</mi>"
        case Call():
            return _called(expression, labels)
        case Binary(operator="/"):
            over, under = _mathml(expression.left, labels), _mathml(expression.right, labels)
            return f"<mfrac>{over}{under}</mfrac>"
        case _:
            return _row(_layout(expression, stacked=True), labels)


def _called(call: Call, labels: Mapping[str, str]) -> str:
    """Set a function; what it asks of rows stays in words."""
    if call.where is not None:
        return f"<mi>{escape(to_words(call, labels))}</mi>"
    argument = _mathml(call.argument, labels)
    if call.function == "sum":
        return f"<mrow><mo>∑</mo>{_THIN_SPACE}{argument}</mrow>"
    return f"<mrow><mi>{call.function}</mi>{_APPLY}{_fenced(argument)}</mrow>"


def _row(layout: _Layout, labels: Mapping[str, str]) -> str:
    """Set an operation on one line."""
    left, right = _side_in_mathml(layout.left, labels), _side_in_mathml(layout.right, labels)
    if layout.sign.isalpha():
        before, word = "0.5em" if left else "0", escape(labels.get(layout.sign, layout.sign))
        return f'<mrow>{left}<mo lspace="{before}" rspace="0.5em">{word}</mo>{right}</mrow>'
    return f"<mrow>{left}<mo>{escape(layout.sign)}</mo>{right}</mrow>"


def _side_in_mathml(side: _Side | None, labels: Mapping[str, str]) -> str:
    if side is None:
        return ""
    inner = _mathml(side.expression, labels)
    return _fenced(inner) if side.bracketed else inner


def _fenced(inner: str) -> str:
    return f"<mrow><mo>(</mo>{inner}<mo>)</mo></mrow>"


@dataclass(frozen=True, slots=True)
class _Side:
    """An operand, and whether it needs parentheses where it stands."""

    expression: Expression
    bracketed: bool


@dataclass(frozen=True, slots=True)
class _Layout:
    """An operation as it is read: its sign between two sides, or before one."""

    left: _Side | None
    sign: str
    right: _Side


def _layout(operation: Operation, *, stacked: bool) -> _Layout:
    """Decide on signs and parentheses; `stacked` says that fractions are set with a bar."""

    def side(operand: Expression, least: int) -> _Side:
        return _Side(operand, bracketed=_rank(operand, stacked=stacked) < least)

    rank = _rank(operation, stacked=stacked)
    match operation:
        case Unary():
            return _Layout(None, _MINUS, side(operation.operand, _ATOM))
        case Not():
            return _Layout(None, "not", side(operation.operand, rank))
        case Logic():
            return _Layout(side(operation.left, rank), operation.operator, side(operation.right, rank))
        case Comparison():
            sign = _SIGNS.get(operation.operator, operation.operator)
            return _Layout(side(operation.left, rank + 1), sign, side(operation.right, rank + 1))
        case Binary():
            # a - (b - c) is not a - b - c, while a + (b + c) is a + b + c; two signs never touch: a * (-b)
            least = rank + 1 if operation.operator in "-/" else rank
            right = operation.right
            bracketed = isinstance(right, Unary) or side(right, least).bracketed
            sign = _SIGNS.get(operation.operator, operation.operator)
            return _Layout(side(operation.left, rank), sign, _Side(right, bracketed))


def _rank(expression: Expression, *, stacked: bool) -> int:
    """Tell how tightly an expression holds together, so that a tighter place needs parentheses."""
    match expression:
        case Logic() | Binary():
            return _ATOM if stacked and expression.operator == "/" else _RANKS[expression.operator]
        case Not():
            return _RANKS["not"]
        case Comparison():
            return _COMPARISON
        case Unary():
            return _NEGATIVE
        case _:
            return _ATOM


def _label(name: Name, labels: Mapping[str, str]) -> str:
    """Return what an input is called, on one line; blanks at which no line breaks stay such."""
    return re.sub(r"[ \t\r\n]+", " ", labels.get(name.name, name.name.replace("_", " "))).strip(" ")

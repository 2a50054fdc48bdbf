"""The tree that an expression becomes: thirteen kinds of node, each of which knows its place in the source."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, TypeAlias

from partner_playbooks.language.expressions.value_kinds import Kind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from fractions import Fraction

    from partner_playbooks.language.expressions.errors import Place

FUNCTIONS = ("sum", "mean", "median", "count", "min", "max")
"""What can be called, each with one list as its argument."""

ROW_FUNCTIONS = (*FUNCTIONS, "any", "first", "last", "latest")
"""What can be called with rows that belong to a row: `count(activity where joint)`."""

DISTANCES = ("days", "hours", "working_days", "working_hours")
"""What can be called with two days or times, and gives what lies between them."""

PERIOD_DAYS = ("start", "end", "day")
"""The days that a condition may be asked for: the first and the last of a span, and the day of calculation."""

COMPARISONS = ("==", "!=", "<=", ">=", "<", ">")
"""The operators that compare two values and give a flag."""


@dataclass(frozen=True, slots=True)
class _Node:
    """What all nodes share. Two nodes are equal if they mean the same, however they were written."""

    place: Place = field(kw_only=True, compare=False, repr=False)
    """Where it stands in the source, without enclosing parentheses."""

    @property
    def written(self) -> str:
        """Its characters in the source: how a message names it."""
        return self.place.written

    @property
    def snippet(self) -> str:
        """The characters an error points at."""
        return self.place.snippet


@dataclass(frozen=True, slots=True)
class Number(_Node):
    """A number literal: `7`, `0.25`, or with its unit: `90 days`, `2 years`."""

    value: Fraction
    kind: Kind = Kind.NUMBER
    """Days, months or hours where a unit was written; the value is in them."""


@dataclass(frozen=True, slots=True)
class Text(_Node):
    """A text literal: `"reseller"`."""

    value: str


@dataclass(frozen=True, slots=True)
class Flag(_Node):
    """`true` or `false`."""

    value: bool


@dataclass(frozen=True, slots=True)
class Name(_Node):
    """A named input, `cost`, or a figure of the handbook by its path, `figure.claim_window`."""

    name: str

    @property
    def is_path(self) -> bool:
        """Whether it names a figure of the handbook."""
        return "." in self.name


@dataclass(frozen=True, slots=True)
class Call(_Node):
    """A function of a list, `median(decision_hours)`, or of rows: `first(deals.closed where outcome == "won")`."""

    function: str
    """One of `ROW_FUNCTIONS`."""
    argument: Expression
    where: Expression | None = None
    """Which rows count; all of them where nothing is said."""


@dataclass(frozen=True, slots=True)
class Distance(_Node):
    """What lies between two days or times: `days(entered, left)`."""

    function: str
    """One of `DISTANCES`."""
    first: Expression
    last: Expression


@dataclass(frozen=True, slots=True)
class Empty(_Node):
    """Whether there is no value: `left is empty`, `left is not empty`."""

    operand: Expression
    negated: bool = False


@dataclass(frozen=True, slots=True)
class AtDay(_Node):
    """A condition as it was on another day: `under_agreement at start`."""

    operand: Expression
    day: Name


@dataclass(frozen=True, slots=True)
class Unary(_Node):
    """A negated number: `-cost`."""

    operand: Expression


@dataclass(frozen=True, slots=True)
class Not(_Node):
    """A negated flag: `not signed`."""

    operand: Expression


@dataclass(frozen=True, slots=True)
class Binary(_Node):
    """Arithmetic on two values."""

    operator: str
    """`+`, `-`, `*` or `/`."""
    left: Expression
    right: Expression


@dataclass(frozen=True, slots=True)
class Comparison(_Node):
    """Two values compared; it never chains."""

    operator: str
    """One of `COMPARISONS`."""
    left: Expression
    right: Expression


@dataclass(frozen=True, slots=True)
class Logic(_Node):
    """Two flags joined."""

    operator: str
    """`and` or `or`."""
    left: Expression
    right: Expression


Operation: TypeAlias = Unary | Not | Binary | Comparison | Logic
Expression: TypeAlias = Number | Text | Flag | Name | Call | Distance | Empty | AtDay | Operation


def list_children(expression: Expression) -> tuple[Expression, ...]:
    """Return the parts an expression is made of, from left to right."""
    match expression:
        case Call():
            return (expression.argument, *(() if expression.where is None else (expression.where,)))
        case Distance(first=first, last=last) | AtDay(operand=first, day=last):
            return (first, last)
        case Unary() | Not() | Empty():
            return (expression.operand,)
        case Binary() | Comparison() | Logic():
            return (expression.left, expression.right)
        case _:
            return ()


def replace_names(expression: Expression, put: Callable[[Name], Expression]) -> Expression:
    """Give an expression with something else for each input outside functions of rows; a name that stays is put back.

    What a function of rows names is of the rows; only their condition may name inputs, and keeps its names.
    """
    match expression:
        case Name():
            return put(expression)
        case Distance():
            first, last = (replace_names(each, put) for each in (expression.first, expression.last))
            return replace(expression, first=first, last=last)
        case Unary() | Not() | Empty() | AtDay():
            return replace(expression, operand=replace_names(expression.operand, put))
        case Binary() | Comparison() | Logic():
            left, right = (replace_names(each, put) for each in (expression.left, expression.right))
            return replace(expression, left=left, right=right)
        case _:
            return expression


def measure_depth(expression: Expression) -> int:
    """Return how many nodes the longest path from the root to a leaf has; safe for any tree."""
    levels = 0
    row: tuple[Expression, ...] = (expression,)
    while row:
        levels += 1
        row = tuple(child for node in row for child in list_children(node))
    return levels


def list_names(expression: Expression) -> tuple[str, ...]:
    """Return the inputs an expression uses, each once, in order of first appearance."""
    return tuple(
        dict.fromkeys(node.name for node in walk_expression(expression) if isinstance(node, Name) and not node.is_path)
    )


def list_paths(expression: Expression) -> tuple[Name, ...]:
    """Return the figures of a handbook that an expression names, `figure.claim_window`, in order, repeated."""
    return tuple(node for node in walk_expression(expression) if isinstance(node, Name) and node.is_path)


def list_compared_texts(expression: Expression) -> tuple[tuple[str, Text], ...]:
    """Return each text that an input is compared with, after the input's name: `tier == "gold"`."""
    found = []
    for node in walk_expression(expression):
        match node:
            case (
                Comparison(left=Name() as name, right=Text() as text)
                | Comparison(left=Text() as text, right=Name() as name)
            ):
                found.append((name.name, text))
    return tuple(found)


def walk_expression(expression: Expression) -> Iterator[Expression]:
    """Yield an expression and all its parts in the order they were written."""
    yield expression
    for child in list_children(expression):
        yield from walk_expression(child)

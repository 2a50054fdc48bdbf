"""Checks that an expression makes sense: names exist, and money is not added to days."""

from __future__ import annotations

from typing import TYPE_CHECKING

from partner_playbooks.language.diagnostics import suggest_nearest
from partner_playbooks.language.expressions.errors import ExpressionError, quote_source
from partner_playbooks.language.expressions.expression_tree import (
    FUNCTIONS,
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
from partner_playbooks.language.expressions.value_kinds import Kind, Type

if TYPE_CHECKING:
    from collections.abc import Mapping

_WORDS = {
    Kind.NUMBER: "a number",
    Kind.MONEY: "money",
    Kind.DAYS: "a number of days",
    Kind.WORKING_DAYS: "a number of working days",
    Kind.MONTHS: "a number of months",
    Kind.HOURS: "a number of hours",
    Kind.TEXT: "text",
    Kind.FLAG: "true or false",
}
_MOST_NAMES = 10


def check_expression(expression: Expression, inputs: Mapping[str, Type]) -> Type:
    """Return the type of the result; lists stand only inside calls, so it is never a list.

    Raises:
        ExpressionError: if a name is not among the inputs, or an operation does not suit its operands.
    """
    return Type(_kind(expression, inputs))


def _kind(expression: Expression, inputs: Mapping[str, Type]) -> Kind:
    match expression:
        case Number():
            return Kind.NUMBER
        case Text():
            return Kind.TEXT
        case Flag():
            return Kind.FLAG
        case Name():
            return _single(expression, inputs)
        case Call():
            return _called(expression, inputs)
        case _:
            return _operated(expression, inputs)


def _input(name: Name, inputs: Mapping[str, Type]) -> Type:
    """Look an input up."""
    if name.name in inputs:
        return inputs[name.name]
    hint = suggest_nearest(name.name, [each for each in inputs if name.is_path is ("." in each)])
    if name.is_path:
        message = f"there is no figure {quote_source(name.name)}"
        raise ExpressionError(message, hint or "the page of figures lists what there is", name.snippet)
    if name.name in FUNCTIONS:
        hint = f"`{name.name}` is a function: write `{name.name}(…)` with a list inside"
    elif not hint:
        own = [each for each in inputs if "." not in each]
        listed = ", ".join(own[:_MOST_NAMES]) + (", …" if len(own) > _MOST_NAMES else "")
        hint = f'the inputs are {listed or "none"}; text stands in quotes: "{name.name}"'
    raise ExpressionError(f"{quote_source(name.name)} is not one of the inputs", hint, name.snippet)


def _single(name: Name, inputs: Mapping[str, Type]) -> Kind:
    """Give the kind of an input that stands outside a call."""
    found = _input(name, inputs)
    if found.many:
        message = f"{quote_source(name.name)} is a list, and a list cannot be calculated or compared with"
        hint = f"make one value of it: `count({name.name})`"
        if found.kind.numeric:
            hint = f"make one value of it: `sum({name.name})`, or mean, median, count, min or max"
        raise ExpressionError(message, hint, name.snippet)
    return found.kind


def _called(call: Call, inputs: Mapping[str, Type]) -> Kind:
    """Give the kind that a function makes of its list."""
    argument = call.argument
    if not isinstance(argument, Name):
        message = f"{call.function}( ) takes the name of a list, not {quote_source(argument.written)}"
        hint = "an item-by-item calculation is not supported; make the result of it an input of its own"
        raise ExpressionError(message, hint, call.snippet)
    found = _input(argument, inputs)
    if not found.many:
        message = f"{call.function}( ) needs a list, and {quote_source(argument.name)} is {_WORDS[found.kind]}"
        hint = f"use {quote_source(argument.name)} alone, or make it a `list of {found.kind}`"
        raise ExpressionError(message, hint, call.snippet)
    if call.function == "count":
        return Kind.NUMBER
    if not found.kind.numeric:
        message = f"{call.function}( ) needs numbers, and {quote_source(argument.name)} is a {found}"
        raise ExpressionError(message, f"count them: `count({argument.name})`", call.snippet)
    return found.kind


def _operated(operation: Operation, inputs: Mapping[str, Type]) -> Kind:
    """Give the kind that an operator makes of its operands."""
    match operation:
        case Unary():
            return _numeric(operation.operand, inputs, "only a number can have a minus sign")
        case Not():
            _flag(operation.operand, inputs, "not")
            return Kind.FLAG
        case Logic():
            _flag(operation.left, inputs, operation.operator)
            _flag(operation.right, inputs, operation.operator)
            return Kind.FLAG
        case Comparison():
            _compared(operation, inputs)
            return Kind.FLAG
        case Binary():
            return _calculated(operation, inputs)


def _numeric(operand: Expression, inputs: Mapping[str, Type], rule: str) -> Kind:
    kind = _kind(operand, inputs)
    if not kind.numeric:
        raise ExpressionError(f"{quote_source(operand.written)} is {_WORDS[kind]}", rule, operand.snippet)
    return kind


def _flag(operand: Expression, inputs: Mapping[str, Type], word: str) -> None:
    kind = _kind(operand, inputs)
    if kind is not Kind.FLAG:
        message = f"{quote_source(operand.written)} is {_WORDS[kind]}, and `{word}` needs true or false"
        example = '== "gold"' if kind is Kind.TEXT else "> 0"
        raise ExpressionError(message, f"compare it with something, such as `… {example}`", operand.snippet)


def _compared(comparison: Comparison, inputs: Mapping[str, Type]) -> None:
    """See that two values can be compared."""
    left, right = _kind(comparison.left, inputs), _kind(comparison.right, inputs)
    kind = _shared(comparison, left, right)
    if kind is None:
        message = f"{_WORDS[left]} cannot be compared with {_WORDS[right]}"
        raise ExpressionError(message, _sides(comparison, left, right), comparison.snippet)
    if not kind.numeric and comparison.operator not in {"==", "!="}:
        message = f"{_WORDS[kind]} has no order, so `{comparison.operator}` says nothing about it"
        raise ExpressionError(message, "compare it with `==` or `!=`", comparison.snippet)


def _calculated(binary: Binary, inputs: Mapping[str, Type]) -> Kind:
    """Give the kind that arithmetic makes; units must come out right."""
    rule = f"only numbers can be calculated with; `{binary.operator}` needs one on both sides"
    left = _numeric(binary.left, inputs, rule)
    right = _numeric(binary.right, inputs, rule)
    made = {"+": _shared, "-": _shared, "*": _multiplied, "/": _divided}[binary.operator](binary, left, right)
    if made is not None:
        return made
    verb = {"+": "added to", "-": "reduced by", "*": "multiplied by", "/": "divided by"}[binary.operator]
    message = f"{_WORDS[left]} cannot be {verb} {_WORDS[right]}"
    raise ExpressionError(message, _sides(binary, left, right), binary.snippet)


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
    return isinstance(expression, Number)


def _sides(pair: Binary | Comparison, left: Kind, right: Kind) -> str:
    return f"{quote_source(pair.left.written)} is {_WORDS[left]}, {quote_source(pair.right.written)} is {_WORDS[right]}"

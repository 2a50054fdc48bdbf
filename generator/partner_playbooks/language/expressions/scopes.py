"""What an expression may name, and how it is told that a name is none."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from partner_playbooks.language.diagnostics import suggest_nearest
from partner_playbooks.language.expressions.errors import ExpressionError, quote_source
from partner_playbooks.language.expressions.expression_tree import ROW_FUNCTIONS
from partner_playbooks.language.expressions.value_kinds import Kind

if TYPE_CHECKING:
    from collections.abc import Mapping

    from partner_playbooks.language.expressions.expression_tree import Name
    from partner_playbooks.language.expressions.value_kinds import Type

KIND_WORDS = {
    Kind.NUMBER: "a number",
    Kind.MONEY: "money",
    Kind.DAYS: "a number of days",
    Kind.WORKING_DAYS: "a number of working days",
    Kind.MONTHS: "a number of months",
    Kind.HOURS: "a number of hours",
    Kind.TEXT: "text",
    Kind.FLAG: "true or false",
    Kind.DATE: "a day",
    Kind.TIME: "a time of day",
}
"""What each kind is called in a message."""
_MOST_NAMES = 10


@dataclass(frozen=True, slots=True)
class Scope:
    """What an expression may name."""

    inputs: Mapping[str, Type]
    rows: Mapping[str, Mapping[str, Type]] = field(default_factory=dict)
    """Of a record: tables whose rows belong to it, with what a condition on such a row may name besides."""


def find_input(name: Name, scope: Scope) -> Type:
    """Look an input up."""
    inputs = scope.inputs
    if name.name in inputs:
        return inputs[name.name]
    hint = suggest_nearest(name.name, [each for each in inputs if name.is_path is ("." in each)])
    if scope.rows:
        raise _unknown_of_record(name, scope, hint)
    if name.is_path:
        message = f"there is no figure {quote_source(name.name)}"
        raise ExpressionError(message, hint or "the page of figures lists what there is", name.snippet)
    if name.name in ROW_FUNCTIONS:
        hint = f"`{name.name}` is a function: write `{name.name}(…)` with a list inside"
    elif not hint:
        own = [each for each in inputs if "." not in each]
        listed = ", ".join(own[:_MOST_NAMES]) + (", …" if len(own) > _MOST_NAMES else "")
        hint = f'the inputs are {listed or "none"}; text stands in quotes: "{name.name}"'
    raise ExpressionError(f"{quote_source(name.name)} is not one of the inputs", hint, name.snippet)


def _unknown_of_record(name: Name, scope: Scope, hint: str) -> ExpressionError:
    """Say that a record has no such field; whoever wrote a table's name wanted its rows."""
    if name.name.partition(".")[0] in scope.rows:
        message = f"{quote_source(name.name)} are rows, and rows cannot be calculated or compared with"
        return ExpressionError(
            message, f"make one value of them: `count({name.name})`, or any, first, last", name.snippet
        )
    own = ", ".join([each for each in scope.inputs if "." not in each][:_MOST_NAMES])
    message = f"a row here has no {quote_source(name.name)}"
    return ExpressionError(message, hint or f'it has {own}, …; text stands in quotes: "{name.name}"', name.snippet)


def find_single_kind(name: Name, scope: Scope) -> Kind:
    """Give the kind of an input that stands outside a call."""
    found = find_input(name, scope)
    if found.many:
        message = f"{quote_source(name.name)} is a list, and a list cannot be calculated or compared with"
        hint = f"make one value of it: `count({name.name})`"
        if found.kind.numeric:
            hint = f"make one value of it: `sum({name.name})`, or mean, median, count, min or max"
        raise ExpressionError(message, hint, name.snippet)
    return Kind.DATE if found.kind is Kind.TIME else found.kind

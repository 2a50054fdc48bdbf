"""PB402: a metric whose worked example does not compute."""

from __future__ import annotations

import difflib
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from partner_playbooks import expressions
from partner_playbooks.diagnostics import Diagnostic
from partner_playbooks.expressions import ExpressionError, Kind, Type
from partner_playbooks.model.metric import Metric, Unit
from partner_playbooks.model.problems import nearest

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from partner_playbooks.handbook import Handbook
    from partner_playbooks.model.content import Placed

_KINDS = {Unit.CURRENCY: Kind.MONEY, Unit.DAYS: Kind.DAYS, Unit.HOURS: Kind.HOURS}
_NOUNS = {Kind.FLAG: "true or false", Kind.TEXT: "a text"}
_MOST = 10**15
_HUNDREDFOLD = frozenset({Unit.PERCENT, Unit.POINTS})


def check(handbook: Handbook, _today: date) -> Iterator[Diagnostic]:
    """Yield a finding per metric whose formula, inputs, example and unit do not agree."""
    for placed in handbook.written():
        if isinstance(placed.record, Metric):
            yield from _check_metric(placed, placed.record)


def result_of(metric: Metric) -> Fraction:
    """Compute the worked example, in the metric's unit.

    Raises:
        ExpressionError: the values given do not fit the inputs or the formula.
    """
    types = {given.name: given.type for given in metric.inputs}
    values = {name: _value(value, types[name]) for name, value in metric.example.given.items()}
    result = expressions.compute(metric.formula.tree, values)
    if isinstance(result, bool) or not isinstance(result, Fraction):
        raise ExpressionError("the formula does not give a number", hint="compare nothing in a metric's formula")
    return result * 100 if metric.unit in _HUNDREDFOLD else result


def _value(written: str | tuple[str, ...], type_: Type) -> expressions.Value:
    if isinstance(written, tuple) != type_.many:
        wanted = "a list in brackets, [1, 2, 3]" if type_.many else "a single value"
        raise ExpressionError(f"its type {type_} needs {wanted}", hint="change the value, or the type of the input")
    if isinstance(written, tuple):
        return tuple(_number(part, type_) for part in written)
    return expressions.parse_value(written, type_)


def _number(written: str, type_: Type) -> Fraction:
    value = expressions.parse_value(written, Type(type_.kind))
    if isinstance(value, bool) or not isinstance(value, Fraction):
        raise ExpressionError("this is not a number", hint="a list holds numbers alone")
    return value


def _check_metric(placed: Placed, metric: Metric) -> Iterator[Diagnostic]:
    mismatches = tuple(_mismatched_names(placed, metric))
    yield from mismatches
    types = {given.name: given.type for given in metric.inputs}
    try:
        type_ = expressions.check(metric.formula.tree, types)
    except ExpressionError as error:
        span = placed.find(("formula",), error.snippet) if error.snippet else placed.span("formula")
        yield Diagnostic("PB402", f"formula: {error}", span, error.hint)
        return
    wanted = Type(_KINDS.get(metric.unit, Kind.NUMBER))
    if not type_.kind.numeric or type_.many:
        message = f"formula: it gives {_NOUNS.get(type_.kind, 'a list')}, not a number"
        yield Diagnostic("PB402", message, placed.span("formula"), "calculate with the inputs, and compare nothing")
    elif type_ != wanted:
        message = f"the unit is {metric.unit.value}, but the formula gives {type_}"
        hint = f"{metric.unit.value} needs a formula that gives {wanted}: change the unit, or the types of the inputs"
        yield Diagnostic("PB402", message, placed.span("unit"), hint)
    elif not mismatches:
        yield from _check_result(placed, metric)


def _mismatched_names(placed: Placed, metric: Metric) -> Iterator[Diagnostic]:
    names = [given.name for given in metric.inputs]
    used, given = expressions.names(metric.formula.tree), metric.example.given
    for index, name in enumerate(names):
        if name in names[:index]:
            span = placed.span("inputs", index, "name")
            yield Diagnostic("PB402", f'two inputs are named "{name}"', span, "rename one, or remove it")
        elif name not in used and name not in _meant(used, names):
            hint = "use it in the formula, or remove it"
            yield Diagnostic("PB402", f'the formula does not use "{name}"', placed.span("inputs", index, "name"), hint)
        if name not in given and name not in _meant(given, names):
            hint = f"add `{name}:` under `given:`"
            yield Diagnostic("PB402", f'the example gives no "{name}"', placed.span("example", "given"), hint)
    for name in given:
        if name not in names:
            hint = nearest(name, names) or f"inputs: {', '.join(names)}"
            message = f'the example gives "{name}", which is no input'
            yield Diagnostic("PB402", message, placed.key("example", "given", name), hint)


def _meant(written: Iterable[str], names: list[str]) -> set[str]:
    """Give the names that misspelt ones were meant to be, so that a slip is reported once."""
    return {name for word in written if word not in names for name in difflib.get_close_matches(word, names, n=1)}


def _check_given(placed: Placed, metric: Metric) -> Iterator[Diagnostic]:
    types = {given.name: given.type for given in metric.inputs}
    for name, written in metric.example.given.items():
        try:
            _value(written, types[name])
        except ExpressionError as error:
            yield Diagnostic("PB402", f"{name}: {error}", placed.span("example", "given", name), error.hint)


def _check_result(placed: Placed, metric: Metric) -> Iterator[Diagnostic]:
    wrong = tuple(_check_given(placed, metric))
    yield from wrong
    if wrong:
        return
    try:
        result = result_of(metric)
    except ExpressionError as error:
        yield Diagnostic("PB402", f"the example does not compute: {error}", placed.span("example", "given"), error.hint)
        return
    stated = metric.example.result
    places = next((n for n in range(10) if (stated * 10**n).denominator == 1), 9)
    if abs(result - stated) * 2 > Fraction(1, 10**places):
        message = f"the example says {_shown(stated)}, but the formula gives {_shown(result)}"
        hint = "correct the result, the given values or the formula"
        yield Diagnostic("PB402", message, placed.span("example", "result"), hint)


def _shown(value: Fraction) -> str:
    if abs(value) >= _MOST:
        return "more than can be shown"
    return f"{Decimal(round(value * 10**4)) / 10**4:f}"

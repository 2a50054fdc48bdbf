"""PB402: a metric whose worked example does not compute."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from partner_playbooks.checks.given import GivenValues, find_meant_names, read_values
from partner_playbooks.handbook.model.metric import Metric
from partner_playbooks.handbook.model.quantity import Quantity, find_unit_type
from partner_playbooks.language import expressions
from partner_playbooks.language.diagnostics import Diagnostic
from partner_playbooks.language.expressions import ExpressionError, Kind

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from partner_playbooks.handbook.linked import Handbook
    from partner_playbooks.handbook.model.content import Placed
    from partner_playbooks.handbook.named_figures import Figures

_NOUNS = {Kind.FLAG: "true or false", Kind.TEXT: "a text"}
_MOST = 10**15


def check(handbook: Handbook, _today: date) -> Iterator[Diagnostic]:
    """Yield a finding per metric whose formula, inputs, example and unit do not agree."""
    for placed in handbook.list_written():
        if isinstance(placed.record, Metric):
            yield from _check_metric(placed, placed.record, handbook.figures)


def compute_example(metric: Metric, figures: Figures) -> Fraction:
    """Compute the worked example, in the metric's unit. Its formula may name figures of the handbook.

    Raises:
        ExpressionError: the values given do not fit the inputs or the formula.
    """
    types = {given.name: given.type for given in metric.inputs}
    values = {**figures.computed, **read_values(metric.example.given, types)}
    result = expressions.compute_expression(metric.formula.tree, values)
    if isinstance(result, bool) or not isinstance(result, Fraction):
        raise ExpressionError("the formula does not give a number", hint="compare nothing in a metric's formula")
    return Quantity.of_computed(result, metric.unit).value


def _check_metric(placed: Placed, metric: Metric, figures: Figures) -> Iterator[Diagnostic]:
    mismatches = tuple(_mismatched_names(placed, metric))
    yield from mismatches
    types = {given.name: given.type for given in metric.inputs} | figures.types
    try:
        type_ = expressions.check_expression(metric.formula.tree, types)
    except ExpressionError as error:
        span = placed.find(("formula",), error.snippet) if error.snippet else placed.span("formula")
        yield Diagnostic("PB402", f"formula: {error}", span, error.hint)
        return
    wanted = find_unit_type(metric.unit)
    if not type_.kind.numeric or type_.many:
        message = f"formula: it gives {_NOUNS.get(type_.kind, 'a list')}, not a number"
        yield Diagnostic("PB402", message, placed.span("formula"), "calculate with the inputs, and compare nothing")
    elif type_ != wanted:
        message = f"the unit is {metric.unit.value}, but the formula gives {type_}"
        hint = f"{metric.unit.value} needs a formula that gives {wanted}: change the unit, or the types of the inputs"
        yield Diagnostic("PB402", message, placed.span("unit"), hint)
    elif not mismatches:
        yield from _check_result(placed, metric, figures)


def _mismatched_names(placed: Placed, metric: Metric) -> Iterator[Diagnostic]:
    names = [given.name for given in metric.inputs]
    used, given = expressions.list_names(metric.formula.tree), _given(placed, metric)
    for index, name in enumerate(names):
        if name in names[:index]:
            span = placed.span("inputs", index, "name")
            yield Diagnostic("PB402", f'two inputs are named "{name}"', span, "rename one, or remove it")
        elif name not in used and name not in find_meant_names(used, names):
            hint = "use it in the formula, or remove it"
            yield Diagnostic("PB402", f'the formula does not use "{name}"', placed.span("inputs", index, "name"), hint)
        yield from given.absent(name, names)
    yield from given.strangers(names, "which is no input", "inputs")


def _given(placed: Placed, metric: Metric) -> GivenValues:
    return GivenValues("PB402", placed, ("example", "given"), metric.example.given)


def _check_result(placed: Placed, metric: Metric, figures: Figures) -> Iterator[Diagnostic]:
    wrong = tuple(_given(placed, metric).unreadable({given.name: given.type for given in metric.inputs}))
    yield from wrong
    if wrong:
        return
    try:
        result = compute_example(metric, figures)
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

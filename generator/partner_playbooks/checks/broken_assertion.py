"""PB405: a statement about the programme's figures that does not hold, or that cannot be computed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from partner_playbooks.checks.unknown_value import is_told
from partner_playbooks.handbook.asserting import Statement, list_statements
from partner_playbooks.handbook.model.assertion import Assertion
from partner_playbooks.language import expressions
from partner_playbooks.language.diagnostics import Diagnostic
from partner_playbooks.language.expressions import ExpressionError, Kind

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from partner_playbooks.handbook.linked import Handbook
    from partner_playbooks.handbook.model.content import Placed
    from partner_playbooks.language.diagnostics import Span


def check(handbook: Handbook, _today: date) -> Iterator[Diagnostic]:
    """Yield a finding per statement that is none, that nothing can be put into, or that does not hold."""
    for placed in handbook.list_written("assertion"):
        if isinstance(placed.record, Assertion):
            yield from _check_assertion(handbook, placed, placed.record)


def _check_assertion(handbook: Handbook, placed: Placed, assertion: Assertion) -> Iterator[Diagnostic]:
    statements = list_statements(assertion, handbook)
    if not statements and handbook.is_complete:
        message = f"no {assertion.each} has all the figures that it names"
        hint = "the page of figures lists what there is"
        yield Diagnostic("PB405", message, placed.span("holds"), hint)
    tree = assertion.holds.tree
    for statement in statements:
        try:
            type_ = expressions.check_expression(tree, statement.types)
            if type_.kind is not Kind.FLAG:
                message = f"it gives {type_}, not yes or no"
                yield Diagnostic("PB405", message, placed.span("holds"), "compare figures with each other")
                return
            if expressions.compute_expression(tree, statement.values) is not True:
                yield _report_broken(handbook, placed, assertion, statement)
        except ExpressionError as error:
            if any(is_told(handbook, path.name.replace("_", "-")) for path in expressions.list_paths(tree)):
                return
            yield Diagnostic("PB405", f"holds: {error}", placed.find(("holds",), error.snippet), error.hint)
            return


def _report_broken(handbook: Handbook, placed: Placed, assertion: Assertion, statement: Statement) -> Diagnostic:
    of = f" of {statement.of}" if statement.of else ""
    currency = handbook.programme.currency
    values = ", ".join(
        f"{name} is {str(quantity).replace('currency', currency)}" for name, quantity in statement.quantities.items()
    )
    hint = f"change a figure, or the assertion: {values}"
    message = f'"{assertion.title}" does not hold{of}: {assertion.holds.source.strip()}'
    related = tuple(_places(handbook, statement))
    return Diagnostic("PB405", message, placed.span("holds"), hint, related=related)


def _places(handbook: Handbook, statement: Statement) -> Iterator[tuple[str, Span]]:
    """Yield where each figure that a statement names is written, with its value."""
    for figure in statement.figures:
        for placed in handbook.list_written(figure.kind):
            if placed.id == figure.id and figure.path:
                yield f"{figure.name} is {figure.quantity}", placed.span(*figure.path)

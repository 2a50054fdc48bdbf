"""PB404: an automation that does nothing, or whose examples do not prove when it acts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from partner_playbooks.checks.given import GivenValues, read_values
from partner_playbooks.handbook.model.automation import Automation
from partner_playbooks.language import expressions
from partner_playbooks.language.diagnostics import Diagnostic
from partner_playbooks.language.expressions import ExpressionError, Kind

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from partner_playbooks.handbook.linked import Handbook
    from partner_playbooks.handbook.model.content import Placed
    from partner_playbooks.language.expressions import Type, Value

_WORDS = {True: "fires", False: "does not fire"}


def check(handbook: Handbook, _today: date) -> Iterator[Diagnostic]:
    """Yield a finding per missing action or example, and per example that does not give what it says."""
    types = handbook.programme.field_types | handbook.figures.types
    values = handbook.figures.computed
    for placed in handbook.list_written():
        if not isinstance(placed.record, Automation):
            continue
        sound = _is_sound(placed.record, types)  # else PB403 has said so
        places = range(len(placed.record.examples)) if sound else ()
        wrong = [found for index in places for found in _check_example(placed, placed.record, index, types, values)]
        yield from wrong
        yield from _check_parts(placed, placed.record, are_right=not wrong)


def _is_sound(automation: Automation, types: Mapping[str, Type]) -> bool:
    try:
        return expressions.check_expression(automation.condition.tree, types).kind is Kind.FLAG
    except ExpressionError:
        return False


def _check_parts(placed: Placed, automation: Automation, *, are_right: bool) -> Iterator[Diagnostic]:
    if not automation.actions:
        message = f'automation "{automation.id}" has no action'
        yield Diagnostic("PB404", message, placed.span("id"), "say under `actions:` what it does")
    for fires in (True, False) if are_right else ():  # a wrong example may be the one that is missing
        if not any(example.fires is fires for example in automation.examples):
            message = f'automation "{automation.id}" has no example in which it {_WORDS[fires]}'
            hint = "add one under `examples:`; whoever sets it up tests with it"
            yield Diagnostic("PB404", message, placed.span("id"), hint)


def _check_example(
    placed: Placed, automation: Automation, index: int, types: Mapping[str, Type], figures: Mapping[str, Value]
) -> Iterator[Diagnostic]:
    example = automation.examples[index]
    names = expressions.list_names(automation.condition.tree)
    given = GivenValues("PB404", placed, ("examples", index, "given"), example.given)
    slips = [slip for name in names for slip in given.absent(name, names)]
    slips += given.strangers(names, "which the condition does not use", "it uses")
    slips = slips or list(given.unreadable(types))
    yield from slips
    if slips:
        return
    try:
        values = {**figures, **read_values(example.given, types)}
        fires = expressions.compute_expression(automation.condition.tree, values)
    except ExpressionError as error:
        span = placed.span("examples", index, "given")
        yield Diagnostic("PB404", f"the example does not compute: {error}", span, error.hint)
        return
    if fires is not example.fires:
        said, found = _WORDS[example.fires], _WORDS[not example.fires]
        message = f"the example says that it {said}, but by its condition it {found}"
        hint = "correct `fires:`, the given values or the condition"
        yield Diagnostic("PB404", message, placed.span("examples", index, "fires"), hint)

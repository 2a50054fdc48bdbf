"""PB403: an automation whose condition is no yes-or-no question about the programme's partner fields."""

from __future__ import annotations

from typing import TYPE_CHECKING

from partner_playbooks.checks.unknown_value import is_told
from partner_playbooks.handbook.model.automation import Automation, ForEach
from partner_playbooks.handbook.model.programme import Programme
from partner_playbooks.handbook.row_conditions import PARTNERS, list_condition_fields
from partner_playbooks.language import expressions
from partner_playbooks.language.diagnostics import Diagnostic
from partner_playbooks.language.expressions import ExpressionError, Kind
from partner_playbooks.language.records import TABLES

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from partner_playbooks.handbook.linked import Handbook
    from partner_playbooks.handbook.model.content import Placed


def check(handbook: Handbook, _today: date) -> Iterator[Diagnostic]:
    """Yield a finding per partner field that no condition can name, and per condition that gives no yes or no."""
    types = handbook.programme.field_types | handbook.figures.types
    for placed in handbook.list_written():
        if isinstance(placed.record, Programme):
            yield from _check_names(placed, placed.record)
        elif isinstance(placed.record, Automation) and handbook.content and handbook.content.programme:
            try:
                type_ = expressions.check_expression(placed.record.condition.tree, types)
            except ExpressionError as error:
                tree = placed.record.condition.tree
                if any(is_told(handbook, path.name.replace("_", "-")) for path in expressions.list_paths(tree)):
                    continue
                span = placed.find(("condition",), error.snippet)
                yield Diagnostic("PB403", f"condition: {error}", span, error.hint)
                continue
            if type_.kind is not Kind.FLAG:
                message = f"condition: it gives {type_}, not yes or no"
                hint = "compare it with something, such as `… > 7`"
                yield Diagnostic("PB403", message, placed.span("condition"), hint)
            yield from _check_rows(placed, placed.record, handbook.programme)


def _check_rows(placed: Placed, automation: Automation, programme: Programme) -> Iterator[Diagnostic]:
    """Yield a finding per field of something else than what the automation runs for."""
    table = automation.for_each.table
    for field in list_condition_fields(automation, programme):
        is_of_partner = field.rows == PARTNERS and TABLES[table].find(PARTNERS.removesuffix("s")) is not None
        if field.rows != table and not is_of_partner and (field.means or field.untold):
            message = f"condition: `{field.name}` is said of {field.rows}, and it runs for each {automation.for_each}"
            others = [each for each in ForEach if each.table == field.rows]
            hint = f"write `for_each: {others[0]}`" if others else "name a field of what it runs for"
            yield Diagnostic("PB403", message, placed.find(("condition",), field.name), hint)


def _check_names(placed: Placed, programme: Programme) -> Iterator[Diagnostic]:
    seen = set()
    for index, field in enumerate(programme.partner_fields):
        span = placed.span("partner_fields", index, "name")
        if field.name in seen:
            yield Diagnostic("PB403", f'two partner fields are named "{field.name}"', span, "rename one, or remove it")
        elif not _is_name(field.name):
            message = f'no condition can use a field named "{field.name}"'
            yield Diagnostic("PB403", message, span, "write small letters, digits and underscores, a letter first")
        seen.add(field.name)


def _is_name(written: str) -> bool:
    try:
        parsed = expressions.parse_expression(written)
        return isinstance(parsed, expressions.Name) and not parsed.is_path
    except ExpressionError:
        return False

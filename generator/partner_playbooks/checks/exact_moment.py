"""PB408: a condition that is met on one exact day or hour: a run that is missed is never made up for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from partner_playbooks.handbook.model.automation import Automation
from partner_playbooks.language.diagnostics import Diagnostic
from partner_playbooks.language.expressions import Comparison, Kind, Name, Number, walk_expression

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from partner_playbooks.handbook.linked import Handbook
    from partner_playbooks.language.expressions import Expression, Type

_CLOCKS = frozenset({Kind.DAYS, Kind.HOURS, Kind.WORKING_DAYS, Kind.MONTHS})


def check(handbook: Handbook, _today: date) -> Iterator[Diagnostic]:
    """Yield a finding per comparison of a time with one exact value."""
    types = handbook.programme.field_types
    for placed in handbook.list_written("automation"):
        if isinstance(placed.record, Automation):
            for part in walk_expression(placed.record.condition.tree):
                if isinstance(part, Comparison) and part.operator in {"==", "!="} and _is_clock(part, types):
                    message = f"`{part.written}` is met at one moment alone: a run that is missed is never made up for"
                    hint = "compare with `<=` or `>=`, and with a field that says what was sent already"
                    yield Diagnostic("PB408", message, placed.find(("condition",), part.snippet), hint)


def _is_clock(comparison: Comparison, types: Mapping[str, Type]) -> bool:
    sides = (comparison.left, comparison.right)
    names = [side for side in sides if isinstance(side, Name) and not side.is_path]
    return len(names) == 1 and names[0].name in types and types[names[0].name].kind in _CLOCKS and _is_fixed(sides)


def _is_fixed(sides: tuple[Expression, Expression]) -> bool:
    return any(isinstance(side, Number) or (isinstance(side, Name) and side.is_path) for side in sides)

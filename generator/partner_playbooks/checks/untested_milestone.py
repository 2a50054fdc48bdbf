"""PB307: a milestone without an exit test."""

from __future__ import annotations

from typing import TYPE_CHECKING

from partner_playbooks.handbook.model.plan import Plan
from partner_playbooks.language.diagnostics import Diagnostic

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from partner_playbooks.handbook.linked import Handbook


def check(handbook: Handbook, _today: date) -> Iterator[Diagnostic]:
    """Yield a finding per milestone that nobody could tell as reached."""
    for placed in handbook.list_written("plan"):
        if not isinstance(placed.record, Plan):
            continue
        for index, milestone in enumerate(placed.record.milestones):
            if not milestone.exit_tests:
                message = f'milestone "{milestone.id}" has no exit test'
                hint = "add what must be true at it under `exit_tests:`"
                yield Diagnostic("PB307", message, placed.span("milestones", index, "exit_tests"), hint)

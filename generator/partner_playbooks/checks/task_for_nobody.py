"""PB319: a plan's task for partner types that its checklist item is not for, so that no partner has it (a warning)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from partner_playbooks.handbook.model.applying import find_common
from partner_playbooks.handbook.model.plan import Plan
from partner_playbooks.language.diagnostics import Diagnostic, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from partner_playbooks.handbook.linked import Handbook


def check(handbook: Handbook, _today: date) -> Iterator[Diagnostic]:
    """Yield a warning per task that shares no partner type with its item: pages and files leave it out alike."""
    for placed in handbook.list_written("plan"):
        for index, milestone in enumerate(placed.record.milestones if isinstance(placed.record, Plan) else ()):
            for number, task in enumerate(milestone.tasks):
                owned = handbook.items.get(task.item) if task.item else None
                if owned is None or find_common(task.partner_types, owned.item.partner_types) is not None:
                    continue
                message = (
                    f'this task is for {_told(task.partner_types)}, but its item "{task.item}" only for '
                    f"{_told(owned.item.partner_types)}: no partner has it"
                )
                hint = "name a partner type that both name, here or at the item, or remove the task"
                span = placed.span("milestones", index, "tasks", number, "partner_types")
                yield Diagnostic("PB319", message, span, hint, Severity.WARNING)


def _told(types: tuple[str, ...]) -> str:
    return ", ".join(f'"{id_}"' for id_ in types)

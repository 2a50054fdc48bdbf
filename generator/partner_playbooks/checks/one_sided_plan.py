"""PB308: a plan without a task that the partner owns, or without one that the vendor owns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from partner_playbooks.handbook.model.plan import Plan
from partner_playbooks.handbook.model.role import PARTIES, Role, Side
from partner_playbooks.language.diagnostics import Diagnostic

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from partner_playbooks.handbook.linked import Handbook


def check(handbook: Handbook, _today: date) -> Iterator[Diagnostic]:
    """Yield a finding per side that owns no task of a plan; a plan is mutual or it is none."""
    for placed in handbook.list_written("plan"):
        if not isinstance(placed.record, Plan):
            continue
        sides = {_side(handbook, owner) for owner in _owners(handbook, placed.record)}
        if None in sides:
            continue  # what cannot be found is reported elsewhere, and may stand on either side
        for side in PARTIES:
            if side not in sides:
                message = f'plan "{placed.id}" has no task that the {side.value} owns'
                hint = f"add a task whose `owner:` is a role with `side: {side.value}`"
                yield Diagnostic("PB308", message, placed.span("milestones"), hint)


def _owners(handbook: Handbook, plan: Plan) -> Iterator[str | None]:
    for task, owned in handbook.tasks(plan):
        yield (owned.item if owned else task).owner


def _side(handbook: Handbook, owner: str | None) -> Side | None:
    role = None if owner is None else handbook.get("role", owner)
    return role.side if isinstance(role, Role) else None

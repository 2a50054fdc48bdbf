"""“Who is who” as it comes back: the names that were typed beside roles, as owners of the tasks of those roles."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from partner_playbooks.status.cells import same_words, text_of
from partner_playbooks.status.findings import Finding
from partner_playbooks.status.grids import EMPTY

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from partner_playbooks.status.grids import Cell, Grid
    from partner_playbooks.status.heads import Head
    from partner_playbooks.status.plan_file import PlanFile


@dataclass(frozen=True, slots=True)
class NamedOwner:
    """Who does a task now, as plans keep it: the name, and the role after it."""

    place: str
    key: str
    owner: str


def read_people(
    grid: Grid, head: Head, plan: PlanFile, sent: Mapping[str, tuple[str, str]] | None, file: str
) -> Iterator[NamedOwner | Finding]:
    """Yield the new owners of tasks, and what was typed that a plan cannot keep.

    Args:
        grid: The sheet.
        head: Its columns.
        plan: The plan.
        sent: Name and address by role as they were sent; None where the workbook does not say.
        file: How the file is called.
    """
    for number, cells in enumerate(grid.rows[head.row + 1 :], start=head.row + 2):
        row = {column: _cell(cells, place) for column, place in head.columns.items()}
        place = f"sheet “{grid.name}”, row {number}"
        role, name, contact = (text_of(row.get(column, EMPTY)) for column in ("role", "name", "contact"))
        for at, cell in enumerate(cells):
            if at not in head.columns.values() and text_of(cell):
                heading = head.others.get(at, "")
                named = f"column “{heading}” is not understood" if heading else "this cell is under no heading"
                yield Finding(file, place, named, text_of(cell), role)
        for cell in row.values():
            if cell.is_error or (cell.formula and cell.value is None):
                yield Finding(
                    file,
                    place,
                    "this cell holds an error, or a formula without its value",
                    text_of(cell) or cell.formula,
                    role,
                )
        owned = list(_tasks_of(plan, role)) if role else []
        was = sent.get(role) if sent is not None else None
        if not owned and was is None:
            if name or (contact and sent is not None):
                reason = "no task of this plan belongs to such a role; the plan keeps names with their tasks"
                yield Finding(file, place, reason, " | ".join(filter(None, (role, name, contact))))
            continue
        before = was[0] if was is not None else next((each for _, each in owned), "")
        if not same_words(name, before) and "name" in row:
            if not owned:
                reason = "no task of this plan belongs to this role; the plan keeps names with their tasks"
                yield Finding(file, place, reason, name, role)
            for key, _ in owned:
                yield NamedOwner(place, key, f"{name} ({role})" if name else role)
        if was is not None and contact and not same_words(contact, was[1]):
            yield Finding(file, place, "a plan keeps no addresses", contact, role)


def _tasks_of(plan: PlanFile, role: str) -> Iterator[tuple[str, str]]:
    """Yield the tasks of a role, each with the name that it was made with."""
    ending = f" ({role})".casefold()
    for task in plan.tasks:
        if same_words(task.owner.casefold(), role.casefold()):
            yield task.id, ""
        elif task.owner.casefold().endswith(ending):
            yield task.id, task.owner[: -len(ending)]


def _cell(cells: tuple[Cell, ...], place: int) -> Cell:
    return cells[place] if place < len(cells) else EMPTY

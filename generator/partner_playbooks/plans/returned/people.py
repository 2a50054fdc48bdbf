"""“Who is who” as it comes back: the names that were typed beside roles, as owners of the tasks of those roles."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from partner_playbooks.plans.returned.cells import read_text, same_words
from partner_playbooks.plans.returned.findings import ReturnFault
from partner_playbooks.plans.returned.grids import EMPTY

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from partner_playbooks.plans.returned.grids import Cell, Grid
    from partner_playbooks.plans.returned.heads import ColumnHeads
    from partner_playbooks.plans.returned.plan_parts import PlanFile


@dataclass(frozen=True, slots=True)
class NamedOwner:
    """Who does a task now, as plans keep it: the name, and the role after it."""

    place: str
    key: str
    owner: str


def read_people(
    grid: Grid, head: ColumnHeads, plan: PlanFile, sent: Mapping[str, tuple[str, str]] | None, file: str
) -> Iterator[NamedOwner | ReturnFault]:
    """Yield the new owners of tasks, and what was typed that a plan cannot keep.

    Args:
        grid: The sheet.
        head: Its columns.
        plan: The plan.
        sent: Name and address by role as they were sent; None where the workbook does not say.
        file: How the file is called.
    """
    reader = _PeopleReader(plan, sent, file)
    for number, cells in enumerate(grid.rows[head.first :], start=head.first + 1):
        place = f"sheet “{grid.name}”, row {number}"
        row = {column: _cell(cells, at) for column, at in head.columns.items()}
        yield from reader.read_row(place, row)
        yield from reader.tell_others(place, cells, head, read_text(row.get("role", EMPTY)))


@dataclass(frozen=True, slots=True)
class _PeopleReader:
    plan: PlanFile
    sent: Mapping[str, tuple[str, str]] | None
    file: str

    def read_row(self, place: str, row: Mapping[str, Cell]) -> Iterator[NamedOwner | ReturnFault]:
        role, name, contact = (read_text(row.get(column, EMPTY)) for column in ("role", "name", "contact"))
        owned = list(_tasks_of(self.plan, role)) if role else []
        was = self.sent.get(role) if self.sent is not None else None
        if not owned and was is None:
            if name or (contact and self.sent is not None):
                reason = "no task of this plan belongs to such a role; the plan keeps names with their tasks"
                yield ReturnFault(self.file, place, reason, " | ".join(filter(None, (role, name, contact))))
            return
        before = was[0] if was is not None else next((each for _, each in owned), "")
        if "name" in row and not same_words(name, before):
            yield from self._name(place, role, name, [key for key, _ in owned])
        if was is not None and contact and not same_words(contact, was[1]):
            yield ReturnFault(self.file, place, "a plan keeps no addresses", contact, role)

    def _name(self, place: str, role: str, name: str, keys: list[str]) -> Iterator[NamedOwner | ReturnFault]:
        if not keys:
            reason = "no task of this plan belongs to this role; the plan keeps names with their tasks"
            yield ReturnFault(self.file, place, reason, name, role)
        for key in keys:
            yield NamedOwner(place, key, f"{name} ({role})" if name else role)

    def tell_others(self, place: str, cells: tuple[Cell, ...], head: ColumnHeads, role: str) -> Iterator[ReturnFault]:
        """Yield what stands in no column that is known, and what is an error."""
        for at, cell in enumerate(cells):
            text = read_text(cell) or cell.formula
            if at not in head.columns.values() and text:
                heading = head.others.get(at, "")
                named = f"column “{heading}” is not understood" if heading else "this cell is under no heading"
                yield ReturnFault(self.file, place, named, text, role)
            elif cell.is_error or (cell.formula and cell.value is None):
                yield ReturnFault(
                    self.file, place, "this cell holds an error, or a formula without its value", text, role
                )


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

"""What stands above the headings of a sheet that came back: the date that days are counted from, and nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from partner_playbooks.plans.returned.cells import CellReader, read_text, same_words, squeeze
from partner_playbooks.plans.returned.collector import Collector, name_place
from partner_playbooks.plans.returned.grids import EMPTY
from partner_playbooks.plans.state import PLAN, Field

if TYPE_CHECKING:
    from collections.abc import Sequence

    from partner_playbooks.plans.returned.carried import Terms
    from partner_playbooks.plans.returned.grids import Cell, Grid
    from partner_playbooks.plans.returned.heads import ColumnHeads
    from partner_playbooks.plans.returned.json_file import ReturnedPlan


class OpeningReader:
    """Reads what stands above the headings of sheets."""

    def __init__(self, filled: ReturnedPlan, terms: Terms, cells: CellReader, found: Collector) -> None:
        self._filled, self._terms, self._cells, self._found = filled, terms, cells, found

    def read(self, grid: Grid, head: ColumnHeads) -> bool:
        """Read what stands above the headings: the date that days are counted from, and what nobody expects there."""
        rows = grid.rows[: head.row] if head.row >= 0 else grid.rows[: head.first]
        first = min((place for row in rows for place, cell in enumerate(row) if read_text(cell)), default=0)
        has_anchor = False
        for number, cells in enumerate(rows, start=1):
            if self._read_anchor(grid.name, number, cells):
                has_anchor = True
                continue
            for place, cell in enumerate(cells):
                is_ours = bool(cell.formula) or (
                    place in {first, first + 3}
                    if self._terms.opening is None
                    else squeeze(read_text(cell)) in self._terms.opening
                )
                if read_text(cell) and not is_ours:
                    self._found.refuse(
                        name_place(grid.name, number), "nothing above the headings is read", read_text(cell)
                    )
        return has_anchor

    def _read_anchor(self, sheet: str, number: int, cells: Sequence[Cell]) -> bool:
        anchor = self._filled.plan.anchor
        label, *others = [cell for cell in cells if read_text(cell) or cell.formula] or [EMPTY]
        if not read_text(label) or not same_words(read_text(label).casefold(), anchor.label.casefold()):
            return False
        was = self._filled.state.find_value(PLAN, Field.ANCHOR) or (anchor.date.isoformat() if anchor.date else "")
        if not others and was:
            self._found.guess(name_place(sheet, number), f"the date is gone; {was} still counts", anchor.label)
        if others:
            said = self._cells.read(Field.ANCHOR, others[0])
            if said.fault:
                self._found.refuse(name_place(sheet, number), said.fault, read_text(others[0]), anchor.label)
            elif said.value != was:
                self._found.say(name_place(sheet, number), PLAN, Field.ANCHOR, said.value)
        for cell in others[1:]:
            self._found.refuse(name_place(sheet, number), "nothing above the headings is read", read_text(cell))
        return True

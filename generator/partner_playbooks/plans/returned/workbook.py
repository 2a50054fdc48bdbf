"""A workbook or table that was filled in: what its cells say that the plan does not, and what was not understood."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from partner_playbooks.language.diagnostics import UserError
from partner_playbooks.plans.file_names import make_file_stem
from partner_playbooks.plans.interchange import CALENDAR
from partner_playbooks.plans.returned.carried import Terms, is_carrier
from partner_playbooks.plans.returned.cells import CellReader, follows_from_anchor, read_count, read_text, same_words
from partner_playbooks.plans.returned.collector import Collector, name_place
from partner_playbooks.plans.returned.findings import ReturnFault
from partner_playbooks.plans.returned.heads import ColumnFinder
from partner_playbooks.plans.returned.json_file import ReturnedPlan
from partner_playbooks.plans.returned.people import read_people
from partner_playbooks.plans.returned.rows import Row, RowMatcher
from partner_playbooks.plans.returned.sent_plan import SentPlan
from partner_playbooks.plans.returned.sheet_opening import OpeningReader
from partner_playbooks.plans.state import ADDED, Field, State, Status

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from partner_playbooks.plans.returned.grids import Cell, Grid, Tables
    from partner_playbooks.plans.returned.heads import ColumnHeads

_READ = {
    "status": Field.STATUS,
    "done-on": Field.DONE_ON,
    "note": Field.NOTE,
    "due": Field.DUE,
    "task": Field.TITLE,
    "who": Field.OWNER,
    "done-when": Field.DONE_WHEN,
}
"""Columns that may be changed."""
_FIXED = ("milestone", "side", "day", "after", "counted", "for", "support", "begins", "duration", "recurrence")
"""Columns that may not: they come from the plan."""
_WANTED = {"task": ("status", "done-on", "note", "due", "who"), "test": ("status", "note")}
"""Columns that people fill in: where one is missing, something may have been lost with it."""


def read_tables(tables: Tables, filled: ReturnedPlan, terms: Terms, name: str, at: datetime) -> ReturnedPlan:
    """Give what a file of tables says of a plan, with all that was not understood.

    Args:
        tables: What the file holds.
        filled: The plan, and what its file says of it besides.
        terms: The words that the file was made with.
        name: How it is called.
        at: When it was last changed, where it does not say so itself.

    Raises:
        UserError: nothing in it is of the plan.
    """
    reader = _Reader(tables, filled, terms, name, tables.changed or at)
    reader.read()
    if not reader.understood:
        raise UserError(
            f"{name}: nothing in it was understood: no sheet has headings, ids or titles of this plan",
            "take the workbook as it was sent, with all its columns",
        )
    return ReturnedPlan(
        filled.plan,
        State(filled.state.words | frozenset(reader.found.words)),
        (*filled.unread, *tables.unread, *reader.found.unread),
        (*filled.guesses, *reader.found.guesses),
    )


class _Reader:
    def __init__(self, tables: Tables, filled: ReturnedPlan, terms: Terms, name: str, at: datetime) -> None:
        self._tables, self._filled, self._terms = tables, filled, terms
        self._sent = SentPlan(filled, terms)
        self._titles = self._sent.titles
        self.found = Collector(filled, self._titles, name, at)
        self._cells = CellReader(terms.statuses, self._sent.choose_date_order(), tables)
        keys = {key.casefold() for key in self._titles}
        self._heads = ColumnFinder(terms.columns, keys, self._sent.list_words(), self._sent.list_layouts())
        self._opening = OpeningReader(filled, terms, self._cells, self.found)
        self.understood = False
        self._has_anchor = False
        self._seen: Mapping[str, Row] = {}
        self._added: dict[str, list[Row]] = {}
        """Rows of tasks that were added, by their title."""

    # -- sheets ----------------------------------------------------------------------------------------------------

    def read(self) -> None:
        """Read all sheets: first what names its task by an id, then the rest by their titles."""
        people, rows = self._read_sheets()
        self._read_rows(rows)
        who = {word.key for word in self.found.words if word.field is Field.OWNER}
        for grid, head in people:
            self._read_people(grid, head, who)
        if self.understood:
            self._tell_what_is_missing(rows, has_people=bool(people))

    def _read_sheets(self) -> tuple[list[tuple[Grid, ColumnHeads]], list[Row]]:
        """Give the sheets that tell who is who, and the rows of all others."""
        people, rows = [], []
        for grid in self._tables.grids:
            if (
                is_carrier(grid)
                or grid.name == CALENDAR
                or not any(cell.value is not None for row in grid.rows for cell in row)
            ):
                continue
            head = self._heads.find(grid)
            if head is None:
                self._refuse_sheet(grid)
            elif head.is_people:
                people.append((grid, head))
            else:
                rows += self._read_sheet(grid, head)
        return people, rows

    def _read_people(self, grid: Grid, head: ColumnHeads, named: set[str]) -> None:
        """Read names; tasks that are `named` in their own row have theirs."""
        for guess in head.guesses:
            self.found.guess(name_place(grid.name), guess)
        self._tell_comments(grid, head)
        if "name" not in head.columns:
            self._tell_missing_column(grid.name, "name")
        for said in read_people(grid, head, self._filled.plan, self._terms.people, self.found.name):
            if isinstance(said, ReturnFault):
                self.found.unread.append(said)
            elif said.key not in named:
                self.found.say(said.place, said.key, Field.OWNER, said.owner)
        self.understood = True

    def _refuse_sheet(self, grid: Grid) -> None:
        texts = [text for row in grid.rows for cell in row if (text := read_text(cell))]
        self.found.refuse(name_place(grid.name), "nothing in this sheet was understood", "; ".join(texts))

    def _read_sheet(self, grid: Grid, head: ColumnHeads) -> list[Row]:
        for guess in head.guesses:
            self.found.guess(name_place(grid.name), guess)
        self._tell_comments(grid, head)
        self._has_anchor |= self._opening.read(grid, head)
        rows = []
        for number, cells in enumerate(grid.rows[head.first :], start=head.first + 1):
            if not self._heads.is_head(cells, head) and any(cell.value is not None for cell in cells):
                rows.append(Row.of(grid.name, number, cells, head))
        is_test = "test" in head.columns and "task" not in head.columns
        missing = [column for column in _WANTED["test" if is_test else "task"] if column not in head.columns]
        if rows and (self._tables.is_workbook or {"status", "done-on"} <= set(missing)):
            for column in missing:
                self._tell_missing_column(grid.name, column)
        return rows

    def _tell_missing_column(self, sheet: str, column: str) -> None:
        self.found.refuse(
            name_place(sheet), f"there is no column “{self._heading(column)}”; what it held was not read", ""
        )

    def _heading(self, column: str) -> str:
        own = {value: heading for heading, value in self._terms.columns.items()}
        return own.get(column, column.replace("-", " ")).capitalize()

    def _tell_comments(self, grid: Grid, head: ColumnHeads) -> None:
        for number, cells in enumerate(grid.rows, start=1):
            for cell in cells:
                if cell.comment:
                    title = self._titles.get(Row.of(grid.name, number, cells, head).id, "")
                    reason = "comments on cells are not read; write it into the note"
                    self.found.refuse(name_place(grid.name, number), reason, cell.comment, title)

    # -- rows ------------------------------------------------------------------------------------------------------

    def _read_rows(self, rows: Sequence[Row]) -> None:
        matcher = RowMatcher(self._titles, {key: self._sent.find_hints(key) for key in self._titles})
        for row, match in matcher.match(rows):
            place = name_place(row.sheet, row.number)
            title = self._titles.get(match.key, row.title)
            if match.is_repeat:
                continue
            if match.reason:
                self.found.refuse(place, match.reason, row.shown, title if match.key else "")
                continue
            if match.guess:
                self.found.guess(place, match.guess, row.title, title)
            self.understood = True
            if match.key:
                self._read_known(row, match.key, title)
            else:
                self._read_added(row)
            self._tell_others(row, title)
        self._seen = matcher.seen

    def _tell_others(self, row: Row, title: str) -> None:
        for heading, cell in row.others:
            named = f"column “{heading}” is not understood" if heading else "this cell is under no heading"
            self.found.refuse(name_place(row.sheet, row.number), named, read_text(cell) or cell.formula, title)

    def _read_known(self, row: Row, key: str, title: str) -> None:
        place = name_place(row.sheet, row.number)
        base = self._sent.describe_row(key)
        for column, cell in row.cells.items():
            known = _READ.get(column)
            if column in _FIXED and column in base:
                said = read_count(cell) if column in {"day", "duration"} else read_text(cell)
                is_same = any(same_words(said.casefold(), each.casefold()) for each in base[column])
                if said and not is_same and not follows_from_anchor(cell):
                    reason = f"what stands under “{self._heading(column)}” comes from the plan"
                    self.found.refuse(place, reason, said, title)
            elif column == "test" or (key in self._sent.tests and column in {"task", "due"}):
                self._keep_fixed(row, key, column, cell)
            elif known is not None and not cell.is_covered and not (column == "due" and follows_from_anchor(cell)):
                self._read_field(row, key, known, cell, base)

    def _keep_fixed(self, row: Row, key: str, column: str, cell: Cell) -> None:
        """Tell where something that comes from the plan was written over: an exit test's words, or its date."""
        if column == "due":
            due = self._sent.tests[key][1].due
            is_same = follows_from_anchor(cell) or (due and self._cells.read(Field.DUE, cell).value == due.isoformat())
        else:
            is_same = same_words(read_text(cell).casefold(), self._titles[key].casefold())
        if read_text(cell) and not is_same:
            reason = f"what stands under “{self._heading(column)}” comes from the plan"
            self.found.refuse(name_place(row.sheet, row.number), reason, read_text(cell), self._titles[key])

    def _read_field(self, row: Row, key: str, known: Field, cell: Cell, base: Mapping[str, Sequence[str]]) -> None:
        place, title = name_place(row.sheet, row.number), self._titles.get(key, "")
        said = self._cells.read(known, cell)
        if known is Field.DONE_ON and said.fault and not cell.is_error:
            tick = self._cells.is_tick(cell)
            status = row.cells.get("status")
            claimed = self._cells.read(Field.STATUS, status).value if status else Status.OPEN
            if tick is False and claimed != Status.DONE:
                return
            if tick and claimed in {Status.OPEN, Status.DOING, Status.DONE}:
                self.found.say(place, key, Field.STATUS, Status.DONE)
                return
        if said.fault:
            self.found.refuse(place, said.fault, read_text(cell), title)
            return
        stored = self._filled.state.find_value(key, known)
        was = base.get(known.value, [""])[0] if stored is None else stored
        if known is Field.STATUS and stored in {None, ""}:
            was = Status.OPEN
        is_kept = known is Field.DUE and not said.value
        if not is_kept and not same_words(said.value, was):
            self.found.say(place, key, known, said.value)

    def _read_added(self, row: Row) -> None:
        place = name_place(row.sheet, row.number)
        title = read_text(row.cells["task"])
        earlier = self._added.setdefault(title, [])
        if any(each.said == row.said for each in earlier):
            return
        if earlier:
            reason = f"a task with this title was added in row {earlier[0].number} too; both are kept"
            self.found.guess(place, reason, row.shown, title)
        told = f"{title}\n{len(earlier)}" if earlier else title
        earlier.append(row)
        key = f"{ADDED}{make_file_stem(title)}-{hashlib.sha256(told.encode()).hexdigest()[:8]}"
        self._titles[key] = title
        for column, cell in row.cells.items():
            known = _READ.get(column)
            if known is None:
                if column != "id" and read_text(cell):
                    reason = f"a task that was added keeps no “{self._heading(column)}”"
                    self.found.guess(place, reason, read_text(cell), title)
            elif read_text(cell) or cell.formula:
                if known is Field.DUE and follows_from_anchor(cell) and not read_text(cell):
                    continue
                self._read_field(row, key, known, cell, {})

    def _tell_what_is_missing(self, rows: Sequence[Row], *, has_people: bool) -> None:
        plan = self._filled.plan
        for what, keys in (("task", list(self._sent.tasks)), ("exit test", list(self._sent.tests))):
            lost = [key for key in keys if key not in self._seen]
            if lost and (self._tables.is_workbook or what == "task"):
                if len(lost) == len(keys):
                    told = "; ".join(self._titles[key] for key in lost)
                    self.found.refuse("the file", f"no row of any {what} was found, as if its sheet were missing", told)
                else:
                    for key in lost:
                        self.found.refuse(
                            "the file",
                            f"no row of this {what} was found; nothing was read of it",
                            "",
                            self._titles[key],
                        )
        if self._tables.is_workbook and not has_people:
            self.found.refuse("the file", "no sheet was found that tells who is who; no name was read", "")
        if self._tables.is_workbook and not self._has_anchor and any(row.is_task for row in rows):
            self.found.refuse("the file", "the date that days are counted from was not found", "", plan.anchor.label)

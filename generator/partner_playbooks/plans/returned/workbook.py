"""A workbook or table that was filled in: what its cells say that the plan does not, and what was not understood."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from partner_playbooks.language.diagnostics import UserError
from partner_playbooks.plans.file_names import name_file_of
from partner_playbooks.plans.interchange import CALENDAR
from partner_playbooks.plans.returned.carried import Terms, is_carrier
from partner_playbooks.plans.returned.cells import (
    CellReader,
    follows_from_anchor,
    read_text,
    same_words,
    squeeze,
)
from partner_playbooks.plans.returned.column_words import SIDES, normalize_word
from partner_playbooks.plans.returned.findings import ReturnFault
from partner_playbooks.plans.returned.grids import EMPTY
from partner_playbooks.plans.returned.heads import ColumnFinder
from partner_playbooks.plans.returned.json_file import ReturnedPlan
from partner_playbooks.plans.returned.people import read_people
from partner_playbooks.plans.returned.plan_words import find_value_fault
from partner_playbooks.plans.returned.rows import Row, RowMatcher
from partner_playbooks.plans.state import ADDED, PLAN, Field, State, StateChange, Status, find_later_time
from partner_playbooks.plans.typed_dates import find_date_order

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from partner_playbooks.plans.returned.grids import Cell, Grid, Tables
    from partner_playbooks.plans.returned.heads import ColumnHeads
    from partner_playbooks.plans.typed_dates import Order

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
_FIXED = ("milestone", "side", "day", "after", "counted", "for")
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
        State(filled.state.words | frozenset(reader.words)),
        (*filled.unread, *tables.unread, *reader.unread),
        (*filled.guesses, *reader.guesses),
    )


class _Reader:
    def __init__(self, tables: Tables, filled: ReturnedPlan, terms: Terms, name: str, at: datetime) -> None:
        self._tables, self._filled, self._terms = tables, filled, terms
        self._name, self._at = name, at
        plan = filled.plan
        self._tasks = {task.id: task for task in plan.tasks}
        self._tests = {test.id: (test, milestone) for milestone in plan.milestones for test in milestone.tests}
        self._titles = {key: test.text for key, (test, _) in self._tests.items()}
        self._titles |= {task.id: self._now(task.id, Field.TITLE, task.title) for task in plan.tasks}
        self._stages = {milestone.id: milestone.title for milestone in plan.milestones}
        self._cells = CellReader(terms.statuses, self._order(), tables)
        self._heads = ColumnFinder(
            terms.columns,
            {key.casefold() for key in self._titles},
            {
                "task": {
                    normalize_word(title)
                    for key in self._tasks
                    for title in (self._titles[key], self._tasks[key].title)
                },
                "test": {normalize_word(test.text) for test, _ in self._tests.values()},
            },
        )
        self.words: list[StateChange] = []
        self.unread: list[ReturnFault] = []
        self.guesses: list[ReturnFault] = []
        self.understood = False
        self._has_anchor = False
        self._seen: Mapping[str, Row] = {}
        self._added: dict[str, list[Row]] = {}
        """Rows of tasks that were added, by their title."""

    def _order(self) -> Order:
        """Give the order of dates of digits: the programme's, else that of a workbook in German."""
        if self._terms.date_format:
            return find_date_order(self._terms.date_format)
        return "day" if self._terms.statuses.get("erledigt") == Status.DONE else ""

    def _now(self, key: str, known: Field, base: str) -> str:
        return self._filled.state.said(key, known) or base

    # -- sheets ----------------------------------------------------------------------------------------------------

    def read(self) -> None:
        """Read all sheets: first what names its task by an id, then the rest by their titles."""
        people, rows = self._read_sheets()
        self._read_rows(rows)
        who = {word.key for word in self.words if word.field is Field.OWNER}
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
        self._guess_all(grid.name, head.guesses)
        self._tell_comments(grid, head)
        if "name" not in head.columns:
            self._tell_missing_column(grid.name, "name")
        for said in read_people(grid, head, self._filled.plan, self._terms.people, self._name):
            if isinstance(said, ReturnFault):
                self.unread.append(said)
            elif said.key not in named:
                self._say(said.place, said.key, Field.OWNER, said.owner)
        self.understood = True

    def _refuse_sheet(self, grid: Grid) -> None:
        texts = [text for row in grid.rows for cell in row if (text := read_text(cell))]
        self._refuse(_place(grid.name), "nothing in this sheet was understood", "; ".join(texts))

    def _read_sheet(self, grid: Grid, head: ColumnHeads) -> list[Row]:
        self._guess_all(grid.name, head.guesses)
        self._tell_comments(grid, head)
        self._read_opening(grid, head)
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
        self._refuse(_place(sheet), f"there is no column “{self._heading(column)}”; what it held was not read", "")

    def _heading(self, column: str) -> str:
        own = {value: heading for heading, value in self._terms.columns.items()}
        return own.get(column, column.replace("-", " ")).capitalize()

    def _guess_all(self, sheet: str, guesses: Sequence[str]) -> None:
        self.guesses += (ReturnFault(self._name, _place(sheet), guess) for guess in guesses)

    def _tell_comments(self, grid: Grid, head: ColumnHeads) -> None:
        for number, cells in enumerate(grid.rows, start=1):
            for cell in cells:
                if cell.comment:
                    title = self._titles.get(Row.of(grid.name, number, cells, head).id, "")
                    reason = "comments on cells are not read; write it into the note"
                    self._refuse(_place(grid.name, number), reason, cell.comment, title)

    def _read_opening(self, grid: Grid, head: ColumnHeads) -> None:
        """Read what stands above the headings: the date that days are counted from, and what nobody expects there."""
        rows = grid.rows[: head.row] if head.row >= 0 else grid.rows[: head.first]
        first = min((place for row in rows for place, cell in enumerate(row) if read_text(cell)), default=0)
        for number, cells in enumerate(rows, start=1):
            if self._read_anchor(grid.name, number, cells):
                continue
            for place, cell in enumerate(cells):
                is_ours = bool(cell.formula) or (
                    place in {first, first + 3}
                    if self._terms.opening is None
                    else squeeze(read_text(cell)) in self._terms.opening
                )
                if read_text(cell) and not is_ours:
                    self._refuse(_place(grid.name, number), "nothing above the headings is read", read_text(cell))

    def _read_anchor(self, sheet: str, number: int, cells: Sequence[Cell]) -> bool:
        anchor = self._filled.plan.anchor
        label, *others = [cell for cell in cells if read_text(cell) or cell.formula] or [EMPTY]
        if not read_text(label) or not same_words(read_text(label).casefold(), anchor.label.casefold()):
            return False
        self._has_anchor = True
        was = self._filled.state.said(PLAN, Field.ANCHOR) or (anchor.date.isoformat() if anchor.date else "")
        if not others and was:
            self.guesses.append(
                ReturnFault(self._name, _place(sheet, number), f"the date is gone; {was} still counts", anchor.label)
            )
        if others:
            said = self._cells.read(Field.ANCHOR, others[0])
            if said.fault:
                self._refuse(_place(sheet, number), said.fault, read_text(others[0]), anchor.label)
            elif said.value != was:
                self._say(_place(sheet, number), PLAN, Field.ANCHOR, said.value)
        for cell in others[1:]:
            self._refuse(_place(sheet, number), "nothing above the headings is read", read_text(cell))
        return True

    # -- rows ------------------------------------------------------------------------------------------------------

    def _read_rows(self, rows: Sequence[Row]) -> None:
        matcher = RowMatcher(self._titles, {key: self._hints(key) for key in self._titles})
        for row, match in matcher.match(rows):
            place = _place(row.sheet, row.number)
            title = self._titles.get(match.key, row.title)
            if match.is_repeat:
                continue
            if match.reason:
                self._refuse(place, match.reason, row.shown, title if match.key else "")
                continue
            if match.guess:
                self.guesses.append(ReturnFault(self._name, place, match.guess, row.title, title))
            self.understood = True
            if match.key:
                self._read_known(row, match.key, title)
            else:
                self._read_added(row)
            self._tell_others(row, title)
        self._seen = matcher.seen

    def _hints(self, key: str) -> Mapping[str, str]:
        if key in self._tests:
            return {"milestone": self._tests[key][1].title}
        task = self._tasks[key]
        return {"milestone": self._stages.get(task.milestone, ""), "day": str(task.day)}

    def _tell_others(self, row: Row, title: str) -> None:
        for heading, cell in row.others:
            named = f"column “{heading}” is not understood" if heading else "this cell is under no heading"
            self._refuse(_place(row.sheet, row.number), named, read_text(cell) or cell.formula, title)

    def _read_known(self, row: Row, key: str, title: str) -> None:
        place = _place(row.sheet, row.number)
        base = self._base(key)
        for column, cell in row.cells.items():
            known = _READ.get(column)
            if column in _FIXED and column in base:
                if read_text(cell) and not any(
                    same_words(read_text(cell).casefold(), each.casefold()) for each in base[column]
                ):
                    self._refuse(
                        place,
                        f"what stands under “{self._heading(column)}” comes from the plan",
                        read_text(cell),
                        title,
                    )
            elif column == "test" or (key in self._tests and column in {"task", "due"}):
                self._keep_fixed(row, key, column, cell)
            elif known is not None and not cell.is_covered and not (column == "due" and follows_from_anchor(cell)):
                self._read_field(row, key, known, cell, base)

    def _keep_fixed(self, row: Row, key: str, column: str, cell: Cell) -> None:
        """Tell where something that comes from the plan was written over: an exit test's words, or its date."""
        if column == "due":
            due = self._tests[key][1].due
            is_same = follows_from_anchor(cell) or (due and self._cells.read(Field.DUE, cell).value == due.isoformat())
        else:
            is_same = same_words(read_text(cell).casefold(), self._titles[key].casefold())
        if read_text(cell) and not is_same:
            reason = f"what stands under “{self._heading(column)}” comes from the plan"
            self._refuse(_place(row.sheet, row.number), reason, read_text(cell), self._titles[key])

    def _read_field(self, row: Row, key: str, known: Field, cell: Cell, base: Mapping[str, Sequence[str]]) -> None:
        place, title = _place(row.sheet, row.number), self._titles.get(key, "")
        said = self._cells.read(known, cell)
        if known is Field.DONE_ON and said.fault and not cell.is_error:
            tick = self._cells.is_tick(cell)
            status = row.cells.get("status")
            claimed = self._cells.read(Field.STATUS, status).value if status else Status.OPEN
            if tick is False and claimed != Status.DONE:
                return
            if tick and claimed in {Status.OPEN, Status.DOING, Status.DONE}:
                self._say(place, key, Field.STATUS, Status.DONE)
                return
        if said.fault:
            self._refuse(place, said.fault, read_text(cell), title)
            return
        stored = self._filled.state.said(key, known)
        was = base.get(known.value, [""])[0] if stored is None else stored
        if known is Field.STATUS and stored in {None, ""}:
            was = Status.OPEN
        is_kept = known is Field.DUE and not said.value
        if not is_kept and not same_words(said.value, was):
            self._say(place, key, known, said.value)

    def _base(self, key: str) -> dict[str, list[str]]:
        """Give what the cells of a row said when the workbook was made; any of several where files differ."""
        limits = {} if self._terms.limits is None else {"for": [self._terms.limits.get(key, "")]}
        if key in self._tests:
            _, milestone = self._tests[key]
            return {"milestone": [milestone.title], **limits}
        task = self._tasks[key]
        titles = [self._tasks[before].title for before in task.after if before in self._tasks]
        return {
            "title": [task.title],
            "owner": [task.owner],
            "done_when": [task.done_when],
            "due": [task.due.isoformat() if task.due else ""],
            "day": [str(task.day)],
            "milestone": [self._stages.get(task.milestone, "")],
            "side": [self._terms.sides.get(task.side.value, ""), task.side.value, *SIDES[task.side]],
            "after": ["; ".join(titles), ", ".join(task.after)],
            "counted": [self._filled.plan.anchor.kind],
            **limits,
        }

    def _read_added(self, row: Row) -> None:
        place = _place(row.sheet, row.number)
        title = read_text(row.cells["task"])
        earlier = self._added.setdefault(title, [])
        if any(each.said == row.said for each in earlier):
            return
        if earlier:
            reason = f"a task with this title was added in row {earlier[0].number} too; both are kept"
            self.guesses.append(ReturnFault(self._name, place, reason, row.shown, title))
        told = f"{title}\n{len(earlier)}" if earlier else title
        earlier.append(row)
        key = f"{ADDED}{name_file_of(title)}-{hashlib.sha256(told.encode()).hexdigest()[:8]}"
        self._titles[key] = title
        for column, cell in row.cells.items():
            known = _READ.get(column)
            if known is None:
                if column != "id" and read_text(cell):
                    reason = f"a task that was added keeps no “{self._heading(column)}”"
                    self.guesses.append(ReturnFault(self._name, place, reason, read_text(cell), title))
            elif read_text(cell) or cell.formula:
                if known is Field.DUE and follows_from_anchor(cell) and not read_text(cell):
                    continue
                self._read_field(row, key, known, cell, {})

    # -- what was found --------------------------------------------------------------------------------------------

    def _tell_what_is_missing(self, rows: Sequence[Row], *, has_people: bool) -> None:
        plan = self._filled.plan
        for what, keys in (("task", list(self._tasks)), ("exit test", list(self._tests))):
            lost = [key for key in keys if key not in self._seen]
            if lost and (self._tables.is_workbook or what == "task"):
                if len(lost) == len(keys):
                    told = "; ".join(self._titles[key] for key in lost)
                    self._refuse("the file", f"no row of any {what} was found, as if its sheet were missing", told)
                else:
                    for key in lost:
                        self._refuse(
                            "the file",
                            f"no row of this {what} was found; nothing was read of it",
                            "",
                            self._titles[key],
                        )
        if self._tables.is_workbook and not has_people:
            self._refuse("the file", "no sheet was found that tells who is who; no name was read", "")
        if self._tables.is_workbook and not self._has_anchor and any(row.is_task for row in rows):
            self._refuse("the file", "the date that days are counted from was not found", "", plan.anchor.label)

    def _say(self, place: str, key: str, known: Field, text: str) -> None:
        fault = find_value_fault(known, text, self._filled.plan)
        if fault is not None:
            self._refuse(place, fault, text, self._titles.get(key, ""))
            return
        before = [word.at for word in self._filled.state.words if (word.key, word.field) == (key, known)]
        self.words.append(StateChange(key, known, find_later_time(self._at, before), self._name, text))

    def _refuse(self, place: str, reason: str, value: str, title: str = "") -> None:
        self.unread.append(ReturnFault(self._name, place, reason, value, title))


def _place(sheet: str, row: int = 0) -> str:
    return ", ".join(filter(None, (f"sheet “{sheet}”" if sheet else "", f"row {row}" if row else ""))) or "the table"

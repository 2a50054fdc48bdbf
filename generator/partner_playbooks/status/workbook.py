"""A workbook that was filled in: what its cells say that the plan in it does not."""

from __future__ import annotations

import hashlib
import io
import json
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any
from xml.etree.ElementTree import ParseError
from zipfile import BadZipFile, ZipFile

import openpyxl
from lxml.etree import XMLSyntaxError
from openpyxl.utils.exceptions import InvalidFileException

from partner_playbooks.diagnostics import UserError, nearest
from partner_playbooks.downloads.packs import slug
from partner_playbooks.downloads.xlsx_file import HIDDEN
from partner_playbooks.plans.state import ADDED, PLAN, Field, State, Status, Word
from partner_playbooks.status.plan_file import MAX_BYTES, Filled, fault_of, filled_of
from partner_playbooks.text import hidden_characters

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from openpyxl.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

_UNPACKED = 200_000_000
_ROWS = 20_000
_COLUMNS = 60
_LONGEST = 2_000
_HEADER_WITHIN = 60
"""How many rows from the top the line of column names is looked for."""
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
_DATES = {Field.DONE_ON, Field.DUE}
_FIXED = {"milestone", "side", "day", "after", "test"}
"""Columns that may not: they come from the plan."""


_DAMAGES = (
    *(BadZipFile, InvalidFileException, ParseError, XMLSyntaxError),
    *(KeyError, ValueError, OSError, TypeError, AttributeError, IndexError),
)
"""What openpyxl raises where a part of a workbook is missing or is not what it should be."""


@dataclass(frozen=True, slots=True)
class Refused:
    """A cell or a row that was not read; nothing of it is lost, for it is told."""

    file: str
    sheet: str
    row: int
    reason: str
    value: str


@dataclass(frozen=True, slots=True)
class Book:
    """What a workbook says."""

    filled: Filled
    refused: tuple[Refused, ...]


def read_workbook(raw: bytes, name: str, at: datetime) -> Book:
    """Read a workbook that `playbooks plan` or the handbook made, whoever has saved, sorted or extended it since.

    Args:
        raw: Its bytes.
        name: How it is called.
        at: When the file was last changed, where the workbook itself does not say so.

    Raises:
        UserError: it holds no plan that can be read, and why.
    """
    formulas, values = _opened(raw, name, values=False), _opened(raw, name, values=True)
    carried = _carried(formulas, name)
    terms = {key: _terms(carried.pop(key, None)) for key in ("statuses", "sides", "columns")}
    filled = filled_of(carried, name, at)
    modified = formulas.properties.modified
    changed = at if modified is None else _utc(modified)
    created = formulas.properties.created
    if created is not None and changed <= _utc(created):  # no program has saved it since it was made
        changed = at
    reader = _Reader(name, changed, filled, terms)
    for sheet, shown in zip(formulas.worksheets, values.worksheets, strict=True):
        if sheet.sheet_state == "visible":
            reader.sheet(sheet, shown)
    if not reader.found:
        raise UserError(
            f"{name}: no sheet has the column of ids", "take the workbook as it was sent, with all its columns"
        )
    state = State(filled.state.words | frozenset(reader.words))
    return Book(Filled(filled.plan, state), tuple(reader.refused))


def _utc(moment: datetime) -> datetime:
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


def _opened(raw: bytes, name: str, *, values: bool) -> Workbook:
    if len(raw) > MAX_BYTES:
        raise UserError(f"{name} is too large", "20 MB is the most")
    try:
        with ZipFile(io.BytesIO(raw)) as archive:
            if sum(entry.file_size for entry in archive.infolist()) > _UNPACKED:
                raise UserError(f"{name} is too large when unpacked", "take the workbook as it was sent")
        return openpyxl.load_workbook(io.BytesIO(raw), data_only=values, keep_links=False)
    except _DAMAGES:
        raise UserError(f"{name} is no workbook that can be read", "save it as XLSX") from None


def _carried(book: Workbook, name: str) -> dict[str, Any]:
    hint = "take one that `playbooks plan` or the handbook made"
    if HIDDEN not in book.sheetnames:
        raise UserError(f"{name} holds no plan", hint)
    parts = (row[0] for row in book[HIDDEN].iter_rows(max_col=1, values_only=True))
    try:
        carried = json.loads("".join(part for part in parts if isinstance(part, str)))
    except (ValueError, RecursionError):
        carried = None
    if not isinstance(carried, dict):
        raise UserError(f"{name}: the plan in it is damaged", hint)
    return carried


def _terms(words: object) -> dict[str, str]:
    """Give the words of the file's own language by what programs say."""
    pairs = words.items() if isinstance(words, dict) else ()
    return {key: word for key, word in pairs if isinstance(key, str) and isinstance(word, str)}


class _Reader:
    def __init__(self, name: str, at: datetime, filled: Filled, terms: Mapping[str, Mapping[str, str]]) -> None:
        self._name = name
        self._at = at
        self._filled = filled
        self._sides = terms["sides"]
        self._statuses = {status.value: status.value for status in Status}
        self._statuses |= {word.casefold(): value for value, word in terms["statuses"].items() if value in list(Status)}
        self._columns = {name.casefold(): column for name, column in terms["columns"].items()}
        self._tasks = {task.id: task for task in filled.plan.tasks}
        self._tests = {test.id: (test, milestone) for milestone in filled.plan.milestones for test in milestone.tests}
        self._titles = {milestone.id: milestone.title for milestone in filled.plan.milestones}
        self.words: list[Word] = []
        self.refused: list[Refused] = []
        self.found = False
        self._seen: dict[str, tuple[int, tuple[object, ...]]] = {}

    def sheet(self, sheet: Worksheet, shown: Worksheet) -> None:
        """Read the rows below the line of column names; a sheet without one is not ours."""
        rows = sheet.iter_rows(max_row=min(sheet.max_row, _ROWS), max_col=min(sheet.max_column, _COLUMNS))
        head: dict[str, int] = {}
        for number, cells in enumerate(rows, start=1):
            values = tuple(shown.cell(number, column).value for column in range(1, len(cells) + 1))
            if not head:
                head = self._head(cells)
                self._anchor(sheet.title, number, values)
                if number > _HEADER_WITHIN:
                    return
                continue
            self.found = True
            self._row(sheet.title, number, head, [cell.value for cell in cells], values)
        if sheet.max_row > _ROWS:
            self._refuse(sheet.title, _ROWS + 1, f"rows below {_ROWS:,} are not read", "")

    def _anchor(self, sheet: str, number: int, values: Sequence[object]) -> None:
        """Read the date that days are counted from: what stands to the right of its label, wherever that is now."""
        label, *others = [text for text in map(_text, values) if text] or [""]
        was = self._filled.plan.anchor.date
        if label == self._filled.plan.anchor.label and others and others[0] != (was.isoformat() if was else ""):
            self._say(sheet, number, PLAN, Field.ANCHOR, others[0])

    def _head(self, cells: Sequence[Any]) -> dict[str, int]:
        named = {
            self._columns[str(cell.value).strip().casefold()]: place
            for place, cell in enumerate(cells)
            if cell.value is not None and str(cell.value).strip().casefold() in self._columns
        }
        return named if "id" in named and "status" in named else {}

    def _row(
        self, sheet: str, number: int, head: Mapping[str, int], written: Sequence[object], shown: tuple[object, ...]
    ) -> None:
        key = _text(shown[head["id"]])
        said = {name: shown[place] for name, place in head.items() if name != "id"}
        if "due" in head and str(written[head["due"]]).startswith("="):  # it follows from the date at the top
            del said["due"]
        if not key:
            if any(_text(value) for name, value in said.items() if name != "day"):
                self._added(sheet, number, said)
            return
        if key not in self._tasks and key not in self._tests:
            hint = nearest(key, [*self._tasks, *self._tests])
            reason = f'there is no task or exit test "{key}" in this plan' + (f"; {hint}" if hint else "")
            self._refuse(sheet, number, reason, _joined(shown))
            return
        line, before = self._seen.setdefault(key, (number, shown))
        if line != number:
            if before != shown:
                self._refuse(sheet, number, f'"{key}" stands in row {line} too, with other words', _joined(shown))
            return
        self._known(sheet, number, key, said)

    def _known(self, sheet: str, number: int, key: str, said: Mapping[str, object]) -> None:
        state, base = self._filled.state, self._base(key)
        for name, value in said.items():
            field = _READ.get(name)
            if field is None:
                if name in _FIXED and name in base and _text(value) != base[name]:
                    self._refuse(sheet, number, f"what stands under “{name}” comes from the plan", _text(value))
                continue
            text = self._value(field, value)
            was = state.said(key, field)
            if was is None:
                was = base.get(field.value, "")
            if field is Field.STATUS and not text:
                text = Status.OPEN.value
            if text != was and not (field is Field.DUE and not text):
                self._say(sheet, number, key, field, text)

    def _base(self, key: str) -> dict[str, str]:
        """Give what the cells of a row said when the workbook was made."""
        if key in self._tests:
            test, milestone = self._tests[key]
            return {"status": Status.OPEN.value, "test": test.text, "milestone": milestone.title}
        task = self._tasks[key]
        return {
            "status": Status.OPEN.value,
            "title": task.title,
            "owner": task.owner,
            "done_when": task.done_when,
            "due": task.due.isoformat() if task.due else "",
            "day": str(task.day),
            "milestone": self._titles.get(task.milestone, ""),
            "side": self._sides.get(task.side.value, ""),
            "after": "; ".join(self._tasks[before].title for before in task.after if before in self._tasks),
        }

    def _value(self, field: Field, value: object) -> str:
        text = _text(value)
        if field is Field.STATUS and text.casefold() in self._statuses:
            return self._statuses[text.casefold()]
        if field in _DATES:
            with suppress(ValueError):
                return date.fromisoformat(text[:10]).isoformat()
        return text

    def _added(self, sheet: str, number: int, said: Mapping[str, object]) -> None:
        title = _text(said.get("task"))
        if not title:
            self._refuse(sheet, number, "this row has neither an id nor a task", _joined(tuple(said.values())))
            return
        key = f"{ADDED}{slug(title)}-{hashlib.sha256(title.encode()).hexdigest()[:8]}"
        for name, field in _READ.items():
            text = self._value(field, said.get(name))
            if text:
                self._say(sheet, number, key, field, text)

    def _say(self, sheet: str, number: int, key: str, field: Field, text: str) -> None:
        fault = fault_of(field, text)
        if len(text) > _LONGEST:
            fault = f"this is too long; {_LONGEST:,} characters are the most"
        for problem in hidden_characters(text.replace("\n", " ")):
            fault = problem.message
        if fault is not None:
            self._refuse(sheet, number, fault, text)
        else:
            self.words.append(Word(key, field, self._at, self._name, text))

    def _refuse(self, sheet: str, number: int, reason: str, value: str) -> None:
        self.refused.append(Refused(self._name, sheet, number, reason, value))


def _text(value: object) -> str:
    """Give what stands in a cell as text; a day as 2026-12-01."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()


def _joined(values: Sequence[object]) -> str:
    return " | ".join(text for text in map(_text, values) if text)

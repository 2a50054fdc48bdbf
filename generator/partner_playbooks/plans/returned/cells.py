"""What a cell says of a field of a task, whatever people write there: the value, or why there is none."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from openpyxl.utils.datetime import to_excel

from partner_playbooks.plans.returned.column_words import STATUS_OF, normalize_word
from partner_playbooks.plans.returned.findings import show_value
from partner_playbooks.plans.returned.grids import read_day_number
from partner_playbooks.plans.returned.plan_words import DATES
from partner_playbooks.plans.state import Field, Status
from partner_playbooks.plans.texts import WITH_LINES, clean_text
from partner_playbooks.plans.typed_dates import read_typed_date

if TYPE_CHECKING:
    from collections.abc import Mapping

    from partner_playbooks.plans.returned.grids import Cell, Tables
    from partner_playbooks.plans.typed_dates import Order

_AROUND = re.compile(r"^[^\w]+|[^\w%]+$")
"""Signs before and after a word, as in “✅ Done”."""
_FIRST_YEAR = 1980
"""Small numbers that were typed into a cell for dates are days of 1900 to a spreadsheet."""
_OURS = "WORKDAY"
"""What the formulas of due days call, in every program's spelling."""


@dataclass(frozen=True, slots=True)
class CellReading:
    """What a cell says."""

    value: str = ""
    fault: str = ""
    """Why it says nothing that can be read."""


@dataclass(frozen=True, slots=True)
class CellReader:
    """Reads the cells of one file."""

    statuses: Mapping[str, str]
    """The file's own words for how far something is, normalized."""
    order: Order
    tables: Tables

    def read(self, known: Field, cell: Cell) -> CellReading:
        """Give what a cell says of a field."""
        if cell.is_error:
            return CellReading(fault="this cell holds an error")
        if cell.formula and cell.value is None:
            return CellReading(
                fault=f"this is a formula, and no program has stored what it gives; type the value ({cell.formula})"
            )
        if known is Field.STATUS:
            return self._status(cell)
        if known in DATES:
            return self._date(cell)
        return CellReading(read_text(cell, lines=known.value in WITH_LINES))

    def is_tick(self, cell: Cell) -> bool | None:
        """Tell whether a cell for a date only says that something is done, or is not; None where it says neither."""
        status = self._status_of(cell)
        return None if status not in {Status.DONE, Status.OPEN} else status == Status.DONE

    def _status_of(self, cell: Cell) -> str | None:
        word = normalize_word(read_text(cell))
        bare = _AROUND.sub("", word)
        return next((found for each in (word, bare) if (found := self.statuses.get(each) or STATUS_OF.get(each))), None)

    def _status(self, cell: Cell) -> CellReading:
        text = read_text(cell)
        found = self._status_of(cell) if text else Status.OPEN
        return (
            CellReading(str(found))
            if found
            else CellReading(fault=f'"{show_value(text)}" is no status; choose one of {", ".join(Status)}')
        )

    def _date(self, cell: Cell) -> CellReading:
        text = read_text(cell)
        if not text:
            return CellReading()
        if isinstance(cell.value, date):
            if cell.value.year < _FIRST_YEAR:
                return CellReading(fault=f'"{show_value(text)}" is no date that can be meant; write it as 2026-12-01')
            return CellReading(text[:10])
        day = read_day_number(cell.value, self.tables) or read_typed_date(text, self.order)
        return (
            CellReading(day.isoformat())
            if day
            else CellReading(fault=f'"{show_value(text)}" is no date that means one day; write it as 2026-12-01')
        )


def read_text(cell: Cell, *, lines: bool = False) -> str:
    """Give what stands in a cell as text; a day as 2026-12-01."""
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == value.min.time() else value.isoformat(" ", "minutes")
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return clean_text(str(value), lines=lines).strip()


def read_count(cell: Cell) -> str:
    """Give a number as text, also where its cell has come to show days: then 14 is the 14th of January 1900."""
    if isinstance(cell.value, datetime) and cell.value.year < _FIRST_YEAR:
        return str(round(to_excel(cell.value)))
    return read_text(cell)


def follows_from_anchor(cell: Cell) -> bool:
    """Tell whether a due day is computed as it was sent: then it says nothing of its own."""
    return _OURS in cell.formula.upper()


def squeeze(text: str) -> str:
    """Give a text as texts are compared: its words with one blank between them."""
    return " ".join(text.split())


def same_words(one: str, other: str) -> bool:
    """Tell whether two texts say the same but for blanks."""
    return squeeze(one) == squeeze(other)

"""A list of partners in a CSV file, one a row, each to be made a plan for."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from partner_playbooks.diagnostics import UserError, nearest
from partner_playbooks.downloads.packs import slug
from partner_playbooks.plans import Request, known
from partner_playbooks.plans.texts import clean_name, find_name_fault

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from partner_playbooks.handbook import Handbook

_NEEDED = ("partner",)
_OTHERS = ("type", "tier")
MAX_BYTES = 20_000_000
MAX_ROWS = 100_000


@dataclass(frozen=True, slots=True)
class Row:
    """A partner in the list."""

    line: int
    request: Request
    folder: str
    """Name of the folder that its plan goes into."""


@dataclass(frozen=True, slots=True)
class WrongRow:
    """A row that no plan can be made for."""

    line: int
    reason: str


def read_partners(raw: bytes, name: str, handbook: Handbook, plan: str, date_column: str) -> list[Row | WrongRow]:
    """Read a list of partners; a row that is wrong is told of, and stops nothing.

    Args:
        raw: The file: UTF-8, with commas or semicolons.
        name: How it is called.
        handbook: Of the edition that the plans are for.
        plan: Id of the plan.
        date_column: `start` or `target`: what the plan counts from.

    Raises:
        UserError: the file as a whole cannot be read.
    """
    lines = csv.reader(io.StringIO(_text(raw, name), newline=""), delimiter=_delimiter(raw))
    head = _head(next(lines, []), name, handbook, date_column)
    reader = _Reader(handbook, plan, date_column, head)
    found: list[Row | WrongRow] = []
    places: dict[str, int] = {}
    for values in _lines(lines, name):
        if not any(value.strip() for value in values):
            continue
        row = reader.row(lines.line_num, values)
        if isinstance(row, Row):
            first = places.setdefault(row.folder, row.line)
            if first != row.line:
                row = WrongRow(row.line, f'its folder "{row.folder}" is that of line {first}; make the names differ')
        found.append(row)
        if len(found) > MAX_ROWS:
            raise UserError(f"{name} has more than {MAX_ROWS:,} rows", "split it")
    return found


def _text(raw: bytes, name: str) -> str:
    if len(raw) > MAX_BYTES:
        raise UserError(f"{name} is too large ({len(raw) / 1_000_000:.0f} MB)", "split it; 20 MB is the most")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise UserError(f"{name}:{line}: this is no UTF-8 text", "save it as “CSV UTF-8”") from None


def _delimiter(raw: bytes) -> str:
    """Tell what parts the cells: spreadsheets write semicolons where a comma stands in numbers."""
    first = raw.partition(b"\n")[0]
    return ";" if first.count(b";") > first.count(b",") else ","


def _head(cells: Sequence[str], name: str, handbook: Handbook, date_column: str) -> list[str]:
    head = [cell.strip().casefold() for cell in cells]
    allowed = [*_NEEDED, *_OTHERS, date_column, *handbook.ids("role")]
    for place, cell in enumerate(head):
        if cell not in allowed:
            hint = (
                nearest(cell, allowed) or f"columns are {', '.join([*_NEEDED, *_OTHERS, date_column])}, or ids of roles"
            )
            raise UserError(f'{name}:1: there is no column "{cell}"', hint)
        if cell in head[:place]:
            raise UserError(f'{name}:1: the column "{cell}" stands there twice', "remove one")
    for cell in (*_NEEDED, date_column):
        if cell not in head:
            raise UserError(
                f'{name}:1: the column "{cell}" is missing', f"add it; the plan counts from the {date_column}"
            )
    return head


def _lines(lines: Iterator[list[str]], name: str) -> Iterator[list[str]]:
    try:
        yield from lines
    except csv.Error as error:
        raise UserError(f"{name}: this is no CSV: {error}", "export it again") from None


@dataclass(frozen=True, slots=True)
class _Reader:
    handbook: Handbook
    plan: str
    date_column: str
    head: Sequence[str]

    def row(self, line: int, values: Sequence[str]) -> Row | WrongRow:
        if len(values) > len(self.head):
            return WrongRow(line, f"it has {len(values)} cells, but there are {len(self.head)} columns")
        cells = {name: value.strip() for name, value in zip(self.head, values, strict=False) if value.strip()}
        try:
            request = self._request(cells)
        except UserError as error:
            return WrongRow(line, "; ".join(filter(None, (str(error), error.hint))))
        folder = slug(request.partner)
        if not folder:
            return WrongRow(line, f'the name "{request.partner}" has neither a letter nor a digit')
        return Row(line, request, folder)

    def _request(self, cells: Mapping[str, str]) -> Request:
        for name in (*_NEEDED, self.date_column):
            if name not in cells:
                raise UserError(f"its {name} is missing")
        for column, kind in (("type", "partner-type"), ("tier", "tier")):
            if column in cells:
                known(self.handbook, kind, cells[column])
        names = {
            name: _plain(name, cells[name]) for name in self.head if name in self.handbook.ids("role") and name in cells
        }
        return Request(
            plan=self.plan,
            anchor=_date(self.date_column, cells[self.date_column]),
            partner=_plain("partner", cells["partner"]),
            partner_type=cells.get("type"),
            tier=cells.get("tier"),
            names=names,
        )


def _plain(column: str, text: str) -> str:
    name = clean_name(text)
    if fault := find_name_fault(name):
        raise UserError(f"its {column} cannot be used: {fault}")
    return name


def _date(column: str, text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise UserError(f'its {column} "{text}" is no date', "write it as 2026-12-01") from None

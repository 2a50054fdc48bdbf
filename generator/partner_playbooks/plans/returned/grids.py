"""Files of tables as plain grids of cells: workbooks and CSV, whoever has saved them; else what to do instead."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any
from warnings import catch_warnings, simplefilter
from xml.etree.ElementTree import ParseError
from zipfile import BadZipFile, ZipFile

import openpyxl
from lxml.etree import XMLSyntaxError
from openpyxl.utils import get_column_letter
from openpyxl.utils.datetime import from_excel
from openpyxl.utils.exceptions import InvalidFileException

from partner_playbooks.language.diagnostics import UserError
from partner_playbooks.plans.interchange import FORMULA_STARTS, MAX_ROWS
from partner_playbooks.plans.returned.findings import ReturnFault
from partner_playbooks.plans.tables import MAX_BYTES, SEPARATORS, part_table

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

_UNPACKED = 200_000_000
_COLUMNS = 256
_FEWER_COLUMNS = 60
"""Most columns that are read, and of a long sheet: more come of formats that reach to its edge."""
_CELLS = 2_000_000
_SERIALS = range(30_000, 80_000)
"""Days as spreadsheets count them, from 1982 to 2119: what stands in a cell that has lost its date format."""
_OLE = bytes.fromhex("D0CF11E0A1B11AE1")
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_XLSX = "save it as XLSX (Excel workbook), and name that file"
DAMAGES = (
    *(BadZipFile, InvalidFileException, ParseError, XMLSyntaxError),
    *(KeyError, ValueError, OSError, TypeError, AttributeError, IndexError, NotImplementedError, OverflowError),
)
"""What openpyxl raises where a part of a workbook is missing or is not what it should be."""


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in a cell."""

    value: object = None
    """As it is shown: text, number, truth or date."""
    formula: str = ""
    """How it is computed; the value is None where no program has stored one."""
    is_error: bool = False
    is_covered: bool = False
    """Whether it lies below another one that was made wide: nothing can stand in it."""
    comment: str = ""


EMPTY = Cell()


@dataclass(frozen=True, slots=True)
class Grid:
    """A sheet, row by row from its first."""

    name: str
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True, slots=True)
class Tables:
    """A file of tables."""

    grids: tuple[Grid, ...]
    changed: datetime | None
    """When a program has saved it last, if it says so."""
    unread: tuple[ReturnFault, ...] = field(default=())
    is_workbook: bool = True
    starts_1904: bool = False
    """Whether days are counted from 1904, as old Macs do."""


def read_day_number(value: object, tables: Tables) -> date | None:
    """Give the day that a number in a cell for dates stands for; None where it is none."""
    number = value
    if isinstance(value, str) and value.strip().isascii() and value.strip().isdigit():
        number = int(value[:9])
    if isinstance(number, bool) or not isinstance(number, int | float) or int(number) not in _SERIALS:
        return None
    epoch = datetime(1904, 1, 1) if tables.starts_1904 else datetime(1899, 12, 30)  # noqa: DTZ001 - cells have no zone
    found = from_excel(number, epoch)
    return found.date() if isinstance(found, datetime) else None


# -- workbooks -----------------------------------------------------------------------------------------------------


def open_workbook(raw: bytes, name: str) -> Tables:
    """Give the sheets of an XLSX or XLSM file.

    Raises:
        UserError: it is something else, or damaged; and what to do.
    """
    check_workbook(raw, name)
    try:
        with catch_warnings():
            simplefilter("ignore")  # of what openpyxl does not keep, nothing is said of a plan
            books = [
                openpyxl.load_workbook(io.BytesIO(raw), data_only=only, keep_links=False) for only in (False, True)
            ]
        return _tables_of(books[0], books[1], name)
    except DAMAGES:
        raise UserError(f"{name} is no workbook that can be read", "save it as XLSX") from None


def check_workbook(raw: bytes, name: str) -> None:
    """See that a file is a workbook, and one that is safe to open: neither too large nor so when unpacked.

    Raises:
        UserError: it is something else, too large, or damaged; and what to do.
    """
    if len(raw) > MAX_BYTES:
        raise UserError(f"{name} is too large", f"{MAX_BYTES // 1_000_000} MB is the most")
    if raw.startswith(_OLE):
        if _ENCRYPTED in raw:
            raise UserError(f"{name} is protected by a password", "open it, take the password away, and save it again")
        raise UserError(f"{name} is a workbook or document of an older kind (XLS)", _XLSX)
    try:
        with ZipFile(io.BytesIO(raw)) as archive:
            _refuse_other_kinds(archive, name)
    except DAMAGES:
        raise UserError(f"{name} is no workbook that can be read", "save it as XLSX") from None


def _refuse_other_kinds(archive: ZipFile, name: str) -> None:
    if sum(entry.file_size for entry in archive.infolist()) > _UNPACKED:
        raise UserError(f"{name} is too large when unpacked", "take the workbook as it was sent")
    names = archive.namelist()
    if "mimetype" in names and archive.read("mimetype").startswith(b"application/vnd.oasis.opendocument"):
        raise UserError(f"{name} is a file of LibreOffice or OpenOffice (ODS)", _XLSX)
    if any(each.endswith(".iwa") or each == "Index.zip" for each in names):
        raise UserError(f"{name} is a file of Numbers", "export it: File, Export To, Excel; and name that file")
    if "xl/workbook.bin" in names:
        raise UserError(f"{name} is a binary workbook (XLSB)", _XLSX)
    if "word/document.xml" in names:
        raise UserError(
            f"{name} is a Word file, whose boxes this program does not read", "name the workbook or plan.json"
        )
    if not any(each.startswith("xl/") for each in names) and any(each.endswith((".xlsx", ".json")) for each in names):
        raise UserError(f"{name} is a ZIP of several files", "unpack it, and name the workbook or plan.json in it")


def _tables_of(formulas: Workbook, values: Workbook, name: str) -> Tables:
    told: list[ReturnFault] = []
    shown = {sheet.title: sheet for sheet in values.worksheets}
    grids = tuple(_grid_of(sheet, shown[sheet.title], name, told) for sheet in formulas.worksheets)
    modified, created = (_utc(each) for each in (formulas.properties.modified, formulas.properties.created))
    # What no program has saved since it was made tells no time of its own.
    changed = None if modified is None or (created is not None and modified <= created) else modified
    return Tables(grids, changed, tuple(told), starts_1904=formulas.epoch.year == 1904)  # noqa: PLR2004 - a year


def _utc(moment: datetime | None) -> datetime | None:
    return moment if moment is None else moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


def _grid_of(sheet: Worksheet, shown: Worksheet, name: str, told: list[ReturnFault]) -> Grid:
    height, width = min(sheet.max_row, MAX_ROWS), min(sheet.max_column, _COLUMNS)
    if height * width > _CELLS:
        width = _FEWER_COLUMNS
    place = f"sheet “{sheet.title}”"
    if sheet.max_row > MAX_ROWS:
        told.append(ReturnFault(name, f"{place}, row {MAX_ROWS + 1}", f"rows below {MAX_ROWS:,} are not read"))
    if sheet.max_column > width:
        told.append(ReturnFault(name, place, f"columns to the right of {get_column_letter(width)} are not read"))
    rows = sheet.iter_rows(max_row=height, max_col=width)
    both = zip(rows, shown.iter_rows(max_row=height, max_col=width), strict=True)
    cells = [[_cell_of(one, other) for one, other in zip(*pair, strict=True)] for pair in both]
    for area in sheet.merged_cells.ranges:
        _spread(cells, area.min_row - 1, area.min_col - 1, min(area.max_row, height), min(area.max_col, width))
    return Grid(sheet.title, tuple(map(tuple, cells)))


def _cell_of(cell: Any, shown: Any) -> Cell:  # noqa: ANN401 - openpyxl has cells of several kinds
    comment = getattr(cell, "comment", None)
    formula = ""
    if cell.data_type == "f":
        formula = str(getattr(cell.value, "text", None) or cell.value)
    if shown.value is None and comment is None and not formula:
        return EMPTY
    is_error = "e" in {cell.data_type, shown.data_type}
    return Cell(shown.value, formula, is_error, comment="" if comment is None else str(comment.text).strip())


def _spread(cells: list[list[Cell]], top: int, left: int, bottom: int, right: int) -> None:
    """Let what stands in cells made one hold for each of their rows; to the right of it nothing can stand."""
    if top >= len(cells) or left >= len(cells[top]):
        return
    first = cells[top][left]
    for row in range(top, bottom):
        for column in range(left, right):
            if (row, column) != (top, left):
                cells[row][column] = (
                    Cell(first.value, first.formula, first.is_error) if column == left else Cell(is_covered=True)
                )


# -- CSV -----------------------------------------------------------------------------------------------------------


def is_csv(raw: bytes) -> bool:
    """Tell whether a file may be a table in text: its first line has several cells."""
    head = raw[:4000].lstrip(b"\xef\xbb\xbf").lstrip()
    if head[:1] in (b"{", b"[", b"<", b"%") or not head or head.startswith(b"BEGIN:"):
        return False
    lines = _decoded(raw[:4000])[0].splitlines()
    return any(line.count(mark) > 1 for line in lines[:2] for mark in SEPARATORS)


def open_csv(raw: bytes, name: str) -> Tables:
    """Give the one table of a CSV file, whatever separates its cells.

    Raises:
        UserError: it is too large, or no table.
    """
    if len(raw) > MAX_BYTES:
        raise UserError(f"{name} is too large", f"{MAX_BYTES // 1_000_000} MB is the most")
    text, is_certain = _decoded(raw)
    separator, rows, _ = part_table(text)
    try:
        lines = list(csv.reader(io.StringIO(rows, newline=""), delimiter=separator))[: MAX_ROWS + 1]
    except csv.Error as error:
        raise UserError(f"{name} is no table that can be read: {error}", _XLSX) from None
    told = (
        [ReturnFault(name, f"row {MAX_ROWS + 1}", f"rows below {MAX_ROWS:,} are not read")]
        if len(lines) > MAX_ROWS
        else []
    )
    if not is_certain:
        told.append(ReturnFault(name, "the file", "this is no UTF-8 text; letters with accents may be wrong"))
    cells = tuple(tuple(Cell(text) if (text := _bare(cell)) else EMPTY for cell in line) for line in lines[:MAX_ROWS])
    return Tables((Grid("", cells),), None, tuple(told), is_workbook=False)


def _bare(cell: str) -> str:
    """Take the apostrophe away that keeps spreadsheets from computing a cell."""
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(FORMULA_STARTS) else cell


def _decoded(raw: bytes) -> tuple[str, bool]:
    """Give a text, and whether its encoding is certain."""
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return raw.decode("utf-16", "replace"), True
    try:
        return raw.decode("utf-8-sig"), True
    except UnicodeDecodeError:
        return raw.decode("cp1252", "replace"), False

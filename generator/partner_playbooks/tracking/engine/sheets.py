"""A sheet of a workbook, row by row, as texts: within the caps that plans which come back have."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import openpyxl

from partner_playbooks.language.diagnostics import UserError, suggest_nearest
from partner_playbooks.plans.returned.grids import DAMAGES, check_workbook

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


def read_sheet(path: Path, name: str, sheet: str | None = None) -> Iterator[tuple[str, ...]]:
    """Yield the rows of a sheet; of the first, where none is named.

    Raises:
        UserError: the file is no workbook, too large or damaged, or has no such sheet.
    """
    raw = path.read_bytes()
    check_workbook(raw, name)
    try:
        book = openpyxl.load_workbook(io.BytesIO(raw), read_only=True, data_only=True, keep_links=False)
        if sheet is not None and sheet not in book.sheetnames:
            hint = suggest_nearest(sheet, book.sheetnames) or f"its sheets are {', '.join(book.sheetnames)}"
            raise UserError(f'{name} has no sheet "{sheet}"', hint)
        chosen = book[sheet] if sheet is not None else book.worksheets[0]
        for row in chosen.iter_rows(values_only=True):
            yield tuple(write_cell(cell) for cell in row)
    except DAMAGES:
        raise UserError(f"{name} is no workbook that can be read", "save it as XLSX") from None


def write_cell(cell: object) -> str:
    """Give a cell as a text; of a day, the day alone."""
    return "" if cell is None else str(cell).removesuffix(" 00:00:00")

"""A table as a spreadsheet program writes it to a text file: rows of cells, each with the line that it begins on."""

from __future__ import annotations

import csv
import io
import re
from typing import TYPE_CHECKING

from partner_playbooks.language.diagnostics import UserError

if TYPE_CHECKING:
    from collections.abc import Iterator

MAX_BYTES = 20_000_000
"""Most bytes of a file that somebody sends or sends back: a plan, a workbook, a table. The browser has the same one."""
SEPARATORS = (",", ";", "\t", "|")
"""What may part the cells."""
_TOLD = re.compile(r'"?sep=([^"]?)"?[,;\t ]*', re.IGNORECASE)
"""The first line by which Excel is told what parts the cells."""
_QUOTED = re.compile(r'"(?:[^"]|"")*"')
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
_WORKBOOKS = {b"PK\x03\x04": "an Excel or OpenDocument workbook", b"\xd0\xcf\x11\xe0": "an old Excel workbook"}


def read_table(raw: bytes, name: str) -> Iterator[tuple[int, list[str]]]:
    """Yield the rows of a table that hold anything, each with the line that it begins on.

    Args:
        raw: The file: UTF-8, or UTF-16 with its mark; parted by commas, semicolons, tabs or bars.
        name: How it is called.

    Raises:
        UserError: it is no such file.
    """
    text = _text(raw, name)
    separator, rows, skipped = part_table(text)
    reader = csv.reader(io.StringIO(rows, newline=""), delimiter=separator, strict=True)
    begins = 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield skipped + begins, [cell.strip() for cell in cells]
            begins = reader.line_num + 1
    except csv.Error as error:
        reason = f"{name}:{skipped + begins}: this row is no CSV: {error}"
        raise UserError(reason, "look for a quotation mark that is not closed, or export it again") from None


def part_table(text: str) -> tuple[str, str, int]:
    """Give what parts the cells of a table, its rows, and how many lines before them only say so.

    Spreadsheets write semicolons where a comma stands in numbers; `sep=` without a sign has lost the tab behind it.
    """
    first, _, rest = text.partition("\n")
    told = _TOLD.fullmatch(first.strip("\ufeff \r"))
    if told is not None:
        return told[1] or "\t", rest, 1
    head = _QUOTED.sub("", next((line for line in text.split("\n") if line.strip(' ,;\t|"\r')), ""))
    return max(SEPARATORS, key=head.count), text, 0


def _text(raw: bytes, name: str) -> str:
    if len(raw) > MAX_BYTES:
        raise UserError(f"{name} is too large ({len(raw) / 1_000_000:.0f} MB)", "split it; 20 MB is the most")
    for mark, kind in _WORKBOOKS.items():
        if raw.startswith(mark):
            raise UserError(f"{name} is {kind}, and no CSV file", "save the sheet as “CSV UTF-8”")
    encoding = "utf-16" if raw.startswith(_UTF_16) else "utf-8-sig"
    try:
        text = raw.decode(encoding)
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise UserError(f"{name}:{line}: this is no UTF-8 text", "save it as “CSV UTF-8”") from None
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        raise UserError(f"{name}:{line}: this is no text in UTF-8", "save it as “CSV UTF-8”")
    return text.replace("\r\n", "\n").replace("\r", "\n")

"""How a CSV file is written: its encoding, what separates its columns, and their headings."""

from __future__ import annotations

import csv
import io
from collections import Counter
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from partner_playbooks.language.diagnostics import UserError

if TYPE_CHECKING:
    from pathlib import Path

    from partner_playbooks.handbook.model.table_sources import TableSource

_LOOKED_AT = 4 << 20
"""Bytes by which the encoding is judged."""
_HEAD = 40
"""Rows by which separator and headings are found."""
_TITLE = 2
"""Cells that a line above the headings holds at most, as `Generated on;27.11.2026`."""
_SEPARATORS = (",", ";", "\t", "|")
_ENCODINGS = {
    "utf-8": "utf-8",
    "utf8": "utf-8",
    "latin-1": "latin-1",
    "iso-8859-1": "latin-1",
    "windows-1252": "latin-1",
    "utf-16": "utf-16",
}


@dataclass(frozen=True, slots=True)
class CsvShape:
    """How a CSV file is written."""

    encoding: str
    separator: str
    headings: tuple[str, ...]
    skipped: int = 0
    """Lines above the headings, as the title of a report."""


def find_csv_shape(path: Path, source: TableSource) -> CsvShape:
    """Find out how a CSV file is written, as far as its source does not say so.

    Raises:
        UserError: it is empty, in an encoding that is not known, or a heading stands twice.
    """
    with path.open("rb") as file:
        raw = file.read(_LOOKED_AT)
    encoding = _find_encoding(raw, source.encoding)
    text = raw.decode(encoding, "replace").removeprefix("\ufeff")
    separator = source.separator or _find_separator(text)
    skipped, row = _find_headings(text, separator)
    headings = tuple(each.strip() for each in row)
    if not any(headings):
        raise UserError(f"{source.file} has no headings", "export it with a first line that names the columns")
    twice = next((each for index, each in enumerate(headings) if each in headings[:index]), None)
    if twice is not None:
        raise UserError(f'{source.file} has two columns "{twice}"', "give each column a heading of its own")
    return CsvShape(encoding, separator, headings, skipped)


def _find_separator(text: str) -> str:
    """Give the sign by which most of the first rows fall into the same number of columns; of two, into more."""

    def fits(sign: str) -> tuple[int, int]:
        rows = islice(csv.reader(io.StringIO(text), delimiter=sign), _HEAD)
        widths = Counter(len(row) for row in rows if len(row) > 1)
        return max(((count, width) for width, count in widths.items()), default=(0, 0))

    return max(_SEPARATORS, key=fits)


def _find_headings(text: str, separator: str) -> tuple[int, list[str]]:
    """Give how many lines stand above the headings, and the headings: the first row that is as wide as most."""
    rows, lines = [], []
    reader = csv.reader(io.StringIO(text), delimiter=separator)
    for row in islice(reader, _HEAD):
        rows.append(row)
        lines.append(reader.line_num)
    widths = Counter(len(row) for row in rows if len(row) > 1)
    if not widths:
        return 0, rows[0] if rows else []
    usual = max(widths, key=lambda width: (widths[width], width))
    first = next(place for place, row in enumerate(rows) if len(row) == usual)
    if any(sum(map(bool, row)) > _TITLE for row in rows[:first]):  # headings that are narrower than the rows
        return 0, rows[0]
    return (lines[first - 1] if first else 0), rows[first]


def _find_encoding(raw: bytes, said: str | None) -> str:
    if said is not None:
        if said.lower() not in _ENCODINGS:
            raise UserError(f'the encoding "{said}" is not known', f"write one of {', '.join(_ENCODINGS)}")
        return _ENCODINGS[said.lower()]
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError as error:
        return "utf-8" if error.end >= len(raw) - 1 else "latin-1"
    return "utf-8"

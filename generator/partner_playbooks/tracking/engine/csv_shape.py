"""How a CSV file is written: its encoding, what separates its columns, and their headings."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from typing import TYPE_CHECKING

from partner_playbooks.language.diagnostics import UserError

if TYPE_CHECKING:
    from pathlib import Path

    from partner_playbooks.handbook.model.table_sources import TableSource

_LOOKED_AT = 4 << 20
"""Bytes by which the encoding is judged."""
_SEPARATORS = (",", ";", "\t", "|")
_ENCODINGS = {
    "utf-8": "utf-8",
    "utf8": "utf-8",
    "latin-1": "latin-1",
    "iso-8859-1": "latin-1",
    "windows-1252": "latin-1",
}


@dataclass(frozen=True, slots=True)
class CsvShape:
    """How a CSV file is written."""

    encoding: str
    separator: str
    headings: tuple[str, ...]


def find_csv_shape(path: Path, source: TableSource) -> CsvShape:
    """Find out how a CSV file is written, as far as its source does not say so.

    Raises:
        UserError: it is empty, in an encoding that is not known, or a heading stands twice.
    """
    with path.open("rb") as file:
        raw = file.read(_LOOKED_AT)
    encoding = _find_encoding(raw, source.encoding)
    text = raw.decode(encoding, "replace").removeprefix("\ufeff")
    first = text.partition("\n")[0]
    separator = source.separator or max(_SEPARATORS, key=first.count)
    headings = tuple(each.strip() for each in next(csv.reader(io.StringIO(text), delimiter=separator), ()))
    if not any(headings):
        raise UserError(f"{source.file} has no headings", "export it with a first line that names the columns")
    twice = next((each for index, each in enumerate(headings) if each in headings[:index]), None)
    if twice is not None:
        raise UserError(f'{source.file} has two columns "{twice}"', "give each column a heading of its own")
    return CsvShape(encoding, separator, headings)


def _find_encoding(raw: bytes, said: str | None) -> str:
    if said is not None:
        if said.lower() not in _ENCODINGS:
            raise UserError(f'the encoding "{said}" is not known', f"write one of {', '.join(_ENCODINGS)}")
        return _ENCODINGS[said.lower()]
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError as error:
        return "utf-8" if error.end >= len(raw) - 1 else "latin-1"
    return "utf-8"

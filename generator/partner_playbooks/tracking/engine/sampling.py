"""The first rows of each file in a folder: enough to tell what its columns are."""

from __future__ import annotations

import csv
from itertools import islice
from typing import TYPE_CHECKING

import duckdb

from partner_playbooks.handbook.model.table_sources import TableSource
from partner_playbooks.language.diagnostics import UserError
from partner_playbooks.tracking.connecting import SampledFile
from partner_playbooks.tracking.engine.csv_shape import find_csv_shape
from partner_playbooks.tracking.engine.database import shorten_error
from partner_playbooks.tracking.engine.sheets import read_sheet, write_cell

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

ROWS = 200
"""Rows that are looked at."""
_KINDS = (".csv", ".tsv", ".txt", ".xlsx", ".parquet")


def sample_folder(root: Path, folder: Path) -> tuple[list[SampledFile], list[str]]:
    """Give the first rows of each file of a folder, and what cannot be read and why.

    Args:
        root: The folder of tracking.yml, below which the paths are written.
        folder: Where the files are, at any depth.
    """
    found, unread = [], []
    for path in sorted(each for each in folder.rglob("*") if each.suffix.lower() in _KINDS and each.is_file()):
        name = path.relative_to(root).as_posix()
        try:
            rows = [tuple(row) for row in islice(_read(path, name), ROWS + 1)]
        except (UserError, OSError, csv.Error, duckdb.Error) as error:
            unread.append(f"{name}: {shorten_error(error, root)}")
            continue
        if rows:
            found.append(SampledFile(name, rows[0], tuple(rows[1:])))
    return found, unread


def _read(path: Path, name: str) -> Iterator[Iterable[str]]:
    if path.suffix.lower() == ".parquet":
        table = duckdb.read_parquet(str(path)).limit(ROWS)
        yield tuple(table.columns)
        yield from ([write_cell(cell) for cell in row] for row in table.fetchall())
    elif path.suffix.lower() == ".xlsx":
        yield from read_sheet(path, name)
    else:
        shape = find_csv_shape(path, TableSource(file=name, columns={}))
        with path.open(encoding=shape.encoding, errors="replace", newline="") as file:
            rows = csv.reader(file, delimiter=shape.separator)
            while rows.line_num <= shape.skipped and next(rows, None) is not None:
                pass
            yield shape.headings
            yield from rows

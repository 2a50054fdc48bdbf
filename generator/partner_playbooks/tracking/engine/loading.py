"""Files of records → typed tables of the database, and every value and row that does not fit."""

from __future__ import annotations

import csv
import secrets
import tempfile
from bisect import bisect_right
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import openpyxl

from partner_playbooks.language.diagnostics import UserError, suggest_nearest
from partner_playbooks.language.records import TABLES
from partner_playbooks.language.records.record_fields import Shape
from partner_playbooks.tracking.engine.csv_shape import find_csv_shape
from partner_playbooks.tracking.engine.database import quote_name, quote_text
from partner_playbooks.tracking.engine.typed_columns import read_column
from partner_playbooks.tracking.row_findings import RowFinding
from partner_playbooks.tracking.tracking_settings import list_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import duckdb

    from partner_playbooks.handbook.linked import Handbook
    from partner_playbooks.tracking.engine.csv_shape import CsvShape
    from partner_playbooks.tracking.engine.typed_columns import TypedColumn
    from partner_playbooks.tracking.table_sources import TableSource

MOST_TOLD = 1_000
"""Findings of one kind in one column that are listed; all are counted."""
SQL_TYPES = {
    Shape.DATE: "DATE",
    Shape.TIME: "TIMESTAMP",
    Shape.MONEY: "DECIMAL(18, 2)",
    Shape.NUMBER: "DECIMAL(18, 6)",
    Shape.FLAG: "BOOLEAN",
}


@dataclass(frozen=True, slots=True)
class LoadedTable:
    """A table as it was read."""

    name: str
    file: str
    rows: int
    """Rows in the file."""
    kept: int
    """Rows that could be used."""
    findings: tuple[RowFinding, ...] = field(default=())
    count: int = 0
    """Findings in all; more than are listed."""


class Loader:
    """Reads tables into a database."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, root: Path, scratch: Path) -> None:
        """Take a database that may read the project's folder, and a folder for what is written on the way."""
        self._connection, self._root, self._scratch = connection, root, scratch
        self._salt = secrets.token_hex(16)  # people are told apart within a run, and by nobody outside it

    def load(self, name: str, source: TableSource, handbook: Handbook, zone: str) -> LoadedTable:
        """Read a table's file into `<name>_all`; rows that lack what is needed are marked and not used.

        Raises:
            UserError: the file is missing, is of no known kind, or lacks a column.
        """
        path = self._root / source.file
        if not path.is_file():
            raise UserError(f"{source.file} is missing", f"put it there, or correct `file:` of {name} in tracking.yml")
        headings, relation = self._open(path, source)
        order = {heading: place for place, heading in enumerate(headings, 1)}
        for heading in source.columns.values():
            if heading not in order:
                hint = suggest_nearest(heading, headings) or f"its columns are {', '.join(headings[:20])}"
                raise UserError(f'{source.file} has no column "{heading}"', hint)
        columns = [
            read_column(each, source, list_words(name, each.name, handbook), zone, self._salt)
            for each in TABLES[name].fields
            if each.name in source.columns
        ]
        self._create(name, source, columns, relation)
        return self._tell(name, source, columns, order)

    def _open(self, path: Path, source: TableSource) -> tuple[tuple[str, ...], str]:
        """Give the headings of a file, and SQL that reads its rows as texts."""
        match path.suffix.lower():
            case ".parquet":
                read = f"read_parquet({quote_text(str(path))})"
                described = self._connection.execute(f"DESCRIBE SELECT * FROM {read}").fetchall()
                return tuple(str(row[0]) for row in described), read
            case ".xlsx":
                path = _unfold_workbook(path, source, self._scratch)
                source = source.model_copy(update={"separator": ",", "encoding": "utf-8"})
            case ".csv" | ".tsv" | ".txt":
                pass
            case suffix:
                raise UserError(
                    f'{source.file}: "{suffix}" is no kind of file that is read', "use CSV, XLSX or Parquet"
                )
        shape = find_csv_shape(path, source)
        return shape.headings, _read_csv(path, shape)

    def _create(self, name: str, source: TableSource, columns: Sequence[TypedColumn], relation: str) -> None:
        """Make the table: each field typed, and beside it the text where that does not fit."""
        raw = ", ".join(
            f"CAST({quote_name(heading)} AS VARCHAR) AS {quote_name(field_)}"
            for field_, heading in source.columns.items()
        )
        read = {column.field.name: column for column in columns}
        parts = []
        for each in TABLES[name].fields:
            column = read.get(each.name)
            if column is None:
                parts.append(f"CAST(NULL AS {SQL_TYPES.get(each.shape, 'VARCHAR')}) AS {quote_name(each.name)}")
                continue
            parts.append(f"{column.value} AS {quote_name(each.name)}")
            if column.reason:
                wrong = f"CASE WHEN {column.text} IS NOT NULL AND ({column.value}) IS NULL THEN {column.text} END"
                parts.append(f"{wrong} AS {quote_name('wrong ' + each.name)}")
        lacking = [
            f"CASE WHEN ({read[each.name].value}) IS NULL THEN {quote_text(each.name)} END"
            for each in TABLES[name].needed
        ]
        lack = f"COALESCE({', '.join([*lacking, 'NULL'])})" if lacking else "NULL"
        self._connection.execute(
            f"CREATE OR REPLACE TABLE {quote_name(name + '_all')} AS "
            f"SELECT ROW_NUMBER() OVER () + 1 AS row, {lack} AS lack, {', '.join(parts)} "
            f"FROM (SELECT {raw} FROM {relation})"
        )

    def _tell(
        self, name: str, source: TableSource, columns: Sequence[TypedColumn], order: dict[str, int]
    ) -> LoadedTable:
        table = quote_name(name + "_all")
        rejected = list(self._list_rejected(source))
        moved = sorted(each.row - place for place, each in enumerate(rejected))
        found, count = [*rejected], len(rejected)
        needed = {each.name for each in TABLES[name].needed}
        for column in columns:
            heading = source.columns[column.field.name]
            wrong, own = quote_name("wrong " + column.field.name), quote_name(column.field.name)
            queries = []
            if column.reason:
                queries.append(
                    (f"SELECT row, {wrong} FROM {table} WHERE {wrong} IS NOT NULL", column.reason, column.hint)
                )
            if column.field.name in needed:
                unsaid = f"{wrong} IS NULL AND " if column.reason else ""
                empty = f"SELECT row, '' FROM {table} WHERE {unsaid}{own} IS NULL"
                queries.append(
                    (empty, "is empty, and the row says nothing without it", "fill it in, or leave the row out")
                )
            for query, reason, hint in queries:
                total = self._number(f"SELECT COUNT(*) FROM ({query})")
                count += total
                for row, text in self._connection.execute(f"{query} ORDER BY row LIMIT {MOST_TOLD}").fetchall():
                    place = row + bisect_right(moved, row)
                    found.append(RowFinding(source.file, place, order[heading], heading, reason, text, hint))
        rows = self._number(f"SELECT COUNT(*) FROM {table}") + len(rejected)
        kept = self._number(f"SELECT COUNT(*) FROM {table} WHERE lack IS NULL")
        return LoadedTable(name, source.file, rows, kept, tuple(sorted(found)), count)

    def _list_rejected(self, source: TableSource) -> Iterator[RowFinding]:
        """Yield the rows that have more or fewer columns than headings; DuckDB keeps them apart."""
        exists = "SELECT COUNT(*) FROM duckdb_tables() WHERE table_name = 'rejected'"
        if self._number(exists):
            query = "SELECT line, ANY_VALUE(error_message) FROM rejected GROUP BY line ORDER BY line"
            for line, _ in self._connection.execute(query).fetchall():
                hint = "put quotation marks around a text that holds the separator"
                yield RowFinding(source.file, int(line), 0, "", "the row has other columns than the headings", "", hint)
            self._connection.execute("DROP TABLE IF EXISTS rejected")
            self._connection.execute("DROP TABLE IF EXISTS rejected_scans")

    def _number(self, query: str) -> int:
        row: tuple[Any, ...] | None = self._connection.execute(query).fetchone()
        return int(row[0]) if row is not None else 0


def _read_csv(path: Path, shape: CsvShape) -> str:
    columns = ", ".join(
        f"{quote_text(heading or f'column {place}')}: 'VARCHAR'" for place, heading in enumerate(shape.headings, 1)
    )
    return (
        f"read_csv({quote_text(str(path))}, auto_detect = false, header = true, delim = {quote_text(shape.separator)}, "
        f"""quote = '"', escape = '"', encoding = {quote_text(shape.encoding)}, columns = {{{columns}}}, """
        "store_rejects = true, rejects_table = 'rejected', rejects_scan = 'rejected_scans', max_line_size = 1000000)"
    )


def _unfold_workbook(path: Path, source: TableSource, scratch: Path) -> Path:
    """Write a sheet as CSV, and give its path."""
    book = openpyxl.load_workbook(path, read_only=True, data_only=True)
    if source.sheet is not None and source.sheet not in book.sheetnames:
        hint = suggest_nearest(source.sheet, book.sheetnames) or f"its sheets are {', '.join(book.sheetnames)}"
        raise UserError(f'{source.file} has no sheet "{source.sheet}"', hint)
    sheet = book[source.sheet] if source.sheet is not None else book.worksheets[0]
    with tempfile.NamedTemporaryFile(
        "w", encoding="utf-8", newline="", dir=scratch, suffix=".csv", delete=False
    ) as out:
        writer = csv.writer(out)
        for row in sheet.iter_rows(values_only=True):
            writer.writerow(["" if cell is None else str(cell).removesuffix(" 00:00:00") for cell in row])
    return Path(out.name)

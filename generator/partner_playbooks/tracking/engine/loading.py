"""Files of records → typed tables of the database, and every value and row that does not fit."""

from __future__ import annotations

import csv
import logging
import secrets
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import duckdb

from partner_playbooks.handbook.model.table_sources import Owners
from partner_playbooks.language.diagnostics import UserError, suggest_nearest
from partner_playbooks.language.records import TABLES
from partner_playbooks.tracking.engine.csv_shape import find_csv_shape
from partner_playbooks.tracking.engine.database import quote_name, quote_text, shorten_error
from partner_playbooks.tracking.engine.loaded_tables import SQL_TYPES, LoadedTable, create_empty
from partner_playbooks.tracking.engine.sheets import read_sheet
from partner_playbooks.tracking.engine.told_rows import PART, list_findings
from partner_playbooks.tracking.engine.typed_columns import read_column, write_text
from partner_playbooks.tracking.row_findings import RowFinding
from partner_playbooks.tracking.tracking_settings import list_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from partner_playbooks.handbook.linked import Handbook
    from partner_playbooks.handbook.model.table_sources import TableSource, TrackingSettings
    from partner_playbooks.language.records.record_fields import RecordField
    from partner_playbooks.tracking.engine.csv_shape import CsvShape
    from partner_playbooks.tracking.engine.typed_columns import TypedColumn

_LOG = logging.getLogger(__name__)
_PASSED = "passed over"
_KINDS = frozenset({".csv", ".tsv", ".txt", ".xlsx", ".parquet"})
"""What a row lacks that does not count, and is not told."""
_OTHER_WIDTH = (
    "the row has other columns than the headings",
    "put quotation marks around a text that holds the separator",
)
_REJECTED = {
    "INVALID ENCODING": ("the row holds bytes of another encoding", "say under `encoding:` how the file is written"),
    "LINE SIZE OVER MAXIMUM": ("the row is longer than a megabyte", "close the quotation mark that is open"),
    "UNQUOTED VALUE": ("a quotation mark is not closed", "double it within a text, or close it"),
}
"""What is wrong with a row that could not be taken apart, and the way out, by the engine's word for it."""


class Loader:
    """Reads tables into a database."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, root: Path, scratch: Path) -> None:
        """Take a database that may read the project's folder, and a folder for what is written on the way."""
        self._connection, self._root, self._scratch = connection, root, scratch
        self._salt = secrets.token_hex(16)  # people are told apart within a run, and by nobody outside it

    def load(self, name: str, source: TableSource, handbook: Handbook, settings: TrackingSettings) -> LoadedTable:
        """Read a table's file, or all files of its folder, into `<name>_all`.

        Rows that lack what is needed are marked and not used.

        Raises:
            UserError: a file is missing, is of no known kind, or lacks a column.
        """
        folder = self._root / source.file
        if not folder.is_dir() or not folder.resolve().is_relative_to(self._root.resolve()):
            return self._load_file(name, source, handbook, settings)
        table, parts = quote_name(name + "_all"), []
        files = sorted(each for each in folder.iterdir() if each.suffix.lower() in _KINDS and each.name[0] not in ".~")
        for place, file in enumerate(files):
            part = source.model_copy(update={"file": f"{source.file.rstrip('/')}/{file.name}"})
            parts.append(self._load_file(name, part, handbook, settings))
            self._connection.execute(f"UPDATE {table} SET row = row + {place * PART}")
            self._connection.execute(f"ALTER TABLE {table} RENAME TO {quote_name(f'{name} {place}')}")
        if not parts:
            create_empty(self._connection, TABLES[name])
            return LoadedTable(name, source.file, 0, 0, headings=tuple(source.columns.values()))
        listed = " UNION ALL BY NAME ".join(f"FROM {quote_name(f'{name} {place}')}" for place in range(len(parts)))
        self._connection.execute(f"CREATE TABLE {table} AS {listed} ORDER BY row")
        return LoadedTable(
            name,
            source.file,
            sum(each.rows for each in parts),
            sum(each.kept for each in parts),
            tuple(found for each in parts for found in each.findings),
            parts[0].headings,
            tuple(each.file for each in parts),
        )

    def _load_file(self, name: str, source: TableSource, handbook: Handbook, settings: TrackingSettings) -> LoadedTable:
        _LOG.info("reading %s as %s", source.file, name)
        path = self._root / source.file
        if not path.resolve().is_relative_to(self._root.resolve()):
            raise UserError(f"{source.file} leads out of the folder of the records", "put the file itself there")
        if not path.is_file():
            raise UserError(f"{source.file} is missing", f"put it there, or correct `file:` of {name} in tracking.yml")
        headings, relation, above = self._open(path, source)
        order = {heading: place for place, heading in enumerate(headings, 1)}
        for heading in (*source.columns.values(), *source.only, *source.stages.values()):
            if heading not in order:
                hint = suggest_nearest(heading, headings) or f"its columns are {', '.join(headings[:20])}"
                raise UserError(f'{source.file} has no column "{heading}"', hint)
        columns = [
            read_column(
                each,
                source,
                list_words(name, each.name, handbook),
                settings.zone,
                self._choose_salt(name, each, settings),
            )
            for each in TABLES[name].fields
            if each.name in source.fields
        ]
        try:
            self._create(name, source, columns, relation)
            # Rows lie as they were read; to number them on the way would keep the engine from reading parts at a time.
            number = f"rowid // {len(source.stages) or 1} + 2 + {above}"
            self._connection.execute(f"UPDATE {quote_name(name + '_all')} SET row = {number}")
        except duckdb.Error as error:
            raise self._refuse(source, error) from None
        return self._tell(name, source, columns, headings)

    def _choose_salt(self, name: str, each: RecordField, settings: TrackingSettings) -> str:
        is_shown = settings.owners is Owners.SHOWN and (name, each.name) == ("partners", "owner")
        return "" if is_shown else self._salt

    def _open(self, path: Path, source: TableSource) -> tuple[tuple[str, ...], str, int]:
        """Give the headings of a file, SQL that reads its rows as texts, and how many lines stand above them."""
        match path.suffix.lower():
            case ".parquet":
                read = f"read_parquet({quote_text(str(path))})"
                try:
                    described = self._connection.execute(f"DESCRIBE SELECT * FROM {read}").fetchall()
                except duckdb.Error as error:
                    raise self._refuse(source, error) from None
                return tuple(str(row[0]) for row in described), read, 0
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
        return shape.headings, _read_csv(path, shape), shape.skipped

    def _create(self, name: str, source: TableSource, columns: Sequence[TypedColumn], relation: str) -> None:
        """Make the table: each field typed, and beside it the text where that does not fit.

        One layer gives texts, the next values of them, the next sees that these lie within bounds: each is made once.
        """
        raw = [
            f"CAST({quote_name(heading)} AS VARCHAR) AS {quote_name(field_)}"
            for field_, heading in source.columns.items()
        ]
        if source.stages:
            stays = ", ".join(
                f"{{'stage': {quote_text(stage)}, 'entered': CAST({quote_name(heading)} AS VARCHAR)}}"
                for stage, heading in source.stages.items()
            )
            raw.append(f"UNNEST([{stays}], recursive := true)")
        raw.append(f"{_write_counts(source)} AS counts")
        read = {column.field.name: column for column in columns}
        texts, values, fields, parts = [], [], [], []
        for column in columns:
            own, text = quote_name(column.field.name), quote_name(f"text {column.field.name}")
            texts.append(f"{write_text(column.field, source)} AS {own}")
            values.append(f"{own} AS {text}, {column.value} AS {own}")
            fields.append(f"{text}, {column.bounded or own} AS {own}")
        for each in TABLES[name].fields:
            if each.name not in read:
                parts.append(f"CAST(NULL AS {SQL_TYPES.get(each.shape, 'VARCHAR')}) AS {quote_name(each.name)}")
                continue
            own, text = quote_name(each.name), quote_name(f"text {each.name}")
            parts.append(own)
            if read[each.name].reason:
                parts.append(
                    f"CASE WHEN counts AND {own} IS NULL THEN {text} END AS {quote_name('wrong ' + each.name)}"
                )
        lacking = [
            f"CASE WHEN {quote_name(each.name)} IS NULL THEN {quote_text(each.name)} END"
            for each in TABLES[name].needed
        ]
        says = ", ".join(f"CAST({quote_name(each)} AS VARCHAR)" for each in TABLES[name].says if each in read)
        conditions = ["counts"] + ["entered IS NOT NULL"] * bool(source.stages)
        counts = " AND ".join([*conditions, f"COALESCE({says}, NULL) IS NOT NULL"] if says else conditions)
        first = f"COALESCE({', '.join([*lacking, 'NULL', 'NULL'])})"
        lack = f"CASE WHEN NOT counts THEN {quote_text(_PASSED)} ELSE {first} END"
        self._connection.execute(
            f"CREATE OR REPLACE TABLE {quote_name(name + '_all')} AS "
            f"SELECT CAST(0 AS BIGINT) AS row, {lack} AS lack, {', '.join(parts)} "
            f"FROM (SELECT {', '.join([*fields, 'counts'])} FROM (SELECT {', '.join([*values, f'{counts} AS counts'])} "
            f"FROM (SELECT {', '.join([*texts, 'counts'])} FROM (SELECT {', '.join(raw)} FROM {relation}))))"
        )

    def _tell(
        self, name: str, source: TableSource, columns: Sequence[TypedColumn], headings: tuple[str, ...]
    ) -> LoadedTable:
        table = quote_name(name + "_all")
        found = self._take_rejected(table, source)
        rejected = len(found)
        needed = {each.name for each in TABLES[name].needed}
        for column, heading, condition in _list_places(columns, source):
            wrong, own = quote_name("wrong " + column.field.name), quote_name(column.field.name)
            place = headings.index(heading) + 1
            if column.reason:
                query = f"SELECT row, {wrong} FROM {table} WHERE {wrong} IS NOT NULL AND {condition}"
                sample = RowFinding(source.file, 0, place, heading, column.reason, "", column.hint)
                found += list_findings(self._connection, query, sample)
            if column.field.name in needed:
                unsaid = f"{wrong} IS NULL AND " if column.reason else ""
                counts = f"lack IS DISTINCT FROM {quote_text(_PASSED)}"
                query = f"SELECT row, '' FROM {table} WHERE {unsaid}{own} IS NULL AND {counts} AND {condition}"
                reason, hint = "is empty, and the row says nothing without it", "fill it in, or leave the row out"
                found += list_findings(
                    self._connection, query, RowFinding(source.file, 0, place, heading, reason, "", hint)
                )
        rows = self._number(f"SELECT COUNT(*) FROM {table}") // (len(source.stages) or 1) + rejected
        kept = self._number(f"SELECT COUNT(*) FROM {table} WHERE lack IS NULL")
        return LoadedTable(name, source.file, rows, kept, tuple(sorted(found)), headings)

    def _take_rejected(self, table: str, source: TableSource) -> list[RowFinding]:
        """Give the rows that could not be taken apart, and let the rows below them have the numbers of the file."""
        if not self._number("SELECT COUNT(*) FROM duckdb_tables() WHERE table_name = 'rejected'"):
            return []
        query = "SELECT line, MIN(CAST(error_type AS VARCHAR)) FROM rejected GROUP BY line ORDER BY line"
        found = []
        for line, kind in self._connection.execute(query).fetchall():
            reason, hint = _REJECTED.get(kind, _OTHER_WIDTH)
            found.append(RowFinding(source.file, int(line), 0, "", reason, "", hint))
        if found:
            passed = ", ".join(f"({each.row - place})" for place, each in enumerate(found))
            self._connection.execute(
                f"UPDATE {table} SET row = row + (SELECT COUNT(*) FROM (VALUES {passed}) AS v(n) WHERE n <= row)"
            )
        self._connection.execute("DROP TABLE IF EXISTS rejected")
        self._connection.execute("DROP TABLE IF EXISTS rejected_scans")
        return found

    def _refuse(self, source: TableSource, error: duckdb.Error) -> UserError:
        hint = "export it again, or open it and save it anew"
        return UserError(f"{source.file} cannot be read: {shorten_error(error, self._root)}", hint)

    def _number(self, query: str) -> int:
        row: tuple[Any, ...] | None = self._connection.execute(query).fetchone()
        return int(row[0]) if row is not None else 0


def _write_counts(source: TableSource) -> str:
    """Write which rows count: those that hold one of some words in each of some columns."""
    conditions = []
    for heading, words in source.only.items():
        listed = ", ".join(quote_text(word.strip().lower()) for word in words)
        conditions.append(f"COALESCE(LOWER(TRIM(CAST({quote_name(heading)} AS VARCHAR))) IN ({listed}), false)")
    return " AND ".join(conditions) or "true"


def _list_places(columns: Sequence[TypedColumn], source: TableSource) -> Iterator[tuple[TypedColumn, str, str]]:
    """Yield each column with its heading, and which rows are written there: each stage may have a column of its own."""
    for column in columns:
        name = column.field.name
        if name in source.columns:
            yield column, source.columns[name], "true"
        elif name == "entered":
            for stage, heading in source.stages.items():
                yield column, heading, f"stage = {quote_text(stage)}"


def _read_csv(path: Path, shape: CsvShape) -> str:
    columns = ", ".join(
        f"{quote_text(heading or f'column {place}')}: 'VARCHAR'" for place, heading in enumerate(shape.headings, 1)
    )
    return (
        f"read_csv({quote_text(str(path))}, auto_detect = false, header = true, skip = {shape.skipped}, "
        f"delim = {quote_text(shape.separator)}, "
        f"""quote = '"', escape = '"', encoding = {quote_text(shape.encoding)}, columns = {{{columns}}}, """
        "store_rejects = true, rejects_table = 'rejected', rejects_scan = 'rejected_scans', max_line_size = 1000000)"
    )


def _unfold_workbook(path: Path, source: TableSource, scratch: Path) -> Path:
    """Write a sheet as CSV, and give its path."""
    with tempfile.NamedTemporaryFile(
        "w", encoding="utf-8", newline="", dir=scratch, suffix=".csv", delete=False
    ) as out:
        csv.writer(out).writerows(read_sheet(path, source.file, source.sheet))
    return Path(out.name)

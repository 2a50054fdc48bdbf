"""Records kept as they were read on a day, so that the day can be computed again: a Parquet file for each table."""

from __future__ import annotations

from typing import TYPE_CHECKING

import duckdb

from partner_playbooks.handbook.model.table_sources import Owners
from partner_playbooks.language.diagnostics import UserError
from partner_playbooks.language.records import TABLES
from partner_playbooks.tracking.engine.database import open_database, quote_name, quote_text, shorten_error
from partner_playbooks.tracking.engine.loaded_tables import LoadedTable, create_empty
from partner_playbooks.tracking.engine.record_base import RecordBase, order_rows

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from partner_playbooks.handbook.linked import Handbook
    from partner_playbooks.handbook.model.table_sources import TrackingSettings
    from partner_playbooks.plans.due_dates import WorkCalendar
    from partner_playbooks.tracking.tracked_figures import TrackedFigure

_FIGURES = (
    "metric VARCHAR", '"group" VARCHAR', '"from" DATE', '"to" DATE', "value DOUBLE", "low DOUBLE", "high DOUBLE",
    "size BIGINT", "still_open BIGINT",
)  # fmt: skip

FIGURE_COLUMNS = tuple(each.partition(" ")[0].strip('"') for each in _FIGURES)


def write_archive(base: RecordBase) -> dict[str, bytes]:
    """Give the rows that could be used, as Parquet by the name of its file: in their order, with people hashed."""
    files = {}
    for name in base.loaded:
        place = base.scratch / f"{name}.parquet"
        known = {*base.sources[name].fields, "left"}  # what no column says is empty, but for the end of a stay
        fields = [each.name for each in TABLES[name].fields if each.name in known or each.derived]
        columns = ", ".join(map(quote_name, fields))
        query = f"SELECT row, lack, {columns} FROM {quote_name(name + '_all')} WHERE lack IS NULL"
        base.connection.execute(f"COPY ({query}) TO {quote_text(str(place))} (FORMAT parquet)")
        files[place.name] = place.read_bytes()
    return files


def open_archive(
    folder: Path, scratch: Path, settings: TrackingSettings, handbook: Handbook, calendar: WorkCalendar
) -> RecordBase:
    """Open records that were kept; arguments are those of `load_records`, but for the folder they lie in."""
    connection = open_database((folder, scratch))
    loaded = {}
    for table in TABLES.values():
        place = folder / f"{table.name}.parquet"
        create_empty(connection, table)
        if not place.is_file() or table.name not in settings.tables:
            continue
        read = f"read_parquet({quote_text(str(place))})"
        try:  # a field that there was not yet is empty, and one that there is no more is left out
            kept = {row[0] for row in connection.execute(f"DESCRIBE SELECT * FROM {read}").fetchall()}
            known = ["row", "lack", *(each.name for each in table.fields)]
            columns = ", ".join(quote_name(name) for name in known if name in kept)
            into = f"INSERT INTO {quote_name(table.name + '_all')} BY NAME"
            connection.execute(f"{into} SELECT {columns} FROM {read}")
        except duckdb.Error as error:
            hint = f"remove the folder {folder}; the day is then computed from today's records"
            raise UserError(f"{place} cannot be read: {shorten_error(error, folder)}", hint) from None
        found = connection.execute(f"SELECT COUNT(*) FROM {quote_name(table.name + '_all')}").fetchone()
        rows = 0 if found is None else int(found[0])
        loaded[table.name] = LoadedTable(table.name, f"{folder.name}/{place.name}", rows, rows)
    order_rows(connection, [stage.id for stage in handbook.stages], calendar)
    sources = {name: settings.tables[name] for name in loaded}
    return RecordBase(connection, scratch, sources, loaded, settings.owners is Owners.SHOWN)


def write_figures(base: RecordBase, figures: Iterable[TrackedFigure]) -> bytes:
    """Give figures as Parquet: a row for each metric and group."""
    base.connection.execute(f"CREATE OR REPLACE TABLE written_figures ({', '.join(_FIGURES)})")
    rows = [list_figure(each) for each in figures]
    if rows:
        base.connection.executemany("INSERT INTO written_figures VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", rows)
    place = base.scratch / "figures.parquet"
    base.connection.execute(f"COPY written_figures TO {quote_text(str(place))} (FORMAT parquet)")
    return place.read_bytes()


def list_figure(each: TrackedFigure) -> list[object]:
    """Give a figure as a row of `FIGURE_COLUMNS`."""
    numbers = [None if number is None else round(float(number), 6) for number in (each.value, each.low, each.high)]
    return [each.metric, each.group, each.period.start, each.period.end, *numbers, each.size, each.still_open]

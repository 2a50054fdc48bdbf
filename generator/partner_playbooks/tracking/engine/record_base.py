"""The records of a programme in a database: loaded, held against each other, and seen as they were known on a day."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from partner_playbooks.handbook.model.table_sources import Owners
from partner_playbooks.language.records import TABLES
from partner_playbooks.language.records.partner_records import HISTORY_FIELDS
from partner_playbooks.language.records.record_fields import Shape
from partner_playbooks.tracking.engine.database import open_database, quote_name, quote_text
from partner_playbooks.tracking.engine.loaded_tables import create_empty
from partner_playbooks.tracking.engine.loading import Loader
from partner_playbooks.tracking.engine.row_crossing import RowCrosser
from partner_playbooks.tracking.engine.sql_pieces import CALENDAR, STAGE_ORDER

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    import duckdb

    from partner_playbooks.handbook.linked import Handbook
    from partner_playbooks.handbook.model.table_sources import TableSource, TrackingSettings
    from partner_playbooks.language.records.record_fields import RecordTable
    from partner_playbooks.plans.due_dates import WorkCalendar
    from partner_playbooks.tracking.engine.loaded_tables import LoadedTable
    from partner_playbooks.tracking.row_findings import RowFinding

_CALENDAR = (date(1990, 1, 1), date(2060, 12, 31))


@dataclass(frozen=True, slots=True)
class RecordBase:
    """Loaded records."""

    connection: duckdb.DuckDBPyConnection
    scratch: Path
    """A folder for what the database writes on the way."""
    sources: Mapping[str, TableSource]
    loaded: dict[str, LoadedTable]
    """Tables that have a source, as they were read."""
    shows_owners: bool = False
    """Whether owners of partners are read as they are written."""
    crossed: tuple[RowFinding, ...] = field(default=())
    """What does not fit between tables: links that lead nowhere, ids that stand twice, ends before beginnings."""

    @property
    def findings(self) -> tuple[RowFinding, ...]:
        """Everything that is wrong, by file and row."""
        own = (each for table in self.loaded.values() for each in table.findings)
        return tuple(sorted((*own, *map(self.place, self.crossed))))

    def place(self, found: RowFinding) -> RowFinding:
        """Give a finding with the file that its row stands in, where a table was read from several."""
        for table in self.loaded.values():
            found = table.place(found)
        return found

    def know_on(self, day: date) -> None:
        """Let every table be as it was known on a day: rows and outcomes after it do not exist."""
        for table in TABLES.values():
            history = HISTORY_FIELDS if table.name == "partners" and "partner_history" in self.sources else ()
            self.connection.execute(_view_known(table, day, history))

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        """Give the rows of a query."""
        return self.connection.execute(query).fetchall()


def load_records(
    root: Path, scratch: Path, settings: TrackingSettings, handbook: Handbook, calendar: WorkCalendar
) -> RecordBase:
    """Read all records of a project into a database in memory.

    Args:
        root: The project's folder, below which the records are.
        scratch: A folder for what is written on the way.
        settings: Where they are, and how they are written.
        handbook: Whose stages, tiers and partner types they name.
        calendar: The days on which work is done.

    Raises:
        UserError: a file is missing or cannot be read.
    """
    connection = open_database((root, scratch))
    loader = Loader(connection, root, scratch)
    loaded = {name: loader.load(name, source, handbook, settings) for name, source in settings.tables.items()}
    for table in TABLES.values():
        if table.name not in loaded:
            create_empty(connection, table)
    ids = {kind: tuple(listed) for kind, listed in handbook.entities.items()}
    crosser = RowCrosser(connection, settings, handbook.programme.currency, loaded, ids)
    crossed = tuple(crosser.find())
    _derive(connection, settings)
    order_rows(connection, [stage.id for stage in handbook.stages], calendar)
    return RecordBase(connection, scratch, settings.tables, loaded, settings.owners is Owners.SHOWN, crossed)


def order_rows(connection: duckdb.DuckDBPyConnection, stages: Sequence[str], calendar: WorkCalendar) -> None:
    """Make the tables that rows are ordered by: the stages of the handbook, and the calendar."""
    places = ", ".join(f"({quote_text(stage)}, {place})" for place, stage in enumerate(stages)) or "(NULL, 0)"
    connection.execute(f"CREATE TABLE {STAGE_ORDER} AS SELECT * FROM (VALUES {places}) AS v(stage, place)")
    _make_calendar(connection, calendar)


def _make_calendar(connection: duckdb.DuckDBPyConnection, calendar: WorkCalendar) -> None:
    first, last = _CALENDAR
    many = (last - first).days + 1
    days = ", ".join(str(day + 1) for day in sorted(calendar.working_days))
    free = [(day - first).days for day in calendar.holidays_of(first.year, last.year)]
    before = "SUM(CAST(is_working AS INTEGER)) OVER (ORDER BY step ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)"
    connection.execute(
        f"CREATE TABLE {CALENDAR} AS SELECT DATE '{first}' + step AS day, is_working, "
        f"CAST(COALESCE({before}, 0) AS INTEGER) AS before FROM (SELECT CAST(step AS INTEGER) AS step, "
        f"ISODOW(DATE '{first}' + CAST(step AS INTEGER)) IN ({days}) AND step NOT IN (SELECT UNNEST({free}::BIGINT[])) "
        f"AS is_working FROM RANGE({many}) AS r(step))"
    )


def _derive(connection: duckdb.DuckDBPyConnection, settings: TrackingSettings) -> None:
    """Follow merged partners, end stays where the next begins if no column says it, and share credit for deals."""
    for table in TABLES.values():
        if any(each.name == "partner" for each in table.fields):
            connection.execute(
                f"UPDATE {quote_name(table.name + '_all')} AS t SET partner = p.merged_into "
                "FROM partners_all p WHERE t.partner = p.id AND p.merged_into IS NOT NULL AND p.lack IS NULL"
            )
    connection.execute("UPDATE partners_all SET lack = 'merged_into' WHERE merged_into IS NOT NULL AND lack IS NULL")
    connection.execute("UPDATE deals_all SET closed = NULL WHERE outcome = 'open'")  # CRMs keep a day that is expected
    source = settings.tables.get("stage_entries")
    if source is not None and "left" not in source.columns:
        order = "PARTITION BY partner ORDER BY entered, sequence NULLS FIRST, row"
        connection.execute(
            "CREATE OR REPLACE TABLE stage_entries_all AS SELECT * REPLACE ("
            f'LEAD(entered) OVER ({order}) AS "left") FROM (SELECT * FROM stage_entries_all WHERE lack IS NULL '
            f"QUALIFY stage IS DISTINCT FROM LAG(stage) OVER ({order})) ORDER BY row"
        )
    cents = "CAST(ROUND(ABS(d.amount) * 100) AS HUGEINT)"
    share = "CAST(ROUND(COALESCE(t.share, 1) * 1000000) AS HUGEINT)"
    credit = "CAST(sign_of * CAST((2 * cents * own + whole) // (2 * whole) AS DECIMAL(18, 0)) / 100 AS DECIMAL(18, 2))"
    whole = f"SUM({share}) FILTER (t.lack IS NULL) OVER (PARTITION BY t.deal, t.role)"
    connection.execute(
        "CREATE OR REPLACE TABLE deal_partners_all AS SELECT * EXCLUDE (sign_of, cents, own, whole) REPLACE "
        f"(CASE WHEN cents IS NOT NULL THEN {credit} END AS credit) FROM (SELECT t.*, SIGN(d.amount) AS sign_of, "
        f"{cents} AS cents, {share} AS own, GREATEST({whole}, 1000000) AS whole FROM deal_partners_all t LEFT JOIN "
        "(SELECT * FROM deals_all WHERE lack IS NULL) d ON d.id = t.deal) ORDER BY row"
    )


def _view_known(table: RecordTable, day: date, history: Sequence[str]) -> str:
    """Give SQL for a table as it was known on a day; of some fields a history says what they were."""
    facts = [each for each in table.fields if each.shape in {Shape.DATE, Shape.TIME} and not each.planned]
    names = {each.name for each in facts if not each.derived}
    limit = f"DATE '{day}'"
    parts = ["row"]
    for each in table.fields:
        own = quote_name(each.name)
        with_ = each.name if each.name in names else each.known_with
        if with_:
            parts.append(f"CASE WHEN CAST({quote_name(with_)} AS DATE) > {limit} THEN NULL ELSE {own} END AS {own}")
        else:
            parts.append(_write_former(own, each.name, limit) if each.name in history else own)
    needed = [f"CAST({quote_name(each.name)} AS DATE) <= {limit}" for each in facts if each.needed]
    where = " AND ".join(["lack IS NULL", *needed])
    rows = f"SELECT {', '.join(parts)} FROM {quote_name(table.name + '_all')} AS t WHERE {where}"
    return f"CREATE OR REPLACE VIEW {quote_name(table.name)} AS {rows}"


def _write_former(own: str, name: str, limit: str) -> str:
    """Write what a field was on a day, by the last row of its history; what it is today, where there is none."""
    return (
        "COALESCE((SELECT ARG_MAX(h.value, (h.at, h.row)) FROM partner_history_all h WHERE h.partner = t.id "
        f"AND h.attribute = {quote_text(name)} AND h.at <= {limit} AND h.lack IS NULL), {own}) AS {own}"
    )

"""Tables of records in the database: as they were read, and empty ones."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from partner_playbooks.language.records.record_fields import Shape
from partner_playbooks.tracking.engine.database import quote_name
from partner_playbooks.tracking.engine.told_rows import PART

if TYPE_CHECKING:
    import duckdb

    from partner_playbooks.language.records.record_fields import RecordTable
    from partner_playbooks.tracking.row_findings import RowFinding

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
    headings: tuple[str, ...] = ()
    """The columns of the file."""
    parts: tuple[str, ...] = ()
    """The files, where it was read from a folder."""

    def place(self, found: RowFinding) -> RowFinding:
        """Give a finding of the table with the file that its row stands in, and the row's number there."""
        if not self.parts or found.file != self.file:
            return found
        return replace(found, file=self.parts[found.row // PART], row=found.row % PART)


def create_empty(connection: duckdb.DuckDBPyConnection, table: RecordTable) -> None:
    """Make a table of which there are no records."""
    columns = ", ".join(f"{quote_name(each.name)} {SQL_TYPES.get(each.shape, 'VARCHAR')}" for each in table.fields)
    connection.execute(f"CREATE TABLE {quote_name(table.name + '_all')} (row BIGINT, lack VARCHAR, {columns})")

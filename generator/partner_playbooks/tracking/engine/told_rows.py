"""Rows that do not fit, told one by one as far as that helps."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import duckdb

    from partner_playbooks.tracking.row_findings import RowFinding

MOST_ALIKE = 10
"""Rows with the same text that are told one by one; of more, the first is."""
PART = 10**9
"""By how much the rows of one file of a table are numbered above those of the one before."""
MOST_TOLD = 1_000
"""Findings of one kind in one column that are listed one by one; of the others, the number."""


def list_findings(connection: duckdb.DuckDBPyConnection, query: str, sample: RowFinding) -> list[RowFinding]:
    """Give a finding for each row of a query of rows and texts.

    A text that stands in many rows is told once, at the first of them, with how many there are; of very many texts, how
    many rows more there are.

    Args:
        connection: The database.
        query: What gives the number of each row, and the text that stands there.
        sample: What all of them have in common.
    """
    texts = connection.execute(
        f"SELECT text, COUNT(*), LIST(row ORDER BY row)[1:{MOST_ALIKE}] FROM ({query}) AS q(row, text) "
        f"GROUP BY text ORDER BY MIN(row) LIMIT {MOST_TOLD}"
    ).fetchall()
    found: list[RowFinding] = []
    told = 0
    for text, many, rows in texts:
        if len(found) >= MOST_TOLD:
            break
        told += many
        alike = [replace(sample, row=row, text=text or "") for row in rows]
        if many > len(rows):
            others = ", ".join(str(row % PART) for row in rows[1:])
            alike = [replace(alike[0], others=f"so it is in {many - 1:,} more rows: {others}, …", more=many - 1)]
        found += alike
    total = connection.execute(f"SELECT COUNT(*) FROM ({query})").fetchone() if len(texts) >= MOST_TOLD else None
    more = 0 if total is None else total[0] - told
    if more > 0:
        found[-1] = replace(found[-1], others=f"{more:,} rows more are like it", more=more)
    return found

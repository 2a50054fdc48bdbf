"""Which rows the condition of an automation holds of, on a day and on others; and facts that a run adds for it."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from partner_playbooks.language.records import TABLES
from partner_playbooks.tracking.engine.database import quote_name
from partner_playbooks.tracking.engine.expression_sql import write_condition
from partner_playbooks.tracking.engine.sql_context import Days, begin_context

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date
    from fractions import Fraction

    from partner_playbooks.handbook.measuring import RecordLanguage
    from partner_playbooks.language.expressions import Expression
    from partner_playbooks.tracking.engine.record_base import RecordBase

_FOUND = 1 << 40
"""Rows of facts from here on were found by the run; of two facts of a day, the one that was found counts."""


@contextmanager
def hold_found_facts(base: RecordBase) -> Iterator[None]:
    """Let facts be added to those on record, and take them away again."""
    try:
        yield
    finally:
        _forget_facts(base)


def _forget_facts(base: RecordBase) -> None:
    base.connection.execute(f"DELETE FROM partner_facts_all WHERE row >= {_FOUND}")


def add_facts(base: RecordBase, facts: Iterable[tuple[str, str, bool | None, float | None]], day: date) -> None:
    """Add what a run has found of partners on a day: the partner's id, the fact's name, whether it holds, how much.

    It takes the place of what was found for another day.
    """
    _forget_facts(base)
    rows = [
        (_FOUND + place, partner, name, day, value, number)
        for place, (partner, name, value, number) in enumerate(facts)
    ]
    if rows:
        columns = [list(column) for column in zip(*rows, strict=True)]
        parts = ", ".join(f"UNNEST(${place}::{type_}[])" for place, type_ in enumerate(_FACT_TYPES, start=1))
        base.connection.execute(
            f'INSERT INTO partner_facts_all (row, partner, name, "at", value, number) SELECT {parts}', columns
        )


_FACT_TYPES = ("BIGINT", "VARCHAR", "VARCHAR", "DATE", "BOOLEAN", "DECIMAL(18, 6)")


def keep_holding(
    base: RecordBase,
    condition: tuple[str, Expression],
    known: tuple[RecordLanguage, Mapping[str, Fraction]],
    day: date,
    kept: str,
) -> None:
    """Keep which rows a condition holds of on a day, in a table; those of partners that have left are none of them.

    Args:
        base: The records, known on a day.
        condition: The table of the rows, and the condition.
        known: What it may name, and the figures of the handbook.
        day: The day that the condition is asked for.
        kept: The name of the table.
    """
    table, tree = condition
    context = begin_context(table, Days(day, day, day), *known)
    partner = "id" if table == "partners" else "partner"
    join, gone = "", "true"
    if TABLES[table].find(partner) is not None:
        join = f"LEFT JOIN partners x ON x.id = {context.alias}.{partner}"
        gone = f"(x.ended IS NULL OR x.ended >= DATE '{day}')"
    written = write_condition(tree, context).sql(dialect="duckdb")
    base.connection.execute(
        f"CREATE OR REPLACE TEMP TABLE {quote_name(kept)} AS SELECT {context.alias}.row FROM {table} "
        f"AS {context.alias} {join} WHERE {gone} AND {written}"
    )


def list_new(base: RecordBase, table: str, before: str, after: str) -> list[tuple[Any, ...]]:
    """Give the rows that are in the second of two kept tables, and not in the first.

    Each with the id and name of its partner, its own id where rows of its table have one, and how many rows of the
    partner there are, where they have none.
    """
    key = TABLES[table].key
    partner = "id" if table == "partners" else "partner"
    id_ = "''" if key is None or table == "partners" else f"t.{key.name}"
    linked = TABLES[table].find(partner) is not None
    who, join = ("p.id, p.name", f"LEFT JOIN partners p ON p.id = t.{partner}") if linked else ("NULL, NULL", "")
    return base.rows(
        f"SELECT {who}, {id_}, COUNT(*) FROM {table} t {join} WHERE t.row IN (SELECT row FROM {quote_name(after)}) "
        f"AND t.row NOT IN (SELECT row FROM {quote_name(before)}) GROUP BY ALL ORDER BY ALL"
    )


def count_kept(base: RecordBase, kept: str) -> int:
    """Give how many rows a kept table has."""
    return int(base.rows(f"SELECT COUNT(*) FROM {quote_name(kept)}")[0][0])

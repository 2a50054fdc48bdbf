"""Rows as they are written in content: text by field → values; and the fields that are computed of others."""

from __future__ import annotations

from datetime import date, datetime
from fractions import Fraction
from typing import TYPE_CHECKING

from partner_playbooks.language.diagnostics import suggest_nearest
from partner_playbooks.language.expressions import ExpressionError, parse_value
from partner_playbooks.language.records import TABLES
from partner_playbooks.language.records.record_fields import MOVED_ON, Shape
from partner_playbooks.language.records.record_names import find_type
from partner_playbooks.language.records.row_values import Records

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from partner_playbooks.language.expressions import Value
    from partner_playbooks.language.records.record_fields import RecordField
    from partner_playbooks.language.records.row_values import Row


def read_rows(table: str, rows: Sequence[Mapping[str, str]]) -> tuple[Row, ...]:
    """Read rows that an example gives.

    Raises:
        ExpressionError: there is no such table or field, a value does not fit its field, or a needed one is missing.
    """
    if table not in TABLES:
        hint = suggest_nearest(table, TABLES) or f"the tables are {', '.join(TABLES)}"
        raise ExpressionError(f'there is no table "{table}"', hint, table)
    fields = {field.name: field for field in TABLES[table].fields if not field.derived}
    read = []
    for row in rows:
        for name in row:
            if name not in fields:
                hint = suggest_nearest(name, fields) or f"it has {', '.join(fields)}"
                raise ExpressionError(f'a row of {table} has no "{name}"', hint, name)
        missing = [field.name for field in TABLES[table].needed if not row.get(field.name)]
        if missing:
            raise ExpressionError(f'a row of {table} lacks "{missing[0]}"', f"add `{missing[0]}:`", "")
        made = {name: None if not text else _read(fields[name], text) for name, text in row.items()}
        is_open = table == "deals" and made.get("outcome") == "open"  # a CRM keeps the day that is expected
        read.append(made | {"closed": None} if is_open else made)
    return tuple(read)


def derive_fields(records: Records, stages: Sequence[str]) -> Records:
    """Add what is computed of other fields: credit for deals, and when a partner moved on from a stage.

    Args:
        records: The rows.
        stages: The ids of the primary lifecycle's stages, in their order.
    """
    tables = dict(records.tables)
    if "deal_partners" in tables:
        tables["deal_partners"] = tuple(_credit(records, row) for row in tables["deal_partners"])
    if "stage_entries" in tables:
        order: dict[Value, int] = {stage: place for place, stage in enumerate(stages)}
        tables["stage_entries"] = tuple(_move_on(records, row, order) for row in tables["stage_entries"])
    return Records(tables)


def _credit(records: Records, row: Row) -> Row:
    deal = records.find("deals", row["deal"])
    amount = None if deal is None else deal.get("amount")
    if not isinstance(amount, Fraction):
        return {**row, "credit": None}
    alike = [each for each in records.list_linked("deal_partners", "deal", row["deal"]) if each["role"] == row["role"]]
    shares = max(sum((_share(each) for each in alike), Fraction()), Fraction(1))
    cents = (abs(amount) * 100 * _share(row) / shares + Fraction(1, 2)) // 1
    return {**row, "credit": Fraction(cents, 100) * (1 if amount >= 0 else -1)}


def _share(row: Row) -> Fraction:
    share = row.get("share")
    return share if isinstance(share, Fraction) else Fraction(1)


def _move_on(records: Records, row: Row, order: Mapping[Value, int]) -> Row:
    own = order.get(row["stage"])
    later = [
        entered
        for each in records.list_linked("stage_entries", "partner", row["partner"])
        if own is not None and order.get(each["stage"], -1) > own
        if isinstance(entered := each["entered"], date) and isinstance(row["entered"], date)
        if entered >= row["entered"]
    ]
    return {**row, MOVED_ON: min(later, default=None)}


def _read(field: RecordField, text: str) -> Value:
    match field.shape:
        case Shape.DATE | Shape.TIME:
            return _read_time(field, text)
        case Shape.CHOICE if text not in field.choices:
            hint = suggest_nearest(text, field.choices) or f"choose one of {', '.join(field.choices)}"
            raise ExpressionError(f'"{text}" is no {field.name}', hint, text)
        case _:
            return parse_value(text, find_type(field))


def _read_time(field: RecordField, text: str) -> date:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        example = "2026-03-31 14:30" if field.shape is Shape.TIME else "2026-03-31"
        raise ExpressionError(f'"{text}" is no day', f"write it as {example}", text) from None
    is_day = len(text) == len("2026-03-31")
    if field.shape is Shape.DATE and not is_day:
        raise ExpressionError(f'"{text}" has a time of day', "write the day alone", text)
    return moment.date() if is_day else moment.replace(tzinfo=None)

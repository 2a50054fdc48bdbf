"""Text of a file → typed columns: what SQL reads each field by, and how it tells that a text does not fit."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from partner_playbooks.handbook.model.table_sources import UNANSWERED
from partner_playbooks.language.diagnostics import UserError
from partner_playbooks.language.records.record_fields import Shape
from partner_playbooks.tracking.engine.database import quote_name, quote_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from partner_playbooks.handbook.model.table_sources import TableSource
    from partner_playbooks.language.records.record_fields import RecordField

_PARTS = {
    "yyyy": "%Y", "yy": "%y", "MMMM": "%B", "MMM": "%b", "MM": "%m", "M": "%-m", "dd": "%d", "d": "%-d",
    "HH": "%H", "H": "%-H", "hh": "%I", "h": "%-I", "mm": "%M", "ss": "%S", "SSS": "%g", "a": "%p",
}  # fmt: skip
"""Parts of a date pattern, as the engine writes them."""
_PART = re.compile("|".join(sorted(_PARTS, key=len, reverse=True)) + r"|[A-Za-z]|%")
_ISO = r"^\d{4}-\d{1,2}-\d{1,2}([ T]\d{1,2}:\d{2}(:\d{2}([.,]\d+)?)?( ?(Z|UTC|[+-]\d{2}:?(\d{2})?))?)?$"
_DAY = "____-__-__"
"""What most days look like: a test that costs little."""
_OFFSET = r"(Z|UTC|[+-]\d{2}:?(\d{2})?)$"
_PERIOD = r"^\d{4}(-Q[1-4]|-(0[1-9]|1[0-2]))?$"
_FIRST, _LAST = "1900-01-01", "2199-12-31"
_TRUE = ("true", "yes", "y", "1", "x", "ja", "wahr")
_FALSE = ("false", "no", "n", "0", "nein", "falsch")
_MOST_DIGITS = 15
ANY_OTHER = "*"
"""Stands for any other word among those that a field may hold."""


@dataclass(frozen=True, slots=True)
class TypedColumn:
    """How a field is read from its text."""

    field: RecordField
    value: str
    """SQL that makes the value of the text, called as the field is; nothing where that does not fit."""
    reason: str
    """What to say of a text that does not fit; empty where every text does."""
    hint: str = ""
    bounded: str = ""
    """SQL that makes the field of the value, called as the field is, where there are bounds to it."""


def read_column(
    field: RecordField, source: TableSource, known: Sequence[str] | None, zone: str, salt: str
) -> TypedColumn:
    """Give how a field is read from a column.

    Args:
        field: The field.
        source: How the file is written.
        known: The words that the field may hold; None where it may hold any.
        zone: The programme's time zone.
        salt: What people's names are hashed with; without one they are read as they are written.

    Raises:
        UserError: the pattern of dates holds letters that mean nothing.
    """
    text = quote_name(field.name)
    words = source.values.get(field.name, {})
    match field.shape:
        case Shape.DATE | Shape.TIME:
            return _read_time(field, source, text, zone)
        case Shape.MONEY | Shape.NUMBER:
            return _read_number(field, source, text)
        case Shape.CHOICE | Shape.ENTITY | Shape.FLAG:
            return _read_word(field, text, words, known or ())
        case Shape.PERIOD:
            value = f"CASE WHEN REGEXP_MATCHES({text}, {quote_text(_PERIOD)}) THEN {text} END"
            return TypedColumn(field, value, "is no period", "write 2026, 2026-Q3 or 2026-09")
        case Shape.PERSON:
            return TypedColumn(field, f"LEFT(SHA256({quote_text(salt)} || LOWER({text})), 24)" if salt else text, "")
        case _:
            return TypedColumn(field, text, "")


def write_text(field: RecordField, source: TableSource) -> str:
    """Write the text of a column, called as the field is, with nothing where it stands for none."""
    text = f"NULLIF(TRIM({quote_name(field.name)}), '')"
    if source.empty:
        listed = ", ".join(quote_text(word.strip().lower()) for word in source.empty)
        text = f"CASE WHEN LOWER({text}) NOT IN ({listed}) THEN {text} END"
    return text


def convert_pattern(pattern: str) -> str:
    """Give a pattern of dates as the engine reads it: `dd/MM/yyyy` → `%d/%m/%Y`.

    Raises:
        UserError: it holds letters that mean nothing.
    """

    def part(match: re.Match[str]) -> str:
        if match[0] not in _PARTS:
            hint = f"made of {', '.join(_PARTS)}, such as dd/MM/yyyy"
            raise UserError(f'"{match[0]}" means nothing in the pattern of dates "{pattern}"', hint)
        return _PARTS[match[0]]

    return _PART.sub(part, pattern)


def _read_time(field: RecordField, source: TableSource, text: str, zone: str) -> TypedColumn:
    own = source.zone or zone
    if source.dates is None:
        local = f"TRY_CAST(REPLACE(REPLACE({text}, ',', '.'), 'T', ' ') AS TIMESTAMP)"
        exact = f"TRY_CAST(REPLACE({text}, ',', '.') AS TIMESTAMPTZ)"
        is_iso = f"REGEXP_MATCHES({text}, {quote_text(_ISO)})"
        with_offset = f"REGEXP_MATCHES({text}, {quote_text(_OFFSET)})"
        is_day = f"LENGTH({text}) <= 10"
        moved = _move_zone(local, own, zone)
        value = (
            f"CASE WHEN {text} LIKE {quote_text(_DAY)} THEN TRY_CAST({text} AS TIMESTAMP) "
            f"WHEN NOT {is_iso} THEN NULL WHEN {is_day} THEN {local} "
            f"WHEN {with_offset} THEN TIMEZONE({quote_text(zone)}, {exact}) ELSE {moved} END"
        )
        hint = "say under `dates:` how days are written here, such as dd/MM/yyyy"
    else:
        pattern = convert_pattern(source.dates)
        local = f"TRY_STRPTIME({text}, {quote_text(pattern)})"
        day, has_time = _cut_time(pattern)
        if has_time:  # a day may stand without its time
            local = f"COALESCE({local}, TRY_STRPTIME({text}, {quote_text(day)}))"
        value = _move_zone(local, own, zone) if has_time else local
        hint = f"the pattern is {source.dates}: correct the day, or the pattern"
    kind = "DATE" if field.shape is Shape.DATE else "TIMESTAMP"
    bounded = (
        f"CAST(CASE WHEN CAST({text} AS DATE) BETWEEN DATE '{_FIRST}' AND DATE '{_LAST}' THEN {text} END AS {kind})"
    )
    return TypedColumn(field, value, "is no day" if kind == "DATE" else "is no time", hint, bounded)


def _cut_time(pattern: str) -> tuple[str, bool]:
    """Give the part of a pattern that is the day, and whether a time follows it."""
    begins = [place for part in ("%H", "%-H", "%I", "%-I") if (place := pattern.find(part)) > 0]
    return (pattern[: min(begins)].rstrip(" T,"), True) if begins else (pattern, False)


def _move_zone(local: str, own: str, zone: str) -> str:
    """Move a time from the zone that it is written in to the programme's."""
    return local if own == zone else f"TIMEZONE({quote_text(zone)}, TIMEZONE({quote_text(own)}, {local}))"


def _read_number(field: RecordField, source: TableSource, text: str) -> TypedColumn:
    group = "," if source.decimal == "." else "."
    plain = f"REPLACE(REPLACE({text}, {quote_text(group)}, ''), {quote_text(source.decimal)}, '.')"
    grouped = rf"^[+-]?(\d{{1,3}}({re.escape(group)}\d{{3}})+|\d+)({re.escape(source.decimal)}\d+)?$"
    scale = 2 if field.shape is Shape.MONEY else 6
    fits = f"REGEXP_MATCHES({text}, {quote_text(grouped)}) AND LENGTH({text}) <= {_MOST_DIGITS + 8}"
    value = f"CASE WHEN {fits} THEN TRY_CAST({plain} AS DECIMAL(18, {scale})) END"
    hint = f"write 1200{source.decimal}50, without a sign for the currency; `decimal:` says which sign is used"
    return TypedColumn(field, value, "is no amount" if scale == 2 else "is no number", hint)  # noqa: PLR2004 - cents


def _read_word(field: RecordField, text: str, words: dict[str, str], known: Sequence[str]) -> TypedColumn:
    meant = {written: word for written, word in words.items() if word != UNANSWERED}
    if field.shape is Shape.FLAG:
        meant = {**dict.fromkeys(_TRUE, "true"), **dict.fromkeys(_FALSE, "false"), **meant}
    else:
        meant = {**{word: word for word in known}, **meant}
    other = meant.pop(ANY_OTHER, None)
    cases = " ".join(
        f"WHEN {quote_text(written.strip().lower())} THEN {quote_text(word)}" for written, word in meant.items()
    )
    rest = "" if other is None else f"ELSE CASE WHEN {text} IS NOT NULL THEN {quote_text(other)} END"
    value = f"CASE LOWER({text}) {cases} {rest} END" if cases else "CAST(NULL AS VARCHAR)"  # the handbook has none
    if field.shape is Shape.FLAG:
        value = f"CAST({value} AS BOOLEAN)"
    hint = f"say under `values: {{{field.name}: …}}` what it is here: {', '.join(known[:12])}"
    return TypedColumn(field, value, f"is no {field.name.replace('_', ' ')}", hint)

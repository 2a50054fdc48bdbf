"""A workbook that a programme without a partner system keeps by hand, and the settings by which it is read back."""

from __future__ import annotations

import io
import json
from datetime import datetime
from typing import TYPE_CHECKING

import xlsxwriter

from partner_playbooks.language.records import TABLES
from partner_playbooks.language.records.record_fields import Shape
from partner_playbooks.tracking.tracking_settings import list_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

    from partner_playbooks.handbook.linked import Handbook
    from partner_playbooks.language.records.record_fields import RecordField, RecordTable

FILE = "records/records.xlsx"
_KEPT = {
    "partners": ("id", "name", "type", "region", "tier", "owner", "committed", "signed", "activated", "ended"),
    "stage_entries": ("partner", "stage", "entered"),
    "activity": ("partner", "at", "kind", "joint"),
    "deals": ("id", "opened", "closed", "outcome", "amount", "kind"),
    "deal_partners": ("deal", "partner", "role"),
    "pauses": ("partner", "starts", "until", "reason", "next_step"),
}
"""What is kept, by table: no more than somebody keeps up."""
_ROWS = 2_000
_WIDTH = 18
_LISTS = "Lists"
_MADE = datetime(2026, 1, 1)  # noqa: DTZ001 - the same bytes whenever it is made
_FIRST = datetime(1990, 1, 1)  # noqa: DTZ001 - a day, in no zone
"""The first day that a cell takes."""
_FLAGS = ("yes", "no")


def write_workbook(handbook: Handbook) -> bytes:
    """Give an empty workbook: a sheet per table, with lists to choose from and days that are checked."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        book.set_properties({"title": "Partner records", "created": _MADE})
        heading = book.add_format({"bold": True, "text_wrap": True, "bg_color": "#E8EAF6", "valign": "top"})
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        text = book.add_format({"num_format": "@"})
        sheets = {name: book.add_worksheet(_title(name)) for name in _KEPT}
        lists = _Lists(book, handbook)
        for name, sheet in sheets.items():
            sheet.freeze_panes(1, 1)
            for column, field in enumerate(_list_fields(TABLES[name])):
                sheet.write_string(0, column, _title(field.name), heading)
                sheet.write_comment(0, column, f"{field.about}{'; needed' if field.needed else ''}")
                is_day = field.shape in {Shape.DATE, Shape.TIME}
                sheet.set_column(column, column, _WIDTH, day if is_day else text if _is_text(field) else None)
                _add_rule(sheet, column, field, lists)
    return out.getvalue()


def write_workbook_settings(handbook: Handbook, zone: str) -> str:
    """Give the text of a tracking.yml that reads the workbook."""
    lines = [
        "# Reads the workbook of `playbooks track start`: keep the headings of its sheets.",
        f"zone: {_quote(zone)}",
    ]
    lines.append("tables:")
    for name in _KEPT:
        fields = _list_fields(TABLES[name])
        columns = ", ".join(f"{field.name}: {_quote(_title(field.name))}" for field in fields)
        lines += [
            f"  {name}:",
            f"    file: {FILE}",
            f"    sheet: {_quote(_title(name))}",
            f"    columns: {{{columns}}}",
        ]
        titles = {field.name: _list_titles(name, field, handbook) for field in fields if field.shape is Shape.ENTITY}
        if titles:
            lines.append("    values:")
        for field_name, words in titles.items():
            meant = ", ".join(f"{_quote(title)}: {id_}" for title, id_ in words.items())
            lines.append(f"      {field_name}: {{{meant}}}")
    return "\n".join(lines) + "\n"


class _Lists:
    """The sheet of words that others let choose from."""

    def __init__(self, book: Workbook, handbook: Handbook) -> None:
        self._sheet, self._handbook = book.add_worksheet(_LISTS), handbook
        self._sheet.hide()
        self._columns: dict[tuple[str, ...], int] = {}

    def refer(self, table: str, field: RecordField) -> str | None:
        """Give where the words of a field stand; None where any will do."""
        if field.shape is Shape.LINK:
            return f"={_title(field.of)}!$A$2:$A${_ROWS}"
        words = tuple(_list_titles(table, field, self._handbook))
        if not words:
            return None
        column = self._columns.setdefault(words, len(self._columns))
        for row, word in enumerate(words):
            self._sheet.write_string(row, column, word)
        letter = xlsxwriter.utility.xl_col_to_name(column)
        return f"={_LISTS}!${letter}$1:${letter}${len(words)}"


def _add_rule(sheet: Worksheet, column: int, field: RecordField, lists: _Lists) -> None:
    """Let a column be chosen from a list, or hold days alone."""
    source = lists.refer(_find_table(sheet), field)
    if source is not None:
        rule: dict[str, object] = {"validate": "list", "source": source, "error_title": "Choose from the list"}
        sheet.data_validation(1, column, _ROWS, column, rule)
    elif field.shape in {Shape.DATE, Shape.TIME}:
        rule = {"validate": "date", "criteria": ">=", "value": _FIRST, "error_title": "A day"}
        sheet.data_validation(1, column, _ROWS, column, rule)
    elif field.shape in {Shape.MONEY, Shape.NUMBER}:
        rule = {"validate": "decimal", "criteria": ">=", "value": 0, "error_title": "A number"}
        sheet.data_validation(1, column, _ROWS, column, rule)


def _find_table(sheet: Worksheet) -> str:
    return next(name for name in _KEPT if _title(name) == sheet.get_name())


def _list_fields(table: RecordTable) -> list[RecordField]:
    return [field for name in _KEPT[table.name] if (field := table.find(name)) is not None]


def _list_titles(table: str, field: RecordField, handbook: Handbook) -> Mapping[str, str]:
    """Give the words that a field may hold, as they are chosen, each with what is meant."""
    if field.shape is Shape.FLAG:
        return {word: word for word in _FLAGS}
    known = list_words(table, field.name, handbook) or ()
    if field.shape is not Shape.ENTITY:
        return {word: word for word in known}
    return dict(_name_entities(field.of, known, handbook))


def _name_entities(kind: str, ids: tuple[str, ...], handbook: Handbook) -> Iterator[tuple[str, str]]:
    for id_ in ids:
        yield handbook.entities[kind][id_].title, id_


def _is_text(field: RecordField) -> bool:
    return field.shape in {Shape.ID, Shape.LINK, Shape.TEXT, Shape.PERSON}


def _title(name: str) -> str:
    """Give a heading, or the name of a sheet: without spaces, so that formulas need no quotation marks."""
    return name.capitalize() if name in _KEPT else name.replace("_", " ").capitalize()


def _quote(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)

"""PB312: a field of a document that cannot be filled in, or that its own example does not fit."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from partner_playbooks.handbook.model.document import NUMBER, Document, DocumentField, FieldType
from partner_playbooks.handbook.model.field_problems import write_as_value
from partner_playbooks.language.diagnostics import Diagnostic, suggest_nearest
from partner_playbooks.language.text import list_filled_names

if TYPE_CHECKING:
    from collections.abc import Iterator

    from partner_playbooks.handbook.linked import Handbook

_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_OWN = {FieldType.CHOICE: "choices", FieldType.TABLE: "columns"}

Problem = tuple[tuple[str | int, ...], str, str]
"""Where in the field, what is wrong, and the way out."""


def check(handbook: Handbook, _today: date) -> Iterator[Diagnostic]:
    """Yield a finding per field that lacks choices or columns, has too many, or has an example of another type."""
    for placed in handbook.list_written("document"):
        if not isinstance(placed.record, Document):
            continue
        for number, section in enumerate(placed.record.sections):
            for index, each in enumerate(section.fields):
                for path, message, hint in (
                    *_shape(each),
                    *_example(each),
                    *_rows(each),
                    *_totals(each),
                    *_standing(each),
                ):
                    span = placed.span("sections", number, "fields", index, *path)
                    yield Diagnostic("PB312", f'field "{each.id}": {message}', span, hint)


def _shape(each: DocumentField) -> Iterator[Problem]:
    for type_, name in _OWN.items():
        given = bool(getattr(each, name))
        if given and each.type is not type_:
            yield (name,), f"a {each.type.value} field has no {name}", f"write `type: {type_.value}`, or remove them"
        if not given and each.type is type_:
            yield ("id",), f"a {type_.value} needs {name}", f"list them under `{name}:`"


def _example(each: DocumentField) -> Iterator[Problem]:
    example = each.example
    if example is None:
        return
    if each.type is FieldType.TABLE:
        yield ("example",), "the example of a table stands in rows", "list it under `rows:`"
    elif "\n" in example and each.type is not FieldType.LONG_TEXT:
        yield ("example",), "only a long text has several lines", "write it on one line, or write `type: long-text`"
    elif each.type is FieldType.CHOICE and each.choices and example not in each.choices:
        hint = suggest_nearest(example, each.choices, write_as_value) or f"choices: {', '.join(each.choices)}"
        yield ("example",), "the example is not one of the choices", hint
    elif any(list_filled_names(example)):
        return  # what stands there is known when pages are made
    elif each.type is FieldType.NUMBER and not NUMBER.fullmatch(example):
        yield ("example",), "the example is not a number", "write digits, such as 60 or 12.5, and the unit in the label"
    elif each.type is FieldType.DATE and not _is_date(example):
        yield ("example",), "the example is not a date", "write year-month-day, such as 2026-11-30"


def _rows(each: DocumentField) -> Iterator[Problem]:
    if each.rows and each.type is not FieldType.TABLE:
        yield ("rows",), f"a {each.type.value} field has no rows", "write the value under `example:`"
        return
    if each.labelled_rows and not each.rows:
        yield ("labelled_rows",), "there are no rows whose first column could name them", "list them under `rows:`"
    for index, row in enumerate(each.rows):
        if len(row) != len(each.columns):
            message = f"row {index + 1} does not have a value per column"
            yield ("rows", index), message, f"columns: {', '.join(each.columns)}"


def _totals(each: DocumentField) -> Iterator[Problem]:
    if each.totals and each.type is not FieldType.TABLE:
        yield ("totals",), f"a {each.type.value} field has no totals", "write `type: table`, or remove them"
        return
    for index, name in enumerate(each.totals):
        if name not in each.columns[1:]:
            hint = suggest_nearest(name, each.columns[1:], write_as_value)
            told = f"columns that can have one: {', '.join(each.columns[1:])}"
            yield ("totals", index), f'there is no column "{name}" to add up', hint or told
            continue
        place = each.columns.index(name)
        for number, row in enumerate(each.rows):
            if place < len(row) and row[place] and not NUMBER.fullmatch(row[place]):
                message = f'"{row[place]}" cannot be added up in the column "{name}"'
                yield ("rows", number, place), message, 'write digits, such as 60 or 12.5, or "" for none'


def _standing(each: DocumentField) -> Iterator[Problem]:
    if each.standing and each.type is not FieldType.TABLE:
        yield ("standing",), f"a {each.type.value} field has no columns", "write `type: table`, or remove them"
        return
    if each.standing and not each.rows:
        yield ("standing",), "there are no rows that could stand in the blank form", "list them under `rows:`"
    for index, name in enumerate(each.standing):
        if name not in each.columns:
            hint = suggest_nearest(name, each.columns, write_as_value) or f"columns: {', '.join(each.columns)}"
            yield ("standing", index), f'there is no column "{name}" to stand in the blank form', hint


def _is_date(example: str) -> bool:
    try:
        return _DATE.fullmatch(example) is not None and bool(date.fromisoformat(example))
    except ValueError:
        return False

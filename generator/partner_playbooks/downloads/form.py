"""A document of the toolkit as a form: what every format shows of it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from partner_playbooks.downloads.column_widths import share_widths
from partner_playbooks.handbook.model.document import DocumentKind, FieldType

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from partner_playbooks.downloads.task_list import Frame
    from partner_playbooks.downloads.task_list_maker import TaskListMaker
    from partner_playbooks.handbook.model.document import Document, DocumentField, DocumentSection
    from partner_playbooks.language.text import Piece

_ROOM = 4
"""Empty rows of a table that has none in its example."""
_WRITTEN = 7
"""Letters that every column has room for: a number, or a short name by hand."""


@dataclass(frozen=True, slots=True)
class Field:
    """A field that is filled in on one line or several."""

    label: str
    type: FieldType
    choices: tuple[str, ...]
    hint: str
    long: bool
    weight: str
    value: str = ""
    """What it is filled in with; empty where somebody is to do so."""


@dataclass(frozen=True, slots=True)
class Grid:
    """A field that is a table of its own, with room for as many rows."""

    label: str
    columns: tuple[str, ...]
    widths: tuple[int, ...]
    """The share of each column in the width of the table, in thousandths: by what is written into it."""
    rows: tuple[tuple[str, ...], ...]
    """Its rows; an empty cell is to be filled in."""
    total: tuple[str, ...]
    """Its last row, in which columns are added up; none where none are."""


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the form."""

    heading: str
    guidance: tuple[Piece, ...]
    lines: tuple[Field, ...]
    grids: tuple[Grid, ...]
    weighted: bool


@dataclass(frozen=True, slots=True)
class Form:
    """A document to fill in."""

    frame: Frame
    id: str
    title: str
    kind: str
    purpose: str
    facts: tuple[tuple[str, str], ...]
    sections: tuple[Section, ...]
    example: tuple[Section, ...] = ()
    """The same filled in for a partner that does not exist, to lie beside the blank form; of a meeting's form."""


@dataclass(frozen=True, slots=True)
class Entries:
    """What a form is filled in with, by the ids of its fields."""

    values: Mapping[str, str]
    rows: Mapping[str, tuple[tuple[str, ...], ...]]


NO_ENTRIES = Entries({}, {})


def build_form(maker: TaskListMaker, document: Document, entries: Entries = NO_ENTRIES) -> Form:
    """Give a document as a form, in the words of an edition; with what is known already."""
    say = maker.say
    filled_by = ", ".join(maker.handbook.entities["role"][id_].title for id_ in document.filled_by)
    made_for = ", ".join(maker.handbook.entities["partner-type"][id_].title for id_ in document.partner_types)
    is_meeting = document.kind is DocumentKind.AGENDA and entries is NO_ENTRIES
    facts = (
        (say("document.use-when"), document.use_when),
        (say("document.filled-by"), filled_by),
        (say("document.partner-types"), made_for),
        (say("document.version"), document.version),
    )
    return Form(
        frame=maker.frame(document.review),
        id=document.id,
        title=document.title,
        kind=str(maker.messages.name(document.kind)),
        purpose=maker.words(document.purpose),
        facts=tuple(fact for fact in facts if fact[1]),
        sections=tuple(_section(maker, section, entries) for section in document.sections),
        example=tuple(_example(maker, section) for section in document.sections) if is_meeting else (),
    )


def _section(maker: TaskListMaker, section: DocumentSection, entries: Entries) -> Section:
    lines = tuple(_field(maker, each, entries) for each in section.fields if each.type is not FieldType.TABLE)
    grids = tuple(_grid(maker, each, entries) for each in _tables(maker, section))
    weighted = any(line.weight for line in lines)
    return Section(section.heading, maker.pieces(section.guidance), lines, grids, weighted)


def _example(maker: TaskListMaker, section: DocumentSection) -> Section:
    """Give a section as the example fills it in."""
    lines = tuple(
        replace(_field(maker, each, NO_ENTRIES), value=maker.values.fill(each.example), weight="")
        for each in section.fields
        if each.example and each.type is not FieldType.TABLE
    )
    total = maker.say("document.total")
    grids = tuple(
        Grid(each.label, each.columns, _widths(each, each.rows), each.rows, each.add_up(total))
        for each in _tables(maker, section)
        if each.rows
    )
    return Section(section.heading, (), lines, grids, weighted=False)


def _tables(maker: TaskListMaker, section: DocumentSection) -> Iterator[DocumentField]:
    """Yield the fields of a section that are tables, with all values in their rows."""
    for each in section.fields:
        if each.type is FieldType.TABLE and each.columns:
            yield each.model_copy(update={"rows": tuple(tuple(map(maker.values.fill, row)) for row in each.rows)})


def _grid(maker: TaskListMaker, each: DocumentField, entries: Entries) -> Grid:
    blank = (("",) * len(each.columns),) * max(_ROOM, len(each.rows) + 1)
    rows = entries.rows.get(each.id, ()) or each.blank_rows or blank
    widths = _widths(each, (*each.rows, *rows))
    return Grid(each.label, each.columns, widths, rows, each.add_up_blank(maker.say("document.total")))


def _widths(each: DocumentField, rows: tuple[tuple[str, ...], ...]) -> tuple[int, ...]:
    """Give the widths of columns; in a blank form by the example, which says how long what is written there is."""
    headed = (row[: len(each.columns)] for row in rows)  # a cell below no heading is a finding of the checks
    return share_widths((each.columns, *headed), (_WRITTEN,) * len(each.columns))


def _field(maker: TaskListMaker, each: DocumentField, entries: Entries) -> Field:
    typed = each.type in {FieldType.NUMBER, FieldType.DATE}
    return Field(
        label=each.label,
        type=each.type,
        choices=each.choices,
        hint=maker.say(f"document.hint-{each.type.value}") if typed else "",
        long=each.type is FieldType.LONG_TEXT,
        weight="" if each.weight is None else str(each.weight),
        value=entries.values.get(each.id, ""),
    )

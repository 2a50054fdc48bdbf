"""A document of the toolkit as a form: what every format shows of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from partner_playbooks.handbook.model.document import FieldType

if TYPE_CHECKING:
    from collections.abc import Mapping

    from partner_playbooks.downloads.task_list import Frame
    from partner_playbooks.downloads.task_list_maker import TaskListMaker
    from partner_playbooks.handbook.model.document import Document, DocumentField, DocumentSection
    from partner_playbooks.language.text import Piece

_ROOM = 4
"""Empty rows of a table that has none in its example."""


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
    room: int
    labels: tuple[str, ...]
    """What its rows are, in the first column; none where they are blank."""
    total: str
    """What its last row is called, in which columns are added up; empty where none are."""
    rows: tuple[tuple[str, ...], ...] = ()
    """What it is filled in with."""


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
    )


def _section(maker: TaskListMaker, section: DocumentSection, entries: Entries) -> Section:
    lines = tuple(_field(maker, each, entries) for each in section.fields if each.type is not FieldType.TABLE)
    grids = tuple(
        Grid(
            each.label,
            each.columns,
            len(each.labels) or max(_ROOM, len(each.rows) + 1),
            tuple(map(maker.values.fill, each.labels)),
            maker.say("document.total") if each.totals else "",
            entries.rows.get(each.id, ()),
        )
        for each in section.fields
        if each.type is FieldType.TABLE and each.columns
    )
    weighted = any(line.weight for line in lines)
    return Section(section.heading, maker.pieces(section.guidance), lines, grids, weighted)


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

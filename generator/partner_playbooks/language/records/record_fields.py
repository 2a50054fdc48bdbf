"""Records of a programme as tables and fields: what a field may hold, and how a table is written down."""

from __future__ import annotations

from dataclasses import KW_ONLY, dataclass
from enum import StrEnum

MOVED_ON = "moved_on"
"""The field of a stay that is the day on which a later stage began: computed where it is asked for."""


class Shape(StrEnum):
    """What a field of a record holds."""

    ID = "id"
    """What names a row within its table."""
    LINK = "link"
    """The id of a row of another table."""
    TEXT = "text"
    PERSON = "person"
    """A name or address of a person: hashed when it is read."""
    DATE = "date"
    """A day; a time becomes the day that it was in the programme's time zone."""
    TIME = "time"
    """A day with its time of day, where hours are counted; a day alone is its midnight."""
    MONEY = "money"
    NUMBER = "number"
    FLAG = "flag"
    CHOICE = "choice"
    """One of a few words of this handbook, to which the words of an export are mapped."""
    PERIOD = "period"
    """A year, quarter or month: `2026`, `2026-Q3`, `2026-09`."""
    ENTITY = "entity"
    """The id of an entity of the handbook, to which the words of an export are mapped."""


@dataclass(frozen=True, slots=True)
class RecordField:
    """A field of a record."""

    name: str
    shape: Shape
    about: str
    """What it holds, in the words of somebody who exports it."""
    _: KW_ONLY
    needed: bool = False
    """Whether a row without it says nothing, and a table without its column cannot be read."""
    of: str = ""
    """For a link: the table; for an entity: its kind, such as `stage`."""
    choices: tuple[str, ...] = ()
    """For a choice: the words."""
    planned: bool = False
    """For a day: whether it may lie ahead. Any other day after the day of calculation is not known yet."""
    known_with: str = ""
    """The day on which it becomes known; empty where it always was."""
    priced_on: tuple[str, ...] = ()
    """For money: the days of which the first that is known says by which rate another currency counts."""
    derived: bool = False
    """Whether it is computed of other fields, and no column of an export."""


@dataclass(frozen=True, slots=True)
class RecordTable:
    """A table of records."""

    name: str
    about: str
    fields: tuple[RecordField, ...]
    unlocks: str = ""
    """What its rows make known that nothing else does."""
    says: tuple[str, ...] = ()
    """Fields of which a row fills in one at least: without any it stands in a list that nobody has filled in, and is
    passed over. Nothing is, where this is empty."""

    @property
    def key(self) -> RecordField | None:
        """The field that names a row; None where rows have no names."""
        return next((field for field in self.fields if field.shape is Shape.ID), None)

    @property
    def needed(self) -> tuple[RecordField, ...]:
        """The fields that no row may lack."""
        return tuple(field for field in self.fields if field.needed)

    @property
    def day(self) -> RecordField | None:
        """The day from which a row is known; None where rows have no such day."""
        return next((field for field in self.needed if field.shape in {Shape.DATE, Shape.TIME}), None)

    def find(self, name: str) -> RecordField | None:
        """Give a field by its name."""
        return next((field for field in self.fields if field.name == name), None)


def link_to(table: str, name: str = "", about: str = "", *, needed: bool = False) -> RecordField:
    """Give a field that names a row of another table."""
    single = table.removesuffix("s")
    return RecordField(name or single, Shape.LINK, about or f"the {single} that it belongs to", needed=needed, of=table)

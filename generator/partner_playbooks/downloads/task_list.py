"""A plan or a stage's checklist in plain words: what every format shows of it, so that all formats agree."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from partner_playbooks.handbook.model.role import Side
    from partner_playbooks.handbook.model.task import DayCount, Recurrence
    from partner_playbooks.language.text import Piece

UNDATED = datetime(2020, 1, 1, tzinfo=UTC)
"""When files say that they were made whose bytes must not depend on it; issues of calendars are counted from it."""


@dataclass(frozen=True, slots=True)
class Task:
    """Something to do."""

    key: str
    title: str
    side: Side
    owner: str
    """Who does it: the role, with the name of whoever fills it."""
    support: str
    """Who of the other side must act too, likewise; empty where nobody must."""
    anchor: str
    """Key of the date that its day is counted from."""
    when: str
    """The day in words: `Day 3 from signature`."""
    days: DayCount
    """The same in numbers."""
    due: date | None
    begins: date | None
    """The first of several days on which it may be done, where there is more than one and it has a date."""
    done_when: str
    after: tuple[str, ...]
    """Keys of tasks of this list that must be done first."""
    recurrence: Recurrence | None
    duration: int | None
    """Calendar days that it takes."""
    partner_types: tuple[str, ...] = ()
    """Titles of the partner types that it is for, in a list for any; all of them where there is none."""
    tiers: tuple[str, ...] = ()
    """Titles of the tiers that it is for, likewise."""


@dataclass(frozen=True, slots=True)
class Test:
    """What must be true in the end."""

    key: str
    text: str
    partner_types: tuple[str, ...] = ()
    """As of a task."""


@dataclass(frozen=True, slots=True)
class Group:
    """A milestone of a plan with what leads to it, or the whole checklist of a stage."""

    key: str
    title: str
    day: int | None
    when: str
    due: date | None
    entry: tuple[str, ...]
    """What must be true to start."""
    tasks: tuple[Task, ...]
    tests: tuple[Test, ...]


@dataclass(frozen=True, slots=True)
class Anchor:
    """A date that days are counted from."""

    key: str
    label: str
    date: date | None


@dataclass(frozen=True, slots=True)
class Person:
    """A role that has something to do, and who fills it."""

    role: str
    """Its id."""
    title: str
    side: Side
    name: str
    address: str
    """Where it is reached; both are empty where nobody says so."""


@dataclass(frozen=True, slots=True)
class Working:
    """Which days work is due on, as spreadsheets ask for it."""

    weekdays: tuple[int, ...]
    """0 for Monday to 6 for Sunday."""
    country: str
    first_year: int
    last_year: int
    holidays: tuple[date, ...]
    """Of all those years."""


@dataclass(frozen=True, slots=True)
class Frame:
    """What stands around any content that leaves the handbook."""

    programme: str
    vendor: str
    version: str
    reviewed: date | None
    internal: bool
    language: str
    """Of content."""
    date_format: str


@dataclass(frozen=True, slots=True)
class TaskList:
    """A plan, or the checklist of a stage."""

    frame: Frame
    is_plan: bool
    """Whether it is a plan, which both sides fill in; else it is a stage's checklist."""
    id: str
    """Of the plan or stage."""
    title: str
    subtitle: str
    partner: str
    """Whom it is made for; empty for nobody in particular."""
    made_for: tuple[str, ...]
    """Partner type and tier, where they are chosen."""
    objective: tuple[Piece, ...]
    facts: tuple[tuple[str, str], ...]
    """What there is to know, with its label."""
    back: bool
    """Whether days are counted back to a target."""
    anchors: tuple[Anchor, ...]
    groups: tuple[Group, ...]
    risks: tuple[tuple[str, str, str], ...]
    """First sign, what to do, whom to involve."""
    people: tuple[Person, ...]
    working: Working
    documents: tuple[str, ...]
    """Ids of the documents that its tasks need."""
    issued: datetime
    """When it was made, by which calendars know a later file; `UNDATED` where that must not show."""

    @property
    def tasks(self) -> Iterator[Task]:
        """Yield all tasks, group by group."""
        for group in self.groups:
            yield from group.tasks

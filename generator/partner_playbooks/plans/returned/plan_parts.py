"""What a `plan.json` consists of, and an object of it whose values are taken one by one: a bad one hides nothing."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Literal

from pydantic import BaseModel, ConfigDict
from pydantic import Field as Named

from partner_playbooks.handbook.model.role import Side  # noqa: TC001 - pydantic reads it
from partner_playbooks.handbook.model.task import Recurrence  # noqa: TC001 - pydantic reads it
from partner_playbooks.language.diagnostics import UserError
from partner_playbooks.plans.calendar import build_calendar
from partner_playbooks.plans.returned.findings import ReturnFault, show_value
from partner_playbooks.plans.texts import WITH_LINES, clean_text, find_text_fault, show_text

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator

    from partner_playbooks.plans.due_dates import WorkCalendar

Day = date


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Anchor(_Part):
    """The date that days are counted from."""

    kind: Literal["start", "target"]
    label: str
    date: Day | None


class Working(_Part):
    """When work is due."""

    weekdays: tuple[int, ...]
    """0 for Monday to 6 for Sunday; not empty."""
    country: str


class Test(_Part):
    """What must be true at a milestone."""

    id: str
    text: str


class Milestone(_Part):
    """A point where both sides stop and test."""

    id: str
    title: str
    day: int
    due: date | None
    tests: tuple[Test, ...]


class Task(_Part):
    """Something to do."""

    id: str
    milestone: str
    title: str
    side: Side
    owner: str
    day: int
    due: date | None
    done_when: str
    after: tuple[str, ...]
    recurrence: Recurrence | None
    from_day: int | None = None
    begins: date | None = None
    working_days: bool = False
    support: str = ""
    duration: int | None = None


class PlanFile(_Part):
    """The plan as it was made; what is said of it stands apart."""

    schema_: Literal["partner-playbooks/plan"] = Named(alias="schema")
    version: Literal[1]
    plan: str
    title: str
    edition: Literal["internal", "partner"]
    programme: str
    partner: str
    made_for: tuple[str, ...]
    anchor: Anchor
    working: Working
    milestones: tuple[Milestone, ...]
    tasks: tuple[Task, ...]


class Repeating(dict[str, object]):
    """An object of a JSON file, with the fields that stand in it more than once: only the last of each counts."""

    def __init__(self, pairs: list[tuple[str, object]]) -> None:
        """Keep what a later pair takes the place of."""
        super().__init__(pairs)
        last = {key: place for place, (key, _) in enumerate(pairs)}
        self.passed_over = [(key, value) for place, (key, value) in enumerate(pairs) if last[key] != place]


class Part:
    """An object of the file. What is taken from it is good; what was not, is missing or is not known is told."""

    def __init__(self, data: object, place: str, tell: Callable[[ReturnFault], None], file: str) -> None:
        """Take anything; what is no object has no fields."""
        self._data = data if isinstance(data, dict) else {}
        self._place, self._tell, self._file = place, tell, file
        self._asked: set[str] = set()
        self.title = ""
        """What findings name it by."""
        if not isinstance(data, dict):
            self.refuse("", "an object belongs here", data)

    def place_of(self, field: str) -> str:
        """Give the place of a field in the file."""
        return ".".join(filter(None, (self._place, field)))

    def refuse(self, field: str, reason: str, value: object = "") -> None:
        """Tell that the value of a field was not read, or not as it stands."""
        self._tell(ReturnFault(self._file, self.place_of(field), reason, show_value(value), self.title))

    def take(self, field: str, *, wanted: bool = True) -> object:
        """Give whatever a field holds; None, told if it is `wanted`, where there is none."""
        self._asked.add(field)
        if field not in self._data:
            if wanted:
                self.refuse(field, "this field is missing")
            return None
        return self._data[field]

    def holds(self, field: str) -> bool:
        """Tell whether there is such a field."""
        return field in self._data

    def text(self, field: str, *, wanted: bool = True) -> str:
        """Give a text, cleaned; one that cannot be held as it stands is told, and stand-ins are given for it."""
        found = self.take(field, wanted=wanted)
        if isinstance(found, str):
            return self.take_clean(field, found, lines=field in WITH_LINES)
        if self.holds(field):
            self.refuse(field, "a text belongs here", found)
        return ""

    def take_clean(self, field: str, text: str, *, lines: bool) -> str:
        """Give a text by the rule for all texts of plans; what is at fault is told and shown with stand-ins."""
        clean = clean_text(text, lines=lines)
        fault = find_text_fault(clean, lines=lines)
        if fault is None:
            return clean
        self.refuse(field, f"{fault}; it is kept as far as it can be shown", text)
        return show_text(text, lines=lines)

    def number(self, field: str, *, wanted: bool = True) -> int | None:
        """Give a whole number that a calendar may reach."""
        found = self.take(field, wanted=wanted)
        whole = int(found) if isinstance(found, float) and found.is_integer() else found
        if isinstance(whole, int) and not isinstance(whole, bool) and abs(whole) <= _DAYS:
            return whole
        if self.holds(field):
            self.refuse(field, "a whole number of days belongs here", found)
        return None

    def flag(self, field: str) -> bool:
        """Tell whether a field says yes; it says no where it is missing."""
        found = self.take(field, wanted=False)
        if self.holds(field) and not isinstance(found, bool):
            self.refuse(field, "true or false belongs here; false is taken", found)
        return found is True

    def date(self, field: str, *, wanted: bool = True) -> date | None:
        """Give a date; null stands for none."""
        found = self.take(field, wanted=wanted)
        day = read_iso_date(found) if isinstance(found, str) else None
        if day is None and found is not None:
            self.refuse(field, "this is no date; write it as 2026-12-01", found)
        return day

    def choice(self, field: str, known: Collection[str], otherwise: str) -> str:
        """Give one of a few words; `otherwise`, told, where it is none of them."""
        found = self.take(field)
        if isinstance(found, str) and found in known:
            return found
        if self.holds(field):
            self.refuse(field, f"choose one of {', '.join(known)}; “{otherwise}” is taken", found)
        return otherwise

    def entries(self, field: str) -> Iterator[tuple[str, object]]:
        """Yield what a list holds, each with its place."""
        found = self.take(field)
        if isinstance(found, list):
            yield from ((f"{field}.{number}", each) for number, each in enumerate(found))
        elif self.holds(field):
            self.refuse(field, "a list belongs here", found)

    def texts(self, field: str) -> tuple[str, ...]:
        """Give the texts of a list; what is none is told and left out."""
        found = []
        for place, each in self.entries(field):
            if isinstance(each, str):
                found.append(self.take_clean(place, each, lines=False))
            else:
                self.refuse(place, "a text belongs here", each)
        return tuple(found)

    def part(self, field: str) -> Part:
        """Give an object within."""
        return Part(self.take(field), self.place_of(field), self._tell, self._file)

    def within(self, place: str, data: object) -> Part:
        """Give an object of a list."""
        return Part(data, self.place_of(place), self._tell, self._file)

    def fields(self) -> list[tuple[str, object]]:
        """Give all fields, where any may stand, and tell those that stand there twice."""
        self._tell_repeated()
        return list(self._data.items())

    def finish(self) -> None:
        """Tell what nobody asked for, and what stands there twice."""
        for field, value in self._data.items():
            if field not in self._asked:
                self.refuse(field, "this program knows no such field", value)
        self._tell_repeated()

    def _tell_repeated(self) -> None:
        for field, value in self._data.passed_over if isinstance(self._data, Repeating) else ():
            self.refuse(field, "this stands here more than once; the last one was read, not this", value)


def find_calendar(working: Working) -> WorkCalendar:
    """Give the days on which work is due; without holidays where none are known for the country."""
    try:
        return build_calendar(working.weekdays, working.country)
    except UserError:
        return build_calendar(working.weekdays, "")


_DAYS = 3_660_000
"""More days than calendars have."""
_ISO_DATE = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)


def read_iso_date(text: str) -> date | None:
    """Give the date that is written as 2026-12-01; None where it is written otherwise, or there is no such day."""
    try:
        return date.fromisoformat(text) if _ISO_DATE.fullmatch(text) else None
    except ValueError:
        return None

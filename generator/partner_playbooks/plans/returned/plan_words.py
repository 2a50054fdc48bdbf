"""What is said of a plan in its file, word by word: each is read, or told with its place."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from partner_playbooks.language.diagnostics import UserError, suggest_nearest
from partner_playbooks.plans.due_dates import find_due_date
from partner_playbooks.plans.returned.findings import show_value
from partner_playbooks.plans.returned.plan_parts import PlanFile, find_calendar, read_iso_date
from partner_playbooks.plans.state import ADDED, LATEST, PLAN, Field, StateChange, Status, find_later_time
from partner_playbooks.plans.texts import WITH_LINES, find_text_fault

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from partner_playbooks.plans.returned.plan_parts import Part

_TIME = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d:?\d\d)?", re.ASCII)
"""A time as both sides read it."""
DATES = frozenset({Field.DONE_ON, Field.DUE, Field.ANCHOR})
"""Fields that hold a date."""


class WordReader:
    """Reads `state` and `log`."""

    def __init__(self, plan: PlanFile, name: str, at: datetime, whole: Part) -> None:
        self._name, self._at, self._whole = name, at, whole
        self._plan, self._titles = plan, map_plan_titles(plan)

    def read(self) -> list[StateChange]:
        """Give the words; one that was written by hand is later than those that the file holds besides."""
        words = list(self._log())
        by_hand: list[tuple[str, Field, str]] = []
        state = self._whole.part("state")
        for key, fields in state.fields():
            entry = state.within(key, fields)
            entry.title = self._titles.get(key, "")
            if fields == {} or not self._is_known(state, key, key, fields):
                continue
            for name, said in entry.fields():
                known = self._field(entry, name, name, said)
                if known is None:
                    continue
                if isinstance(said, str):
                    value = self._value(entry, name, known, said)
                    by_hand += [] if value is None else [(key, known, value)]
                else:
                    words += self._word(entry.within(name, said), entry.title, key, known)
        for key, known, value in by_hand:
            before = [word.at for word in words if (word.key, word.field) == (key, known)]
            words.append(StateChange(key, known, find_later_time(self._at, before), self._name, value))
        return words

    def _log(self) -> Iterator[StateChange]:
        for place, each in self._whole.entries("log"):
            entry = self._whole.within(place, each)
            key, name = entry.text("id"), entry.take("field")
            entry.title = self._titles.get(key, "")
            if self._is_known(entry, "id", key, each):
                known = self._field(entry, "field", name, each)
                if known is not None:
                    yield from self._word(entry, entry.title, key, known)

    def _is_known(self, part: Part, place: str, key: str, said: object) -> bool:
        if key in self._titles or key.startswith(ADDED):
            return True
        hint = suggest_nearest(key, list(self._titles))
        reason = f'there is no task or exit test "{key}" in this plan{hint and f"; {hint}"}'
        part.refuse(place, reason, _say_briefly(said))
        return False

    def _field(self, part: Part, place: str, name: object, said: object) -> Field | None:
        if isinstance(name, str) and name in list(Field):
            return Field(name)
        part.refuse(place, f"nothing can be said of this; choose one of {', '.join(Field)}", _say_briefly(said))
        return None

    def _word(self, part: Part, title: str, key: str, known: Field) -> Iterator[StateChange]:
        part.title = title
        found = part.take("value")
        at, by = self._time(part, found), part.text("by")
        part.finish()
        if isinstance(found, str) and at is not None:
            value = self._value(part, "value", known, found)
            if value is not None:
                yield StateChange(key, known, at, by, value)
        elif part.holds("value") and not isinstance(found, str):
            part.refuse("value", "a text belongs here", found)

    def _value(self, part: Part, place: str, known: Field, text: str) -> str | None:
        if known in DATES or known is Field.STATUS:
            if fault := find_value_fault(known, text, self._plan):
                part.refuse(place, fault, text)
                return None
            return text
        return part.take_clean(place, text, lines=known.value in WITH_LINES)

    @staticmethod
    def _time(part: Part, value: object) -> datetime | None:
        found = part.take("at", wanted=False)
        at = read_time(found) if isinstance(found, str) else None
        if at is None:
            reason = "its time is missing" if found is None else f"its time “{show_value(found)}” is none"
            part.refuse("at", f"{reason}; write it as 2026-12-01T09:30:00Z", value)
        return at


def _say_briefly(said: object) -> object:
    """Give the words in what stands somewhere, whether it is a word or many by their fields."""
    if not isinstance(said, dict):
        return said
    if "value" in said:
        return said["value"]
    return ", ".join(f"{name}: {show_value(_say_briefly(value))}" for name, value in said.items())


def read_time(text: str) -> datetime | None:
    """Give a moment in universal time; None where it is none, or beyond the last one."""
    try:
        found = datetime.fromisoformat(text)
        at = (found if found.tzinfo else found.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None
    return at if _TIME.fullmatch(text) and at <= LATEST else None


def map_plan_titles(plan: PlanFile) -> Mapping[str, str]:
    """Give all that something may be said of, with its title or words."""
    tests = {test.id: test.text for milestone in plan.milestones for test in milestone.tests}
    return {PLAN: plan.title} | tests | {task.id: task.title for task in plan.tasks}


def find_value_fault(known: Field, value: str, plan: PlanFile) -> str | None:
    """Say what is wrong with a value that is said of a plan; None if nothing is. An empty one takes a word back."""
    if not value:
        return None
    if known is Field.STATUS:
        choices = ", ".join(Status)
        return None if value in list(Status) else f'"{show_value(value)}" is no status; choose one of {choices}'
    if known in DATES:
        day = read_iso_date(value)
        if day is None:
            return f'"{show_value(value)}" is no date; write it as 2026-12-01'
        return _find_reach_fault(plan, day) if known is Field.ANCHOR else None
    return find_text_fault(value, lines=known.value in WITH_LINES)


def _find_reach_fault(plan: PlanFile, anchor: date) -> str | None:
    """Say so where no calendar holds all days of a plan that is counted from a date."""
    calendar = find_calendar(plan.working)
    days = sorted({*(task.day for task in plan.tasks), *(milestone.day for milestone in plan.milestones)})
    try:
        for day in dict.fromkeys((*days[:1], *days[-1:])):
            find_due_date(anchor, day, calendar, back=plan.anchor.kind == "target")
    except UserError as error:
        return str(error)
    return None

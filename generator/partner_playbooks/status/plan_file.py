"""`plan.json` as it is read: value by value, for it may have been edited by hand. What is wrong is told, and the rest counts."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

from partner_playbooks.diagnostics import UserError, nearest
from partner_playbooks.downloads.plan_file import SCHEMA, VERSION
from partner_playbooks.model.role import Side
from partner_playbooks.model.stage import Recurrence
from partner_playbooks.plans import calendar_of, due_date
from partner_playbooks.plans.state import ADDED, LATEST, PLAN, Field, State, Status, Word, later_than
from partner_playbooks.plans.texts import WITH_LINES, find_text_fault
from partner_playbooks.status.findings import Finding, show_value
from partner_playbooks.status.plan_parts import (
    Anchor,
    Milestone,
    Part,
    PlanFile,
    Repeating,
    Task,
    Test,
    Working,
    read_iso_date,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

__all__ = ["MAX_BYTES", "Filled", "Milestone", "PlanFile", "fault_of", "filled_of", "read_plan_file", "written"]

MAX_BYTES = 20_000_000
"""Most bytes of a file that comes back, whatever it is; the browser has the same limit."""
_DIGITS = 18
"""Most digits of a number; what has more is no day."""
_DATES = frozenset({Field.DONE_ON, Field.DUE, Field.ANCHOR})


@dataclass(frozen=True, slots=True)
class Filled:
    """A plan, and what was said of it."""

    plan: PlanFile
    """As it was made: `state` and `log` of the file are in `state`."""
    state: State
    unread: tuple[Finding, ...] = field(default=(), compare=False)
    """What of its file was not understood."""
    guesses: tuple[Finding, ...] = field(default=(), compare=False)
    """What of its file was understood by its likeness alone."""


def read_plan_file(raw: bytes, name: str, at: datetime) -> Filled:
    """Read a `plan.json`.

    Args:
        raw: Its bytes.
        name: How it is called.
        at: When it was last changed: the time of what was written into it by hand, without a time.

    Raises:
        UserError: it is no plan at all, and why.
    """
    if len(raw) > MAX_BYTES:
        raise UserError(f"{name} is too large", f"{MAX_BYTES // 1_000_000} MB is the most")
    try:
        data = json.loads(
            raw.decode("utf-8-sig"),
            object_pairs_hook=Repeating,
            parse_int=lambda digits: int(digits) if len(digits) <= _DIGITS else digits,
            parse_constant=str,
        )
    except UnicodeDecodeError:
        raise UserError(f"{name}: this is no UTF-8 text", "save it as UTF-8") from None
    except json.JSONDecodeError as error:
        place = f"{name}:{error.lineno}:{error.colno}"
        raise UserError(
            f"{place}: this is no JSON: {error.msg}", "mend the line, or take the file as it was sent"
        ) from None
    except RecursionError:
        raise UserError(f"{name}: this is nested too deep", "take the file as it was sent") from None
    return filled_of(data, name, at)


def filled_of(data: Any, name: str, at: datetime) -> Filled:  # noqa: ANN401 - whatever a file holds
    """Give the plan that was read from a file, and what of it could not be.

    Raises:
        UserError: it is no plan at all, and why.
    """
    if not isinstance(data, dict) or data.get("schema") != SCHEMA:
        raise UserError(f"{name} holds no plan", f'it begins with "schema": "{SCHEMA}" where it does')
    version = data.get("version")
    if version != VERSION or isinstance(version, bool):
        raise UserError(f"{name} is of version {version!r:.20}", f"this program reads version {VERSION}")
    told: list[Finding] = []
    whole = Part(data, "", told.append, name)
    plan = _read_plan(whole)
    words = _Words(plan, name, at, whole).read()
    whole.finish()
    return Filled(plan, State(frozenset(words)), tuple(told))


# -- the plan ------------------------------------------------------------------------------------------------------


def _read_plan(whole: Part) -> PlanFile:
    version = whole.take("version"), whole.take("schema")
    anchor = _read_anchor(whole.part("anchor"))
    working = _read_working(whole.part("working"))
    days = _Days(anchor, working)
    milestones = tuple(
        read
        for place, each in whole.entries("milestones")
        if (read := _read_milestone(whole.within(place, each), days)) is not None
    )
    tasks = tuple(
        read
        for place, each in whole.entries("tasks")
        if (read := _read_task(whole.within(place, each), days)) is not None
    )
    return PlanFile(
        schema=version[1],
        version=version[0],
        plan=whole.text("plan"),
        title=whole.text("title"),
        edition=whole.choice("edition", ("internal", "partner"), "internal"),
        programme=whole.text("programme"),
        partner=whole.text("partner"),
        made_for=whole.texts("made_for"),
        anchor=anchor,
        working=working,
        milestones=milestones,
        tasks=tasks,
    )


def _read_anchor(part: Part) -> Anchor:
    kind = part.choice("kind", ("start", "target"), "start")
    anchor = Anchor.model_validate({"kind": kind, "label": part.text("label"), "date": part.date("date")})
    part.finish()
    return anchor


def _read_working(part: Part) -> Working:
    week = []
    for place, day in part.entries("weekdays"):
        if isinstance(day, int) and not isinstance(day, bool) and day in range(7):
            week.append(day)
        else:
            part.refuse(place, "a day of the week belongs here, 0 for Monday to 6 for Sunday", day)
    if not week:
        part.refuse("weekdays", "no day is left to work on; Monday to Friday are taken")
    country = part.text("country")
    try:
        calendar_of([0], country)
    except UserError as error:
        part.refuse("country", f"{error}; none are counted", country)
        country = ""
    part.finish()
    return Working(weekdays=tuple(week or range(5)), country=country)


class _Days:
    """Days of the plan, as its calendar counts them."""

    def __init__(self, anchor: Anchor, working: Working) -> None:
        self._anchor = anchor
        self._calendar = calendar_of(working.weekdays, working.country)

    def read(self, part: Part) -> tuple[int, date | None]:
        """Give the day of a task or milestone; where it cannot be read, that of its date."""
        day, due = part.number("day"), part.date("due")
        if day is not None and self._anchor.date is not None:
            try:
                due_date(self._anchor.date, day, self._calendar, back=self._anchor.kind == "target")
            except UserError as error:
                part.refuse("day", str(error), day)
                day = None
        if day is None:
            after = (due - self._anchor.date).days if due and self._anchor.date else 0
            day = after + 1 if after >= 0 else after
        return day, due


def _read_milestone(part: Part, days: _Days) -> Milestone | None:
    id_, part.title = part.text("id"), part.text("title")
    day, due = days.read(part)
    tests = tuple(_read_tests(part))
    part.finish()
    if not id_:
        part.refuse("id", "a milestone has an id; this one was not read", part.title)
        return None
    return Milestone(id=id_, title=part.title or id_, day=day, due=due, tests=tests)


def _read_tests(part: Part) -> Iterator[Test]:
    for place, each in part.entries("tests"):
        test = part.within(place, each)
        id_, text = test.text("id"), test.text("text")
        test.finish()
        if id_:
            yield Test(id=id_, text=text)
        else:
            test.refuse("id", "an exit test has an id; this one was not read", text)


def _read_task(part: Part, days: _Days) -> Task | None:
    id_, part.title = part.text("id"), part.text("title")
    day, due = days.read(part)
    again = part.take("recurrence")
    if again is not None and again not in list(Recurrence):
        part.refuse("recurrence", f"choose one of {', '.join(Recurrence)}, or null", again)
        again = None
    read = Task.model_validate(
        {
            **{"id": id_, "title": part.title or id_, "day": day, "due": due, "recurrence": again},
            **{name: part.text(name) for name in ("milestone", "owner", "done_when")},
            "side": part.choice("side", list(Side), Side.VENDOR),
            "after": part.texts("after"),
        }
    )
    part.finish()
    if not id_:
        part.refuse("id", "a task has an id; this one was not read", part.title)
        return None
    return read


# -- what was said of it -------------------------------------------------------------------------------------------


class _Words:
    """Reads `state` and `log`."""

    def __init__(self, plan: PlanFile, name: str, at: datetime, whole: Part) -> None:
        self._name, self._at, self._whole = name, at, whole
        self._plan, self._titles = plan, titles_of(plan)

    def read(self) -> list[Word]:
        """Give the words; one that was written by hand is later than those that the file holds besides."""
        words = list(self._log())
        by_hand: list[tuple[str, Field, str]] = []
        state = self._whole.part("state")
        for key, fields in state.fields():
            entry = state.within(key, fields)
            entry.title = self._titles.get(key, "")
            if not self._is_known(state, key, key, fields):
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
            words.append(Word(key, known, later_than(self._at, before), self._name, value))
        return words

    def _log(self) -> Iterator[Word]:
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
        hint = nearest(key, list(self._titles))
        reason = f'there is no task or exit test "{key}" in this plan{hint and f"; {hint}"}'
        part.refuse(place, reason, _say_briefly(said))
        return False

    def _field(self, part: Part, place: str, name: object, said: object) -> Field | None:
        if isinstance(name, str) and name in list(Field):
            return Field(name)
        part.refuse(place, f"nothing can be said of this; choose one of {', '.join(Field)}", _say_briefly(said))
        return None

    def _word(self, part: Part, title: str, key: str, known: Field) -> Iterator[Word]:
        part.title = title
        found = part.take("value")
        at, by = self._time(part), part.text("by") or self._name
        part.finish()
        if isinstance(found, str):
            value = self._value(part, "value", known, found)
            if value is not None:
                yield Word(key, known, at, by, value)
        elif part.holds("value"):
            part.refuse("value", "a text belongs here", found)

    def _value(self, part: Part, place: str, known: Field, text: str) -> str | None:
        if known in _DATES or known is Field.STATUS:
            if fault := fault_of(known, text, self._plan):
                part.refuse(place, fault, text)
                return None
            return text
        return part.cleaned(place, text, lines=known.value in WITH_LINES)

    def _time(self, part: Part) -> datetime:
        found = part.take("at")
        at = read_time(found) if isinstance(found, str) else None
        if at is None and part.holds("at"):
            part.refuse("at", "this is no time; write it as 2026-12-01T09:30:00Z. That of the file is taken", found)
        return at or self._at


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
    return at if ":" in text and at <= LATEST else None


def titles_of(plan: PlanFile) -> Mapping[str, str]:
    """Give all that something may be said of, with its title or words."""
    tests = {test.id: test.text for milestone in plan.milestones for test in milestone.tests}
    return {PLAN: plan.title} | tests | {task.id: task.title for task in plan.tasks}


def fault_of(known: Field, value: str, plan: PlanFile) -> str | None:
    """Say what is wrong with a value that is said of a plan; None if nothing is. An empty one takes back what was said."""
    if not value:
        return None
    if known is Field.STATUS:
        choices = ", ".join(Status)
        return None if value in list(Status) else f'"{show_value(value)}" is no status; choose one of {choices}'
    if known in _DATES:
        day = read_iso_date(value)
        if day is None:
            return f'"{show_value(value)}" is no date; write it as 2026-12-01'
        return _find_reach_fault(plan, day) if known is Field.ANCHOR else None
    return find_text_fault(value, lines=known.value in WITH_LINES)


def _find_reach_fault(plan: PlanFile, anchor: date) -> str | None:
    """Say so where no calendar holds all days of a plan that is counted from a date."""
    calendar = calendar_of(plan.working.weekdays, plan.working.country)
    days = sorted({each.day for each in (*plan.tasks, *plan.milestones)})
    try:
        for day in dict.fromkeys((*days[:1], *days[-1:])):
            due_date(anchor, day, calendar, back=plan.anchor.kind == "target")
    except UserError as error:
        return str(error)
    return None


def written(filled: Filled) -> bytes:
    """Give the bytes of a plan with all that was said of it."""
    data = filled.plan.model_dump(mode="json", by_alias=True)
    state: dict[str, dict[str, dict[str, str]]] = {}
    for (key, known), word in filled.state.holding.items():
        state.setdefault(key, {})[known.value] = {"value": word.value, "at": _shown(word.at), "by": word.by}
    log = [
        {"id": word.key, "field": word.field.value, "value": word.value, "at": _shown(word.at), "by": word.by}
        for word in filled.state.passed_over
    ]
    return (json.dumps(data | {"state": state, "log": log}, ensure_ascii=False, indent=1) + "\n").encode()


def _shown(at: datetime) -> str:
    return at.astimezone(UTC).isoformat().replace("+00:00", "Z")

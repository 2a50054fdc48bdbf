"""`plan.json` as it is read: value by value, for people edit it. What is wrong is told, and the rest counts."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

from partner_playbooks.handbook.model.role import Side
from partner_playbooks.handbook.model.task import Recurrence
from partner_playbooks.language.diagnostics import UserError
from partner_playbooks.plans.calendar import build_calendar
from partner_playbooks.plans.due_dates import find_due_date
from partner_playbooks.plans.interchange import SCHEMA, VERSION
from partner_playbooks.plans.returned.findings import ReturnFault
from partner_playbooks.plans.returned.plan_parts import (
    Anchor,
    Milestone,
    Part,
    PlanFile,
    Repeating,
    Task,
    Test,
    Working,
    find_calendar,
)
from partner_playbooks.plans.returned.plan_words import WordReader
from partner_playbooks.plans.state import PLAN, State
from partner_playbooks.plans.tables import MAX_BYTES

if TYPE_CHECKING:
    from collections.abc import Iterator

_DIGITS = 18
"""Most digits of a number; what has more is no day."""


@dataclass(frozen=True, slots=True)
class ReturnedPlan:
    """A plan, and what was said of it."""

    plan: PlanFile
    """As it was made: `state` and `log` of the file are in `state`."""
    state: State
    unread: tuple[ReturnFault, ...] = field(default=(), compare=False)
    """What of its file was not understood."""
    guesses: tuple[ReturnFault, ...] = field(default=(), compare=False)
    """What of its file was understood by its likeness alone."""


def read_plan_file(raw: bytes, name: str, at: datetime) -> ReturnedPlan:
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
    return read_filled(data, name, at)


def read_filled(data: Any, name: str, at: datetime) -> ReturnedPlan:  # noqa: ANN401 - whatever a file holds
    """Give the plan that was read from a file, and what of it could not be.

    Raises:
        UserError: it is no plan at all, and why.
    """
    if not isinstance(data, dict) or data.get("schema") != SCHEMA:
        raise UserError(f"{name} holds no plan", f'it begins with "schema": "{SCHEMA}" where it does')
    version = data.get("version")
    if version != VERSION or isinstance(version, bool):
        raise UserError(f"{name} is of version {version!r:.20}", f"this program reads version {VERSION}")
    if not isinstance(data.get("plan"), str) and not isinstance(data.get("tasks"), list):
        raise UserError(f"{name} holds no plan", "neither its id nor its tasks are there; take the file as it was sent")
    told: list[ReturnFault] = []
    whole = Part(data, "", told.append, name)
    plan = _read_plan(whole)
    words = WordReader(plan, name, at, whole).read()
    whole.finish()
    return ReturnedPlan(plan, State(frozenset(words)), tuple(told))


# -- the plan ------------------------------------------------------------------------------------------------------


def _read_plan(whole: Part) -> PlanFile:
    version = whole.take("version"), whole.take("schema")
    anchor = _read_anchor(whole.part("anchor"))
    working = _read_working(whole.part("working"))
    days = _Days(anchor, working)
    keys, gates = {PLAN}, set[str]()
    tasks = [_read_task(whole.within(place, each), days, keys) for place, each in whole.entries("tasks")]
    milestones = [
        _read_milestone(whole.within(place, each), days, keys, gates) for place, each in whole.entries("milestones")
    ]
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
    week: list[int] = []
    is_good = True
    for place, day in part.entries("weekdays"):
        if isinstance(day, int | float) and not isinstance(day, bool) and day in range(7):
            week.append(int(day))
        else:
            is_good = False
            part.refuse(place, "a day of the week belongs here, 0 for Monday to 6 for Sunday", day)
    if not week or not is_good:
        part.refuse("weekdays", "Monday to Friday are taken")
        week = list(range(5))
    country = part.text("country")
    try:
        build_calendar([0], country)
    except UserError as error:
        part.refuse("country", f"{error}; none are counted", country)
    part.finish()
    return Working(weekdays=tuple(week), country=country)


class _Days:
    """Days of the plan, as its calendar counts them."""

    def __init__(self, anchor: Anchor, working: Working) -> None:
        self._anchor = anchor
        self._calendar = find_calendar(working)

    def read(self, part: Part) -> tuple[int, date | None]:
        """Give the day of a task or milestone, the first where it cannot be read, and its date."""
        return self._count(part, working=False), part.date("due")

    def read_window(self, part: Part) -> dict[str, object]:
        """Give all that a task says of its days, the first where its day cannot be read."""
        working = part.flag("working_days")
        first = part.number("from_day", wanted=False)
        return {
            "day": self._count(part, working=working),
            "due": part.date("due"),
            "from_day": self._reached(part, "from_day", first, working=working),
            "begins": part.date("begins", wanted=False),
            "working_days": working,
        }

    def _count(self, part: Part, *, working: bool) -> int:
        day = self._reached(part, "day", part.number("day"), working=working)
        return 1 if day is None else day

    def _reached(self, part: Part, field: str, day: int | None, *, working: bool) -> int | None:
        """Give a day that a calendar has; None, told, for another."""
        if day is not None and self._anchor.date is not None:
            back = self._anchor.kind == "target"
            try:
                find_due_date(self._anchor.date, day, self._calendar, back=back, working=working)
            except UserError as error:
                part.refuse(field, str(error), day)
                return None
        return day


def _distinguish(id_: str, known: set[str], part: Part) -> str:
    """Give the id of something, or another, told, where something else has it: both are there to be spoken of."""
    free = id_
    for count in range(2, len(known) + 3):
        if free not in known:
            break
        free = f"{id_}#{count}"
    if id_ and free != id_:
        part.refuse("id", f'this id stands here twice; the second is read as "{free}"', id_)
    known.add(free)
    return free if id_ else ""


def _read_milestone(part: Part, days: _Days, keys: set[str], gates: set[str]) -> Milestone | None:
    id_, part.title = part.text("id"), part.text("title")
    id_ = _distinguish(id_, gates, part)
    day, due = days.read(part)
    tests = tuple(_read_tests(part, keys))
    part.finish()
    if not id_:
        part.refuse("id", "a milestone has an id; this one was not read", part.title)
        return None
    return Milestone(id=id_, title=part.title, day=day, due=due, tests=tests)


def _read_tests(part: Part, keys: set[str]) -> Iterator[Test]:
    for place, each in part.entries("tests"):
        test = part.within(place, each)
        id_, test.title = test.text("id"), test.text("text")
        id_, text = _distinguish(id_, keys, test), test.title
        test.finish()
        if id_:
            yield Test(id=id_, text=text)
        else:
            test.refuse("id", "an exit test has an id; this one was not read", text)


def _read_task(part: Part, days: _Days, keys: set[str]) -> Task | None:
    id_, part.title = part.text("id"), part.text("title")
    id_ = _distinguish(id_, keys, part)
    again = part.take("recurrence")
    if again is not None and again not in list(Recurrence):
        part.refuse("recurrence", f"choose one of {', '.join(Recurrence)}, or null", again)
        again = None
    read = Task.model_validate(
        {
            "id": id_,
            "title": part.title,
            **days.read_window(part),
            "recurrence": again,
            "support": part.text("support", wanted=False),
            "duration": part.number("duration", wanted=False),
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


def write_plan_file(filled: ReturnedPlan) -> bytes:
    """Give the bytes of a plan with all that was said of it."""
    data = filled.plan.model_dump(mode="json", by_alias=True, exclude_defaults=True)
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

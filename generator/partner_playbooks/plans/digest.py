"""A weekly digest of a plan for one side: what was done, what is late, what comes next, and who waits for whom.

The site's script tells the same (theme/scripts/digest.js), byte for byte: tests hold both to one answer.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, timedelta
from typing import TYPE_CHECKING

from partner_playbooks.handbook.model.role import Side
from partner_playbooks.plans.plan_status import assess_plan
from partner_playbooks.plans.state import Field, Status
from partner_playbooks.wording.dates import format_date

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from partner_playbooks.plans.plan_status import MilestoneState, PlanStatus, TaskState
    from partner_playbooks.plans.returned.json_file import ReturnedPlan
    from partner_playbooks.wording.messages import Messages

WEEK = timedelta(days=7)
AHEAD = timedelta(days=14)
"""How far a digest looks forward."""


@dataclass(frozen=True, slots=True)
class DigestSection:
    """A heading, and what stands below it, a line each; there is at least one."""

    title: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Digest:
    """A digest in plain words, which text and HTML show alike."""

    language: str
    title: str
    mark: str
    """What an internal plan says above all else; empty for one that partners may have."""
    about: tuple[str, ...]
    """Whom it is for, on which day, and how far the plan is."""
    sections: tuple[DigestSection, ...]


@dataclass(frozen=True, slots=True)
class DigestWords:
    """The words that a digest is written with."""

    messages: Messages
    date_format: str

    def say(self, key: str, **values: str | int) -> str:
        """Give a message of the catalogue."""
        return str(self.messages.say(f"digest.{key}", **values))

    def write_date(self, day: date) -> str:
        """Write a date as the programme does."""
        return format_date(day, self.date_format, self.messages.language)

    def name_side(self, side: Side) -> str:
        """Give the name of a side."""
        return str(self.messages.name(side))


def digest_plan(filled: ReturnedPlan, side: Side, today: date, since: date, words: DigestWords) -> Digest:
    """Give the digest of a plan.

    Args:
        filled: The plan, as this side may have it: nothing is left out here.
        side: Whose digest it is; its own tasks come first.
        today: The day to look from.
        since: The first day of what counts as done lately.
        words: What it is written with.
    """
    return _Writer(assess_plan(filled, today), side, since, words).write()


def find_week_before(today: date) -> date:
    """Give the day a week before; the first that calendars have, where there is none."""
    return date.min if today - date.min < WEEK else today - WEEK


class _Writer:
    def __init__(self, now: PlanStatus, side: Side, since: date, words: DigestWords) -> None:
        self._now, self._since, self._words = now, since, words
        self._today = now.today
        self._until = date.max if date.max - now.today < AHEAD else now.today + AHEAD
        self._sides = [side, *(each for each in Side if each is not side)]
        self._by_key = {task.key: task for task in now.tasks}

    def write(self) -> Digest:
        now, words = self._now, self._words
        plan = now.filled.plan
        wanted = len(now.tasks) - len(now.dropped)
        tests = [met for gate in now.gates for _, met in gate.tests]
        about = (
            words.say("about", side=words.name_side(self._sides[0]), date=words.write_date(self._today)),
            words.say("tasks", done=len(now.done), all=wanted),
            *([words.say("tests", done=sum(tests), all=len(tests))] if tests else ()),
        )
        sections = (
            self._section(words.say("done", date=words.write_date(self._since)), self._list_done()),
            self._section(words.say("late"), map(self._tell_late, now.overdue)),
            self._section(words.say("next", date=words.write_date(self._until)), self._list_next()),
            self._section(words.say("waits"), self._list_waits()),
            self._section(words.say("stuck"), map(self._tell_stuck, now.stuck)),
            *([] if now.next_gate is None else [self._tell_gate(now.next_gate)]),
        )
        mark = str(words.messages.say("download.internal")) if plan.edition == "internal" else ""
        title = ": ".join(filter(None, (plan.partner, plan.title)))
        return Digest(words.messages.language, title, mark, about, sections)

    def _section(self, title: str, lines: Iterable[str]) -> DigestSection:
        return DigestSection(title, tuple(lines) or (self._words.say("nothing"),))

    def _name(self, task: TaskState) -> str:
        """Give what a task is called, and whose it is."""
        who = [self._words.name_side(task.side)] if task.side else []
        who += [task.owner] if task.owner else []
        return f"{task.title} ({': '.join(who)})" if who else task.title

    def _rank(self, side: Side | None) -> int:
        return self._sides.index(side) if side else len(self._sides)

    def _list_done(self) -> Iterator[str]:
        """Yield what was done, the last first, and then the exit tests that were met."""
        found = [(self._find_done_on(task.key), task) for task in self._now.done]
        lately = [(day, task) for day, task in found if self._since <= day <= self._today]
        for day, task in sorted(lately, key=lambda each: (-each[0].toordinal(), each[1].key)):
            yield f"{self._name(task)}, {self._words.write_date(day)}"
        for gate in self._now.gates:
            for test in gate.milestone.tests:
                word = self._now.filled.state.holding.get((test.id, Field.STATUS))
                if word is None or word.value != Status.DONE:
                    continue
                day = self._find_done_on(test.id)
                if self._since <= day <= self._today:
                    yield f"{self._words.say('test-met', test=test.text)}, {self._words.write_date(day)}"

    def _find_done_on(self, key: str) -> date:
        """Give the day on which something was done: as somebody said, or the day of their saying so."""
        holding = self._now.filled.state.holding
        said = holding.get((key, Field.DONE_ON))
        if said is not None and said.value:
            return date.fromisoformat(said.value)
        return holding[key, Field.STATUS].at.astimezone(UTC).date()

    def _tell_late(self, task: TaskState) -> str:
        due = task.due or self._today
        count = (self._today - due).days
        return self._words.say("late-by", count=count, date=self._words.write_date(due), what=self._name(task))

    def _list_next(self) -> Iterator[str]:
        found = [
            (self._rank(task.side), task.due, task.key, task)
            for task in self._now.tasks
            if task.is_open and task.due is not None and task.due >= self._today and self._is_soon(task)
        ]
        for _, due, _, task in sorted(found, key=lambda each: each[:3]):
            yield f"{self._write_days(task, due)}: {self._name(task)}"

    def _is_soon(self, task: TaskState) -> bool:
        """Tell whether something is due by the last day that the digest looks at, or may begin by then."""
        return task.due is not None and min(task.due, task.begins or task.due) <= self._until

    def _write_days(self, task: TaskState, due: date) -> str:
        last = self._words.write_date(due)
        if task.begins is None or task.begins == due:
            return last
        return str(self._words.messages.say("days.window", first=self._words.write_date(task.begins), last=last))

    def _list_waits(self) -> Iterator[str]:
        """Yield what a side waits for that is another's, with what it holds up; own waits come first.

        What is far ahead is no wait yet, unless what it waits for is late or stuck.
        """
        held_up: dict[tuple[int, int, date, str], list[str]] = {}
        for task in self._now.tasks:
            for before in self._list_open_before(task):
                if self._is_soon(task) or before.status is Status.STUCK or (before.due or date.max) < self._today:
                    place = (self._rank(task.side), self._rank(before.side), before.due or date.max, before.key)
                    held_up.setdefault(place, []).append(task.title)
        for (waits, other, _, key), titles in sorted(held_up.items()):
            before = self._by_key[key]
            due = f", {self._words.write_date(before.due)}" if before.due else ""
            yield self._words.say(
                "wait",
                side=self._words.name_side(self._sides[waits]),
                other=self._words.name_side(self._sides[other]),
                what=f"{before.title}{f' ({before.owner})' if before.owner else ''}{due}",
                titles="; ".join(titles),
            )

    def _list_open_before(self, task: TaskState) -> Iterator[TaskState]:
        """Yield what a task waits for that is open and on another side, each once."""
        for key in dict.fromkeys(task.after) if task.is_open else ():
            before = self._by_key.get(key)
            if before is not None and before.is_open and before.side not in (None, task.side):
                yield before

    def _tell_stuck(self, task: TaskState) -> str:
        note = " ".join(task.note.split("\n"))
        return f"{self._name(task)}: {note}" if note else self._name(task)

    def _tell_gate(self, gate: MilestoneState) -> DigestSection:
        when = f", {self._words.write_date(gate.due)}" if gate.due else ""
        title = f"{self._words.say('gate')}: {gate.milestone.title}{when}"
        return self._section(title, (self._words.say("met" if met else "open", test=text) for text, met in gate.tests))

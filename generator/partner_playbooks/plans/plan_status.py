"""How a plan stands on a day: done, overdue, slipping, the next exit test; and its dates anew from what happened."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property
from typing import TYPE_CHECKING

from partner_playbooks.language.diagnostics import UserError
from partner_playbooks.plans.due_dates import WorkCalendar, find_due_date
from partner_playbooks.plans.returned.plan_parts import find_calendar
from partner_playbooks.plans.state import ADDED, PLAN, Field, State, StateChange, Status, find_later_time

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import datetime

    from partner_playbooks.handbook.model.role import Side
    from partner_playbooks.plans.returned.json_file import ReturnedPlan
    from partner_playbooks.plans.returned.plan_parts import Milestone

_ENDED = {Status.DONE, Status.DROPPED}


@dataclass(frozen=True, slots=True)
class TaskState:
    """A task as it is now."""

    key: str
    title: str
    owner: str
    side: Side | None
    """None for one that somebody added: nobody said whose it is."""
    milestone: str | None
    due: date | None
    begins: date | None
    """The first of several days on which it may be done, where the plan gives more than one."""
    after: tuple[str, ...]
    status: Status
    done_on: date | None
    note: str
    expected: date | None
    """When it is done at the earliest, as things stand."""

    @property
    def is_open(self) -> bool:
        """Whether it is still to be done."""
        return self.status not in _ENDED


@dataclass(frozen=True, slots=True)
class MilestoneState:
    """A milestone as it stands now."""

    milestone: Milestone
    due: date | None
    """Its day in the plan; a later one if a task that leads to it is done, or expected, only then."""
    tests: tuple[tuple[str, bool], ...]
    """Words of each exit test, and whether it is met."""

    @property
    def is_passed(self) -> bool:
        """Whether all of its exit tests are met."""
        return all(met for _, met in self.tests)


@dataclass(frozen=True, slots=True)
class PlanStatus:
    """How a plan stands."""

    filled: ReturnedPlan
    today: date
    tasks: tuple[TaskState, ...]
    gates: tuple[MilestoneState, ...]
    """In the order of their days in the plan."""

    @property
    def next_gate(self) -> MilestoneState | None:
        """Give the first milestone that is not passed; None after the last."""
        return next((gate for gate in self.gates if not gate.is_passed), None)

    @property
    def done(self) -> tuple[TaskState, ...]:
        """Give what is done."""
        return tuple(task for task in self.tasks if task.status is Status.DONE)

    @property
    def dropped(self) -> tuple[TaskState, ...]:
        """Give what is not needed."""
        return tuple(task for task in self.tasks if task.status is Status.DROPPED)

    @property
    def stuck(self) -> tuple[TaskState, ...]:
        """Give what is stuck."""
        return tuple(task for task in self.tasks if task.status is Status.STUCK)

    @property
    def overdue(self) -> tuple[TaskState, ...]:
        """Give what should have been done by now, the oldest first."""
        late = (task for task in self.tasks if task.is_open and task.due is not None and task.due < self.today)
        return tuple(sorted(late, key=lambda task: (task.due or date.max, task.key)))

    @property
    def slipping(self) -> tuple[TaskState, ...]:
        """Give what is not overdue yet, but waits for something that will be too late."""
        return tuple(
            task
            for task in self.tasks
            if task.is_open
            and task.due is not None
            and task.expected is not None
            and self.today <= task.due < task.expected
        )


def assess_plan(filled: ReturnedPlan, today: date) -> PlanStatus:
    """Tell how a plan stands on a day; what is out of every calendar's reach has no date."""
    maker = _Maker(filled, today)
    tasks = tuple(maker.task(key) for key in maker.keys)
    return PlanStatus(filled, today, tasks, tuple(maker.gates()))


def redate_plan(filled: ReturnedPlan, today: date, at: datetime) -> ReturnedPlan:
    """Give the plan with new due days for what is open: not before today, nor sooner after what it waits for.

    Args:
        filled: The plan.
        today: The day from which on something can be done.
        at: The time of the change by one's own clock; a word that was said of a due day before is earlier in any case.
    """
    now = assess_plan(filled, today)
    before: dict[str, list[datetime]] = defaultdict(list)
    for word in filled.state.words:
        if word.field is Field.DUE:
            before[word.key].append(word.at)
    words = frozenset(
        StateChange(task.key, Field.DUE, find_later_time(at, before[task.key]), "re-dated", task.expected.isoformat())
        for task in now.tasks
        if task.is_open and task.expected is not None and task.due is not None and task.expected > task.due
    )
    return replace(filled, state=State(filled.state.words | words))


class _Maker:
    def __init__(self, filled: ReturnedPlan, today: date) -> None:
        self._filled = filled
        self._today = today
        self._plan = filled.plan
        self._own = {task.id: task for task in self._plan.tasks}
        self._expected: dict[str, date | None] = {}
        added = sorted({key for key, _ in filled.state.holding if key.startswith(ADDED)})
        self.keys = (*self._own, *added)

    @cached_property
    def _calendar(self) -> WorkCalendar:
        return find_calendar(self._plan.working)

    @cached_property
    def _holding(self) -> Mapping[tuple[str, Field], StateChange]:
        return self._filled.state.holding

    def _said(self, key: str, field: Field) -> str:
        word = self._holding.get((key, field))
        return word.value if word else ""

    def _date(self, key: str, field: Field) -> date | None:
        said = self._said(key, field)
        return date.fromisoformat(said) if said else None

    @cached_property
    def _anchor(self) -> date | None:
        return self._date(PLAN, Field.ANCHOR) or self._plan.anchor.date

    def _counted(self, day: int, *, working: bool = False) -> date | None:
        if self._anchor is None:
            return None
        back = self._plan.anchor.kind == "target"
        try:
            return find_due_date(self._anchor, day, self._calendar, back=back, working=working)
        except UserError:
            return None  # no calendar reaches so far, which was told when the plan was read

    def _planned(self, key: str) -> date | None:
        task = self._own[key]
        return self._counted(task.day, working=task.working_days)

    def _due(self, key: str) -> date | None:
        agreed = self._date(key, Field.DUE)
        return agreed if agreed or key not in self._own else self._planned(key)

    def _begins(self, key: str) -> date | None:
        """Give the first day of a window, unless both sides have agreed on a day since."""
        task = self._own.get(key)
        if task is None or task.from_day is None or self._date(key, Field.DUE):
            return None
        return self._counted(task.from_day, working=task.working_days)

    def _status(self, key: str) -> Status:
        if self._said(key, Field.STATUS):
            return Status(self._said(key, Field.STATUS))
        return Status.DONE if self._said(key, Field.DONE_ON) else Status.OPEN

    def task(self, key: str) -> TaskState:
        own = self._own.get(key)
        return TaskState(
            key=key,
            title=self._said(key, Field.TITLE) or (own.title if own else key),
            owner=self._said(key, Field.OWNER) or (own.owner if own else ""),
            side=own.side if own else None,
            milestone=own.milestone if own else None,
            due=self._due(key),
            begins=self._begins(key),
            after=own.after if own else (),
            status=self._status(key),
            done_on=self._date(key, Field.DONE_ON),
            note=self._said(key, Field.NOTE),
            expected=self._expect(key),
        )

    def _expect(self, key: str) -> date | None:
        """Tell when a task is done at the earliest; tasks that wait for each other in a ring end it.

        What is begun has an answer already, its due day. A chain may be longer than Python calls reach.
        """
        begun = [] if key in self._expected else [self._begin(key)]
        while begun:
            last, waits = begun[-1]
            before = next((each for each in waits if each not in self._expected), None)
            if before is None:
                self._expected[last] = self._earliest(last)
                begun.pop()
            else:
                begun.append(self._begin(before))
        return self._expected[key]

    def _begin(self, key: str) -> tuple[str, Iterator[str]]:
        self._expected[key] = self._due(key)
        return key, iter(self._waits(key))

    def _waits(self, key: str) -> tuple[str, ...]:
        is_dated = self._due(key) is not None and self._status(key) not in _ENDED
        return self._own[key].after if is_dated and key in self._own else ()

    def _earliest(self, key: str) -> date | None:
        due, status = self._due(key), self._status(key)
        if due is None or status is Status.DROPPED:
            return due
        if status is Status.DONE:
            return self._date(key, Field.DONE_ON) or min(due, self._today)
        earliest = max([due, self._today, *(self._not_before(before, key, due) for before in self._waits(key))])
        try:
            return due if earliest == due else self._calendar.roll(earliest, back=False)
        except OverflowError:
            return due

    def _not_before(self, before: str, key: str, due: date) -> date:
        """Keep the time that the plan has between a task and what it waits for, whatever was agreed since."""
        there = self._expected[before]
        first, then = (self._planned(each) if each in self._own else None for each in (before, key))
        if there is None or first is None or then is None or self._status(before) is Status.DROPPED:
            return due
        try:
            return there + max(then - first, timedelta())
        except OverflowError:
            return due

    def gates(self) -> Iterator[MilestoneState]:
        for milestone in sorted(self._plan.milestones, key=lambda each: each.day):
            tests = tuple((test.text, self._status(test.id) in _ENDED) for test in milestone.tests)
            yield MilestoneState(milestone, self._gate_due(milestone), tests)

    def _gate_due(self, milestone: Milestone) -> date | None:
        """Nobody tests before the last task is done: what is not needed holds nothing up."""
        due = self._counted(milestone.day)
        if due is None:
            return None
        leading = (task.id for task in self._plan.tasks if task.milestone == milestone.id)
        ends = (self._expect(key) for key in leading if self._status(key) is not Status.DROPPED)
        return max([due, *(end for end in ends if end is not None)])

"""PB306: a task that is due before what it waits for."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from partner_playbooks.checks.day_outside_plan import say_day
from partner_playbooks.checks.prerequisite_ring import find_rings
from partner_playbooks.handbook.model.applying import find_common
from partner_playbooks.handbook.model.plan import Plan
from partner_playbooks.handbook.model.stage import Stage
from partner_playbooks.language.diagnostics import Diagnostic

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from partner_playbooks.handbook.linked import Handbook
    from partner_playbooks.handbook.model.content import Placed
    from partner_playbooks.handbook.model.task import DayCount
    from partner_playbooks.language.diagnostics import Span

    Found = tuple[str, str, Diagnostic]

_HINT = "give it a later day, or what it waits for an earlier one"


class _Task(NamedTuple):
    """A task of a plan, as it counts here."""

    id: str
    depends_on: tuple[str, ...]
    days: DayCount
    types: frozenset[str]
    """The partner types that it applies to."""
    span: Span


def check(handbook: Handbook, _today: date) -> Iterator[Diagnostic]:
    """Yield a finding per prerequisite that is due later, within a plan or a stage's checklist."""
    in_ring = {(one, other) for ring in find_rings(handbook) for one in ring for other in ring}  # PB205 has said so
    for placed in handbook.list_written():
        if isinstance(placed.record, Plan):
            found = _in_plan(tuple(_tasks(handbook, placed, placed.record)))
        elif isinstance(placed.record, Stage):
            found = _in_checklist(placed, placed.record)
        else:
            continue
        yield from (finding for task, needed, finding in found if (task, needed) not in in_ring)


def _in_checklist(placed: Placed, stage: Stage) -> Iterator[Found]:
    """Compare days that count from the same anchor; others cannot be compared."""
    items = {item.id: (index, item) for index, item in enumerate(stage.checklist)}
    for index, item in enumerate(stage.checklist):
        for earlier, needed in (items[id_] for id_ in item.depends_on if id_ in items):
            if item.due.anchor is needed.due.anchor and item.due.calendar_day < needed.due.calendar_day:
                first = placed.span("checklist", earlier, "due")
                here = placed.span("checklist", index, "due")
                yield item.id, needed.id, _finding((item.id, item.due, here), (needed.id, needed.due, first))


def _in_plan(tasks: tuple[_Task, ...]) -> Iterator[Found]:
    """Compare each task with its prerequisites, for every partner type on its own: a task may stand twice."""
    for task in tasks:
        for id_ in dict.fromkeys(task.depends_on):
            needed = [other for other in tasks if other.id == id_]
            late = {name: _first(needed, name) for name in sorted(task.types)}
            found = next((first for first in late.values() if _is_later(first, task)), None)
            if found is not None:
                yield task.id, id_, _finding((task.id, task.days, task.span), (found.id, found.days, found.span))


def _is_later(needed: _Task | None, task: _Task) -> bool:
    return needed is not None and needed.days.calendar_day > task.days.calendar_day


def _first(tasks: list[_Task], partner_type: str) -> _Task | None:
    of_type = (task for task in tasks if partner_type in task.types)
    return min(of_type, key=lambda task: task.days.calendar_day, default=None)


def _finding(task: tuple[str, DayCount, Span], needed: tuple[str, DayCount, Span]) -> Diagnostic:
    day, later = say_day(task[1]), say_day(needed[1])
    message = f'"{task[0]}" is due on {day}, but waits for "{needed[0]}", which is due on {later}'
    return Diagnostic("PB306", message, task[2], _HINT, related=((f'"{needed[0]}" is due here', needed[2]),))


def _tasks(handbook: Handbook, placed: Placed, plan: Plan) -> Iterator[_Task]:
    everyone = frozenset({*handbook.ids("partner-type"), ""})
    for index, milestone in enumerate(plan.milestones):
        for number, task in enumerate(milestone.tasks):
            owned = handbook.items.get(task.item) if task.item else None
            if task.item and owned is None:
                continue  # nobody knows what it waits for, and whom it is for
            common = find_common(task.partner_types, owned.item.partner_types if owned else ())
            types = frozenset() if common is None else frozenset(common or everyone)
            depends_on = (owned.item if owned else task).depends_on
            span = placed.span("milestones", index, "tasks", number, "day")
            yield _Task(task.item or task.id or "", depends_on, task, types, span)

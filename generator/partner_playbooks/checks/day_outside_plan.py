"""PB309: a day outside its plan, a milestone before the one above it, or a task due after its milestone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from partner_playbooks.handbook.model.plan import Plan, PlanAnchor
from partner_playbooks.language.diagnostics import Diagnostic

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from partner_playbooks.handbook.linked import Handbook
    from partner_playbooks.handbook.model.content import Placed
    from partner_playbooks.handbook.model.task import DayCount
    from partner_playbooks.language.source import Path

    Found = tuple[Path, str, str]


def check(handbook: Handbook, _today: date) -> Iterator[Diagnostic]:
    """Yield a finding per day that cannot be where it is."""
    for placed in handbook.list_written("plan"):
        if isinstance(placed.record, Plan):
            yield from _findings(placed, placed.record)


def _findings(placed: Placed, plan: Plan) -> Iterator[Diagnostic]:
    if plan.last_day is not None and (plan.anchor is PlanAnchor.START or plan.last_day < 1):
        message = "`last_day` is the end of the work after a target date"
        hint = "give it to a plan with `anchor: target` alone, as a day such as 30; `length:` says where a plan starts"
        yield Diagnostic("PB309", message, placed.span("last_day"), hint)
    told = set()
    for path, message, hint in (*_outside(plan), *_disordered(plan)):
        if path not in told:
            yield Diagnostic("PB309", message, placed.span(*path), hint)
        told.add(path)


def _outside(plan: Plan) -> Iterator[Found]:
    for path, day, told in _days(plan):
        if not plan.first <= day <= plan.last:
            message = f"{told} is outside the plan, which runs from day {plan.first} to day {plan.last}"
            yield path, message, _way_out(plan, day)


def _way_out(plan: Plan, day: int) -> str:
    if plan.anchor is PlanAnchor.START and day < plan.first:
        return "correct the day; a plan from a start begins with day 1"
    is_end = plan.anchor is PlanAnchor.TARGET and day > plan.last
    return f"correct the day, or the plan's `{'last_day' if is_end else 'length'}:`"


def _days(plan: Plan) -> Iterator[tuple[Path, int, str]]:
    """Yield each day of a plan, as a calendar day and as it is told."""
    for index, milestone in enumerate(plan.milestones):
        yield ("milestones", index, "day"), milestone.day, f"day {milestone.day}"
        for number, task in enumerate(milestone.tasks):
            path = ("milestones", index, "tasks", number)
            yield (*path, "day"), task.calendar_day, say_day(task)
            if task.from_day is not None:
                first = task.model_copy(update={"day": task.from_day, "from_day": None})
                yield (*path, "from_day"), first.calendar_day, say_day(first)


def say_day(days: DayCount) -> str:
    """Say a day as editors know it: `day 5`, `working day 5`."""
    return f"{'working ' if days.working_days else ''}day {days.day}"


def _disordered(plan: Plan) -> Iterator[Found]:
    """Yield what lies after its milestone, and milestones that lie before the one above them."""
    latest = plan.first
    for index, milestone in enumerate(plan.milestones):
        if not plan.first <= milestone.day <= plan.last:
            continue  # said already, and its tasks may well be where they belong
        if milestone.day < latest and index:
            message = f'milestone "{milestone.id}" is on day {milestone.day}, before the one above it on day {latest}'
            yield ("milestones", index, "day"), message, "put the milestones in order of their days"
        latest = max(latest, milestone.day)
        for number, task in enumerate(milestone.tasks):
            if task.calendar_day > milestone.day:
                message = (
                    f'this task is due on {say_day(task)}, after its milestone "{milestone.id}" on day {milestone.day}'
                )
                hint = "move it to a later milestone, or correct one of the days"
                yield ("milestones", index, "tasks", number, "day"), message, hint

"""Days in words: when a checklist item or a plan's task is due."""

from __future__ import annotations

from typing import TYPE_CHECKING

from partner_playbooks.handbook.model.plan import PlanAnchor
from partner_playbooks.handbook.model.stage import Anchor

if TYPE_CHECKING:
    from partner_playbooks.handbook.model.plan import Plan
    from partner_playbooks.handbook.model.stage import Due
    from partner_playbooks.handbook.model.task import DayCount
    from partner_playbooks.wording.speakers import Speaker

_ANCHORS = {anchor: place for place, anchor in enumerate(Anchor)}


def say_due(speaker: Speaker, when: Due) -> str:
    """Say when an item is due: `Day 3 after signature`. Day 1 is the anchor date, -7 seven days before it."""
    return _span(speaker, f"due.{when.anchor.value}", when)


def say_plan_days(speaker: Speaker, plan: Plan, days: DayCount) -> str:
    """Say when a task of a plan is due: `Day 30`, or from which day on; and whether working days count."""
    return _span(speaker, _key(plan), days)


def say_plan_day(speaker: Speaker, plan: Plan, day: int) -> str:
    """Say on which day of a plan something falls: `Day 30`, `7 days before the target date`."""
    return _day(speaker, _key(plan), day)


def say_plan_length(speaker: Speaker, plan: Plan) -> str:
    """Say how long a plan runs: `90 days`, or `From 42 days before the target date, to day 30 from it`."""
    if plan.anchor is PlanAnchor.START:
        return speaker.say("plan.days", count=plan.length)
    countdown = speaker.say("plan.countdown", count=plan.length)
    return countdown if plan.last == 1 else speaker.say("plan.run-on", countdown=countdown, day=plan.last)


def order_due(when: Due) -> tuple[int, int]:
    """Give a sort key: by anchor, in the order in which they come, then by day."""
    return _ANCHORS[when.anchor], when.calendar_day


def _key(plan: Plan) -> str:
    return "plan-day.start" if plan.anchor is PlanAnchor.START else "plan-day.target"


def _span(speaker: Speaker, key: str, days: DayCount) -> str:
    said = _day(speaker, key, days.day)
    if days.from_day is not None:
        first = _day(speaker, key if days.from_day < 0 else "plan-day.start", days.from_day)
        said = speaker.say("days.window", first=first, last=said)
    return speaker.say("days.working", days=said) if days.working_days else said


def _day(speaker: Speaker, key: str, day: int) -> str:
    if day < 0:
        return speaker.say(f"{key}.before", count=-day)
    if day > 1:
        return speaker.say(f"{key}.after", day=day)
    return speaker.say(f"{key}.same-day")

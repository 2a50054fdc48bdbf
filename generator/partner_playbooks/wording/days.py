"""Days in words: when a checklist item or a plan's task is due."""

from __future__ import annotations

from typing import TYPE_CHECKING

from partner_playbooks.handbook.model.plan import PlanAnchor
from partner_playbooks.handbook.model.stage import Anchor

if TYPE_CHECKING:
    from partner_playbooks.handbook.model.plan import Plan
    from partner_playbooks.handbook.model.stage import Due
    from partner_playbooks.wording.speakers import Speaker

_ANCHORS = {anchor: place for place, anchor in enumerate(Anchor)}


def say_due(speaker: Speaker, when: Due) -> str:
    """Say when an item is due: `Day 3 after signature`. Day 1 is the anchor date, -7 seven days before it."""
    return _day(speaker, f"due.{when.anchor.value}", when.day)


def say_plan_day(speaker: Speaker, plan: Plan, day: int) -> str:
    """Say on which day of a plan something falls: `Day 30`, `7 days before the target date`."""
    return _day(speaker, "plan-day.start" if plan.anchor is PlanAnchor.START else "plan-day.target", day)


def say_plan_length(speaker: Speaker, plan: Plan) -> str:
    """Say how long a plan runs: `90 days`, or `From 42 days before the target date, to day 30 from it`."""
    if plan.anchor is PlanAnchor.START:
        return speaker.say("plan.days", count=plan.length)
    countdown = speaker.say("plan.countdown", count=plan.length)
    return countdown if plan.last == 1 else speaker.say("plan.run-on", countdown=countdown, day=plan.last)


def order_due(when: Due) -> tuple[int, int]:
    """Give a sort key: by anchor, in the order in which they come, then by day."""
    return _ANCHORS[when.anchor], when.day


def _day(speaker: Speaker, key: str, day: int) -> str:
    if day < 0:
        return speaker.say(f"{key}.before", count=-day)
    if day > 1:
        return speaker.say(f"{key}.after", day=day)
    return speaker.say(f"{key}.same-day")

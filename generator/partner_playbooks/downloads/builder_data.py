"""The plans of an edition as the plan builder gets them: whatever a partner's plan is made of, and working days."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from partner_playbooks.handbook.model.base import Audience
from partner_playbooks.handbook.model.plan import PlanAnchor
from partner_playbooks.plans.calendar import WorkCalendar, find_holiday_years
from partner_playbooks.plans.dated import list_candidates
from partner_playbooks.wording import days

if TYPE_CHECKING:
    from collections.abc import Iterable

    from partner_playbooks.downloads.task_list_maker import TaskListMaker
    from partner_playbooks.handbook.model.plan import Milestone, Plan
    from partner_playbooks.pages.parts.download import File


def describe_templates(maker: TaskListMaker, files: Iterable[File]) -> dict[str, Any]:
    """Give all plans of an edition as plain data; the script's `made` makes of it what `plan.json` holds.

    Args:
        maker: Of the edition.
        files: Those to download; the builder leads to the ready-made ones.
    """
    handbook = maker.handbook
    programme = handbook.programme
    years = find_holiday_years(None)
    every_day = WorkCalendar(frozenset(range(7)), maker.calendar.holidays)
    ready = [file for file in files if file.kind == "plan"]
    return {
        "edition": "internal" if handbook.edition is Audience.INTERNAL else "partner",
        "programme": programme.name,
        "roles": {role.id: {"title": role.title, "side": role.side.value} for role in handbook.roles},
        "types": {type_.id: type_.title for type_ in handbook.partner_types},
        "tiers": {tier.id: tier.title for tier in handbook.tiers},
        "plans": [_plan(maker, plan, ready) for plan in handbook.plans],
        "working": {
            "weekdays": sorted(maker.calendar.working_days),
            "country": programme.holiday_country,
            "years": list(years),
            "holidays": [day.isoformat() for day in every_day.holidays_of(*years)],
        },
    }


def _plan(maker: TaskListMaker, plan: Plan, files: Iterable[File]) -> dict[str, Any]:
    label = maker.say("plan.target" if plan.anchor is PlanAnchor.TARGET else "plan.start")
    return {
        "id": plan.id,
        "title": plan.title,
        "use_when": plan.use_when,
        "anchor": {"kind": plan.anchor.value, "label": f"{label}: {plan.anchor_event}"},
        "milestones": [_milestone(maker, plan, milestone) for milestone in plan.milestones],
        "files": [[file.partner_type or "", file.format, file.path] for file in files if file.id == plan.id],
    }


def _milestone(maker: TaskListMaker, plan: Plan, milestone: Milestone) -> dict[str, Any]:
    return {
        "id": milestone.id,
        "title": milestone.title,
        "day": milestone.day,
        "when": str(days.say_plan_day(maker.messages, plan, milestone.day)),
        "entry": "" if milestone.entry is None else maker.words(milestone.entry),
        "tests": [
            {"id": f"{milestone.id}#{place}", "text": maker.words(test.text), "types": list(test.partner_types)}
            for place, test in enumerate(milestone.exit_tests, start=1)
        ],
        "tasks": [
            {
                "id": task.id,
                "title": task.title,
                "role": task.owner,
                "day": task.day,
                "when": str(days.say_plan_day(maker.messages, plan, task.day)),
                "done_when": "" if task.done_when is None else maker.words(task.done_when),
                "after": list(task.depends_on),
                "recurrence": task.recurrence and task.recurrence.value,
                "types": [list(task.partner_types)],
                "tiers": list(task.tiers),
                "was": list(task.aliases),
            }
            for task in list_candidates(maker.handbook, milestone)
        ],
    }

"""The plan of the partner edition that is made like a plan at hand: for the same partner, type, tier and date."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from partner_playbooks.downloads.plan_json import describe_plan
from partner_playbooks.downloads.task_list import UNDATED
from partner_playbooks.plans.calendar import build_calendar
from partner_playbooks.plans.dated import Request, date_plan
from partner_playbooks.plans.returned.json_file import read_filled

if TYPE_CHECKING:
    from partner_playbooks.downloads.task_list_maker import TaskListMaker
    from partner_playbooks.plans.returned.plan_parts import PlanFile


def make_partner_plan(maker: TaskListMaker, plan: PlanFile) -> PlanFile | None:
    """Make a plan anew as partners have it; nobody has said anything of it yet.

    Args:
        maker: Of the partner edition.
        plan: The plan at hand, of either edition.

    Returns:
        None where the partner edition has no such plan.
    """
    handbook = maker.handbook
    if handbook.get("plan", plan.plan) is None:
        return None
    country = handbook.programme.holiday_country if plan.working.country else ""
    calendar = build_calendar(plan.working.weekdays, country)
    types = tuple(type_.id for type_ in handbook.partner_types if type_.title in plan.made_for)
    tier = next((tier.id for tier in handbook.tiers if tier.title in plan.made_for), None)
    made = date_plan(handbook, Request(plan.plan, plan.anchor.date, plan.partner, types, tier), calendar)
    task_list = replace(maker, calendar=calendar, _known={}).plan(made)
    return read_filled(describe_plan(task_list), "plan.json", UNDATED).plan

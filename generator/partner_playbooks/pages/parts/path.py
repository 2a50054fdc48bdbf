"""The onboarding path of a partner type, and the plan that it begins with."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from partner_playbooks.handbook.model.applying import applies
from partner_playbooks.handbook.model.plan import PlanAnchor
from partner_playbooks.wording.days import order_due

from .items import TaskView, show_on_path

if TYPE_CHECKING:
    from partner_playbooks.handbook.linked import Handbook
    from partner_playbooks.handbook.model.plan import Plan
    from partner_playbooks.handbook.model.stage import ChecklistItem, Stage
    from partner_playbooks.pages.parts.writers import PageWriter


class StageSteps(NamedTuple):
    """The part of the path that lies in a stage."""

    stage: Stage
    steps: tuple[TaskView, ...]


def build_onboarding_path(writer: PageWriter, type_: str) -> tuple[StageSteps, ...]:
    """Give the items that apply to a partner type in the stages that the primary lifecycle calls onboarding.

    Stages are in the lifecycle's order, and the items of each by anchor and day.
    """
    return tuple(
        StageSteps(stage, tuple(show_on_path(writer, stage, item) for item in _applying(stage, type_)))
        for stage in list_onboarding_stages(writer.handbook)
    )


def list_onboarding_stages(handbook: Handbook) -> tuple[Stage, ...]:
    """Give the stages that make a new partner active, in the lifecycle's order."""
    named = () if handbook.lifecycle is None else handbook.lifecycle.onboarding
    return tuple(stage for stage in handbook.stages if stage.id in named)


def find_first_plan(handbook: Handbook) -> Plan | None:
    """Give the plan that a new partner begins with: of those counted from a start, the one with most of the path."""
    stages = {stage.id for stage in list_onboarding_stages(handbook)}
    counted = {
        plan.id: sum(owned is not None and owned.stage.id in stages for _, owned in handbook.tasks(plan))
        for plan in handbook.plans
        if plan.anchor is PlanAnchor.START
    }
    first = max(counted, key=lambda id_: counted[id_], default=None)
    return next((plan for plan in handbook.plans if plan.id == first), None)


def _applying(stage: Stage, type_: str) -> list[ChecklistItem]:
    items = (item for item in stage.checklist if applies(item.partner_types, type_))
    return sorted(items, key=lambda item: order_due(item.due))

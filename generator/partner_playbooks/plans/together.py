"""Several files of the same plan, put together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from partner_playbooks.language.diagnostics import UserError
from partner_playbooks.plans.returned.json_file import ReturnedPlan
from partner_playbooks.plans.state import merge_states

if TYPE_CHECKING:
    from collections.abc import Sequence

    from partner_playbooks.plans.returned.plan_parts import PlanFile

MergedPlan = ReturnedPlan


def merge_files(files: Sequence[tuple[str, ReturnedPlan]]) -> MergedPlan:
    """Put files together: all tasks that any of them knows, and all that was said.

    An internal plan and that of the partner go together; what comes out is internal then.

    Args:
        files: Name and content; at least one.

    Raises:
        UserError: they are not of the same plan for the same partner.
    """
    first_name, first = files[0]
    for name, filled in files[1:]:
        for what, ours, theirs in (
            ("plan", first.plan.plan, filled.plan.plan),
            ("partner", first.plan.partner, filled.plan.partner),
        ):
            if ours != theirs:
                message = f'{name} is for the {what} "{theirs}", and {first_name} for "{ours}"'
                raise UserError(message, "name files of one plan for one partner")
    # The order of the files must not matter, so the fullest one is the base: internal before partner, then by content.
    ordered = sorted(
        (filled.plan for _, filled in files),
        key=lambda plan: (plan.edition == "partner", -len(plan.tasks), plan.model_dump_json()),
    )
    return ReturnedPlan(_whole(ordered), merge_states(filled.state for _, filled in files))


def _whole(plans: Sequence[PlanFile]) -> PlanFile:
    """Give the first plan with what the others have besides."""
    base, *others = plans
    for other in others:
        tasks, milestones = {task.id for task in base.tasks}, {each.id: each for each in base.milestones}
        tests = {test.id for each in base.milestones for test in each.tests}
        more = tuple(task for task in other.tasks if task.id not in tasks)
        for milestone in other.milestones:
            held = milestones.get(milestone.id)
            if held is None:
                milestones[milestone.id] = milestone
            else:
                extra = tuple(test for test in milestone.tests if test.id not in tests)
                milestones[milestone.id] = held.model_copy(update={"tests": (*held.tests, *extra)})
        base = base.model_copy(update={"tasks": (*base.tasks, *more), "milestones": tuple(milestones.values())})
    return base

"""Where a field's example will not do for a new entity: values that must fit one another, or what is there already."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from partner_playbooks.editing.drafting import draft_record
from partner_playbooks.handbook.model.base import Statement
from partner_playbooks.handbook.model.drafts import mark_text
from partner_playbooks.handbook.model.plan import ExitTest, Milestone, Plan, PlanTask
from partner_playbooks.handbook.model.role import PARTIES
from partner_playbooks.handbook.model.stage import ChecklistItem, Stage
from partner_playbooks.language.diagnostics import UserError
from partner_playbooks.language.expressions import Kind

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from partner_playbooks.handbook.linked import Handbook
    from partner_playbooks.handbook.model.base import Record
    from partner_playbooks.handbook.model.programme import PartnerField
    from partner_playbooks.language.source import Data


@dataclass(frozen=True, slots=True)
class Situation:
    """What a new entity is to be called, and what it comes into."""

    handbook: Handbook
    id: str
    title: str
    holder: Record | None = None
    """The stage that a checklist item belongs to, or the plan of a task."""
    index: int = 0
    """In a plan: which of its milestones."""


def _metric(_: Situation) -> dict[str, Data]:
    return {
        "formula": "part / whole",
        "inputs": [
            {"name": "part", "type": "number", "label": mark_text("partners that count")},
            {"name": "whole", "type": "number", "label": mark_text("all partners")},
        ],
        "unit": "percent",
        "example": {"given": {"part": "6", "whole": "10"}, "result": "60"},
    }


def _propose_condition(field: PartnerField, handbook: Handbook) -> tuple[str, str, str] | None:
    """Give a condition on a partner field, a value that meets it, and one that does not; None where there is none."""
    type_ = field.type
    if type_.many:
        return None
    if type_.kind is Kind.FLAG:
        return field.name, "true", "false"
    if type_.kind is not Kind.TEXT:
        return f"{field.name} > 7", "8", "7"
    values = sorted(handbook.ids(type_.of)) if type_.of else ["some text", "another text"]
    return (f'{field.name} == "{values[0]}"', values[0], values[1]) if len(values) > 1 else None


def _automation(situation: Situation) -> dict[str, Data]:
    fields = situation.handbook.programme.partner_fields
    proposed = ((field.name, _propose_condition(field, situation.handbook)) for field in fields)
    name, found = next(((name, found) for name, found in proposed if found is not None), ("", None))
    if found is None:
        hint = (
            "list one under `partner_fields:` in content/programme.yml: `- {name: logins, type: number, label: logins}`"
        )
        raise UserError("there is no partner field yet that its condition could ask for", hint)
    condition, met, missed = found
    examples: list[Data] = [
        {"given": {name: value}, "fires": fires, "why": mark_text(why)}
        for value, fires, why in ((met, "true", "The condition is met."), (missed, "false", "It is not met."))
    ]
    return {
        "condition": condition,
        "actions": [{"text": mark_text("Say what it does.")}],
        "examples": examples,
    }


def _tier(situation: Situation) -> dict[str, Data]:
    return {"rank": str(max((tier.rank for tier in situation.handbook.tiers), default=0) + 1)}


def _bottleneck(situation: Situation) -> dict[str, Data]:
    return {"symptom": mark_text(situation.title)}


def _item(situation: Situation) -> dict[str, Data]:
    stage = situation.holder
    return {"owner": stage.owner} if isinstance(stage, Stage) and stage.owner is not None else {}


def _task(situation: Situation) -> dict[str, Data]:
    plan, roles = situation.holder, situation.handbook.ids("role")
    return {
        "owner": roles[0] if roles else "partner-manager",
        "done_when": mark_text("Both sides have confirmed it in writing."),
        **({"day": str(plan.milestones[situation.index].day)} if isinstance(plan, Plan) else {}),
    }


def _stage(situation: Situation) -> dict[str, Data]:
    """Give all that a stage is incomplete without (PB302)."""
    handbook = situation.handbook
    owner = next(iter(handbook.ids("role")), "partner-manager")
    first = draft_record(ChecklistItem, handbook, {"id": f"{situation.id}.first-step", "owner": owner})
    return {
        "owner": owner,
        "entry": [draft_record(Statement, handbook, {})],
        "exit": [draft_record(Statement, handbook, {})],
        "checklist": [first],
        "metrics": list(handbook.ids("metric")[:1]),
    }


def _plan(situation: Situation) -> dict[str, Data]:
    """Give a milestone with an exit test and a task for each side (PB307, PB308)."""
    handbook = situation.handbook
    milestone = draft_record(Milestone, handbook, {})
    tasks: list[Data] = []
    for side in PARTIES:
        owner = next((role.id for role in handbook.roles if role.side is side), None)
        if owner is not None:
            given: dict[str, Data] = {
                "id": f"{situation.id}.{side.value}",
                "title": mark_text(f"What the {side.value} does first"),
                "owner": owner,
                "done_when": mark_text("Both sides have confirmed it in writing."),
                "day": milestone["day"],
            }
            tasks.append(draft_record(PlanTask, handbook, given))
    return {"milestones": [{**milestone, "exit_tests": [draft_record(ExitTest, handbook, {})], "tasks": tasks}]}


def _assertion(situation: Situation) -> dict[str, Data]:
    figure = next(iter(situation.handbook.figures.values()), None)
    return {"holds": "1 < 2" if figure is None else f"{figure.in_expressions} > -1000"}


def _definition(_situation: Situation) -> dict[str, Data]:
    return {"rows": "partners", "means": "signed <= day"}


_STARTS: Mapping[str, Callable[[Situation], dict[str, Data]]] = {
    "stage": _stage,
    "plan": _plan,
    "metric": _metric,
    "automation": _automation,
    "tier": _tier,
    "bottleneck": _bottleneck,
    "assertion": _assertion,
    "definition": _definition,
    "item": _item,
    "task": _task,
}
"""Kind → the values that differ from the examples of their fields, for kinds that have such."""


def choose_first_values(kind: str, situation: Situation) -> dict[str, Data]:
    """Give the values that a new thing of a kind starts with, where they differ from the examples of their fields.

    Raises:
        UserError: the handbook lacks something that it cannot be without.
    """
    return _STARTS[kind](situation) if kind in _STARTS else {}

"""Where a field's example will not do for a new entity: values that must fit one another, or what is there already."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from partner_playbooks.diagnostics import UserError
from partner_playbooks.expressions import Kind
from partner_playbooks.model.plan import Plan
from partner_playbooks.model.stage import Stage

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from partner_playbooks.handbook import Handbook
    from partner_playbooks.model.base import Record
    from partner_playbooks.source import Data


@dataclass(frozen=True, slots=True)
class Situation:
    """What a new entity is to be called, and what it comes into."""

    handbook: Handbook
    title: str
    holder: Record | None = None
    """The stage that a checklist item belongs to, or the plan of a task."""
    index: int = 0
    """In a plan: which of its milestones."""


def _metric(_: Situation) -> dict[str, Data]:
    return {
        "formula": "part / whole",
        "inputs": [
            {"name": "part", "type": "number", "label": "partners that count"},
            {"name": "whole", "type": "number", "label": "all partners"},
        ],
        "unit": "percent",
        "example": {"given": {"part": "6", "whole": "10"}, "result": "60"},
    }


_CONDITIONS: dict[Kind, tuple[str, str, str]] = {
    Kind.FLAG: ("{}", "true", "false"),
    Kind.TEXT: ('{} == "some text"', "some text", "another text"),
}
"""For the type of a field: a condition, a value that meets it, and one that does not."""
_COMPARED = ("{} > 7", "8", "7")


def _automation(situation: Situation) -> dict[str, Data]:
    fields = situation.handbook.programme.partner_fields
    field = next((field for field in fields if not field.type.many), None)
    if field is None:
        hint = (
            "list one under `partner_fields:` in content/programme.yml: `- {name: logins, type: number, label: logins}`"
        )
        raise UserError("there is no partner field yet that its condition could ask for", hint)
    shape, met, missed = _CONDITIONS.get(field.type.kind, _COMPARED)
    examples: list[Data] = [
        {"given": {field.name: value}, "fires": fires, "why": why}
        for value, fires, why in ((met, "true", "The condition is met."), (missed, "false", "It is not met."))
    ]
    return {
        "condition": shape.format(field.name),
        "actions": [{"text": "Say what it does."}],
        "examples": examples,
    }


def _tier(situation: Situation) -> dict[str, Data]:
    return {"rank": str(max((tier.rank for tier in situation.handbook.tiers), default=0) + 1)}


def _bottleneck(situation: Situation) -> dict[str, Data]:
    return {"symptom": situation.title}


def _item(situation: Situation) -> dict[str, Data]:
    stage = situation.holder
    return {"owner": stage.owner} if isinstance(stage, Stage) and stage.owner is not None else {}


def _task(situation: Situation) -> dict[str, Data]:
    plan, roles = situation.holder, situation.handbook.ids("role")
    return {
        "owner": roles[0] if roles else "partner-manager",
        "done_when": "Both sides have confirmed it in writing.",
        **({"day": str(plan.milestones[situation.index].day)} if isinstance(plan, Plan) else {}),
    }


_STARTS: Mapping[str, Callable[[Situation], dict[str, Data]]] = {
    "metric": _metric,
    "automation": _automation,
    "tier": _tier,
    "bottleneck": _bottleneck,
    "item": _item,
    "task": _task,
}
"""Kind → the values that differ from the examples of their fields, for kinds that have such."""


def start(kind: str, situation: Situation) -> dict[str, Data]:
    """Give the values that a new thing of a kind starts with, where they differ from the examples of their fields.

    Raises:
        UserError: the handbook lacks something that it cannot be without.
    """
    return _STARTS[kind](situation) if kind in _STARTS else {}

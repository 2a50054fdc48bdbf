"""Where everything is written: for each page, and each place on it, the file and the line.

A place is named by its anchor. What shows something that is written elsewhere leads to where that is written: a plan's
task that is a checklist item, to the item.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from partner_playbooks.handbook.model.document import Document
from partner_playbooks.handbook.model.guide import Guide
from partner_playbooks.handbook.model.kinds import KINDS
from partner_playbooks.handbook.model.lifecycle import Lifecycle
from partner_playbooks.handbook.model.plan import Plan
from partner_playbooks.handbook.model.stage import Stage

from .addresses import ASSESS, AUTOMATIONS, HOME, HOW_TO_USE, find_address, make_anchor
from .claims import list_practice_anchors

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from partner_playbooks.handbook.linked import Handbook
    from partner_playbooks.handbook.model.content import Placed
    from partner_playbooks.language.source import Path

    Items = Mapping[str, tuple[Placed, Path]]
    """Where each checklist item is written."""

_SECTIONS: Mapping[str, Mapping[str, str]] = {
    "stage": {
        "exit-test": "exit",
        "purpose": "purpose",
        "checklist": "checklist",
        "entry-criteria": "entry",
        "raci": "raci",
        "metrics": "metrics",
        "practices": "practices",
        "pitfalls": "pitfalls",
        "questions": "questions",
        "documents": "documents",
    },
    "plan": {"objective": "objective", "timeline": "milestones", "metrics": "metrics", "risks": "risks"},
    "role": {"responsibilities": "responsibilities"},
    "metric": {
        "formula": "formula",
        "inputs": "inputs",
        "example": "example",
        "bands": "bands",
        "pitfalls": "pitfalls",
        "related": "related",
    },
    "document": {"form": "sections"},
    "partner-type": {"motion": "motion", "watch-outs": "watch_outs"},
    "automation": {
        "trigger": "trigger",
        "condition": "condition",
        "actions": "actions",
        "fallback": "fallback",
        "examples": "examples",
    },
    "bottleneck": {
        "play": "play",
        "causes": "causes",
        "items": "items",
        "plans": "plans",
        "documents": "documents",
        "automations": "automations",
    },
    "guide": {"done": "done_when"},
    "tier": {"requirements": "requirements", "benefits": "benefits", "downgrade": "downgrade"},
}
"""Kind → anchor of a section of its page → the field that the section shows."""
_LISTS = {kind.name: kind.list_key for kind in KINDS if kind.listed}


class _Spot(NamedTuple):
    """Something that a page shows, and where it is written: at the key of a value."""

    page: str
    anchor: str
    placed: Placed
    path: Path
    """The way to the value within its file."""


def locate_lines(handbook: Handbook) -> dict[str, dict[str, dict[str, int]]]:
    """Give page → file → anchor, or "" for the page itself → line; nothing for a projection, which does not know."""
    places: dict[str, dict[str, dict[str, int]]] = {}
    for page, anchor, placed, path in _spots(handbook):
        if path in placed.document.places:  # a field may have been left out
            span = placed.document.key(path)
            places.setdefault(page, {}).setdefault(span.file, {}).setdefault(anchor, span.line)
    return places


def _spots(handbook: Handbook) -> Iterator[_Spot]:
    items = _items(handbook)
    for placed in handbook.list_written():
        address = find_address(handbook, placed.kind, placed.id)
        if address is None:  # the programme
            yield _Spot(AUTOMATIONS, "partner_fields", placed, ("partner_fields",))
            continue
        yield _Spot(address.path, address.anchor, placed, (*placed.path, "id"))
        if placed.kind in _LISTS:
            yield _Spot(address.path, "", placed, (_LISTS[placed.kind],))
        for anchor, name in _SECTIONS.get(placed.kind, {}).items():
            yield _Spot(address.path, anchor, placed, (name,))
        yield from _parts(address.path, placed, items)


def _parts(page: str, placed: Placed, items: Items) -> Iterator[_Spot]:
    """Yield what has an anchor of its own on the page of an entity."""
    match placed.record:
        case Stage() as stage:
            yield from _of_stage(page, placed, stage, items)
        case Plan() as plan:
            yield from _of_plan(page, placed, plan, items)
        case Document() as document:
            for place in range(len(document.sections)):
                yield _Spot(page, f"section-{place + 1}", placed, ("sections", place, "heading"))
        case Guide() as guide:
            for place in range(len(guide.steps)):
                yield _Spot(page, f"step-{place + 1}", placed, ("steps", place, "title"))
        case Lifecycle() as lifecycle:
            yield from _of_lifecycle(page, placed, lifecycle)


def _items(handbook: Handbook) -> Items:
    """Give where each checklist item is written."""
    return {
        item.id: (placed, ("checklist", place, "id"))
        for placed in handbook.list_written("stage")
        if isinstance(placed.record, Stage)
        for place, item in enumerate(placed.record.checklist)
    }


def _of_stage(page: str, placed: Placed, stage: Stage, items: Items) -> Iterator[_Spot]:
    for item in stage.checklist:
        yield _Spot(page, item.id, *items[item.id])
    for place, pitfall in enumerate(stage.pitfalls):
        yield _Spot(page, make_anchor(pitfall.id), placed, ("pitfalls", place, "id"))
    for place, (anchor, _) in enumerate(list_practice_anchors(stage)):
        yield _Spot(page, anchor, placed, ("practices", place, "title"))
    yield _Spot(ASSESS, stage.id, placed, ("questions",))


def _of_plan(page: str, placed: Placed, plan: Plan, items: Items) -> Iterator[_Spot]:
    for place, milestone in enumerate(plan.milestones):
        path = ("milestones", place)
        yield _Spot(page, make_anchor(milestone.id), placed, (*path, "id"))
        for number, task in enumerate(milestone.tasks):
            if task.item is not None:
                yield _Spot(page, task.item, *items[task.item])
            elif task.id is not None:
                yield _Spot(page, task.id, placed, (*path, "tasks", number, "id"))


def _of_lifecycle(page: str, placed: Placed, lifecycle: Lifecycle) -> Iterator[_Spot]:
    if page != HOME:  # it is not the primary one
        yield _Spot(page, "stages", placed, ("phases",))
        yield _Spot(page, "crosswalk", placed, ("crosswalk",))
        return
    yield _Spot(HOME, "lifecycle", placed, ("phases",))
    yield _Spot(HOW_TO_USE, "lifecycle", placed, ("description",))
    yield _Spot(HOW_TO_USE, "", placed, ("guide",))
    for place, step in enumerate(lifecycle.guide):
        yield _Spot(HOW_TO_USE, make_anchor(step.id), placed, ("guide", place, "id"))

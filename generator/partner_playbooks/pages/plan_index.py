"""All plans, by the situation that each is made for."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from partner_playbooks.handbook.model.plan import PlanAnchor
from partner_playbooks.pages.parts import addresses
from partner_playbooks.pages.parts.writers import PageHead
from partner_playbooks.wording.days import say_plan_length

if TYPE_CHECKING:
    from collections.abc import Iterator

    from partner_playbooks.handbook.model.plan import Plan
    from partner_playbooks.pages.artifact import Page
    from partner_playbooks.pages.parts.links import Link
    from partner_playbooks.pages.parts.writers import EditionWriter, PageWriter


@dataclass(frozen=True, slots=True)
class Row:
    """A plan with what it takes to choose it."""

    link: Link
    use_when: str
    anchor_event: str
    length: str
    stages: tuple[Link, ...]
    """The stages whose checklist items it holds."""


@dataclass(frozen=True, slots=True)
class Group:
    """The plans that count their days alike."""

    anchor: PlanAnchor
    from_start: bool
    plans: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Context:
    """What the template shows."""

    groups: tuple[Group, ...]


def pages(edition: EditionWriter) -> Iterator[Page]:
    """Yield the index, unless there are no plans."""
    if not edition.handbook.plans:
        return
    writer = edition.writer(addresses.PLANS)
    head = PageHead(addresses.PLANS, writer.say("plan.all"), (writer.say("plan.nav"),))
    yield edition.page(head, "plan_index.md.jinja", partial(_context, writer))


def _context(writer: PageWriter) -> Context:
    groups = (_group(writer, anchor) for anchor in PlanAnchor)
    return Context(tuple(group for group in groups if group.plans))


def _group(writer: PageWriter, anchor: PlanAnchor) -> Group:
    """Put the plans in the order in which a partner meets them: by the stage of most of their items."""
    order = [stage.id for stage in writer.handbook.stages]
    used = {plan: _stages(writer, plan) for plan in writer.handbook.plans if plan.anchor is anchor}

    def place(plan: Plan) -> int:
        return min((order.index(stage) for stage, _ in used[plan].most_common(1)), default=len(order))

    rows = (_row(writer, plan, used[plan]) for plan in sorted(used, key=place))
    return Group(anchor, anchor is PlanAnchor.START, tuple(rows))


def _row(writer: PageWriter, plan: Plan, used: Counter[str]) -> Row:
    stages = writer.entities("stage", (stage.id for stage in writer.handbook.stages if stage.id in used))
    return Row(writer.entity("plan", plan.id), plan.use_when, plan.anchor_event, say_plan_length(writer, plan), stages)


def _stages(writer: PageWriter, plan: Plan) -> Counter[str]:
    """Count the plan's checklist items by stage."""
    return Counter(owned.stage.id for _, owned in writer.handbook.tasks(plan) if owned is not None)

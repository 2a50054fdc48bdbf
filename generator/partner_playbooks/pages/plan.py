"""The page of a plan: milestones, the tasks of both sides, and exit tests."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from partner_playbooks.handbook.model.plan import PlanAnchor
from partner_playbooks.handbook.model.role import Side
from partner_playbooks.pages.parts import addresses
from partner_playbooks.pages.parts.addresses import find_page_path, make_anchor
from partner_playbooks.pages.parts.items import TaskView, show_planned
from partner_playbooks.pages.parts.metric_rows import Figure, show_metrics
from partner_playbooks.pages.parts.related import link_files, link_files_by_type
from partner_playbooks.pages.parts.writers import PageHead, list_former_paths
from partner_playbooks.plans.dated import outline_plan
from partner_playbooks.wording.days import say_plan_day, say_plan_length

if TYPE_CHECKING:
    from collections.abc import Iterator

    from partner_playbooks.handbook.model.plan import Plan
    from partner_playbooks.pages.artifact import Page
    from partner_playbooks.pages.parts.links import Chip, Link
    from partner_playbooks.pages.parts.writers import EditionWriter, Freshness, PageWriter
    from partner_playbooks.wording.markdown import Markdown


@dataclass(frozen=True, slots=True)
class SideTasks:
    """The tasks of a side on the way to a milestone."""

    side: Side
    tasks: tuple[TaskView, ...]


@dataclass(frozen=True, slots=True)
class ExitTest:
    """A criterion, and the partner types that it holds for, if not for all."""

    text: Markdown
    partner_types: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class MilestoneView:
    """A milestone with all that leads to it."""

    anchor: str
    title: str
    day: str
    entry: Markdown | None
    sides: tuple[SideTasks, ...]
    exit_tests: tuple[ExitTest, ...]


@dataclass(frozen=True, slots=True)
class Risk:
    """What could stop the plan."""

    signal: Markdown
    mitigation: Markdown
    escalation: Markdown


@dataclass(frozen=True, slots=True)
class Context:
    """What the template shows."""

    title: str
    use_when: str
    objective: Markdown
    runs_from_start: bool
    anchor_event: str
    length: str
    cadence: str
    customer: str | None
    sponsors: tuple[Chip, ...]
    stakeholders: tuple[Chip, ...]
    review: Freshness | None
    making: Link | None
    """Where it is made for a partner, with dates."""
    files: tuple[Link, ...]
    milestones: tuple[MilestoneView, ...]
    metrics: tuple[Figure, ...]
    risks: tuple[Risk, ...]


def pages(edition: EditionWriter) -> Iterator[Page]:
    """Yield a page per plan."""
    for plan in edition.handbook.plans:
        path = find_page_path("plan", plan.id)
        writer = edition.writer(path)
        head = PageHead(path, plan.title, (writer.say("plan.nav"),), list_former_paths("plan", plan))
        yield edition.page(head, "plan.md.jinja", partial(_context, writer, plan))


def _context(writer: PageWriter, plan: Plan) -> Context:
    return Context(
        title=plan.title,
        use_when=plan.use_when,
        objective=writer.rich(plan.objective),
        runs_from_start=plan.anchor is PlanAnchor.START,
        anchor_event=plan.anchor_event,
        length=say_plan_length(writer, plan),
        cadence=plan.cadence,
        customer=plan.customer,
        sponsors=writer.roles(plan.sponsors),
        stakeholders=writer.roles(plan.stakeholders),
        review=writer.review(plan.review),
        making=_making(writer, plan),
        files=(*link_files(writer, "plan", plan.id), *link_files_by_type(writer, plan.id)),
        milestones=tuple(_milestones(writer, plan)),
        metrics=show_metrics(writer, plan.metrics),
        risks=tuple(
            Risk(writer.rich(risk.signal), writer.rich(risk.mitigation), writer.rich(risk.escalation))
            for risk in plan.risks
        ),
    )


def _making(writer: PageWriter, plan: Plan) -> Link | None:
    if not writer.edition.files:
        return None
    return writer.place(writer.say("plan.make"), addresses.MY_PLANS, addresses.make_plan_anchor(plan.id))


def _milestones(writer: PageWriter, plan: Plan) -> Iterator[MilestoneView]:
    for milestone in outline_plan(writer.handbook, plan).milestones:
        tasks = [(task.side, show_planned(writer, plan, task)) for task in milestone.tasks]
        sides = (SideTasks(side, tuple(task for its, task in tasks if its is side)) for side in Side)
        yield MilestoneView(
            anchor=make_anchor(milestone.id),
            title=milestone.title,
            day=say_plan_day(writer, plan, milestone.day),
            entry=writer.maybe(milestone.entry),
            sides=tuple(part for part in sides if part.tasks),
            exit_tests=tuple(
                ExitTest(writer.rich(test.text), writer.entities("partner-type", test.partner_types))
                for test in milestone.exit_tests
            ),
        )

"""The page of a plan: milestones, the tasks of both sides, and exit tests."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from partner_playbooks.handbook.model.applying import find_common
from partner_playbooks.handbook.model.plan import PlanAnchor
from partner_playbooks.handbook.model.role import Side
from partner_playbooks.pages.artifact import SearchEntry
from partner_playbooks.pages.parts import addresses
from partner_playbooks.pages.parts.addresses import find_page_path, make_anchor
from partner_playbooks.pages.parts.files import link_files, link_files_by_type
from partner_playbooks.pages.parts.links import Chip, Link
from partner_playbooks.pages.parts.marks import Marks
from partner_playbooks.pages.parts.metric_rows import Figure, show_metrics
from partner_playbooks.pages.parts.writers import PageHead, list_former_paths
from partner_playbooks.wording.days import say_plan_day, say_plan_length

if TYPE_CHECKING:
    from collections.abc import Iterator

    from partner_playbooks.handbook.model.plan import Milestone, Plan, PlanTask
    from partner_playbooks.pages.artifact import Page
    from partner_playbooks.pages.parts.writers import EditionWriter, Freshness, PageWriter
    from partner_playbooks.wording.markdown import Markdown


@dataclass(frozen=True, slots=True)
class Task:
    """A task as the plan shows it; what a checklist item says of it stands on the stage page alone."""

    id: str | None
    """None where the same item has stood on the page before."""
    marks: Marks
    aliases: tuple[str, ...]
    title: str
    owner: Chip
    support: Chip | None
    due: str
    stage: Link | None
    """Where the checklist item stands, for a task that is one."""
    done_when: Markdown | None
    partner_types: tuple[Link, ...]
    after: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class SideTasks:
    """The tasks of a side on the way to a milestone."""

    side: Side
    tasks: tuple[Task, ...]


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
        entries = tuple(_entries(edition, plan))
        head = PageHead(path, plan.title, (writer.say("plan.nav"),), list_former_paths("plan", plan), entries)
        yield edition.page(head, "plan.md.jinja", _context(writer, plan))


def _entries(edition: EditionWriter, plan: Plan) -> Iterator[SearchEntry]:
    """Let search find the plan's own tasks; the others are found on their stage pages."""
    for task, _ in edition.handbook.tasks(plan):
        if task.id is not None and task.title is not None and task.done_when is not None:
            yield SearchEntry(task.id, task.title, edition.plain(task.done_when))


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
    shown: Counter[str] = Counter()
    for milestone in plan.milestones:
        tasks = tuple(_tasks(writer, plan, milestone, shown))
        sides = (SideTasks(side, tuple(task for task in tasks if task.owner.side is side)) for side in Side)
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


def _tasks(writer: PageWriter, plan: Plan, milestone: Milestone, shown: Counter[str]) -> Iterator[Task]:
    for task in sorted(milestone.tasks, key=lambda task: task.day):
        own = task.item is None
        view = _own_task(writer, plan, task) if own else _item_task(writer, plan, task)
        if view is not None:
            key = view.marks.key
            shown[key] += 1
            again = replace(view.marks, key=f"{key}#{shown[key]}")
            yield view if shown[key] == 1 else replace(view, id=None, aliases=(), marks=again)


def _item_task(writer: PageWriter, plan: Plan, task: PlanTask) -> Task | None:
    """Give a task that is a checklist item; None where the two have no partner type in common."""
    if task.item is None:
        return None
    stage, item = writer.handbook.items[task.item]
    types = find_common(task.partner_types, item.partner_types)
    if types is None:
        return None
    owner = writer.role(item.owner)
    return Task(
        id=item.id,
        marks=Marks(item.id, item.owner, owner.side, types, item.tiers, item.depends_on, item.aliases),
        aliases=item.aliases,
        title=item.title,
        owner=owner,
        support=None if item.support is None else writer.role(item.support),
        due=say_plan_day(writer, plan, task.day),
        stage=Link(stage.title, writer.href("item", item.id)),
        done_when=None,
        partner_types=writer.entities("partner-type", types),
        after=(),
    )


def _own_task(writer: PageWriter, plan: Plan, task: PlanTask) -> Task | None:
    if task.id is None or task.owner is None or task.title is None:  # what it refers to is not in this edition
        return None
    owner = writer.role(task.owner)
    return Task(
        id=task.id,
        marks=Marks(task.id, task.owner, owner.side, task.partner_types, (), task.depends_on, task.aliases),
        aliases=task.aliases,
        title=task.title,
        owner=owner,
        support=None,
        due=say_plan_day(writer, plan, task.day),
        stage=None,
        done_when=writer.maybe(task.done_when),
        partner_types=writer.entities("partner-type", task.partner_types),
        after=tuple(_prerequisite(writer, plan, id_) for id_ in task.depends_on),
    )


def _prerequisite(writer: PageWriter, plan: Plan, id_: str) -> Link:
    """Link to a task on this page, or to a checklist item that the plan does not hold on its stage page."""
    link = writer.task(id_)
    here = any(task.item == id_ for task, _ in writer.handbook.tasks(plan))
    return writer.place(link.label, writer.path, id_) if here else link

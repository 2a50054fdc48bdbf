"""Checklist items and tasks of plans as pages show them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from partner_playbooks.handbook.model.stage import ChecklistItem
from partner_playbooks.plans.dated import date_item
from partner_playbooks.wording.days import say_due, say_plan_days

from .links import Link
from .marks import Marks

if TYPE_CHECKING:
    from partner_playbooks.handbook.model.plan import Plan
    from partner_playbooks.handbook.model.stage import Stage
    from partner_playbooks.handbook.model.task import Task
    from partner_playbooks.pages.parts.writers import PageWriter
    from partner_playbooks.plans.dated import DatedTask
    from partner_playbooks.wording.markdown import Markdown

    from .links import Chip


@dataclass(frozen=True, slots=True)
class TaskView:
    """A task as a page shows it: a checklist item on its stage page, or a task of a plan."""

    id: str | None
    """None where the same item has stood on the page before."""
    marks: Marks
    aliases: tuple[str, ...]
    title: str
    owner: Chip
    support: Chip | None
    due: str
    stage: Link | None
    """Where the checklist item stands, for a plan's task that is one: what else it says is shown there alone."""
    tags: tuple[str, ...]
    """Optional, recurring, how long it takes, for which tiers."""
    partner_types: tuple[Link, ...]
    done_when: Markdown | None
    after: tuple[Link, ...]
    documents: tuple[Link, ...]
    detail: Markdown | None


@dataclass(frozen=True, slots=True)
class TaskGroup:
    """Items of a checklist that stand together."""

    anchor: str
    title: str
    """Empty for those that are in no group."""
    tasks: tuple[TaskView, ...]


def show_checklist(writer: PageWriter, stage: Stage) -> tuple[TaskGroup, ...]:
    """Give the items of a stage as its page shows them, group by group."""
    return tuple(
        TaskGroup(f"checklist_{number}", title, tuple(_show_item(writer, stage, item) for item in items))
        for number, (title, items) in enumerate(stage.in_groups.items(), start=1)
    )


def _show_item(writer: PageWriter, stage: Stage, item: ChecklistItem) -> TaskView:
    dated = date_item(writer.handbook, stage, item)
    return _show_task(writer, dated, say_due(writer, item.due), tuple(map(writer.item, item.depends_on)))


def show_on_path(writer: PageWriter, stage: Stage, item: ChecklistItem) -> TaskView:
    """Give an item as the page of a partner type shows it: what to do; the rest stands on the stage's page."""
    link = Link(stage.title, writer.href("item", item.id))
    return replace(_show_item(writer, stage, item), stage=link, partner_types=(), after=(), detail=None)


def show_planned(writer: PageWriter, plan: Plan, task: DatedTask) -> TaskView:
    """Give a task as the page of its plan shows it."""
    due = say_plan_days(writer, plan, task.days)
    if task.stage is None:
        return _show_task(writer, task, due, tuple(_prerequisite(writer, plan, id_) for id_ in task.task.depends_on))
    view = _show_task(writer, task, due, ())
    link = Link(task.stage.title, writer.href("item", task.id))
    view = replace(view, stage=link, tags=(), done_when=None, documents=(), detail=None)
    return replace(view, id=None, aliases=()) if task.is_again else view


def _show_task(writer: PageWriter, dated: DatedTask, due: str, after: tuple[Link, ...]) -> TaskView:
    task = dated.task
    return TaskView(
        id=dated.id,
        marks=Marks(
            dated.key, dated.owner, dated.side, dated.partner_types, dated.tiers, task.depends_on, task.aliases
        ),
        aliases=task.aliases,
        title=dated.title,
        owner=writer.role(dated.owner),
        support=None if task.support is None else writer.role(task.support),
        due=due,
        stage=None,
        tags=_tags(writer, task),
        partner_types=writer.entities("partner-type", dated.partner_types),
        done_when=writer.maybe(task.done_when),
        after=after,
        documents=writer.entities("document", task.documents),
        detail=writer.maybe(task.detail),
    )


def _prerequisite(writer: PageWriter, plan: Plan, id_: str) -> Link:
    """Link to a task on this page, or to a checklist item that the plan does not hold on its stage page."""
    link = writer.task(id_)
    here = any(task.item == id_ for task, _ in writer.handbook.tasks(plan))
    return writer.place(link.label, writer.path, id_) if here else link


def _tags(writer: PageWriter, item: Task) -> tuple[str, ...]:
    tags = []
    if isinstance(item, ChecklistItem) and not item.required:
        tags.append(writer.say("item.optional"))
    if item.recurrence is not None:
        tags.append(writer.edition.messages.name(item.recurrence))
    if item.duration is not None:
        tags.append(writer.say("item.duration", count=item.duration))
    if item.tiers:
        tiers = ", ".join(link.label for link in writer.entities("tier", item.tiers))
        tags.append(writer.say("item.tiers", count=len(item.tiers), tiers=tiers))
    return tuple(tags)

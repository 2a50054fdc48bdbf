"""The page of a role: everything it owns, supports, or is consulted or informed on."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from itertools import groupby
from typing import TYPE_CHECKING

from partner_playbooks.handbook.model.automation import Automation
from partner_playbooks.handbook.model.metric import Metric
from partner_playbooks.handbook.model.plan import Plan
from partner_playbooks.handbook.model.stage import ChecklistItem, Stage
from partner_playbooks.handbook.places import find_place, find_place_within
from partner_playbooks.pages.parts import addresses
from partner_playbooks.pages.parts.addresses import find_page_path
from partner_playbooks.pages.parts.chronicle import show_last_days
from partner_playbooks.pages.parts.contacts import show_contacts
from partner_playbooks.pages.parts.related import link_to_booklet
from partner_playbooks.pages.parts.writers import PageHead, list_former_paths
from partner_playbooks.wording.days import order_due, say_due, say_plan_days

if TYPE_CHECKING:
    from collections.abc import Iterator

    from partner_playbooks.handbook.model.role import Role, Side
    from partner_playbooks.handbook.places import Place
    from partner_playbooks.pages.artifact import Page
    from partner_playbooks.pages.parts.chronicle import DayView
    from partner_playbooks.pages.parts.contacts import ContactView
    from partner_playbooks.pages.parts.links import Chip, Link
    from partner_playbooks.pages.parts.writers import EditionWriter, Freshness, PageWriter
    from partner_playbooks.wording.markdown import Markdown


_OF_STAGES = find_place(Stage, lambda stage: stage.owner)
_OF_METRICS = find_place(Metric, lambda metric: metric.owner)
_OF_AUTOMATIONS = find_place(Automation, lambda automation: automation.owner)
_OWNED_ITEMS = find_place_within(Stage, lambda stage: stage.checklist[0], lambda item: item.owner)
_SUPPORTED_ITEMS = find_place_within(Stage, lambda stage: stage.checklist[0], lambda item: item.support)
_OWNED_TASKS = find_place_within(Plan, lambda plan: plan.milestones[0].tasks[0], lambda task: task.owner)
_SUPPORTED_TASKS = find_place_within(Plan, lambda plan: plan.milestones[0].tasks[0], lambda task: task.support)
_OF_PLANS = (find_place(Plan, lambda plan: plan.sponsors), find_place(Plan, lambda plan: plan.stakeholders))
_LETTERS = {
    "accountable": find_place_within(Stage, lambda stage: stage.raci[0], lambda activity: activity.accountable),
    "responsible": find_place_within(Stage, lambda stage: stage.raci[0], lambda activity: activity.responsible),
    "consulted": find_place_within(Stage, lambda stage: stage.raci[0], lambda activity: activity.consulted),
    "informed": find_place_within(Stage, lambda stage: stage.raci[0], lambda activity: activity.informed),
}
"""In the order in which a role page shows them."""


@dataclass(frozen=True, slots=True)
class Duty:
    """A checklist item of the role."""

    due: str
    link: Link
    other: Chip | None
    """The role that supports it, or that it supports."""


@dataclass(frozen=True, slots=True)
class StageDuties:
    """The role's checklist items in a stage, in the order in which they are due."""

    anchor: str
    title: str
    duties: tuple[Duty, ...]


@dataclass(frozen=True, slots=True)
class LetterRows:
    """The activities in which the role has one letter of RACI."""

    letter: str
    title: str
    rows: tuple[tuple[Link, str], ...]
    """Stage, leading to its matrix, and activity."""


@dataclass(frozen=True, slots=True)
class Task:
    """A task that a plan adds to the checklists."""

    plan: Link
    day: str
    link: Link
    other: Chip | None
    """The role that supports it, or that it supports."""


@dataclass(frozen=True, slots=True)
class Context:
    """What the template shows."""

    title: str
    mission: Markdown
    side: Side
    contacts: tuple[ContactView, ...]
    review: Freshness | None
    to_print: Link | None
    last: tuple[DayView, ...]
    """The last days on which it changed."""
    all_changes: Link
    responsibilities: tuple[Markdown, ...]
    stages: tuple[Link, ...]
    owned: tuple[StageDuties, ...]
    supported: tuple[StageDuties, ...]
    raci: tuple[LetterRows, ...]
    metrics: tuple[Link, ...]
    automations: tuple[Link, ...]
    tasks: tuple[Task, ...]
    shared_tasks: bool
    """Whether somebody else takes part in any of them."""
    plans: tuple[Link, ...]


def pages(edition: EditionWriter) -> Iterator[Page]:
    """Yield a page per role."""
    for role in edition.handbook.roles:
        path = find_page_path("role", role.id)
        writer = edition.writer(path)
        head = PageHead(path, role.title, (writer.say("role.nav"),), list_former_paths("role", role))
        yield edition.page(head, "role.md.jinja", partial(_context, writer, role))


def _context(writer: PageWriter, role: Role) -> Context:
    uses = writer.edition.uses
    stages = (stage.id for stage, _ in uses.at(_OF_STAGES, role.id))
    metrics = (metric.id for metric, _ in uses.at(_OF_METRICS, role.id))
    owned = uses.at(_OF_AUTOMATIONS, role.id)
    automations = (automation.id for automation, _ in owned)
    contacts = writer.handbook.programme.contacts
    return Context(
        title=role.title,
        mission=writer.rich(role.mission),
        side=role.side,
        contacts=show_contacts(writer, (contact for contact in contacts if contact.role == role.id)),
        review=writer.review(role.review),
        to_print=link_to_booklet(writer, role),
        last=_last(writer, role),
        all_changes=writer.place(writer.say("change.all"), addresses.WHAT_CHANGED),
        responsibilities=tuple(writer.rich(duty.text) for duty in role.responsibilities),
        stages=writer.entities("stage", stages),
        owned=tuple(_duties(writer, role, "owned", _OWNED_ITEMS)),
        supported=tuple(_duties(writer, role, "supported", _SUPPORTED_ITEMS)),
        raci=tuple(_raci(writer, role)),
        metrics=writer.entities("metric", metrics),
        automations=writer.entities("automation", automations),
        tasks=(tasks := tuple(_tasks(writer, role))),
        shared_tasks=any(task.other for task in tasks),
        plans=_plans(writer, role),
    )


def _duties(writer: PageWriter, role: Role, section: str, place: Place[Stage, ChecklistItem]) -> Iterator[StageDuties]:
    found = writer.edition.uses.at(place, role.id)
    for stage, uses in groupby(found, key=lambda use: use[0]):
        items = sorted((item for _, item in uses), key=lambda item: order_due(item.due))
        title = writer.say(f"role.{section}-in", stage=stage.title)
        yield StageDuties(
            f"{section}_{stage.id}", title, tuple(_duty(writer, item, is_owner=place is _OWNED_ITEMS) for item in items)
        )


def _duty(writer: PageWriter, item: ChecklistItem, *, is_owner: bool) -> Duty:
    other = item.support if is_owner else item.owner
    return Duty(say_due(writer, item.due), writer.item(item.id), None if other is None else writer.role(other))


def _raci(writer: PageWriter, role: Role) -> Iterator[LetterRows]:
    for letter, place in _LETTERS.items():
        found = writer.edition.uses.at(place, role.id)
        rows = tuple(
            (writer.place(stage.title, find_page_path("stage", stage.id), "raci"), activity.activity)
            for stage, activity in found
        )
        if rows:
            yield LetterRows(letter, writer.say(f"letter.{letter}.word"), rows)


def _tasks(writer: PageWriter, role: Role) -> Iterator[Task]:
    for place in (_OWNED_TASKS, _SUPPORTED_TASKS):
        for plan, task in writer.edition.uses.at(place, role.id):
            if task.id is not None and task.title is not None:
                link = writer.place(task.title, find_page_path("plan", plan.id), task.id)
                other = task.support if place is _OWNED_TASKS else task.owner
                chip = None if other is None else writer.role(other)
                yield Task(writer.entity("plan", plan.id), say_plan_days(writer, plan, task), link, chip)


def _plans(writer: PageWriter, role: Role) -> tuple[Link, ...]:
    uses = writer.edition.uses
    found = [plan.id for place in _OF_PLANS for plan, _ in uses.at(place, role.id)]
    return writer.entities("plan", dict.fromkeys(found))


def _last(writer: PageWriter, role: Role) -> tuple[DayView, ...]:
    own = ("role", role.id)
    return show_last_days(
        writer, own, lambda change: (change.subject.kind, change.subject.id) == own or role.id in change.roles
    )

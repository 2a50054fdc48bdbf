"""The page of a stage: a working sheet from entry criteria to exit test."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from partner_playbooks.handbook.model.automation import Automation
from partner_playbooks.handbook.model.bottleneck import Bottleneck
from partner_playbooks.handbook.model.document import Document
from partner_playbooks.handbook.model.plan import Plan
from partner_playbooks.handbook.model.role import Side
from partner_playbooks.handbook.places import find_place, find_place_within
from partner_playbooks.pages.parts import addresses, claims
from partner_playbooks.pages.parts.addresses import find_page_path
from partner_playbooks.pages.parts.chronicle import show_last_days
from partner_playbooks.pages.parts.items import TaskGroup, show_checklist
from partner_playbooks.pages.parts.lifecycles import LoopView, list_counterparts, show_loops
from partner_playbooks.pages.parts.metric_rows import Figure, show_metrics
from partner_playbooks.pages.parts.related import link_files, link_symptoms, link_to_booklet
from partner_playbooks.pages.parts.tracked_now import say_stage_now
from partner_playbooks.pages.parts.writers import PageHead, list_former_paths
from partner_playbooks.wording.markdown import join_markdown, markdown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from partner_playbooks.handbook.model.stage import Stage
    from partner_playbooks.pages.artifact import Page
    from partner_playbooks.pages.parts.chronicle import DayView
    from partner_playbooks.pages.parts.lifecycles import Counterpart
    from partner_playbooks.pages.parts.links import Chip, Link
    from partner_playbooks.pages.parts.tracked_now import Now
    from partner_playbooks.pages.parts.writers import EditionWriter, Freshness, PageWriter
    from partner_playbooks.wording.markdown import Markdown

_STUCK = find_place(Bottleneck, lambda bottleneck: bottleneck.stages)
_OF_AUTOMATIONS = find_place(Automation, lambda automation: automation.stages)
_OF_TASKS = find_place_within(Plan, lambda plan: plan.milestones[0].tasks[0], lambda task: task.item)

_NEIGHBOURS = 15
"""How many stages "you are here" shows before and after; a line of thousands would help nobody."""


@dataclass(frozen=True, slots=True)
class Here:
    """A stage in the line "you are here"."""

    number: int
    link: Link
    current: bool


@dataclass(frozen=True, slots=True)
class Where:
    """Where the stage stands in the lifecycle."""

    phase: str
    hue: int
    number: int
    total: int
    line: tuple[Here, ...]


@dataclass(frozen=True, slots=True)
class Activity:
    """A row of the RACI matrix."""

    title: str
    accountable: tuple[Link, ...]
    responsible: tuple[Link, ...]
    consulted: tuple[Link, ...]
    informed: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """A document that the stage uses."""

    link: Link
    purpose: Markdown


@dataclass(frozen=True, slots=True)
class Context:
    """What the template shows."""

    title: str
    now: Now | None
    """What records say of it."""
    subtitle: str
    where: Where | None
    owner: Chip | None
    time: Markdown | None
    open_ended: bool
    review: Freshness | None
    files: tuple[Link, ...]
    to_print: Link | None
    last: tuple[DayView, ...]
    """The last days on which it changed."""
    all_changes: Link
    items_count: Markdown
    """How many items there are for each side."""
    purpose: Markdown
    exit: tuple[Markdown, ...]
    checklist: tuple[TaskGroup, ...]
    entry: tuple[Markdown, ...]
    raci: tuple[Activity, ...]
    metrics: tuple[Figure, ...]
    practices: tuple[claims.PracticeView, ...]
    pitfalls: tuple[claims.PitfallView, ...]
    stuck: tuple[Link, ...]
    """Symptoms of what gets stuck here."""
    questions: tuple[Markdown, ...]
    documents: tuple[DocumentRow, ...]
    automations: tuple[tuple[Link, Markdown], ...]
    """What runs by itself, with its trigger."""
    counterparts: tuple[Counterpart, ...]
    plans: tuple[Link, ...]
    loops: tuple[LoopView, ...]
    previous: Link | None
    next: Link | None


def pages(edition: EditionWriter) -> Iterator[Page]:
    """Yield a page per stage."""
    for stage in edition.handbook.stages:
        path = find_page_path("stage", stage.id)
        writer = edition.writer(path)
        nav = (writer.say("stage.nav"), *_group(edition, stage))
        head = PageHead(path, stage.title, nav, list_former_paths("stage", stage))
        yield edition.page(head, "stage.md.jinja", partial(_context, writer, stage))


def _group(edition: EditionWriter, stage: Stage) -> Iterator[str]:
    """Group stages by phase, and those of another lifecycle under its name."""
    order = edition.order_of(stage.id)
    if order is not edition.order and order.lifecycle is not None:
        yield order.lifecycle.title
    elif stage.id in order.positions:
        yield order.positions[stage.id].phase.title


def _context(writer: PageWriter, stage: Stage) -> Context:
    previous, next_ = _neighbours(writer, stage)
    return Context(
        now=say_stage_now(writer, stage.id),
        title=stage.title,
        subtitle=stage.subtitle,
        where=_where(writer, stage),
        owner=None if stage.owner is None else writer.role(stage.owner),
        time=_time(writer, stage),
        open_ended=stage.open_ended,
        review=writer.review(stage.review),
        files=link_files(writer, "stage", stage.id),
        to_print=link_to_booklet(writer, stage),
        last=_last(writer, stage),
        all_changes=writer.place(writer.say("change.all"), addresses.WHAT_CHANGED),
        items_count=_count_items(writer, stage),
        purpose=writer.rich(stage.purpose),
        exit=tuple(writer.rich(criterion.text) for criterion in stage.exit),
        checklist=show_checklist(writer, stage),
        entry=tuple(writer.rich(criterion.text) for criterion in stage.entry),
        raci=tuple(_raci(writer, stage)),
        metrics=show_metrics(writer, stage.metrics),
        practices=claims.show_practices(writer, stage),
        pitfalls=claims.show_pitfalls(writer, stage),
        stuck=link_symptoms(writer, _STUCK, stage.id),
        questions=tuple(writer.rich(question.text) for question in stage.questions),
        documents=tuple(
            DocumentRow(writer.entity("document", document.id), writer.rich(document.purpose))
            for document in writer.handbook.list_chosen("document", Document, stage.documents)
        ),
        counterparts=list_counterparts(writer, stage.id),
        automations=tuple(_automations(writer, stage)),
        plans=_plans(writer, stage),
        loops=tuple(_loops(writer, stage)),
        previous=previous,
        next=next_,
    )


def _time(writer: PageWriter, stage: Stage) -> Markdown | None:
    """Say how long a partner should stay: for all types, and for those that differ."""
    if stage.time is None:
        return None
    said = writer.say("stage.days", count=stage.time.days)
    for each in stage.time.types:
        types = ", ".join(writer.handbook.entities["partner-type"][id_].title for id_ in each.partner_types)
        said = writer.say("stage.time-of", said=said, types=types, time=writer.say("stage.days", count=each.days))
    note = writer.maybe(stage.time.note)
    return markdown(said) if note is None else writer.edition.messages.markdown("stage.time-note", time=said, note=note)


def _count_items(writer: PageWriter, stage: Stage) -> Markdown:
    of = Counter(writer.role(item.owner).side for item in stage.checklist)
    said = writer.say("stage.items-count", vendor=of[Side.VENDOR], partner=of[Side.PARTNER])
    customer = of[Side.CUSTOMER]
    return join_markdown([said, *([writer.say("stage.items-of-customer", count=customer)] if customer else [])])


def _where(writer: PageWriter, stage: Stage) -> Where | None:
    order = writer.edition.order_of(stage.id)
    position = order.positions.get(stage.id)
    if position is None:
        return None
    first = max(0, position.number - 1 - _NEIGHBOURS)
    line = tuple(
        Here(order.positions[id_].number, writer.entity("stage", id_), current=id_ == stage.id)
        for id_ in order.line[first : position.number + _NEIGHBOURS]
    )
    return Where(position.phase.title, position.hue, position.number, len(order.line), line)


def _raci(writer: PageWriter, stage: Stage) -> Iterator[Activity]:
    for row in stage.raci:
        yield Activity(
            row.activity,
            writer.roles(row.accountable),
            writer.roles(row.responsible),
            writer.roles(row.consulted),
            writer.roles(row.informed),
        )


def _automations(writer: PageWriter, stage: Stage) -> Iterator[tuple[Link, Markdown]]:
    uses = writer.edition.uses.at(_OF_AUTOMATIONS, stage.id)
    for automation, _ in uses:
        yield writer.entity("automation", automation.id), writer.rich(automation.trigger)


def _plans(writer: PageWriter, stage: Stage) -> tuple[Link, ...]:
    uses = writer.edition.uses
    found = {plan.id for item in stage.checklist for plan, _ in uses.at(_OF_TASKS, item.id)}
    return writer.entities("plan", sorted(found))


def _loops(writer: PageWriter, stage: Stage) -> Iterator[LoopView]:
    lifecycle = writer.handbook.lifecycle
    if lifecycle is not None:
        link = writer.entity("stage", stage.id)
        yield from (loop for loop in show_loops(writer, lifecycle) if link in loop.path[:-1])


def _neighbours(writer: PageWriter, stage: Stage) -> tuple[Link | None, Link | None]:
    order = writer.edition.order_of(stage.id)
    if stage.id not in order.positions:
        return None, None
    after = order.positions[stage.id].number
    previous = order.line[max(0, after - 2) : after - 1]
    links = (writer.entities("stage", ids) for ids in (previous, order.line[after : after + 1]))
    before, behind = (found[0] if found else None for found in links)
    return before, behind


def _last(writer: PageWriter, stage: Stage) -> tuple[DayView, ...]:
    own = ("stage", stage.id)
    return show_last_days(writer, own, lambda change: (change.subject.kind, change.subject.id) == own)

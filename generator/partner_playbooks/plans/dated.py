"""A plan template made for one partner: its type, its tier and its dates."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, cast

from partner_playbooks.handbook.model.applying import applies, find_common
from partner_playbooks.handbook.model.plan import PlanAnchor
from partner_playbooks.language.diagnostics import UserError, suggest_nearest
from partner_playbooks.plans.calendar import find_due_date

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date

    from partner_playbooks.handbook.linked import Handbook
    from partner_playbooks.handbook.model.base import Entity
    from partner_playbooks.handbook.model.plan import Milestone, Plan
    from partner_playbooks.handbook.model.role import Role, Side
    from partner_playbooks.handbook.model.stage import Recurrence
    from partner_playbooks.language.text import RichText
    from partner_playbooks.plans.calendar import WorkCalendar


@dataclass(frozen=True, slots=True)
class Request:
    """What a plan is made for."""

    plan: str
    """Id of the plan."""
    anchor: date | None
    """The date of day 1: the start, or for a plan that is counted back, the target; None while it is not agreed."""
    partner: str = ""
    """Name of the partner; empty for nobody in particular."""
    partner_type: str | None = None
    """Id of its type; None keeps what applies to any type."""
    tier: str | None = None
    """Id of its tier; None keeps what applies to any tier."""
    names: Mapping[str, str] = field(default_factory=dict)
    """Who fills a role, by role id."""


@dataclass(frozen=True, slots=True)
class DatedTask:
    """A task with the date on which it is due."""

    key: str
    """Its id; an item that the plan holds again has its number after it: `activate.kickoff#2`."""
    title: str
    owner: str
    """Id of the role."""
    side: Side
    day: int
    due: date | None
    done_when: RichText | None
    recurrence: Recurrence | None
    after: tuple[str, ...]
    """Keys of tasks of this plan that must be done first."""
    documents: tuple[str, ...] = ()
    """Ids of the documents that help."""
    partner_types: tuple[str, ...] = ()
    """Ids of the partner types that it is for, while none is chosen; all of them where there is none."""
    tiers: tuple[str, ...] = ()
    """Ids of the tiers that it is for, likewise."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A task of a template, with all that decides whether a partner's plan holds it."""

    id: str
    title: str
    owner: str
    """Id of the role."""
    day: int
    done_when: RichText | None
    recurrence: Recurrence | None
    depends_on: tuple[str, ...]
    documents: tuple[str, ...]
    partner_types: tuple[str, ...]
    """Ids of the partner types that it applies to; all of them where there is none."""
    tiers: tuple[str, ...]
    """Ids of the tiers that it applies to; all of them where there is none."""
    aliases: tuple[str, ...]
    """Its former ids."""


@dataclass(frozen=True, slots=True)
class ExitTest:
    """What must be true at a milestone."""

    key: str
    """The milestone's id and the test's place among all of its tests, before any is left out: `ready#2`."""
    text: RichText
    partner_types: tuple[str, ...] = ()
    """As of a task."""


@dataclass(frozen=True, slots=True)
class DatedMilestone:
    """A milestone with its date, and what leads to it."""

    id: str
    title: str
    day: int
    due: date | None
    entry: RichText | None
    """What must be true to start towards it."""
    tasks: tuple[DatedTask, ...]
    """In the order of their dates."""
    exit_tests: tuple[ExitTest, ...]


@dataclass(frozen=True, slots=True)
class DatedPlan:
    """A plan for a partner."""

    request: Request
    plan: Plan
    milestones: tuple[DatedMilestone, ...]

    @property
    def tasks(self) -> Iterator[DatedTask]:
        """Yield all tasks, milestone by milestone."""
        for milestone in self.milestones:
            yield from milestone.tasks


def date_plan(handbook: Handbook, request: Request, calendar: WorkCalendar) -> DatedPlan:
    """Make a plan for a partner.

    Args:
        handbook: Of the edition that the plan is for: nothing else can stand in it.
        request: What it is made for.
        calendar: What due days avoid.

    Raises:
        UserError: the request names something that this edition lacks, or a date out of reach.
    """
    plan = cast("Plan", get_entity(handbook, "plan", request.plan))
    for kind, id_ in (
        ("partner-type", request.partner_type),
        ("tier", request.tier),
        *(("role", id_) for id_ in request.names),
    ):
        if id_ is not None:
            get_entity(handbook, kind, id_)
    return _Maker(handbook, request, plan, calendar).make()


def get_entity(handbook: Handbook, kind: str, id_: str) -> Entity:
    """Give an entity of an edition by its id.

    Raises:
        UserError: this edition lacks it.
    """
    found = handbook.get(kind, id_)
    if found is None:
        ids = handbook.ids(kind)
        hint = suggest_nearest(id_, ids) or f"choose one of {', '.join(ids)}"
        raise UserError(f'there is no {kind.replace("-", " ")} "{id_}" in the {handbook.edition.value} edition', hint)
    return found


def list_candidates(handbook: Handbook, milestone: Milestone) -> Iterator[Candidate]:
    """Yield the tasks that lead to a milestone, in the order of their days; those for nobody are left out."""
    for task in sorted(milestone.tasks, key=lambda task: task.day):
        if task.item is not None:
            _, item = handbook.items[task.item]
            types = find_common(task.partner_types, item.partner_types)
            if types is None:
                continue
            yield Candidate(
                item.id,
                item.title,
                item.owner,
                task.day,
                item.done_when,
                item.recurrence,
                item.depends_on,
                item.documents,
                types,
                item.tiers,
                item.aliases,
            )
        # What an edition may not know is not there.
        elif task.id is not None and task.title is not None and task.owner is not None:
            types, after = task.partner_types, task.depends_on
            yield Candidate(
                task.id, task.title, task.owner, task.day, task.done_when, None, after, (), types, (), task.aliases
            )


class _Maker:
    def __init__(self, handbook: Handbook, request: Request, plan: Plan, calendar: WorkCalendar) -> None:
        self._handbook = handbook
        self._request = request
        self._plan = plan
        self._calendar = calendar
        self._seen: Counter[str] = Counter()

    def make(self) -> DatedPlan:
        drafts = [(milestone, tuple(self._tasks(milestone))) for milestone in self._plan.milestones]
        held = {task.key for _, tasks in drafts for task in tasks}
        return DatedPlan(
            self._request,
            self._plan,
            tuple(
                DatedMilestone(
                    id=milestone.id,
                    title=milestone.title,
                    day=milestone.day,
                    due=self._due(milestone.day),
                    entry=milestone.entry,
                    tasks=tuple(_only_after(tasks, held)),
                    exit_tests=tuple(
                        ExitTest(f"{milestone.id}#{place}", test.text, self._left_open(test.partner_types))
                        for place, test in enumerate(milestone.exit_tests, start=1)
                        if applies(test.partner_types, self._request.partner_type)
                    ),
                )
                for milestone, tasks in drafts
            ),
        )

    def _due(self, day: int) -> date | None:
        if self._request.anchor is None:
            return None
        return find_due_date(self._request.anchor, day, self._calendar, back=self._plan.anchor is PlanAnchor.TARGET)

    def _tasks(self, milestone: Milestone) -> Iterator[DatedTask]:
        for task in list_candidates(self._handbook, milestone):
            wanted = self._request
            if applies(task.partner_types, wanted.partner_type) and applies(task.tiers, wanted.tier):
                yield DatedTask(
                    key=self._key(task.id),
                    title=task.title,
                    owner=task.owner,
                    side=self._side(task.owner),
                    day=task.day,
                    due=self._due(task.day),
                    done_when=task.done_when,
                    recurrence=task.recurrence,
                    after=task.depends_on,
                    documents=task.documents,
                    partner_types=self._left_open(task.partner_types),
                    tiers=() if wanted.tier else task.tiers,
                )

    def _left_open(self, partner_types: tuple[str, ...]) -> tuple[str, ...]:
        return () if self._request.partner_type else partner_types

    def _key(self, id_: str) -> str:
        self._seen[id_] += 1
        return id_ if self._seen[id_] == 1 else f"{id_}#{self._seen[id_]}"

    def _side(self, role: str) -> Side:
        return cast("Role", self._handbook.entities["role"][role]).side


def _only_after(tasks: Iterable[DatedTask], held: set[str]) -> Iterator[DatedTask]:
    """Keep the prerequisites that this plan holds; it cannot wait for what is not in it."""
    for task in tasks:
        yield replace(task, after=tuple(key for key in task.after if key in held))

"""A plan template made for one partner: its type, its tier and its dates."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, cast

from partner_playbooks.handbook.model.applying import applies, applies_to_any, find_common
from partner_playbooks.handbook.model.plan import PlanAnchor
from partner_playbooks.language.diagnostics import UserError, suggest_nearest
from partner_playbooks.plans.due_dates import WorkCalendar, find_due_date

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date

    from partner_playbooks.handbook.linked import Handbook
    from partner_playbooks.handbook.model.base import Entity
    from partner_playbooks.handbook.model.plan import Milestone, Plan
    from partner_playbooks.handbook.model.role import Role, Side
    from partner_playbooks.handbook.model.stage import ChecklistItem, Stage
    from partner_playbooks.handbook.model.task import DayCount, Task
    from partner_playbooks.language.text import RichText


@dataclass(frozen=True, slots=True)
class Request:
    """What a plan is made for."""

    plan: str
    """Id of the plan."""
    anchor: date | None
    """The date of day 1: the start, or for a plan that is counted back, the target; None while it is not agreed."""
    partner: str = ""
    """Name of the partner; empty for nobody in particular."""
    partner_types: tuple[str, ...] = ()
    """Ids of its types: what is for one of them is for this partner; none keeps what applies to any type."""
    tier: str | None = None
    """Id of its tier; None keeps what applies to any tier."""
    names: Mapping[str, str] = field(default_factory=dict)
    """Who fills a role, by role id."""


@dataclass(frozen=True, slots=True)
class DatedTask:
    """A task where it is to be done: in a plan, or in the checklist of a stage."""

    key: str
    """Its id; an item that the plan holds again has its number after it: `activate.kickoff#2`."""
    task: Task
    """All that is said of it: a checklist item, or a task of the plan's own."""
    stage: Stage | None
    """The stage whose checklist has it."""
    title: str
    owner: str
    """Id of the role."""
    side: Side
    days: DayCount
    """When it is due, in numbers."""
    due: date | None
    begins: date | None
    """The first of several days on which it may be done; None where it is due on one."""
    after: tuple[str, ...]
    """Keys of tasks of the same list that must be done first."""
    partner_types: tuple[str, ...]
    """Ids of the partner types that it is for, while none is chosen; all of them where there is none."""
    tiers: tuple[str, ...]
    """Ids of the tiers that it is for, likewise."""

    @property
    def id(self) -> str:
        """Its id, which several places in a plan may share."""
        return self.key.partition("#")[0]

    @property
    def is_again(self) -> bool:
        """Whether the list has it before already."""
        return self.key != self.id


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
        *(("partner-type", id_) for id_ in request.partner_types),
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


def outline_plan(handbook: Handbook, plan: Plan) -> DatedPlan:
    """Give a plan of an edition for any partner: all of its tasks, without dates."""
    return _Maker(handbook, Request(plan.id, None), plan, WorkCalendar(frozenset(range(7)))).make()


def date_item(handbook: Handbook, stage: Stage, item: ChecklistItem) -> DatedTask:
    """Give an item where it stands in the checklist of its stage, without a date."""
    held = {other.id for other in stage.checklist}
    return DatedTask(
        key=item.id,
        task=item,
        stage=stage,
        title=item.title,
        owner=item.owner,
        side=_find_side(handbook, item.owner),
        days=item.due,
        due=None,
        begins=None,
        after=tuple(id_ for id_ in item.depends_on if id_ in held),
        partner_types=item.partner_types,
        tiers=item.tiers,
    )


def _find_side(handbook: Handbook, role: str) -> Side:
    return cast("Role", handbook.entities["role"][role]).side


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
                    due=self._due_with(milestone, tasks),
                    entry=milestone.entry,
                    tasks=tuple(_only_after(tasks, held)),
                    exit_tests=tuple(
                        ExitTest(f"{milestone.id}#{place}", test.text, self._left_open(test.partner_types))
                        for place, test in enumerate(milestone.exit_tests, start=1)
                        if applies_to_any(test.partner_types, self._request.partner_types)
                    ),
                )
                for milestone, tasks in drafts
            ),
        )

    def _due(self, day: int | None, *, working: bool = False) -> date | None:
        anchor, back = self._request.anchor, self._plan.anchor is PlanAnchor.TARGET
        if anchor is None or day is None:
            return None
        return find_due_date(anchor, day, self._calendar, back=back, working=working)

    def _due_with(self, milestone: Milestone, tasks: Iterable[DatedTask]) -> date | None:
        """Nobody tests before the last task is due: working days may take longer than the milestone's own."""
        due = self._due(milestone.day)
        return due and max([due, *(task.due for task in tasks if task.due is not None)])

    def _tasks(self, milestone: Milestone) -> Iterator[DatedTask]:
        """Yield the tasks for the partner that lead to a milestone, in the order of their days."""
        for place in sorted(milestone.tasks, key=lambda place: place.calendar_day):
            owned = self._handbook.items.get(place.item) if place.item else None
            task = owned.item if owned else place
            types = find_common(place.partner_types, task.partner_types)
            if types is None or task.id is None or task.title is None or task.owner is None:
                continue  # it is for nobody, or what this edition may not know
            if applies_to_any(types, self._request.partner_types) and applies(task.tiers, self._request.tier):
                yield DatedTask(
                    key=self._key(task.id),
                    task=task,
                    stage=owned.stage if owned else None,
                    title=task.title,
                    owner=task.owner,
                    side=_find_side(self._handbook, task.owner),
                    days=place,
                    due=self._due(place.day, working=place.working_days),
                    begins=self._due(place.from_day, working=place.working_days),
                    after=task.depends_on,
                    partner_types=self._left_open(types),
                    tiers=() if self._request.tier else task.tiers,
                )

    def _left_open(self, partner_types: tuple[str, ...]) -> tuple[str, ...]:
        return () if self._request.partner_types else partner_types

    def _key(self, id_: str) -> str:
        self._seen[id_] += 1
        return id_ if self._seen[id_] == 1 else f"{id_}#{self._seen[id_]}"


def _only_after(tasks: Iterable[DatedTask], held: set[str]) -> Iterator[DatedTask]:
    """Keep the prerequisites that this plan holds; it cannot wait for what is not in it."""
    for task in tasks:
        yield replace(task, after=tuple(key for key in task.after if key in held))

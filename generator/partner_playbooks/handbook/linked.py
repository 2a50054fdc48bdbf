"""Linked content: everything by id, the questions that pages and checks ask, and the two editions.

A `Handbook` is what every page, download and check reads. `project("partner")` gives another handbook
that no longer holds an internal fact; whatever is rendered from it cannot leak one.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple, TypeVar, cast

from partner_playbooks.handbook.found_link import FoundLink
from partner_playbooks.handbook.model.automation import Automation
from partner_playbooks.handbook.model.base import Audience, Entity
from partner_playbooks.handbook.model.document import Document
from partner_playbooks.handbook.model.glossary import Term
from partner_playbooks.handbook.model.lifecycle import Lifecycle
from partner_playbooks.handbook.model.metric import Metric
from partner_playbooks.handbook.model.partner_type import PartnerType
from partner_playbooks.handbook.model.plan import Milestone, Plan, PlanTask
from partner_playbooks.handbook.model.programme import Programme
from partner_playbooks.handbook.model.role import Role
from partner_playbooks.handbook.model.stage import ChecklistItem, Stage
from partner_playbooks.handbook.model.tier import Tier
from partner_playbooks.handbook.named_figures import FIGURE_HOLDERS, Figures, list_figures
from partner_playbooks.handbook.projection import PARTNER_TEAM, Projection, build_partner_team
from partner_playbooks.handbook.references import list_held
from partner_playbooks.language.spelling import find_nearest

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from partner_playbooks.handbook.model.content import Content, Holder, Placed


E_ = TypeVar("E_", bound=Entity)


class StageItem(NamedTuple):
    """A checklist item with the stage it belongs to."""

    stage: Stage
    item: ChecklistItem


class PlanOwnTask(NamedTuple):
    """A task of a plan's own with what it belongs to."""

    plan: Plan
    milestone: Milestone
    task: PlanTask


@dataclass(frozen=True, slots=True)
class Handbook:
    """Everything of one edition, by kind and id, in the order in which it is to be shown."""

    edition: Audience
    programme: Programme
    entities: Mapping[str, Mapping[str, Entity]]
    """Kind → id → entity."""
    items: Mapping[str, StageItem]
    """Checklist items by their dotted id."""
    figures: Figures = field(default_factory=Figures)
    """Figures by their name in texts: `figure.claim-window`, `tier.gold.sourced-revenue`."""
    content: Content | None = field(default=None, repr=False)
    """Where everything was written; a projection has none, for it must not know."""
    _links: list[FoundLink] = field(default_factory=list, init=False, repr=False, compare=False)
    """Every reference, once somebody has asked for them: many checks do."""
    _projected: list[Handbook] = field(default_factory=list, init=False, repr=False, compare=False)

    # -- by kind ------------------------------------------------------------------------------------

    def _all(self, kind: str, model: type[E_]) -> tuple[E_, ...]:  # noqa: ARG002 - binds the type
        return cast("tuple[E_, ...]", tuple(self.entities.get(kind, {}).values()))

    @property
    def lifecycles(self) -> tuple[Lifecycle, ...]:
        """All lifecycles."""
        return self._all("lifecycle", Lifecycle)

    @property
    def lifecycle(self) -> Lifecycle | None:
        """The primary lifecycle, if it may be seen in this edition."""
        found = self.entities.get("lifecycle", {}).get(self.programme.primary_lifecycle)
        return cast("Lifecycle | None", found)

    @property
    def stages(self) -> tuple[Stage, ...]:
        """All stages, in the order of the primary lifecycle, then of the others, then the rest by id."""
        return self._all("stage", Stage)

    @property
    def roles(self) -> tuple[Role, ...]:
        """All roles."""
        return self._all("role", Role)

    @property
    def metrics(self) -> tuple[Metric, ...]:
        """All metrics."""
        return self._all("metric", Metric)

    @property
    def plans(self) -> tuple[Plan, ...]:
        """All plans."""
        return self._all("plan", Plan)

    @property
    def partner_types(self) -> tuple[PartnerType, ...]:
        """All partner types."""
        return self._all("partner-type", PartnerType)

    @property
    def tiers(self) -> tuple[Tier, ...]:
        """All tiers, the lowest first."""
        return tuple(sorted(self._all("tier", Tier), key=lambda tier: tier.rank))

    @property
    def documents(self) -> tuple[Document, ...]:
        """All documents."""
        return self._all("document", Document)

    @property
    def terms(self) -> tuple[Term, ...]:
        """All terms."""
        return self._all("term", Term)

    def list_chosen(self, kind: str, model: type[E_], ids: Iterable[str]) -> tuple[E_, ...]:  # noqa: ARG002 - binds the type
        """Give entities of a kind by their ids, in that order."""
        return cast("tuple[E_, ...]", tuple(self.entities[kind][id_] for id_ in ids))

    @property
    def automations(self) -> tuple[Automation, ...]:
        """All automations."""
        return self._all("automation", Automation)

    def get(self, kind: str, id_: str) -> Entity | None:
        """Give an entity by kind and id, or None."""
        return self.entities.get(kind, {}).get(id_)

    def knows(self, kind: str, id_: str) -> bool:
        """Tell whether a reference leads somewhere."""
        if kind == "task":
            return id_ in self.items or self.own_task(id_) is not None
        return id_ in self.items if kind == "item" else id_ in self.entities.get(kind, {})

    def shows(self, kind: str, id_: str) -> bool:
        """Tell whether partners may see what a reference leads to."""
        own = self.own_task(id_) if kind == "task" else None
        if own is not None:
            return all(record.audience is Audience.PARTNER for record in own)
        if kind in {"item", "task"}:
            stage, item = self.items[id_]
            return stage.audience is item.audience is Audience.PARTNER
        return self.entities[kind][id_].audience is Audience.PARTNER

    def ids(self, kind: str) -> tuple[str, ...]:
        """Give all ids of a kind."""
        if kind == "task":
            own = (task.id for plan in self.plans for task, _ in self.tasks(plan) if task.id is not None)
            return (*self.items, *(id_ for id_ in own if self.own_task(id_) is not None))
        return tuple(self.items) if kind == "item" else tuple(self.entities.get(kind, {}))

    # -- who uses what ------------------------------------------------------------------------------

    def tasks(self, plan: Plan) -> Iterator[tuple[PlanTask, StageItem | None]]:
        """Yield the plan's tasks with the checklist items they refer to."""
        for milestone in plan.milestones:
            for task in milestone.tasks:
                yield task, self.items.get(task.item) if task.item else None

    def own_task(self, id_: str) -> PlanOwnTask | None:
        """Give a task of a plan's own by its id, which begins with the plan's."""
        plan = self.get("plan", id_.partition(".")[0])
        milestones = plan.milestones if isinstance(plan, Plan) else ()
        owned = (PlanOwnTask(cast("Plan", plan), place, task) for place in milestones for task in place.tasks)
        return next((own for own in owned if own.task.id == id_), None)

    # -- where it was written; a projection gives nothing here ---------------------------------------

    @property
    def is_complete(self) -> bool:
        """Whether all content could be read; only then can a check call something missing or unused."""
        return self.content is not None and self.content.complete

    def may_know(self, kind: str, id_: str) -> bool:
        """Tell whether something that could not be read may have this id."""
        return self.content is not None and self.content.may_hold(kind, id_)

    def list_written(self, kind: str | None = None) -> Iterator[Placed]:
        """Yield the programme and all entities as they were written, duplicates too; or those of a kind."""
        for placed in self.content.placed if self.content else ():
            if kind in (None, placed.kind):
                yield placed

    def holders(self) -> Iterator[Holder]:
        """Yield the programme and all entities, also those of which only a part could be read."""
        yield from self.list_written()
        yield from self.content.torn if self.content else ()

    def links(self) -> Sequence[FoundLink]:
        """Give every reference that content holds, in fields and in rich text; also of what could be read in part."""
        for holder in () if self._links else self.holders():
            for leaf, mentions, _ in list_held(holder, self.programme):
                known = (each for each in mentions if each.sure or self.knows(each.kind, each.id))
                self._links.extend(FoundLink(holder, leaf.path, leaf.visible, each) for each in known)
        return self._links

    def links_into_phases(self) -> list[FoundLink]:
        """Give every reference that puts a stage into a phase of a lifecycle."""
        of_lifecycles = (link for link in self.links() if link.holder.kind == "lifecycle" and link.kind == "stage")
        return [link for link in of_lifecycles if link.path[0] == "phases"]

    def list_named(self, links: Iterable[FoundLink]) -> set[str]:
        """Give the ids that links name, and in the place of those that nothing has the ones that were probably meant.

        So one misspelt id is one finding: what it was meant for is not called unused as well.
        """
        found = {(link.kind, link.id) for link in links}
        meant = (find_nearest(id_, self.ids(kind)) for kind, id_ in found if not self.knows(kind, id_))
        return {id_ for _, id_ in found} | {id_ for id_ in meant if id_ is not None}

    # -- editions -----------------------------------------------------------------------------------

    def project(self, audience: Audience) -> Handbook:
        """Give the handbook of an audience: for partners, one without any internal fact."""
        if audience is Audience.INTERNAL:
            return self
        self._projected.extend(() if self._projected else [_project(self)])
        return self._projected[0]

    @property
    def figures_for_partners(self) -> Figures:
        """The figures that partners may know: those of `project`, of which no more is projected for them."""
        projection = _begin_projection(self)
        return list_figures({kind: projection.project_all(kind) for kind in FIGURE_HOLDERS})


def link_content(content: Content) -> Handbook:
    """Link content by id. The first of two entities with the same id wins; a check reports the other.

    A stand-in takes the place of a programme that could not be read, so that all else is still checked.
    """
    entities: dict[str, dict[str, Entity]] = defaultdict(dict)
    for placed in content.placed:
        if isinstance(placed.record, Entity):
            entities[placed.kind].setdefault(placed.id, placed.record)
    programme = content.programme or Programme.stand_in()
    return Handbook(Audience.INTERNAL, programme, *_index(programme, entities), content)


def _index(
    programme: Programme, entities: Mapping[str, Mapping[str, Entity]]
) -> tuple[dict[str, dict[str, Entity]], dict[str, StageItem], Figures]:
    """Put entities in the order in which they are shown, and index the items of all stages, and all figures."""
    ordered = {kind: dict(sorted(found.items(), key=lambda pair: pair[0])) for kind, found in entities.items()}
    lifecycles = cast("dict[str, Lifecycle]", ordered.get("lifecycle", {}))
    first = sorted(lifecycles, key=lambda id_: id_ != programme.primary_lifecycle)
    order = [id_ for name in first for phase in lifecycles[name].phases for id_ in phase.stages]
    stages = ordered.get("stage", {})
    if stages:
        ordered["stage"] = {id_: stages[id_] for id_ in dict.fromkeys([*order, *stages]) if id_ in stages}
    items: dict[str, StageItem] = {}
    for stage in cast("dict[str, Stage]", ordered.get("stage", {})).values():
        for item in stage.checklist:
            items.setdefault(item.id, StageItem(stage, item))
    return ordered, items, list_figures(ordered)


def _begin_projection(handbook: Handbook) -> Projection:
    return Projection.of(handbook.entities, {id_ for id_ in handbook.ids("task") if handbook.shows("task", id_)})


def _project(handbook: Handbook) -> Handbook:
    projection = _begin_projection(handbook)
    projected = {kind: found for kind in projection.visible if (found := projection.project_all(kind))}
    programme = cast("Programme", projection.project(handbook.programme))
    if projection.names_team:
        projected.setdefault("role", {})[PARTNER_TEAM] = build_partner_team(programme)
    return Handbook(Audience.PARTNER, programme, *_index(programme, projected))

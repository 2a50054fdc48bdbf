"""The figures of a handbook by name: its own, and those of tiers, metrics, plans and stages, where they stand.

`{tier.gold.sourced-revenue}` in a text and `tier.gold.sourced_revenue` in an expression are the same figure.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING

from partner_playbooks.handbook.model.figure import Figure
from partner_playbooks.handbook.model.metric import Metric
from partner_playbooks.handbook.model.plan import Plan
from partner_playbooks.handbook.model.quantity import Quantity, Unit
from partner_playbooks.handbook.model.stage import Anchor, Stage
from partner_playbooks.handbook.model.tier import Tier

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from partner_playbooks.handbook.model.base import Entity
    from partner_playbooks.language.expressions import Type, Value
    from partner_playbooks.language.source import Path

    Entities = Mapping[str, Mapping[str, Entity]]
    """Entities by kind and id."""

NUMBER = "number"
"""What a name may end with: the number alone, without its unit."""


@dataclass(frozen=True, slots=True)
class NamedFigure:
    """A figure, with the entity that it stands in."""

    name: str
    """`tier.gold.sourced-revenue`."""
    quantity: Quantity
    kind: str
    id: str
    path: Path = ()
    """Where in the entity it stands; empty where it is computed of several values."""

    @property
    def in_expressions(self) -> str:
        """Its name in expressions, where a hyphen is a minus."""
        return self.name.replace("-", "_")


class Figures(dict[str, NamedFigure]):
    """Figures by name; what expressions need of them is worked out once, for every expression asks."""

    @cached_property
    def by_expression(self) -> dict[str, NamedFigure]:
        """Each by its name in expressions."""
        return {figure.in_expressions: figure for figure in self.values()}

    @cached_property
    def types(self) -> dict[str, Type]:
        """The type of each by its name in expressions."""
        return {name: figure.quantity.type for name, figure in self.by_expression.items()}

    @cached_property
    def computed(self) -> dict[str, Value]:
        """The value of each by its name in expressions."""
        return {name: figure.quantity.computed for name, figure in self.by_expression.items()}


FIGURE_HOLDERS = ("figure", "tier", "metric", "plan", "stage")
"""The kinds that figures stand in."""


def list_figures(entities: Entities) -> Figures:
    """Give every figure of entities by kind and id, by its name. Of two with one name, the first counts."""
    found = Figures()
    for kind, listed in entities.items():
        for entity in listed.values():
            for name, quantity, path in _list_own(entity, entities):
                found.setdefault(name, NamedFigure(name, quantity, kind, entity.id, path))
    return found


def find_figure(figures: Mapping[str, NamedFigure], name: str) -> tuple[NamedFigure | None, bool]:
    """Give the figure that a text names, and whether it wants the number alone: `figure.claim-window.number`."""
    if name in figures:
        return figures[name], False
    whole, _, last = name.rpartition(".")
    return (figures.get(whole), True) if last == NUMBER else (None, False)


def find_whole_name(figures: Mapping[str, NamedFigure], name: str) -> str:
    """Give the name of a figure where only its number may be wanted; any other name as it is."""
    figure = find_figure(figures, name)[0]
    return name if figure is None else figure.name


def name_of_title(title: str) -> str:
    """Give a title as a part of a name: `On track` → `on-track`."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")


def _list_own(entity: Entity, entities: Entities) -> Iterator[tuple[str, Quantity, Path]]:
    """Yield the figures of an entity: their names, values, and where they stand in it."""
    match entity:
        case Figure():
            yield f"figure.{entity.id}", entity.quantity, ("value",)
        case Tier():
            yield from _list_of_tier(entity, entities)
        case Metric():
            yield from _list_of_metric(entity)
        case Plan():
            yield from _list_of_plan(entity)
        case Stage():
            yield from _list_of_stage(entity)


def _list_of_tier(tier: Tier, entities: Entities) -> Iterator[tuple[str, Quantity, Path]]:
    for index, asked in enumerate(tier.requirements):
        metric = entities.get("metric", {}).get(asked.metric)
        if isinstance(metric, Metric):
            quantity = Quantity(asked.threshold, metric.unit)
            yield f"tier.{tier.id}.{asked.metric}", quantity, ("requirements", index, "threshold")


def _list_of_metric(metric: Metric) -> Iterator[tuple[str, Quantity, Path]]:
    own = f"metric.{metric.id}"
    if metric.target is not None:
        yield f"{own}.target", Quantity(metric.target.value, metric.unit), ("target", "value")
    if metric.span is not None and metric.span.follow is not None:
        yield f"{own}.follow", metric.span.follow, ("span", "follow")
    for index, band in enumerate(metric.bands):
        if band.bound is not None:
            quantity = Quantity(band.bound, metric.unit)
            yield f"{own}.{name_of_title(band.title)}", quantity, ("bands", index, "bound")


def _list_of_plan(plan: Plan) -> Iterator[tuple[str, Quantity, Path]]:
    yield f"plan.{plan.id}.length", _days(plan.length), ("length",)
    for index, milestone in enumerate(plan.milestones):
        yield f"plan.{plan.id}.{milestone.id}", _days(milestone.day), ("milestones", index, "day")
        for place, task in enumerate(milestone.tasks):
            if task.id is not None:
                yield f"task.{task.id}", _days(task.day), ("milestones", index, "tasks", place, "day")


def _list_of_stage(stage: Stage) -> Iterator[tuple[str, Quantity, Path]]:
    for index, item in enumerate(stage.checklist):
        yield f"item.{item.id}", _days(item.due.day), ("checklist", index, "due", "day")
    if stage.time is not None:
        yield f"stage.{stage.id}.time", _days(stage.time.days), ("time", "days")
        for place, each in enumerate(stage.time.types):
            for id_ in each.partner_types:
                yield f"stage.{stage.id}.time.{id_}", _days(each.days), ("time", "types", place, "days")
    counted = [
        item.due.calendar_day
        for item in stage.checklist
        if item.due.anchor is Anchor.STAGE_START and item.required and item.recurrence is None
    ]
    if counted:
        yield f"stage.{stage.id}.last-day", _days(max(counted)), ()


def _days(count: int) -> Quantity:
    return Quantity(Fraction(count), Unit.DAYS)

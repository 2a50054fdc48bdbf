"""The lifecycle at a glance, as both homes show it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from .lifecycles import LoopView, show_loops

if TYPE_CHECKING:
    from partner_playbooks.handbook.model.stage import Stage
    from partner_playbooks.wording.markdown import Markdown

    from .links import Link
    from .writers import PageWriter


@dataclass(frozen=True, slots=True)
class MapStage:
    """A stage on the lifecycle map."""

    number: int
    link: Link
    subtitle: str
    partners: str
    """How many partners are in it, where records say it."""


@dataclass(frozen=True, slots=True)
class MapPhase:
    """A phase on the lifecycle map."""

    title: str
    hue: int
    description: Markdown
    stages: tuple[MapStage, ...]


@dataclass(frozen=True, slots=True)
class LifecycleMap:
    """The primary lifecycle at a glance."""

    title: str
    summary: Markdown
    phases: tuple[MapPhase, ...]
    loops: tuple[LoopView, ...]

    @property
    def count(self) -> int:
        """How many stages it shows."""
        return sum(len(phase.stages) for phase in self.phases)


def show_lifecycle_map(writer: PageWriter) -> LifecycleMap | None:
    """Give the primary lifecycle as a map; None where this edition has no stage of it."""
    lifecycle, order = writer.handbook.lifecycle, writer.edition.order
    if lifecycle is None or not order.phases:
        return None
    phases = tuple(
        MapPhase(
            part.phase.title,
            part.hue,
            writer.rich(part.phase.description),
            tuple(_map_stage(writer, stage) for stage in part.stages),
        )
        for part in order.phases
    )
    return LifecycleMap(lifecycle.title, writer.rich(lifecycle.summary), phases, tuple(show_loops(writer, lifecycle)))


def _map_stage(writer: PageWriter, stage: Stage) -> MapStage:
    number = writer.edition.order.positions[stage.id].number
    return MapStage(number, writer.entity("stage", stage.id), stage.subtitle, _count_partners(writer, stage.id))


def _count_partners(writer: PageWriter, id_: str) -> str:
    """Say how many partners are in a stage, and how many of them are stuck."""
    tracked = writer.edition.tracked
    found = None if tracked is None else next((each for each in tracked.stages if each.stage == id_), None)
    if found is None or not found.partners:
        return ""
    count = writer.say("tracked.on-map", count=found.partners)
    return writer.say("tracked.on-map-stuck", said=count, stuck=found.stuck) if found.stuck else count

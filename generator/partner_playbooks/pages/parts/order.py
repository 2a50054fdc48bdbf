"""The order of stages in a lifecycle: phases as this edition shows them, and where each stage stands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from collections.abc import Mapping

    from partner_playbooks.handbook.linked import Handbook
    from partner_playbooks.handbook.model.lifecycle import Lifecycle, Phase
    from partner_playbooks.handbook.model.stage import Stage

HUES = 6
"""Phases have as many hues; a seventh phase has the hue of the first."""


@dataclass(frozen=True, slots=True)
class PhaseStages:
    """A phase with the stages of this edition in it."""

    phase: Phase
    hue: int
    stages: tuple[Stage, ...]


@dataclass(frozen=True, slots=True)
class Position:
    """Where a stage stands in its lifecycle."""

    phase: Phase
    hue: int
    number: int
    """Counted over all phases, from 1."""


@dataclass(frozen=True, slots=True)
class Order:
    """A lifecycle's order; a stage that stands in it twice counts where it comes first."""

    lifecycle: Lifecycle | None
    """None where the edition holds no lifecycle."""
    phases: tuple[PhaseStages, ...]
    positions: Mapping[str, Position]
    """By stage id."""
    line: tuple[str, ...]
    """The ids of all its stages, in order."""

    @classmethod
    def of(cls, handbook: Handbook, lifecycle: Lifecycle | None) -> Order:
        """Put the stages of a lifecycle in order. Phases without a stage are left out."""
        phases = list_phases(handbook, lifecycle) if lifecycle else ()
        positions: dict[str, Position] = {}
        for part in phases:
            for stage in part.stages:
                positions.setdefault(stage.id, Position(part.phase, part.hue, len(positions) + 1))
        return cls(lifecycle, phases, positions, tuple(positions))


def list_phases(handbook: Handbook, lifecycle: Lifecycle) -> tuple[PhaseStages, ...]:
    """Give the phases of a lifecycle that have stages in this edition."""
    stages = cast("Mapping[str, Stage]", handbook.entities.get("stage", {}))
    seen: set[str] = set()
    found: list[PhaseStages] = []
    for phase in lifecycle.phases:
        own = tuple(stages[id_] for id_ in dict.fromkeys(phase.stages) if id_ in stages and id_ not in seen)
        seen.update(stage.id for stage in own)
        if own:
            found.append(PhaseStages(phase, len(found) % HUES + 1, own))
    return tuple(found)

"""Where partners lose most time: the stages, ranked by days lost, and what kind of bottleneck each is."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import TYPE_CHECKING

from partner_playbooks.handbook.model.bottleneck import Bottleneck
from partner_playbooks.tracking.engine.placement_queries import StageSum, count_departures, sum_up_stages

if TYPE_CHECKING:
    from datetime import date

    from partner_playbooks.handbook.linked import Handbook
    from partner_playbooks.tracking.engine.record_base import RecordBase

_LEAKING = Fraction(1, 3)
"""The share of those who left a stage for the programme's outside, from which on the stage leaks."""


class Trouble(StrEnum):
    """What kind of bottleneck a stage is."""

    QUEUE = "queue"
    SLOW = "slow"
    LEAKING = "leaking"


@dataclass(frozen=True, slots=True)
class StageLoad:
    """A stage with the partners in it."""

    stage: str
    partners: int
    over: int
    """Those over its limit."""
    stuck: int
    days_lost: float
    """The days that they are over it, together."""
    trouble: Trouble | None
    """None where no day is lost."""
    moved_on: int
    """Stays that ended within the last half-year as they should."""
    left_programme: int
    """Stays that ended within it because the partner left the programme."""
    plays: tuple[str, ...] = ()
    """Ids of the bottlenecks of the handbook that are about it; none where no day is lost."""


def rank_stages(handbook: Handbook, base: RecordBase, day: date) -> tuple[StageLoad, ...]:
    """Give the stages of the primary lifecycle, those first in which most days are lost. Partners are placed by now."""
    sums, left = sum_up_stages(base), count_departures(base, day)
    loads = []
    for stage in list_primary_stages(handbook):
        own = sums.get(stage, StageSum(0, 0, 0, 0.0))
        moved, ended = left.get(stage, (0, 0))
        trouble = _find_trouble(own, moved, ended) if own.lost else None
        plays = _list_plays(handbook, stage) if own.lost else ()
        loads.append(StageLoad(stage, *own, trouble, moved, ended, plays))
    return tuple(sorted(loads, key=lambda each: -each.days_lost))


def _list_plays(handbook: Handbook, stage: str) -> tuple[str, ...]:
    """Give the bottlenecks that are about a stage."""
    found = handbook.entities.get("bottleneck", {}).values()
    return tuple(each.id for each in found if isinstance(each, Bottleneck) and stage in each.stages)


def list_primary_stages(handbook: Handbook) -> list[str]:
    """Give the ids of the stages of the primary lifecycle, in order."""
    lifecycle = handbook.lifecycle
    return [] if lifecycle is None else [stage for phase in lifecycle.phases for stage in phase.stages]


def _find_trouble(own: StageSum, moved: int, ended: int) -> Trouble:
    """Tell what kind of bottleneck it is: partners leave the programme, many wait, or those in it take long."""
    if ended and Fraction(ended, moved + ended) >= _LEAKING:
        return Trouble.LEAKING
    return Trouble.QUEUE if own.waiting > 2 * max(moved, 1) and own.over * 2 < own.waiting else Trouble.SLOW

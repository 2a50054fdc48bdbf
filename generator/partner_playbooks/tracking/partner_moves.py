"""Who moved since a day: on, past a stage, back, in or out."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from partner_playbooks.tracking.engine.finding_queries import list_entries, list_left
from partner_playbooks.tracking.stage_loads import list_primary_stages

if TYPE_CHECKING:
    from datetime import date

    from partner_playbooks.handbook.linked import Handbook
    from partner_playbooks.tracking.engine.record_base import RecordBase


class Way(StrEnum):
    """How a partner moved."""

    JOINED = "joined"
    MOVED = "moved-on"
    SKIPPED = "skipped"
    """It moved on past a stage in which it never was."""
    LOOPED = "looped"
    """It took a way back that the lifecycle has."""
    BACK = "slipped-back"
    LOST = "lost"


class PartnerMove(NamedTuple):
    """A partner that moved."""

    partner: str
    name: str
    way: Way
    on: date
    left: str | None
    """The stage that it was in."""
    entered: str | None
    skipped: tuple[str, ...] = ()
    reason: str | None = None
    """Why it left the programme, where its record says."""


def list_moves(handbook: Handbook, base: RecordBase, since: date, day: date) -> tuple[PartnerMove, ...]:
    """Give the moves after one day and up to another, the latest first."""
    stages = list_primary_stages(handbook)
    loops = _list_loops(handbook)
    moves = []
    for id_, name, before, place_before, stage, place, entered, skipped in list_entries(base, stages, since, day):
        if before is None:
            way = Way.JOINED
        elif place > place_before:
            way = Way.SKIPPED if skipped else Way.MOVED
        else:
            way = Way.LOOPED if (before, stage) in loops else Way.BACK
        moves.append(PartnerMove(id_, name, way, entered, before, stage, tuple(skipped)))
    gone = [
        PartnerMove(id_, name, Way.LOST, ended, stage, None, reason=reason)
        for id_, name, stage, ended, reason in list_left(base, since, day)
    ]
    return tuple(sorted([*moves, *gone], key=lambda each: each.on, reverse=True))


def _list_loops(handbook: Handbook) -> frozenset[tuple[str, str]]:
    """Give the pairs of stages between which a loop of the lifecycle leads."""
    lifecycle = handbook.lifecycle
    if lifecycle is None:
        return frozenset()
    return frozenset(
        (one, other)
        for loop in lifecycle.loops
        for place, one in enumerate(loop.path)
        for other in loop.path[place + 1 :]
    )

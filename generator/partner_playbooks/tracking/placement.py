"""Where each partner stands, since when, and whether it is stuck; and where partners lose most time."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import TYPE_CHECKING

from partner_playbooks.tracking.engine.stay_queries import count_departures, list_open_stays, list_partners
from partner_playbooks.tracking.tracked_figures import find_stage_times

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from partner_playbooks.handbook.linked import Handbook
    from partner_playbooks.handbook.model.stage import Stage
    from partner_playbooks.tracking.engine.record_base import RecordBase
    from partner_playbooks.tracking.engine.stay_queries import KnownPartner
    from partner_playbooks.tracking.tracked_figures import TrackedFigure

_FACTOR, _SILENCE = "figure.stuck_factor", "figure.stuck_silence"
_SMALLEST = "figure.smallest_group"
_LEAKING = Fraction(1, 3)
"""The share of those who left a stage for the programme's outside, from which on the stage leaks."""


class Pace(StrEnum):
    """How long a partner has been in its stage, for that stage."""

    ON_TIME = "on-time"
    SLOW = "slow"
    STUCK = "stuck"
    NO_LIMIT = "no-limit"
    """The stage is open-ended, or nothing says how long it may take."""
    PAUSED = "paused"
    """A reason is known until a day."""


_OVERDUE = frozenset({Pace.SLOW, Pace.STUCK})
_NONE = Fraction()


@dataclass(frozen=True, slots=True)
class Placement:
    """A partner in the latest stage that it is in."""

    partner: KnownPartner
    stage: str
    since: date | None
    days: int | None
    limit: Fraction | None
    """The days after which it is slow; None where there is no limit."""
    from_median: bool
    """Whether the limit comes from the stage's own median, and not from the time that its page gives."""
    pace: Pace
    over: Fraction
    """The days that it is over its limit; none while a reason is known."""
    also_in: tuple[str, ...] = ()
    """Earlier stages that it is still in."""


class Trouble(StrEnum):
    """What kind of bottleneck a stage is."""

    QUEUE = "queue"
    SLOW = "slow"
    LEAKING = "leaking"


@dataclass(frozen=True, slots=True)
class StageLoad:
    """A stage with the partners in it."""

    stage: str
    waiting: int
    over: int
    """Those over their limit."""
    stuck: int
    days_lost: Fraction
    """The days that they are over their limit, together."""
    trouble: Trouble | None
    """None where no day is lost."""
    ended: int = 0
    """Stays that ended within the last half-year because the partner left the programme."""
    moved: int = 0
    """Stays that ended within it as they should."""


def place_partners(
    handbook: Handbook,
    base: RecordBase,
    figures: Sequence[TrackedFigure],
    values: Mapping[str, Fraction],
    day: date,
) -> tuple[Placement, ...]:
    """Give each partner that is in a stage and has not left, the most overdue first.

    A partner is where its latest open stay is; without stays, where its record says. It is stuck when it is over its
    limit and nothing was done together for a while: by figures of the handbook.
    """
    stages = {stage.id: stage for stage in handbook.stages}
    medians = _find_medians(handbook, figures, values)
    open_ = _list_open(base, {stage: place for place, stage in enumerate(stages)})
    found = []
    for partner in list_partners(base, day):
        stays = open_.get(partner.id, [])
        if not stays and partner.stage not in stages:
            continue
        stage, since = stays[-1] if stays else (str(partner.stage), None)
        limit, from_median = _find_limit(stages[stage], partner.type, medians, values)
        days = None if since is None else (day - since).days
        pace = _judge(partner, days, limit, day, values)
        also = tuple(each for each, _ in stays[:-1])
        over = days - limit if days is not None and limit is not None and pace in _OVERDUE else _NONE
        found.append(Placement(partner, stage, since, days, limit, from_median, pace, over, also))
    return tuple(sorted(found, key=lambda each: (-float(each.over), each.partner.id)))


def rank_stages(handbook: Handbook, base: RecordBase, placed: Iterable[Placement], day: date) -> tuple[StageLoad, ...]:
    """Give the stages of the primary lifecycle, those first in which most days are lost."""
    by_stage: dict[str, list[Placement]] = defaultdict(list)
    for each in placed:
        by_stage[each.stage].append(each)
    left = count_departures(base, day)
    loads = []
    for stage in _list_primary(handbook):
        own = by_stage.get(stage, [])
        moved, ended = left.get(stage, (0, 0))
        over = [each for each in own if each.pace in _OVERDUE]
        lost = sum((each.over for each in over), _NONE)
        trouble = _find_trouble(len(own), over, (moved, ended)) if lost else None
        stuck = sum(each.pace is Pace.STUCK for each in own)
        loads.append(StageLoad(stage, len(own), len(over), stuck, lost, trouble, ended, moved))
    return tuple(sorted(loads, key=lambda each: -each.days_lost))


def _find_trouble(waiting: int, over: Sequence[Placement], left: tuple[int, int]) -> Trouble:
    """Tell what kind of bottleneck it is: partners leave the programme, many wait, or those in it take long."""
    moved, ended = left
    if ended and Fraction(ended, moved + ended) >= _LEAKING:
        return Trouble.LEAKING
    return Trouble.QUEUE if waiting > 2 * max(moved, 1) and len(over) * 2 < waiting else Trouble.SLOW


def _list_primary(handbook: Handbook) -> list[str]:
    lifecycle = handbook.lifecycle
    return [] if lifecycle is None else [stage for phase in lifecycle.phases for stage in phase.stages]


def _list_open(base: RecordBase, order: Mapping[str, int]) -> dict[str, list[tuple[str, date]]]:
    """Give the open stays of each partner, in the order of the stages; of one stage, the latest."""
    found: dict[str, dict[str, date]] = defaultdict(dict)
    for partner, stage, entered in list_open_stays(base):
        found[partner][stage] = entered
    return {partner: sorted(stays.items(), key=lambda stay: order.get(stay[0], -1)) for partner, stays in found.items()}


def _find_medians(
    handbook: Handbook, figures: Iterable[TrackedFigure], values: Mapping[str, Fraction]
) -> dict[str, Fraction]:
    """Give the median of each stage that has enough stays for one."""
    fewest = values.get(_SMALLEST, Fraction(10))
    found = find_stage_times(handbook, figures).items()
    return {stage: each.value for stage, each in found if each.value is not None and each.size >= fewest}


def _find_limit(
    stage: Stage, type_: str | None, medians: Mapping[str, Fraction], values: Mapping[str, Fraction]
) -> tuple[Fraction | None, bool]:
    """Give after how many days a partner is slow in a stage, and whether the stage's median says so."""
    if stage.open_ended:
        return None, False
    if stage.id in medians:
        return medians[stage.id] * values.get(_FACTOR, Fraction(3, 2)), True
    if stage.time is None:
        return None, False
    own = next((each.days for each in stage.time.types if type_ in each.partner_types), stage.time.days)
    return Fraction(own), False


def _judge(
    partner: KnownPartner, days: int | None, limit: Fraction | None, day: date, values: Mapping[str, Fraction]
) -> Pace:
    if partner.paused_until is not None:
        return Pace.PAUSED
    if days is None or limit is None:
        return Pace.NO_LIMIT
    if days <= limit:
        return Pace.ON_TIME
    silence = values.get(_SILENCE, Fraction(30))
    is_silent = partner.last_joint is None or (day - partner.last_joint).days >= silence
    return Pace.STUCK if is_silent else Pace.SLOW

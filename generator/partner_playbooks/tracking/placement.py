"""Where each partner stands, since when, and whether it is stuck."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from partner_playbooks.handbook.model.measure import Definition
from partner_playbooks.tracking.engine.placement_queries import (
    StageLimit,
    count_shown_elsewhere,
    list_stuck,
    place_in_database,
    sum_up_stages,
    write_placed,
)
from partner_playbooks.tracking.tracked_figures import find_stage_times

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date

    from partner_playbooks.handbook.linked import Handbook
    from partner_playbooks.handbook.model.stage import Stage
    from partner_playbooks.language.expressions import Expression
    from partner_playbooks.tracking.figure_computation import FigureMaker
    from partner_playbooks.tracking.tracked_figures import TrackedFigure

_FACTOR, _SILENCE = "figure.stuck_factor", "figure.stuck_silence"
_SMALLEST = "figure.smallest_group"


_FEW = 20
"""Partners that are given one by one, besides the list of all."""


class StuckPartner(NamedTuple):
    """A partner that is over its stage's limit, and with which nothing was done for a while."""

    name: str
    stage: str
    days: int
    limit: float
    last_joint: date | None
    """The day on which both sides last did something together."""


@dataclass(frozen=True, slots=True)
class Placements:
    """Where partners stand."""

    rows: bytes
    """All of them as a JSON array."""
    stuck: int
    shown_elsewhere: int
    """Those whose stage is not on record, and known from other records alone."""
    most_overdue: tuple[StuckPartner, ...]
    """Of those that are stuck, the first few."""


def place_partners(
    handbook: Handbook,
    maker: FigureMaker,
    figures: Sequence[TrackedFigure],
    values: Mapping[str, Fraction],
    day: date,
) -> Placements:
    """Place each partner that is in a stage and has not left.

    It is stuck when it is over its limit and nothing was done together for a while: by figures of the handbook.
    """
    limits = _list_limits(handbook, _find_medians(handbook, figures, values), values.get(_FACTOR, Fraction(3, 2)))
    base = maker.base
    evidence = maker.write_first("partners", [each for each in _list_evidence(handbook) if maker.knows(each[0])])
    place_in_database(base, limits, evidence, int(values.get(_SILENCE, Fraction(30))), day)
    stuck = sum(each.stuck for each in sum_up_stages(base).values())
    elsewhere = count_shown_elsewhere(base)
    return Placements(
        write_placed(base),
        stuck,
        elsewhere,
        tuple(StuckPartner(*row) for row in list_stuck(base, _FEW)),
    )


def _list_evidence(handbook: Handbook) -> list[tuple[Expression, str]]:
    """Give what a stage is known by where no stage is on record, the latest stage first."""
    order = {stage.id: place for place, stage in enumerate(handbook.stages)}
    found = [each for each in handbook.entities.get("definition", {}).values() if isinstance(each, Definition)]
    known = [(each.means.tree, each.stage) for each in found if each.stage in order]
    return sorted(known, key=lambda pair: -order[pair[1]])


def _find_medians(
    handbook: Handbook, figures: Iterable[TrackedFigure], values: Mapping[str, Fraction]
) -> dict[str, Fraction]:
    """Give the median of each stage that has enough stays for one."""
    fewest = values.get(_SMALLEST, Fraction(10))
    found = find_stage_times(handbook, figures).items()
    return {stage: each.value for stage, each in found if each.value is not None and each.size >= fewest}


def _list_limits(handbook: Handbook, medians: Mapping[str, Fraction], factor: Fraction) -> Iterator[StageLimit]:
    """Yield after how many days a partner is slow in a stage: by its median, else by the time that its page gives."""
    for stage in handbook.stages:
        if stage.open_ended:
            continue
        if stage.id in medians:
            yield StageLimit(stage.id, None, medians[stage.id] * factor, from_median=True)
        else:
            yield from _list_times(stage)


def _list_times(stage: Stage) -> Iterator[StageLimit]:
    if stage.time is not None:
        yield StageLimit(stage.id, None, Fraction(stage.time.days), from_median=False)
        for each in stage.time.types:
            for type_ in each.partner_types:
                yield StageLimit(stage.id, type_, Fraction(each.days), from_median=False)

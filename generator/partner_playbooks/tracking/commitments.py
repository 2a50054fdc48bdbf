"""What was committed to in reviews, and whether it has moved."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from partner_playbooks.handbook.model.metric import Direction
from partner_playbooks.tracking.engine.finding_queries import list_commitments
from partner_playbooks.tracking.tracked_figures import list_metrics

if TYPE_CHECKING:
    from datetime import date

    from partner_playbooks.handbook.linked import Handbook
    from partner_playbooks.handbook.model.metric import Metric
    from partner_playbooks.tracking.engine.record_base import RecordBase
    from partner_playbooks.tracking.figure_computation import FigureMaker, PartnerValues


@dataclass(frozen=True, slots=True)
class Commitment:
    """A metric of a partner that was to move, and where it is."""

    partner: str
    name: str
    metric: str
    agreed: date
    by: date
    was: Fraction | None
    aim: Fraction
    value: Fraction | None
    """Up to the day of calculation, or to `by` if that is earlier, in the period of the calendar around it.

    None where the records do not tell.
    """
    reached: bool | None
    moved: bool | None
    """Whether it is nearer to the aim than it was; None where either is not known."""


def list_kept_commitments(handbook: Handbook, base: RecordBase, maker: FigureMaker) -> tuple[Commitment, ...]:
    """Give what was committed to, the latest reviews first."""
    metrics = {metric.id: metric for metric in list_metrics(handbook)}
    values: dict[tuple[str, date], PartnerValues | None] = {}
    found = []
    for partner, name, id_, agreed, by, was, aim in list_commitments(base, maker.day):
        metric = metrics.get(id_)
        if metric is None:
            continue
        last = min(by, maker.day)
        if (id_, last) not in values:
            values[id_, last] = maker.find_values_up_to(metric, last)
        known = values[id_, last]
        value = None if known is None else known.of(partner)
        before, goal = None if was is None else Fraction(was), Fraction(aim)
        reached = None if value is None else _is_reached(value, goal, metric)
        moved = None if value is None or before is None else abs(goal - value) < abs(goal - before) or bool(reached)
        found.append(Commitment(partner, name, id_, agreed, by, before, goal, value, reached, moved))
    return tuple(found)


def _is_reached(value: Fraction, aim: Fraction, metric: Metric) -> bool:
    return value <= aim if metric.direction is Direction.DOWN else value >= aim

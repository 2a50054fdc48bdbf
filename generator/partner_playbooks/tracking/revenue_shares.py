"""How concentrated revenue is: the partners that bring most of it."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from partner_playbooks.tracking.tracked_figures import list_metrics

if TYPE_CHECKING:
    from partner_playbooks.handbook.linked import Handbook
    from partner_playbooks.tracking.figure_computation import FigureMaker

_MOST = 10


@dataclass(frozen=True, slots=True)
class RevenueShare:
    """What a partner brings of it all."""

    partner: str
    revenue: Fraction
    share: Fraction
    running: Fraction
    """Its share and that of those before it, together."""


def list_revenue_shares(handbook: Handbook, maker: FigureMaker) -> tuple[RevenueShare, ...]:
    """Give the partners that bring most, by the metric of the handbook that asks for the strongest of them."""
    for metric in list_metrics(handbook):
        measures = [each.measure for each in metric.inputs if each.measure is not None and each.measure.top is not None]
        if measures and measures[0].like is not None and maker.find_missing(metric) is None:
            return _share(maker.sum_by_partner(metric, measures[0].like))
    return ()


def _share(sums: dict[str, Fraction]) -> tuple[RevenueShare, ...]:
    whole = sum(sums.values(), Fraction())
    if whole <= 0:
        return ()
    running = Fraction()
    shares = []
    for partner, revenue in sorted(sums.items(), key=lambda each: (-each[1], each[0]))[:_MOST]:
        running += revenue / whole
        shares.append(RevenueShare(partner, revenue, revenue / whole, running))
    return tuple(shares)

"""Where deals with partners stand still: how long they stay in each stage of the sales process."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from partner_playbooks.language.records.survival import Stay, find_median, find_median_interval, list_survival
from partner_playbooks.tracking.engine.finding_queries import list_deal_stays

if TYPE_CHECKING:
    from datetime import date

    from partner_playbooks.tracking.engine.record_base import RecordBase


@dataclass(frozen=True, slots=True)
class DealStall:
    """A stage of the sales process, and the deals in it."""

    stage: str
    open: int
    """Deals that are in it."""
    oldest: int
    """The days that the oldest of them has been in it."""
    median: Fraction | None
    """The days that half of the stays last at most; None where more than half go on."""
    low: Fraction | None
    high: Fraction | None
    size: int


def list_deal_stalls(base: RecordBase, day: date) -> tuple[DealStall, ...]:
    """Give the stages of the sales process, those first in which stays last longest."""
    stays: dict[str, Counter[Stay]] = defaultdict(Counter)
    for stage, length, has_ended, count in list_deal_stays(base, day):
        stays[stage][Stay(Fraction(length), has_ended=bool(has_ended))] += count
    found = []
    for stage, counted in stays.items():
        steps = list_survival(counted)
        low, high = find_median_interval(steps)
        going = [stay for stay in counted if not stay.has_ended]
        open_ = sum(counted[stay] for stay in going)
        oldest = max((int(stay.length) for stay in going), default=0)
        found.append(DealStall(stage, open_, oldest, find_median(steps), low, high, sum(counted.values())))
    return tuple(sorted(found, key=lambda each: (each.median is not None, -(each.median or 0), each.stage)))

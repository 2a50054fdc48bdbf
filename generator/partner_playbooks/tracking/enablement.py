"""Whether enablement goes with revenue: partners that had certified people a year ago against those that had none."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from partner_playbooks.language.records.differences import compare_shares
from partner_playbooks.tracking.engine.finding_queries import sum_enablement

if TYPE_CHECKING:
    from datetime import date

    from partner_playbooks.tracking.engine.record_base import RecordBase


@dataclass(frozen=True, slots=True)
class EnabledGroup:
    """Partners, and what they won since."""

    certified: bool
    partners: int
    with_revenue: int
    """Those that took part in a deal that was won within the year."""
    revenue: Fraction
    """What they are credited with, together."""


@dataclass(frozen=True, slots=True)
class Enablement:
    """Both groups, and how likely they differ as much by chance. That they differ is no proof of a cause."""

    groups: tuple[EnabledGroup, ...]
    chance: float | None


def compare_enablement(base: RecordBase, day: date) -> Enablement:
    """Compare partners that signed at least a year ago, by whether they had a valid certificate then."""
    if not {"enrolments", "deals", "deal_partners"} <= set(base.sources):
        return Enablement((), None)
    rows = sum_enablement(base, day)
    groups = tuple(EnabledGroup(bool(own), count, won, Fraction(money or 0)) for own, count, won, money in rows)
    parts = [(group.with_revenue, group.partners) for group in groups]
    return Enablement(groups, compare_shares(*parts) if len(parts) == 2 else None)  # noqa: PLR2004 - with and without

"""The way of each partner so far: its stays in stages."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from partner_playbooks.tracking.engine.finding_queries import count_partners, list_stays
from partner_playbooks.tracking.snapshot_facts import MOST_PARTNERS

if TYPE_CHECKING:
    from datetime import date

    from partner_playbooks.tracking.engine.record_base import RecordBase


class PartnerStay(NamedTuple):
    """A stay of a partner in a stage."""

    partner: str
    stage: str
    entered: date
    left: date | None


def list_partner_stays(base: RecordBase, day: date) -> tuple[PartnerStay, ...]:
    """Give the stays of partners that have not left, by partner and day; none where there are very many partners."""
    if count_partners(base) > MOST_PARTNERS:
        return ()
    return tuple(PartnerStay(*row) for row in list_stays(base, day))

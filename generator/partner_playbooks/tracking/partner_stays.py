"""The way of each partner so far: its stays in stages."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from partner_playbooks.tracking.engine.finding_queries import list_stays

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
    """Give the stays of partners that have not left, by partner and day."""
    return tuple(PartnerStay(*row) for row in list_stays(base, day))

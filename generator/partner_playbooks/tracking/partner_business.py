"""What stands behind a partner's own figures: its deals of a year, and the certificates of its people."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from partner_playbooks.tracking.engine.business_queries import list_alike_names, list_certificates, list_deals

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal

    from partner_playbooks.tracking.engine.record_base import RecordBase


class PartnerDeal(NamedTuple):
    """A deal in which a partner takes part: open, or decided within twelve months."""

    partner: str
    deal: str
    role: str
    """`sourced`, `influenced` or `fulfilled`."""
    stage: str | None
    opened: date
    closed: date | None
    outcome: str
    credit: Decimal | None
    """Its share of the amount, in the programme's currency."""


class PartnerCertificate(NamedTuple):
    """A certificate of somebody at a partner; people have numbers, as their names are never kept."""

    partner: str
    person: int
    course: str
    completed: date
    expires: date | None


class AlikeNames(NamedTuple):
    """Two partners whose names are alike: they may be one."""

    partner: str
    name: str
    other: str
    other_name: str


_MOST_ALIKE = 50


def list_alike(base: RecordBase) -> tuple[AlikeNames, ...]:
    """Give the pairs of partners whose names are most alike."""
    return tuple(AlikeNames(*row) for row in list_alike_names(base, _MOST_ALIKE))


def list_partner_deals(base: RecordBase, day: date) -> tuple[PartnerDeal, ...]:
    """Give the deals of partners that have not left, by partner, the latest first; none without such records."""
    if not {"deals", "deal_partners"} <= set(base.sources):
        return ()
    return tuple(PartnerDeal(*row) for row in list_deals(base, day))


def list_partner_certificates(base: RecordBase, day: date) -> tuple[PartnerCertificate, ...]:
    """Give the certificates that hold on a day, by partner and person; none without such records."""
    if "enrolments" not in base.sources:
        return ()
    return tuple(PartnerCertificate(*row) for row in list_certificates(base, day))

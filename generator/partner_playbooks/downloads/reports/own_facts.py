"""What a partner may be shown: what is its own, and nothing that is said of it or of others."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from partner_playbooks.pages.parts.by_partner import ByPartner
    from partner_playbooks.tracking.snapshot_facts import DueFacts, PartnerFacts
    from partner_playbooks.tracking.snapshot_parts import CertificateFacts, CommitmentFacts, DealFacts, TierFacts

_SHOWN_DUE = frozenset({"notice", "agreement-ends", "certificate", "registration", "fund-claim", "review"})
"""What falls due that both sides know of."""


@dataclass(frozen=True, slots=True)
class OwnFacts:
    """A partner's own facts. Pace, limits, reasons, owners and averages have no place in it."""

    id: str
    name: str
    type: str | None
    region: str | None
    tier: str | None
    stage: str
    since: date | None
    requirements: TierFacts | None
    commitments: tuple[CommitmentFacts, ...]
    due: tuple[DueFacts, ...]
    deals: tuple[DealFacts, ...]
    certificates: tuple[CertificateFacts, ...]

    @classmethod
    def of(cls, partner: PartnerFacts, sorted_: ByPartner) -> OwnFacts:
        """Take them from a snapshot."""
        return cls(
            id=partner.id,
            name=partner.name,
            type=partner.type,
            region=partner.region,
            tier=partner.tier,
            stage=partner.stage,
            since=partner.since,
            requirements=sorted_.tiers.get(partner.id),
            commitments=tuple(sorted_.commitments.get(partner.id, ())),
            due=tuple(each for each in sorted_.due.get(partner.id, ()) if each.what in _SHOWN_DUE),
            deals=tuple(sorted_.deals.get(partner.id, ())),
            certificates=tuple(sorted_.certificates.get(partner.id, ())),
        )

"""A snapshot sorted by partner, once for all that is made of it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from statistics import mean
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from partner_playbooks.tracking.snapshot_facts import DueFacts, StayFacts, Tracked
    from partner_playbooks.tracking.snapshot_parts import (
        CertificateFacts,
        CommitmentFacts,
        DealFacts,
        RevenueFacts,
        TierFacts,
    )


@dataclass(frozen=True)
class ByPartner:
    """Parts of a snapshot, by partner."""

    stays: Mapping[str, list[StayFacts]]
    tiers: Mapping[str, TierFacts]
    due: Mapping[str, list[DueFacts]]
    commitments: Mapping[str, list[CommitmentFacts]]
    revenue: Mapping[str, RevenueFacts]
    deals: Mapping[str, list[DealFacts]]
    certificates: Mapping[str, list[CertificateFacts]]
    automations: Mapping[str, list[str]]
    """Ids of automations that have something to do with the partner: fired, or due."""
    averages: Mapping[tuple[str, str], float]
    """By region and metric: what requirements are held against, on average."""

    @classmethod
    def of(cls, tracked: Tracked) -> ByPartner:
        """Sort a snapshot by partner, once for all pages."""
        stays: dict[str, list[StayFacts]] = defaultdict(list)
        due: dict[str, list[DueFacts]] = defaultdict(list)
        commitments: dict[str, list[CommitmentFacts]] = defaultdict(list)
        automations: dict[str, list[str]] = defaultdict(list)
        deals: dict[str, list[DealFacts]] = defaultdict(list)
        certificates: dict[str, list[CertificateFacts]] = defaultdict(list)
        for deal in tracked.deals:
            deals[deal.partner].append(deal)
        for certificate in tracked.certificates:
            certificates[certificate.partner].append(certificate)
        for stay in tracked.stays:
            stays[stay.partner].append(stay)
        for each in tracked.due:
            due[each.partner].append(each)
        for agreed in tracked.commitments:
            commitments[agreed.partner].append(agreed)
        for run in tracked.automations:
            for partner in dict.fromkeys(case.partner for case in (*run.fired, *run.due) if case.partner):
                automations[partner].append(run.automation)
        tiers = {each.partner: each for each in tracked.tiers}
        revenue = {each.partner: each for each in tracked.revenue_shares}
        return cls(
            stays=stays,
            tiers=tiers,
            due=due,
            commitments=commitments,
            revenue=revenue,
            deals=deals,
            certificates=certificates,
            automations=automations,
            averages=_average(tracked, tiers.values()),
        )


def _average(tracked: Tracked, tiers: Iterable[TierFacts]) -> dict[tuple[str, str], float]:
    regions = {each.id: each.region for each in tracked.partners}
    values: dict[tuple[str, str], dict[str, float]] = defaultdict(dict)
    for each in tiers:
        region = regions.get(each.partner)
        for asked in each.requirements:
            if region is not None and asked.value is not None:
                values[region, asked.metric][each.partner] = asked.value
    return {key: mean(own.values()) for key, own in values.items()}

"""A snapshot sorted by partner, once for all that is made of it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from statistics import mean
from typing import TYPE_CHECKING, Protocol, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from partner_playbooks.tracking.snapshot_facts import DueFacts, StayFacts, Tracked
    from partner_playbooks.tracking.snapshot_parts import (
        CertificateFacts,
        CommitmentFacts,
        DealFacts,
        PlanFacts,
        RevenueFacts,
        TierFacts,
    )


class _OfPartner(Protocol):
    @property
    def partner(self) -> str: ...


T_ = TypeVar("T_", bound=_OfPartner)


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
    plans: Mapping[str, list[PlanFacts]]
    automations: Mapping[str, list[str]]
    """Ids of automations that have something to do with the partner: fired, or due."""
    averages: Mapping[tuple[str, str], float]
    """By region and metric: what requirements are held against, on average."""

    @classmethod
    def of(cls, tracked: Tracked) -> ByPartner:
        """Sort a snapshot by partner, once for all pages."""
        automations: dict[str, list[str]] = defaultdict(list)
        for run in tracked.automations:
            for partner in dict.fromkeys(case.partner for case in (*run.fired, *run.due) if case.partner):
                automations[partner].append(run.automation)
        tiers = {each.partner: each for each in tracked.tiers}
        revenue = {each.partner: each for each in tracked.revenue_shares}
        return cls(
            stays=_sort(tracked.stays),
            tiers=tiers,
            due=_sort(tracked.due),
            commitments=_sort(tracked.commitments),
            revenue=revenue,
            deals=_sort(tracked.deals),
            certificates=_sort(tracked.certificates),
            plans=_sort(tracked.plans),
            automations=automations,
            averages=_average(tracked, tiers.values()),
        )


def _sort(rows: Iterable[T_]) -> dict[str, list[T_]]:
    """Give rows by their partner; none for any other."""
    found: dict[str, list[T_]] = defaultdict(list)
    for each in rows:
        found[each.partner].append(each)
    return found


def _average(tracked: Tracked, tiers: Iterable[TierFacts]) -> dict[tuple[str, str], float]:
    regions = {each.id: each.region for each in tracked.partners}
    values: dict[tuple[str, str], dict[str, float]] = defaultdict(dict)
    for each in tiers:
        region = regions.get(each.partner)
        for asked in each.requirements:
            if region is not None and asked.value is not None:
                values[region, asked.metric][each.partner] = asked.value
    return {key: mean(own.values()) for key, own in values.items()}

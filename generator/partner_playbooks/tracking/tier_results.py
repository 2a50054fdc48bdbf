"""Which partners keep their tier and which could rise, requirement by requirement."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from partner_playbooks.handbook.model.applying import applies
from partner_playbooks.handbook.model.tier import Operator, Tier
from partner_playbooks.tracking.engine.finding_queries import list_in_tiers
from partner_playbooks.tracking.tracked_figures import list_metrics

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date
    from fractions import Fraction

    from partner_playbooks.handbook.linked import Handbook
    from partner_playbooks.handbook.model.tier import Requirement
    from partner_playbooks.tracking.engine.record_base import RecordBase
    from partner_playbooks.tracking.figure_computation import FigureMaker, PartnerValues


@dataclass(frozen=True, slots=True)
class RequirementResult:
    """A requirement of a tier, held against a partner."""

    tier: str
    metric: str
    operator: str
    threshold: Fraction
    value: Fraction | None
    """None where nothing can be said, as where there is nothing to divide by."""
    met: bool | None
    """None where the records do not tell."""


@dataclass(frozen=True, slots=True)
class TierResult:
    """A partner with what its tier and the next one ask of it."""

    partner: str
    name: str
    tier: str
    keeps: bool | None
    """None where the records do not tell all that is asked."""
    next: str | None
    """The next tier that is open to its type."""
    rises: bool | None
    requirements: tuple[RequirementResult, ...]


def list_tier_results(handbook: Handbook, base: RecordBase, maker: FigureMaker, day: date) -> tuple[TierResult, ...]:
    """Give each partner that has a tier and has not left, by its id."""
    holder = _Holder(handbook, maker)
    return tuple(
        holder.hold(id_, name, type_, tier) for id_, name, type_, tier in list_in_tiers(base, [*holder.tiers], day)
    )


class _Holder:
    """Holds partners against what tiers ask; each metric is computed once for each span, for all partners."""

    def __init__(self, handbook: Handbook, maker: FigureMaker) -> None:
        found = handbook.entities.get("tier", {}).values()
        ranked = sorted((each for each in found if isinstance(each, Tier)), key=lambda tier: tier.rank)
        self.tiers = {tier.id: tier for tier in ranked}
        self._metrics = {metric.id: metric for metric in list_metrics(handbook)}
        self._maker = maker
        self._values: dict[tuple[str, str], PartnerValues | None] = {}
        asked = (asked for tier in ranked for asked in tier.requirements)
        self._keys = {id(each): (each.metric, repr(each.span)) for each in asked}

    def hold(self, id_: str, name: str, type_: str | None, tier: str) -> TierResult:
        above = [each for each in self.tiers.values() if each.rank > self.tiers[tier].rank]
        next_ = next((each for each in above if applies(each.partner_types, type_)), None)
        kept = tuple(self._list_results(self.tiers[tier], id_, type_, is_kept=True))
        risen = () if next_ is None else tuple(self._list_results(next_, id_, type_, is_kept=False))
        return TierResult(
            id_,
            name,
            tier,
            _are_met(kept),
            None if next_ is None else next_.id,
            None if next_ is None else _are_met(risen),
            (*kept, *risen),
        )

    def _list_results(
        self, tier: Tier, partner: str, type_: str | None, *, is_kept: bool
    ) -> Iterator[RequirementResult]:
        for asked in tier.requirements:
            if not applies(asked.partner_types, type_) or (is_kept and asked.to_rise):
                continue
            values = self._find_values(asked)
            value = None if values is None else values.of(partner)
            met = None if values is None else asked.met_by_none if value is None else _compare(value, asked)
            yield RequirementResult(tier.id, asked.metric, asked.operator.value, asked.threshold, value, met)

    def _find_values(self, asked: Requirement) -> PartnerValues | None:
        key = self._keys[id(asked)]
        if key not in self._values:
            self._values[key] = self._maker.find_partner_values(self._metrics[asked.metric], asked.span)
        return self._values[key]


def _are_met(results: Sequence[RequirementResult]) -> bool | None:
    """Tell whether all is met; None where what is known is met, and some is not known."""
    if any(each.met is False for each in results):
        return False
    return None if any(each.met is None for each in results) else True


def _compare(value: Fraction, asked: Requirement) -> bool:
    match asked.operator:
        case Operator.AT_LEAST:
            return value >= asked.threshold
        case Operator.AT_MOST:
            return value <= asked.threshold
        case Operator.ABOVE:
            return value > asked.threshold
        case _:
            return value < asked.threshold

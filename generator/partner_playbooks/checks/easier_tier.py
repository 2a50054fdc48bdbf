"""PB314: a higher tier that asks less of a metric than a lower one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from partner_playbooks.handbook.model.tier import Operator, Requirement, Tier
from partner_playbooks.language.diagnostics import Diagnostic

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date
    from fractions import Fraction

    from partner_playbooks.handbook.linked import Handbook


def check(handbook: Handbook, _today: date) -> Iterator[Diagnostic]:
    """Yield a finding per requirement that is easier than one for the same metric in a tier below."""
    tiers = [(placed, placed.record) for placed in handbook.list_written("tier") if isinstance(placed.record, Tier)]
    for placed, tier in tiers:
        below = [(asked, lower.id) for _, lower in tiers if lower.rank < tier.rank for asked in lower.requirements]
        for index, own in enumerate(tier.requirements):
            harder = [(asked, id_) for asked, id_ in below if _comparable(own, asked) and _rigour(own) < _rigour(asked)]
            if harder:
                asked, id_ = max(harder, key=lambda pair: _rigour(pair[0]))
                message = f'tier "{tier.id}" asks less of "{own.metric}" than the lower tier "{id_}"'
                hint = f"ask for {asked.operator.value} {_shown(asked.threshold)} or harder, over the same window"
                yield Diagnostic("PB314", message, placed.span("requirements", index, "threshold"), hint)


def _comparable(one: Requirement, other: Requirement) -> bool:
    return one.metric == other.metric and one.operator.is_floor == other.operator.is_floor


def _rigour(requirement: Requirement) -> tuple[Fraction, bool]:
    """Give a sort key: the harder to reach, the greater; `>` is harder than `>=`."""
    threshold = requirement.threshold if requirement.operator.is_floor else -requirement.threshold
    return threshold, requirement.operator in {Operator.ABOVE, Operator.BELOW}


def _shown(threshold: Fraction) -> str:
    return f"{float(threshold):.15g}"

"""PB313: two tiers with the same rank."""

from __future__ import annotations

from typing import TYPE_CHECKING

from partner_playbooks.handbook.model.tier import Tier
from partner_playbooks.language.diagnostics import Diagnostic

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from partner_playbooks.handbook.linked import Handbook


def check(handbook: Handbook, _today: date) -> Iterator[Diagnostic]:
    """Yield a finding per tier whose rank another has already, so that neither is the next step from the other."""
    holders: dict[int, str] = {}
    for placed in handbook.list_written("tier"):
        if isinstance(placed.record, Tier):
            rank = placed.record.rank
            holder = holders.setdefault(rank, placed.id)
            if holder != placed.id:
                message = f'tier "{placed.id}" has the rank {rank}, as "{holder}" has'
                yield Diagnostic("PB313", message, placed.span("rank"), "give each tier a rank of its own")

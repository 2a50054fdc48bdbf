"""PB316: two bottlenecks with the same symptom."""

from __future__ import annotations

from typing import TYPE_CHECKING

from partner_playbooks.handbook.model.bottleneck import Bottleneck
from partner_playbooks.language.diagnostics import Diagnostic

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from partner_playbooks.handbook.linked import Handbook
    from partner_playbooks.handbook.model.content import Placed


def check(handbook: Handbook, _today: date) -> Iterator[Diagnostic]:
    """Yield a finding for each later use of a symptom, in whatever case and spacing, naming the first."""
    first: dict[str, Placed] = {}
    for placed in handbook.list_written("bottleneck"):
        if not isinstance(placed.record, Bottleneck):
            continue
        there = first.setdefault(" ".join(placed.record.symptom.casefold().split()), placed)
        if there is not placed:
            yield Diagnostic(
                "PB316",
                f'"{placed.record.symptom}" is the symptom of another bottleneck too',
                placed.span("symptom"),
                "say how this one shows differently, or make the two one",
                related=(("first used here", there.span("symptom")),),
            )

"""PB302: a stage of the primary lifecycle without an owner, an entry or exit criterion, a metric or a checklist."""

from __future__ import annotations

from typing import TYPE_CHECKING

from partner_playbooks.diagnostics import Diagnostic

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from partner_playbooks.handbook import Handbook

_NEEDED = {
    "owner": "an owner",
    "entry": "an entry criterion",
    "exit": "an exit criterion",
    "metrics": "a metric",
    "checklist": "a checklist",
}


def check(handbook: Handbook, _today: date) -> Iterator[Diagnostic]:
    """Yield a finding per part that a stage of the primary lifecycle lacks; those of others may only be described."""
    primary = handbook.lifecycle
    if primary is None:
        return  # nobody knows which stages it has
    needed = {id_ for phase in primary.phases for id_ in phase.stages}
    for placed in handbook.written("stage"):
        if placed.id not in needed:
            continue
        for name, words in _NEEDED.items():
            if not getattr(placed.record, name):
                message = f'stage "{placed.id}" has no {words.split(" ", 1)[1]}'
                yield Diagnostic("PB302", message, placed.span(name), f"add {words} under `{name}:`")

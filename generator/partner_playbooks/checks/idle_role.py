"""PB304: a role that owns nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from partner_playbooks.language.diagnostics import Diagnostic

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from partner_playbooks.handbook.linked import Handbook

_OWNING = frozenset({"owner", "accountable", "responsible", "support", "sponsors"})
"""Fields that give a role something to do; being informed or consulted does not."""


def check(handbook: Handbook, _today: date) -> Iterator[Diagnostic]:
    """Yield a finding per role that no stage, item, activity, metric or plan gives anything to do."""
    if not handbook.is_complete:
        return  # what could not be read may name it
    used = handbook.list_named(link for link in handbook.links() if link.kind == "role" and _OWNING & set(link.path))
    for placed in handbook.list_written("role"):
        if not used & {placed.id, placed.name}:
            hint = "make it the owner of a checklist item, an activity or a metric, or remove its file"
            yield Diagnostic("PB304", f'role "{placed.id}" owns nothing', placed.span("id"), hint)

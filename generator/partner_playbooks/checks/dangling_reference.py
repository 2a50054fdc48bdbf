"""PB201: a reference that leads nowhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from partner_playbooks.handbook.model.base import Entity
from partner_playbooks.handbook.model.field_problems import show_name
from partner_playbooks.handbook.model.plan import PlanTask
from partner_playbooks.handbook.model.stage import ChecklistItem
from partner_playbooks.language.diagnostics import Correction, Diagnostic, suggest_nearest

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from partner_playbooks.handbook.linked import Handbook


_LISTED = 6


def check(handbook: Handbook, _today: date) -> Iterator[Diagnostic]:
    """Yield a finding per reference to an id that nothing has."""
    former = _former_ids(handbook)
    for link in handbook.links():
        if handbook.knows(link.kind, link.id) or handbook.may_know(link.kind, link.id):
            continue
        known = handbook.ids(link.kind)
        now = former.get((link.kind, link.id))
        if now is not None:
            word = link.write_with(now)
            hint: str = Correction(f'it has another id now: write "{now}"', link.written, word, slip=False)
        else:
            hint = suggest_nearest(link.id, known, link.write_with) or _way_out(link.noun, known)
        yield Diagnostic("PB201", f"unknown {link.noun} {show_name(link.id)}", link.span, hint)


def _former_ids(handbook: Handbook) -> dict[tuple[str, str], str]:
    """Give what has another id now: kind and former id → the id that it has."""
    found: dict[tuple[str, str], str] = {}
    for placed in handbook.list_written():
        for _, record in placed.records:
            if isinstance(record, Entity):
                found |= {(placed.kind, former): record.id for former in record.aliases}
            elif isinstance(record, ChecklistItem | PlanTask) and record.id is not None:
                kinds = ("item", "task") if isinstance(record, ChecklistItem) else ("task",)
                found |= {(kind, former): record.id for former in record.aliases for kind in kinds}
    return found


def _way_out(noun: str, known: tuple[str, ...]) -> str:
    if not known:
        return f"there is no {noun} yet; add one, or remove the reference"
    more = ", …" if len(known) > _LISTED else ""
    return f"known: {', '.join(known[:_LISTED])}{more}"

"""PB201: a reference that leads nowhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from partner_playbooks.diagnostics import Diagnostic, nearest
from partner_playbooks.model.problems import visible

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from partner_playbooks.handbook import Handbook


_LISTED = 6


def check(handbook: Handbook, _today: date) -> Iterator[Diagnostic]:
    """Yield a finding per reference to an id that nothing has."""
    for link in handbook.links():
        if handbook.knows(link.kind, link.id) or handbook.may_know(link.kind, link.id):
            continue
        known = handbook.ids(link.kind)
        hint = nearest(link.id, known, link.rewritten) or _way_out(link.noun, known)
        yield Diagnostic("PB201", f"unknown {link.noun} {visible(link.id)}", link.span, hint)


def _way_out(noun: str, known: tuple[str, ...]) -> str:
    if not known:
        return f"there is no {noun} yet; add one, or remove the reference"
    more = ", …" if len(known) > _LISTED else ""
    return f"known: {', '.join(known[:_LISTED])}{more}"

"""PB501: something partners may see that needs something they may not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from partner_playbooks.diagnostics import Diagnostic

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from partner_playbooks.handbook import Handbook


def check(handbook: Handbook, _today: date) -> Iterator[Diagnostic]:
    """Yield a finding per partner-visible place that cannot do without something internal."""
    for link in handbook.links():
        if link.visible and link.required and handbook.knows(link.kind, link.id):
            if handbook.shows(link.kind, link.id):
                continue
            message = f'partners may read this, but not the {link.noun} "{link.id}" that it needs'
            hint = "mark that `audience: partner` too, or take the reference out"
            yield Diagnostic("PB501", message, link.span, hint)

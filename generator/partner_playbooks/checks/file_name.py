"""PB204: a file whose name differs from the id that stands in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from partner_playbooks.diagnostics import Diagnostic
from partner_playbooks.model.base import SLUG

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from partner_playbooks.handbook import Handbook


def check(handbook: Handbook, _today: date) -> Iterator[Diagnostic]:
    """Yield a finding per file that is not named after its entity."""
    for placed in handbook.written():
        if placed.name != placed.id and SLUG.fullmatch(placed.id):
            message = f'the file is named "{placed.name}" but its id is "{placed.id}"'
            hint = f'write "id: {placed.name}", or rename the file to {placed.id}.yml'
            yield Diagnostic("PB204", message, placed.span("id"), hint)

"""PB204: a file whose name differs from the id that stands in it."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from partner_playbooks.diagnostics import Diagnostic

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from partner_playbooks.handbook import Handbook


def check(handbook: Handbook, _today: date) -> Iterator[Diagnostic]:
    """Yield a finding per file that is not named after its entity."""
    for placed in handbook.written():
        stem = PurePosixPath(placed.document.file).stem
        if placed.path == () and placed.kind != "programme" and stem != placed.id:
            message = f'the file is named "{stem}" but its id is "{placed.id}"'
            hint = f'rename the file to {placed.id}.yml, or write "id: {stem}"'
            yield Diagnostic("PB204", message, placed.span("id"), hint)

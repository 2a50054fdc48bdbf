"""PB311: a document that nothing uses."""

from __future__ import annotations

from typing import TYPE_CHECKING

from partner_playbooks.language.diagnostics import Diagnostic

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from partner_playbooks.handbook.linked import Handbook


def check(handbook: Handbook, _today: date) -> Iterator[Diagnostic]:
    """Yield a finding per document that nothing but other documents refers to."""
    if not handbook.is_complete:
        return  # what could not be read may use it
    links = (link for link in handbook.links() if link.kind == "document" and link.holder.kind != "document")
    used = handbook.list_named(links)
    for placed in handbook.list_written("document"):
        if not used & {placed.id, placed.name}:
            hint = "list it under `documents:` of a stage or a checklist item, or remove its file"
            yield Diagnostic("PB311", f'document "{placed.id}" is never used', placed.span("id"), hint)

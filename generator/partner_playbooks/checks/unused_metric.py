"""PB303: a metric that no stage measures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from partner_playbooks.language.diagnostics import Diagnostic

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from partner_playbooks.handbook.linked import Handbook


def check(handbook: Handbook, _today: date) -> Iterator[Diagnostic]:
    """Yield a finding per metric that nothing but other metrics refers to."""
    if not handbook.is_complete:
        return  # what could not be read may use it
    links = (link for link in handbook.links() if link.kind == "metric" and link.holder.kind != "metric")
    used = handbook.list_named(links)
    for placed in handbook.list_written("metric"):
        if not used & {placed.id, placed.name}:
            hint = "list it under `metrics:` of a stage or plan, or remove its file"
            yield Diagnostic("PB303", f'metric "{placed.id}" is never used', placed.span("id"), hint)

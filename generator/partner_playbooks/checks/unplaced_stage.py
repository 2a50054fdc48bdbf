"""PB305: a stage that stands in no lifecycle, or twice in one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from partner_playbooks.handbook.model.lifecycle import Lifecycle
from partner_playbooks.language.diagnostics import Diagnostic

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from partner_playbooks.handbook.linked import Handbook
    from partner_playbooks.handbook.model.content import Placed


def check(handbook: Handbook, _today: date) -> Iterator[Diagnostic]:
    """Yield a finding per stage that readers would meet never, or twice on the way."""
    for placed in handbook.list_written("lifecycle"):
        if isinstance(placed.record, Lifecycle):
            yield from _repeated(placed, placed.record)
    placed_stages = handbook.list_named(handbook.links_into_phases())
    if not handbook.is_complete:
        return  # a lifecycle that could not be read may hold it
    for placed in handbook.list_written("stage"):
        if not placed_stages & {placed.id, placed.name}:
            hint = "add it to a phase in content/lifecycles/, or remove its file"
            yield Diagnostic("PB305", f'stage "{placed.id}" is in no lifecycle', placed.span("id"), hint)


def _repeated(placed: Placed, lifecycle: Lifecycle) -> Iterator[Diagnostic]:
    seen: set[str] = set()
    for number, phase in enumerate(lifecycle.phases):
        for index, id_ in enumerate(phase.stages):
            if id_ in seen:
                span = placed.span("phases", number, "stages", index)
                yield Diagnostic("PB305", f'stage "{id_}" stands twice in the lifecycle', span, "keep one of the two")
            seen.add(id_)

"""PB317: a lifecycle whose crosswalk leaves out one of its stages, or leads to a stage that is not primary."""

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
    """Yield a finding per stage without a counterpart, and per counterpart that is none."""
    primary = handbook.lifecycle
    if primary is None:
        return
    known = _stages(primary)
    if not all(handbook.knows("stage", id_) for id_ in known):
        return  # PB201 says so; nobody knows which stage is meant
    for placed in handbook.list_written("lifecycle"):
        if isinstance(placed.record, Lifecycle) and placed.id != primary.id:
            yield from _left_out(placed, placed.record, known, primary.title)
            yield from _led_astray(placed, placed.record, known)


def _left_out(placed: Placed, lifecycle: Lifecycle, known: set[str], primary: str) -> Iterator[Diagnostic]:
    mapped = known | {entry.stage for entry in lifecycle.crosswalk}
    for number, phase in enumerate(lifecycle.phases):
        for index, id_ in enumerate(phase.stages):
            if id_ not in mapped:
                message = f'the crosswalk leaves out "{id_}"'
                hint = f"add `- stage: {id_}` under `crosswalk:` with its stages in “{primary}”"
                yield Diagnostic("PB317", message, placed.span("phases", number, "stages", index), hint)


def _led_astray(placed: Placed, lifecycle: Lifecycle, known: set[str]) -> Iterator[Diagnostic]:
    own = _stages(lifecycle)
    for number, entry in enumerate(lifecycle.crosswalk):
        if entry.stage not in own:
            message = f'"{entry.stage}" is no stage of this lifecycle'
            yield Diagnostic("PB317", message, placed.span("crosswalk", number, "stage"), "name one of its own stages")
        for index, id_ in enumerate(entry.to):
            if id_ not in known:
                message = f'"{id_}" is no stage of the primary lifecycle'
                hint = "name stages of the primary lifecycle"
                yield Diagnostic("PB317", message, placed.span("crosswalk", number, "to", index), hint)


def _stages(lifecycle: Lifecycle) -> set[str]:
    return {id_ for phase in lifecycle.phases for id_ in phase.stages}

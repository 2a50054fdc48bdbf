"""PB302: a stage of the primary lifecycle without an owner, an entry or exit criterion, a metric or a checklist."""

from __future__ import annotations

from typing import TYPE_CHECKING

from partner_playbooks.handbook.model.examples import Known, build_example, write_example
from partner_playbooks.handbook.model.stage import Stage
from partner_playbooks.language.diagnostics import Diagnostic

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from partner_playbooks.handbook.linked import Handbook

_NEEDED = {
    "owner": "an owner",
    "entry": "an entry criterion",
    "exit": "an exit criterion",
    "metrics": "a metric",
    "checklist": "a checklist",
}


def check(handbook: Handbook, _today: date) -> Iterator[Diagnostic]:
    """Yield a finding per part that a stage lacks; those of other lifecycles than the primary may only be described."""
    primary = handbook.lifecycle
    if primary is None:
        return  # nobody knows which stages it has
    needed = {id_ for phase in primary.phases for id_ in phase.stages}
    elsewhere = _stages_of_lifecycles(handbook)
    for placed in handbook.list_written("stage"):
        if placed.id not in needed and (elsewhere is None or placed.id in elsewhere):
            continue
        for name, words in _NEEDED.items():
            if not getattr(placed.record, name):
                message = f'stage "{placed.id}" has no {words.split(" ", 1)[1]}'
                yield Diagnostic(
                    "PB302",
                    message,
                    placed.span(name),
                    f"add {words}, such as `{_example(handbook, placed.name, name)}`",
                )


def _example(handbook: Handbook, stage: str, name: str) -> str:
    ids = {kind: handbook.ids(kind) for kind in ("role", "metric", "item", "stage")}
    return f"{name}: {write_example(build_example(Stage, name, Known(ids, stage)))}"


def _stages_of_lifecycles(handbook: Handbook) -> set[str] | None:
    """Give the stages that stand in lifecycles; None where one is missing, or cannot be read."""
    lifecycles = [link.id for link in handbook.links() if link.kind == "lifecycle"]
    if not handbook.is_complete or not all(handbook.knows("lifecycle", id_) for id_ in lifecycles):
        return None
    return handbook.list_named(handbook.links_into_phases())

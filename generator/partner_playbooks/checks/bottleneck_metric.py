"""PB315: a bottleneck whose metric is not measured by any of its stages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from partner_playbooks.handbook.model.bottleneck import Bottleneck
from partner_playbooks.handbook.model.stage import Stage
from partner_playbooks.language.diagnostics import Diagnostic

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from partner_playbooks.handbook.linked import Handbook


def check(handbook: Handbook, _today: date) -> Iterator[Diagnostic]:
    """Yield a finding per bottleneck that nobody would see coming."""
    if not handbook.is_complete:
        return  # what could not be read may measure it
    for placed in handbook.list_written("bottleneck"):
        record = placed.record
        if not isinstance(record, Bottleneck) or record.metric is None or not handbook.knows("metric", record.metric):
            continue
        stages = [handbook.get("stage", id_) for id_ in record.stages]
        measured = [metric for stage in stages if isinstance(stage, Stage) for metric in stage.metrics]
        if None in stages or not all(handbook.knows("metric", metric) for metric in measured):
            continue  # PB201 says so, and what is meant may measure it
        if record.metric not in measured:
            message = f'no stage of the bottleneck "{placed.id}" measures "{record.metric}"'
            hint = "name a metric that one of its `stages:` lists, or list this one there"
            yield Diagnostic("PB315", message, placed.span("metric"), hint)

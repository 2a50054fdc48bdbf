"""What records say of the metrics of a handbook on a day: each with its span, its size and how sure it is."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from partner_playbooks.handbook.model.metric import Metric, Per

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from fractions import Fraction

    from partner_playbooks.handbook.linked import Handbook
    from partner_playbooks.handbook.periods import Period


@dataclass(frozen=True, slots=True)
class TrackedFigure:
    """A metric as records give it, of the whole programme or of a group."""

    metric: str
    group: str
    """A stage, tier, type or region; empty for the whole programme."""
    period: Period
    value: Fraction | None
    """In the metric's unit; None where nothing can be said, as where it divides by nothing."""
    size: int
    """Of how many rows it is made: those that are divided by, listed or followed."""
    still_open: int = 0
    """Of stays: how many still go on."""
    low: Fraction | None = None
    high: Fraction | None = None
    """The 95 % interval, in the metric's unit, where there is one."""
    inputs: Mapping[str, Fraction] = field(default_factory=dict)
    """The numbers that the formula is made of."""


@dataclass(frozen=True, slots=True)
class UntrackedFigure:
    """A metric that records do not give, and why."""

    metric: str
    needs: tuple[str, ...]
    """Tables that have no source, and columns that none is mapped to, as `deals.margin`."""
    untold: tuple[str, ...] = ()
    """Inputs that no record says."""


def find_stage_times(handbook: Handbook, figures: Iterable[TrackedFigure]) -> dict[str, TrackedFigure]:
    """Give by stage the figure of how long its stays last: of the first metric that is made of them, for each stage."""
    metric = find_stage_metric(handbook)
    return {each.group: each for each in figures if metric is not None and each.metric == metric.id}


def find_stage_metric(handbook: Handbook) -> Metric | None:
    """Give the first metric that is made of stays in stages, for each stage."""
    return next((each for each in list_metrics(handbook) if _measures_stages(each)), None)


def list_metrics(handbook: Handbook) -> list[Metric]:
    """Give the metrics of a handbook."""
    return [each for each in handbook.entities.get("metric", {}).values() if isinstance(each, Metric)]


def _measures_stages(metric: Metric) -> bool:
    stays = (each.measure is not None and each.measure.stays == "stage_entries" for each in metric.inputs)
    return metric.per is Per.STAGE and any(stays)

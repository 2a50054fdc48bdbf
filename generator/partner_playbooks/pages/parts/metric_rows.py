"""Rows of metric tables, alike wherever metrics are listed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from partner_playbooks.wording.quantities import format_quantity

if TYPE_CHECKING:
    from collections.abc import Iterable

    from partner_playbooks.handbook.model.metric import Direction, Metric, Period
    from partner_playbooks.pages.parts.writers import PageWriter

    from .links import Link


@dataclass(frozen=True, slots=True)
class Figure:
    """A metric in a table."""

    link: Link
    target: str | None
    direction: Direction
    period: Period


def show_metrics(writer: PageWriter, ids: Iterable[str]) -> tuple[Figure, ...]:
    """Give the rows for metrics."""
    return tuple(
        show_metric(writer, cast("Metric", writer.handbook.entities["metric"][id_])) for id_ in dict.fromkeys(ids)
    )


def show_metric(writer: PageWriter, metric: Metric) -> Figure:
    """Give the row for a metric."""
    return Figure(writer.entity("metric", metric.id), write_target(writer, metric), metric.direction, metric.period)


def write_target(writer: PageWriter, metric: Metric) -> str | None:
    """Write a metric's target, if it has one."""
    return None if metric.target is None else format_quantity(writer, metric.target.value, metric.unit)

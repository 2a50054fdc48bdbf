"""All metrics, by level."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from partner_playbooks.handbook.model.metric import Level
from partner_playbooks.handbook.model.stage import Stage
from partner_playbooks.handbook.places import find_place
from partner_playbooks.pages.parts import addresses
from partner_playbooks.pages.parts.metric_rows import write_target
from partner_playbooks.pages.parts.writers import PageHead

if TYPE_CHECKING:
    from collections.abc import Iterator

    from partner_playbooks.handbook.model.metric import Direction, Metric
    from partner_playbooks.handbook.model.quantity import Unit
    from partner_playbooks.pages.artifact import Page
    from partner_playbooks.pages.parts.links import Link
    from partner_playbooks.pages.parts.writers import EditionWriter, PageWriter


_OF_STAGES = find_place(Stage, lambda stage: stage.metrics)


@dataclass(frozen=True, slots=True)
class Row:
    """A metric with what it takes to choose it."""

    link: Link
    stages: tuple[Link, ...]
    unit: Unit
    direction: Direction
    target: str | None


@dataclass(frozen=True, slots=True)
class LevelMetrics:
    """The metrics of a level."""

    level: Level
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Context:
    """What the template shows."""

    levels: tuple[LevelMetrics, ...]


def pages(edition: EditionWriter) -> Iterator[Page]:
    """Yield the index, unless there are no metrics."""
    metrics = edition.handbook.metrics
    if not metrics:
        return
    writer = edition.writer(addresses.METRICS)
    head = PageHead(addresses.METRICS, writer.say("metric.all"), (writer.say("metric.nav"),))

    def show() -> Context:
        levels = (
            LevelMetrics(level, tuple(_row(writer, metric) for metric in metrics if metric.level is level))
            for level in Level
        )
        return Context(tuple(part for part in levels if part.rows))

    yield edition.page(head, "metric_index.md.jinja", show)


def _row(writer: PageWriter, metric: Metric) -> Row:
    stages = (stage.id for stage, _ in writer.edition.uses.at(_OF_STAGES, metric.id))
    return Row(
        writer.entity("metric", metric.id),
        writer.entities("stage", stages),
        metric.unit,
        metric.direction,
        write_target(writer, metric),
    )

"""All metrics, by level."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from partner_playbooks.handbook.model.metric import Level
from partner_playbooks.handbook.model.stage import Stage
from partner_playbooks.pages.parts import addresses
from partner_playbooks.pages.parts.book import Head
from partner_playbooks.pages.parts.metric_rows import write_target

if TYPE_CHECKING:
    from collections.abc import Iterator

    from partner_playbooks.handbook.model.metric import Direction, Metric, Unit
    from partner_playbooks.pages.artifact import Page
    from partner_playbooks.pages.parts.book import Book, Sheet
    from partner_playbooks.pages.parts.links import Link


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


def pages(book: Book) -> Iterator[Page]:
    """Yield the index, unless there are no metrics."""
    metrics = book.handbook.metrics
    if not metrics:
        return
    sheet = book.sheet(addresses.METRICS)
    levels = (
        LevelMetrics(level, tuple(_row(sheet, metric) for metric in metrics if metric.level is level))
        for level in Level
    )
    head = Head(addresses.METRICS, sheet.say("metric.all"), (sheet.say("metric.nav"),))
    yield book.page(head, "metric_index.md.jinja", Context(tuple(part for part in levels if part.rows)))


def _row(sheet: Sheet, metric: Metric) -> Row:
    stages = (stage.id for stage, _ in sheet.book.uses.at("stage.metrics", metric.id, "metric", Stage, Stage))
    return Row(
        sheet.entity("metric", metric.id),
        sheet.entities("stage", stages),
        metric.unit,
        metric.direction,
        write_target(sheet, metric),
    )

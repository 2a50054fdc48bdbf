"""What is measured where: metrics in rows, stages in columns."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from partner_playbooks.pages.parts import addresses
from partner_playbooks.pages.parts.book import Head
from partner_playbooks.pages.parts.figures import target

if TYPE_CHECKING:
    from collections.abc import Iterator

    from partner_playbooks.model.metric import Direction
    from partner_playbooks.pages.artifact import Page
    from partner_playbooks.pages.parts.book import Book, Sheet
    from partner_playbooks.pages.parts.links import Link


@dataclass(frozen=True, slots=True)
class Row:
    """A metric and the stages that it measures."""

    metric: Link
    direction: Direction
    target: str | None
    cells: tuple[bool, ...]


@dataclass(frozen=True, slots=True)
class Context:
    """What the template shows."""

    stages: tuple[Link, ...]
    rows: tuple[Row, ...]


def pages(book: Book) -> Iterator[Page]:
    """Yield the matrix, unless no stage measures anything."""
    sheet = book.sheet(addresses.METRIC_MATRIX)
    rows = tuple(_rows(sheet))
    if not rows:
        return
    stages = sheet.entities("stage", (stage.id for stage in book.handbook.stages))
    head = Head(addresses.METRIC_MATRIX, sheet.say("metric-matrix.title"), (sheet.say("reference.nav"),))
    yield book.page(head, "metric_matrix.md.jinja", Context(stages, rows))


def _rows(sheet: Sheet) -> Iterator[Row]:
    """Yield metrics by the first stage that they measure, so that the marks run from left to right."""
    stages = sheet.handbook.stages
    metrics = {metric.id: metric for metric in sheet.handbook.metrics}
    for id_ in dict.fromkeys(id_ for stage in stages for id_ in stage.metrics):
        metric = metrics[id_]
        cells = tuple(id_ in stage.metrics for stage in stages)
        yield Row(sheet.entity("metric", id_), metric.direction, target(sheet, metric), cells)

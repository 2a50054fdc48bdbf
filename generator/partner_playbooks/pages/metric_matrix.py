"""What is measured where: metrics in rows, stages in columns."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from partner_playbooks.handbook.model.metric import Direction
from partner_playbooks.pages.parts import addresses
from partner_playbooks.pages.parts.book import Head
from partner_playbooks.pages.parts.metric_rows import write_target

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from partner_playbooks.pages.artifact import Page
    from partner_playbooks.pages.parts.book import Book, Sheet
    from partner_playbooks.pages.parts.links import Link


@dataclass(frozen=True, slots=True)
class Sign:
    """How the table shows which way is better."""

    short: str
    direction: Direction


@dataclass(frozen=True, slots=True)
class Row:
    """A metric and the stages that it measures."""

    metric: Link
    sign: Sign
    target: str | None
    cells: tuple[bool, ...]


@dataclass(frozen=True, slots=True)
class Context:
    """What the template shows."""

    signs: tuple[Sign, ...]
    stages: tuple[Link, ...]
    rows: tuple[Row, ...]


def pages(book: Book) -> Iterator[Page]:
    """Yield the matrix, unless no stage measures anything."""
    sheet = book.sheet(addresses.METRIC_MATRIX)
    signs = {direction: Sign(sheet.say(f"metric-matrix.sign.{direction.value}"), direction) for direction in Direction}
    rows = tuple(_rows(sheet, signs))
    if not rows:
        return
    stages = sheet.entities("stage", (stage.id for stage in book.handbook.stages))
    head = Head(addresses.METRIC_MATRIX, sheet.say("metric-matrix.title"), (sheet.say("reference.nav"),))
    yield book.page(head, "metric_matrix.md.jinja", Context(tuple(signs.values()), stages, rows))


def _rows(sheet: Sheet, signs: Mapping[Direction, Sign]) -> Iterator[Row]:
    """Yield metrics by the first stage that they measure, so that the marks run from left to right."""
    stages = sheet.handbook.stages
    metrics = {metric.id: metric for metric in sheet.handbook.metrics}
    for id_ in dict.fromkeys(id_ for stage in stages for id_ in stage.metrics):
        metric = metrics[id_]
        cells = tuple(id_ in stage.metrics for stage in stages)
        yield Row(sheet.entity("metric", id_), signs[metric.direction], write_target(sheet, metric), cells)

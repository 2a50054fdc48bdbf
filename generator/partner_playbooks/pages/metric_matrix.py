"""What is measured where: metrics in rows, stages in columns."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from partner_playbooks.handbook.model.metric import Direction
from partner_playbooks.pages.parts import addresses
from partner_playbooks.pages.parts.metric_rows import write_target
from partner_playbooks.pages.parts.writers import PageHead

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from partner_playbooks.pages.artifact import Page
    from partner_playbooks.pages.parts.links import Link
    from partner_playbooks.pages.parts.writers import EditionWriter, PageWriter


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


def pages(edition: EditionWriter) -> Iterator[Page]:
    """Yield the matrix, unless no stage measures anything."""
    writer = edition.writer(addresses.METRIC_MATRIX)
    signs = {direction: Sign(writer.say(f"metric-matrix.sign.{direction.value}"), direction) for direction in Direction}
    rows = tuple(_rows(writer, signs))
    if not rows:
        return
    stages = writer.entities("stage", (stage.id for stage in edition.handbook.stages))
    head = PageHead(addresses.METRIC_MATRIX, writer.say("metric-matrix.title"), (writer.say("reference.nav"),))
    yield edition.page(head, "metric_matrix.md.jinja", Context(tuple(signs.values()), stages, rows))


def _rows(writer: PageWriter, signs: Mapping[Direction, Sign]) -> Iterator[Row]:
    """Yield metrics by the first stage that they measure, so that the marks run from left to right."""
    stages = writer.handbook.stages
    metrics = {metric.id: metric for metric in writer.handbook.metrics}
    for id_ in dict.fromkeys(id_ for stage in stages for id_ in stage.metrics):
        metric = metrics[id_]
        cells = tuple(id_ in stage.metrics for stage in stages)
        yield Row(writer.entity("metric", id_), signs[metric.direction], write_target(writer, metric), cells)

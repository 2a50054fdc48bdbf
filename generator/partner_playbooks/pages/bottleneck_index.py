"""What is stuck: all bottlenecks by phase, each with its stages and the metric that shows it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from partner_playbooks.pages.parts import addresses
from partner_playbooks.pages.parts.related import link_symptom
from partner_playbooks.pages.parts.stuck import group_by_phase, list_bottlenecks
from partner_playbooks.pages.parts.writers import PageHead

if TYPE_CHECKING:
    from collections.abc import Iterator

    from partner_playbooks.handbook.model.bottleneck import Bottleneck
    from partner_playbooks.pages.artifact import Page
    from partner_playbooks.pages.parts.links import Link
    from partner_playbooks.pages.parts.writers import EditionWriter, PageWriter


@dataclass(frozen=True, slots=True)
class Row:
    """A bottleneck, where it is met and what shows it."""

    link: Link
    title: str
    stages: tuple[Link, ...]
    metric: Link | None


@dataclass(frozen=True, slots=True)
class PhaseRows:
    """The bottlenecks of a phase."""

    anchor: str
    title: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Context:
    """What the template shows."""

    phases: tuple[PhaseRows, ...]


def pages(edition: EditionWriter) -> Iterator[Page]:
    """Yield the index, unless there are no bottlenecks."""
    if not list_bottlenecks(edition.handbook):
        return
    writer = edition.writer(addresses.BOTTLENECKS)
    phases = tuple(
        PhaseRows(
            part.anchor,
            writer.say("home.elsewhere") if part.title is None else part.title,
            tuple(_row(writer, bottleneck) for bottleneck in part.bottlenecks),
        )
        for part in group_by_phase(edition)
    )
    head = PageHead(addresses.BOTTLENECKS, writer.say("bottleneck.all"), (writer.say("bottleneck.nav"),))
    yield edition.page(head, "bottleneck_index.md.jinja", Context(phases))


def _row(writer: PageWriter, bottleneck: Bottleneck) -> Row:
    metric = None if bottleneck.metric is None else writer.entity("metric", bottleneck.metric)
    stages = writer.entities("stage", bottleneck.stages)
    return Row(link_symptom(writer, bottleneck), bottleneck.title, stages, metric)

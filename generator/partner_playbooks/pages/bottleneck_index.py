"""What is stuck: all bottlenecks by phase, each with its stages and the metric that shows it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from partner_playbooks.pages.parts import addresses
from partner_playbooks.pages.parts.book import Head
from partner_playbooks.pages.parts.stuck import group_by_phase, link_symptom, list_bottlenecks

if TYPE_CHECKING:
    from collections.abc import Iterator

    from partner_playbooks.handbook.model.bottleneck import Bottleneck
    from partner_playbooks.pages.artifact import Page
    from partner_playbooks.pages.parts.book import Book, Sheet
    from partner_playbooks.pages.parts.links import Link


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


def pages(book: Book) -> Iterator[Page]:
    """Yield the index, unless there are no bottlenecks."""
    if not list_bottlenecks(book.handbook):
        return
    sheet = book.sheet(addresses.BOTTLENECKS)
    phases = tuple(
        PhaseRows(
            part.anchor,
            sheet.say("home.elsewhere") if part.title is None else part.title,
            tuple(_row(sheet, bottleneck) for bottleneck in part.bottlenecks),
        )
        for part in group_by_phase(book)
    )
    head = Head(addresses.BOTTLENECKS, sheet.say("bottleneck.all"), (sheet.say("bottleneck.nav"),))
    yield book.page(head, "bottleneck_index.md.jinja", Context(phases))


def _row(sheet: Sheet, bottleneck: Bottleneck) -> Row:
    metric = None if bottleneck.metric is None else sheet.entity("metric", bottleneck.metric)
    stages = sheet.entities("stage", bottleneck.stages)
    return Row(link_symptom(sheet, bottleneck), bottleneck.title, stages, metric)

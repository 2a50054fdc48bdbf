"""For editors: what the handbook holds, and what is missing where. Partners have no use for it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from partner_playbooks.handbook import coverage
from partner_playbooks.handbook.model.base import Audience
from partner_playbooks.pages.parts import addresses
from partner_playbooks.pages.parts.writers import PageHead

if TYPE_CHECKING:
    from collections.abc import Iterator

    from partner_playbooks.pages.artifact import Page
    from partner_playbooks.pages.parts.links import Link
    from partner_playbooks.pages.parts.writers import EditionWriter, PageWriter


@dataclass(frozen=True, slots=True)
class GapRow:
    """A field that some entities lack."""

    kind: str
    title: str
    lacking: tuple[Link, ...]
    of: int


@dataclass(frozen=True, slots=True)
class Context:
    """What the template shows."""

    counts: tuple[coverage.Count, ...]
    gaps: tuple[GapRow, ...]


def pages(edition: EditionWriter) -> Iterator[Page]:
    """Yield the page, in the internal edition only, if there is anything to count."""
    if edition.handbook.edition is not Audience.INTERNAL or not any(edition.handbook.entities.values()):
        return
    writer = edition.writer(addresses.INVENTORY)
    head = PageHead(
        addresses.INVENTORY, writer.say("inventory.title"), (writer.say("reference.nav"), writer.say("editing.nav"))
    )

    def show() -> Context:
        counts = (count for count in coverage.count_entities(edition.handbook) if count.total)
        return Context(tuple(counts), tuple(_row(writer, gap) for gap in coverage.find_gaps(edition.handbook)))

    yield edition.page(head, "inventory.md.jinja", show)


def _row(writer: PageWriter, gap: coverage.Gap) -> GapRow:
    return GapRow(gap.kind, gap.title, writer.entities(gap.kind, gap.lacking), gap.of)

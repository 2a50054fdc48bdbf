"""For editors: what the handbook holds, and what is missing where. Partners have no use for it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from partner_playbooks.handbook import coverage
from partner_playbooks.handbook.model.base import Audience
from partner_playbooks.pages.parts import addresses
from partner_playbooks.pages.parts.book import Head

if TYPE_CHECKING:
    from collections.abc import Iterator

    from partner_playbooks.pages.artifact import Page
    from partner_playbooks.pages.parts.book import Book, Sheet
    from partner_playbooks.pages.parts.links import Link


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


def pages(book: Book) -> Iterator[Page]:
    """Yield the page, in the internal edition only, if there is anything to count."""
    counts = tuple(count for count in coverage.count_entities(book.handbook) if count.total)
    if book.handbook.edition is not Audience.INTERNAL or not counts:
        return
    sheet = book.sheet(addresses.INVENTORY)
    gaps = tuple(_row(sheet, gap) for gap in coverage.find_gaps(book.handbook))
    head = Head(
        addresses.INVENTORY, sheet.say("inventory.title"), (sheet.say("reference.nav"), sheet.say("editing.nav"))
    )
    yield book.page(head, "inventory.md.jinja", Context(counts, gaps))


def _row(sheet: Sheet, gap: coverage.Gap) -> GapRow:
    return GapRow(gap.kind, gap.title, sheet.entities(gap.kind, gap.lacking), gap.of)

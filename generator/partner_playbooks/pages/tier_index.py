"""All tiers, compared: what each asks, and what each gives."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from partner_playbooks.pages.parts import addresses
from partner_playbooks.pages.parts.book import Head
from partner_playbooks.pages.parts.requirements import say_requirement

if TYPE_CHECKING:
    from collections.abc import Iterator

    from partner_playbooks.pages.artifact import Page
    from partner_playbooks.pages.parts.book import Book, Sheet
    from partner_playbooks.pages.parts.links import Link
    from partner_playbooks.wording.markdown import Markdown


@dataclass(frozen=True, slots=True)
class Row:
    """A metric, and what each tier asks of it."""

    metric: Link
    cells: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class TierView:
    """A tier with what it adds to the benefits of those below."""

    link: Link
    id: str
    title: str
    summary: Markdown
    benefits: tuple[Markdown, ...]


@dataclass(frozen=True, slots=True)
class Context:
    """What the template shows."""

    tiers: tuple[TierView, ...]
    rows: tuple[Row, ...]


def pages(book: Book) -> Iterator[Page]:
    """Yield the comparison, unless there are no tiers."""
    tiers = book.handbook.tiers
    if not tiers:
        return
    sheet = book.sheet(addresses.TIERS)
    views = tuple(
        TierView(
            sheet.entity("tier", tier.id),
            tier.id,
            tier.title,
            sheet.rich(tier.summary),
            tuple(sheet.rich(benefit.text) for benefit in tier.benefits),
        )
        for tier in tiers
    )
    head = Head(addresses.TIERS, sheet.say("tier.all"), (sheet.say("reference.nav"), sheet.say("tier.nav")))
    yield book.page(head, "tier_index.md.jinja", Context(views, tuple(_rows(sheet))))


def _rows(sheet: Sheet) -> Iterator[Row]:
    tiers = sheet.handbook.tiers
    for metric in dict.fromkeys(row.metric for tier in tiers for row in tier.requirements):
        cells = tuple(
            tuple(say_requirement(sheet, row) for row in tier.requirements if row.metric == metric) for tier in tiers
        )
        yield Row(sheet.entity("metric", metric), cells)

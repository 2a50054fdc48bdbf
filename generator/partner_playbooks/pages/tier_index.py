"""All tiers, compared: what each asks, and what each gives."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from partner_playbooks.pages.parts import addresses
from partner_playbooks.pages.parts.requirements import say_requirement
from partner_playbooks.pages.parts.writers import PageHead

if TYPE_CHECKING:
    from collections.abc import Iterator

    from partner_playbooks.pages.artifact import Page
    from partner_playbooks.pages.parts.links import Link
    from partner_playbooks.pages.parts.writers import EditionWriter, PageWriter
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


def pages(edition: EditionWriter) -> Iterator[Page]:
    """Yield the comparison, unless there are no tiers."""
    tiers = edition.handbook.tiers
    if not tiers:
        return
    writer = edition.writer(addresses.TIERS)
    views = tuple(
        TierView(
            writer.entity("tier", tier.id),
            tier.id,
            tier.title,
            writer.rich(tier.summary),
            tuple(writer.rich(benefit.text) for benefit in tier.benefits),
        )
        for tier in tiers
    )
    head = PageHead(addresses.TIERS, writer.say("tier.all"), (writer.say("reference.nav"), writer.say("tier.nav")))
    yield edition.page(head, "tier_index.md.jinja", Context(views, tuple(_rows(writer))))


def _rows(writer: PageWriter) -> Iterator[Row]:
    tiers = writer.handbook.tiers
    for metric in dict.fromkeys(row.metric for tier in tiers for row in tier.requirements):
        cells = tuple(
            tuple(say_requirement(writer, row) for row in tier.requirements if row.metric == metric) for tier in tiers
        )
        yield Row(writer.entity("metric", metric), cells)

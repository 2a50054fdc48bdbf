"""The page of a lifecycle besides the primary one: its stages, and the crosswalk in both directions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from partner_playbooks.pages.parts.addresses import find_page_path
from partner_playbooks.pages.parts.book import Head, list_former_paths
from partner_playbooks.pages.parts.crosswalk import Row, cross_from_primary, cross_to_primary

if TYPE_CHECKING:
    from collections.abc import Iterator

    from partner_playbooks.handbook.model.lifecycle import Lifecycle
    from partner_playbooks.pages.artifact import Page
    from partner_playbooks.pages.parts.book import Book, Freshness, Sheet
    from partner_playbooks.pages.parts.links import Link
    from partner_playbooks.pages.parts.order import Order
    from partner_playbooks.wording.markdown import Markdown


@dataclass(frozen=True, slots=True)
class LifecycleStage:
    """A stage on the page."""

    number: int
    link: Link
    subtitle: str


@dataclass(frozen=True, slots=True)
class Context:
    """What the template shows."""

    title: str
    summary: Markdown
    description: Markdown
    review: Freshness | None
    phases: tuple[tuple[str, Markdown, tuple[LifecycleStage, ...]], ...]
    """Title, description and stages of each phase."""
    primary: Link | None
    there: tuple[Row, ...]
    back: tuple[Row, ...]


def pages(book: Book) -> Iterator[Page]:
    """Yield a page per lifecycle besides the primary one, which has the home page."""
    for order in book.orders[1:]:
        lifecycle = order.lifecycle
        if lifecycle is not None:
            path = find_page_path("lifecycle", lifecycle.id)
            sheet = book.sheet(path)
            nav = (sheet.say("stage.nav"), lifecycle.title)
            head = Head(path, sheet.say("lifecycle.nav"), nav, list_former_paths("lifecycle", lifecycle))
            yield book.page(head, "lifecycle.md.jinja", _context(sheet, lifecycle, order))


def _context(sheet: Sheet, lifecycle: Lifecycle, order: Order) -> Context:
    primary = sheet.handbook.lifecycle
    return Context(
        title=lifecycle.title,
        summary=sheet.rich(lifecycle.summary),
        description=sheet.rich(lifecycle.description),
        review=sheet.review(lifecycle.review),
        phases=tuple(
            (
                part.phase.title,
                sheet.rich(part.phase.description),
                tuple(
                    LifecycleStage(order.positions[stage.id].number, sheet.entity("stage", stage.id), stage.subtitle)
                    for stage in part.stages
                ),
            )
            for part in order.phases
        ),
        primary=None if primary is None else sheet.entity("lifecycle", primary.id),
        there=tuple(cross_to_primary(sheet, lifecycle)),
        back=tuple(cross_from_primary(sheet, lifecycle)) if lifecycle.crosswalk else (),
    )

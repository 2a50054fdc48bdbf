"""The page of a lifecycle besides the primary one: its stages, and the crosswalk in both directions."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from partner_playbooks.pages.parts.addresses import find_page_path
from partner_playbooks.pages.parts.lifecycles import Row, cross_from_primary, cross_to_primary
from partner_playbooks.pages.parts.writers import PageHead, list_former_paths

if TYPE_CHECKING:
    from collections.abc import Iterator

    from partner_playbooks.handbook.model.lifecycle import Lifecycle
    from partner_playbooks.pages.artifact import Page
    from partner_playbooks.pages.parts.links import Link
    from partner_playbooks.pages.parts.order import Order
    from partner_playbooks.pages.parts.writers import EditionWriter, Freshness, PageWriter
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


def pages(edition: EditionWriter) -> Iterator[Page]:
    """Yield a page per lifecycle besides the primary one, which has the home page."""
    for order in edition.orders[1:]:
        lifecycle = order.lifecycle
        if lifecycle is not None:
            path = find_page_path("lifecycle", lifecycle.id)
            writer = edition.writer(path)
            nav = (writer.say("stage.nav"), lifecycle.title)
            head = PageHead(path, writer.say("lifecycle.nav"), nav, list_former_paths("lifecycle", lifecycle))
            yield edition.page(head, "lifecycle.md.jinja", partial(_context, writer, lifecycle, order))


def _context(writer: PageWriter, lifecycle: Lifecycle, order: Order) -> Context:
    primary = writer.handbook.lifecycle
    return Context(
        title=lifecycle.title,
        summary=writer.rich(lifecycle.summary),
        description=writer.rich(lifecycle.description),
        review=writer.review(lifecycle.review),
        phases=tuple(
            (
                part.phase.title,
                writer.rich(part.phase.description),
                tuple(
                    LifecycleStage(order.positions[stage.id].number, writer.entity("stage", stage.id), stage.subtitle)
                    for stage in part.stages
                ),
            )
            for part in order.phases
        ),
        primary=None if primary is None else writer.entity("lifecycle", primary.id),
        there=tuple(cross_to_primary(writer, lifecycle)),
        back=tuple(cross_from_primary(writer, lifecycle)) if lifecycle.crosswalk else (),
    )

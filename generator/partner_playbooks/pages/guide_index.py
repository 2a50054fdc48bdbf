"""Editing this handbook: the guides, by what somebody wants to do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from partner_playbooks.pages.parts import addresses
from partner_playbooks.pages.parts.book import Head

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from partner_playbooks.handbook.model.guide import Guide
    from partner_playbooks.pages.artifact import Page
    from partner_playbooks.pages.parts.book import Book
    from partner_playbooks.pages.parts.links import Link


@dataclass(frozen=True, slots=True)
class Context:
    """What the template shows."""

    guides: tuple[tuple[Link, str], ...]
    """Guides, with when each is needed."""


def pages(book: Book) -> Iterator[Page]:
    """Yield the index, if there is a guide."""
    guides = cast("Mapping[str, Guide]", book.handbook.entities.get("guide", {}))
    if guides:
        sheet = book.sheet(addresses.GUIDES)
        nav = (sheet.say("reference.nav"), sheet.say("editing.nav"))
        listed = tuple((sheet.entity("guide", guide.id), guide.use_when) for guide in guides.values())
        yield book.page(Head(addresses.GUIDES, sheet.say("editing.all"), nav), "guide_index.md.jinja", Context(listed))

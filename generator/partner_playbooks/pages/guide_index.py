"""Editing this handbook: the guides, by what somebody wants to do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from partner_playbooks.pages.parts import addresses
from partner_playbooks.pages.parts.writers import PageHead

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from partner_playbooks.handbook.model.guide import Guide
    from partner_playbooks.pages.artifact import Page
    from partner_playbooks.pages.parts.links import Link
    from partner_playbooks.pages.parts.writers import EditionWriter


@dataclass(frozen=True, slots=True)
class Context:
    """What the template shows."""

    guides: tuple[tuple[Link, str], ...]
    """Guides, with when each is needed."""


def pages(edition: EditionWriter) -> Iterator[Page]:
    """Yield the index, if there is a guide."""
    guides = cast("Mapping[str, Guide]", edition.handbook.entities.get("guide", {}))
    if guides:
        writer = edition.writer(addresses.GUIDES)
        nav = (writer.say("reference.nav"), writer.say("editing.nav"))
        listed = tuple((writer.entity("guide", guide.id), guide.use_when) for guide in guides.values())
        yield edition.page(
            PageHead(addresses.GUIDES, writer.say("editing.all"), nav), "guide_index.md.jinja", Context(listed)
        )

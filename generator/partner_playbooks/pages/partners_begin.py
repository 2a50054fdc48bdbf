"""Where our partners are, without records: how to begin, in three steps."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from partner_playbooks.pages.parts import addresses
from partner_playbooks.pages.parts.writers import PageHead

if TYPE_CHECKING:
    from collections.abc import Iterator

    from partner_playbooks.pages.artifact import Page
    from partner_playbooks.pages.parts.links import Link
    from partner_playbooks.pages.parts.writers import EditionWriter


@dataclass(frozen=True, slots=True)
class Context:
    """What the template shows."""

    definitions: Link | None
    """How records are counted, where the handbook says it."""


def pages(edition: EditionWriter) -> Iterator[Page]:
    """Yield the page, where pages may speak of partners and there is no snapshot."""
    if edition.records is None or edition.tracked is not None:
        return
    writer = edition.writer(addresses.OUR_PARTNERS)
    head = PageHead(writer.path, writer.say("tracked.title"), (writer.say("tracked.nav"),))
    has_definitions = bool(writer.handbook.entities.get("definition"))
    link = writer.place(writer.say("definition.title"), addresses.DEFINITIONS) if has_definitions else None
    yield edition.page(head, "partners_begin.md.jinja", Context(link))

"""The glossary: terms in alphabetical order."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from partner_playbooks.pages.parts import addresses
from partner_playbooks.pages.parts.writers import PageHead

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from partner_playbooks.handbook.model.glossary import Term
    from partner_playbooks.pages.artifact import Page
    from partner_playbooks.pages.parts.writers import EditionWriter
    from partner_playbooks.wording.markdown import Markdown


@dataclass(frozen=True, slots=True)
class Definition:
    """A term; its heading names the abbreviation too, so that search lands on it."""

    anchor: str
    aliases: tuple[str, ...]
    title: str
    abbreviation: str | None
    text: Markdown


@dataclass(frozen=True, slots=True)
class Context:
    """What the template shows."""

    terms: tuple[Definition, ...]


def pages(edition: EditionWriter) -> Iterator[Page]:
    """Yield the glossary, unless there are no terms."""
    terms = cast("Mapping[str, Term]", edition.handbook.entities.get("term", {})).values()
    if not terms:
        return
    writer = edition.writer(addresses.GLOSSARY)
    definitions = tuple(
        Definition(term.id, term.aliases, term.title, term.abbreviation, writer.rich(term.definition))
        for term in sorted(terms, key=lambda term: (term.title.casefold(), term.id))
    )
    head = PageHead(addresses.GLOSSARY, writer.say("glossary.title"), (writer.say("reference.nav"),))
    yield edition.page(head, "glossary.md.jinja", Context(definitions))

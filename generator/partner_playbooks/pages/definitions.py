"""How records are counted: conditions and values with names that measures use. Partners see no records."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from partner_playbooks.language.expressions import to_words
from partner_playbooks.pages.parts import addresses
from partner_playbooks.pages.parts.writers import PageHead

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from partner_playbooks.handbook.model.measure import Definition
    from partner_playbooks.pages.artifact import Page
    from partner_playbooks.pages.parts.links import Link
    from partner_playbooks.pages.parts.writers import EditionWriter, PageWriter
    from partner_playbooks.wording.markdown import Markdown


@dataclass(frozen=True, slots=True)
class Entry:
    """A condition or value, and of which rows it is said."""

    anchor: str
    aliases: tuple[str, ...]
    title: str
    name: str
    rows: str
    words: str
    stage: Link | None
    """The stage that a partner has reached where it holds."""
    why: Markdown


@dataclass(frozen=True, slots=True)
class Context:
    """What the template shows."""

    entries: tuple[Entry, ...]


def pages(edition: EditionWriter) -> Iterator[Page]:
    """Yield the page of definitions, unless there are none."""
    definitions = cast("Mapping[str, Definition]", edition.handbook.entities.get("definition", {})).values()
    if not definitions:
        return
    writer = edition.writer(addresses.DEFINITIONS)
    head = PageHead(addresses.DEFINITIONS, writer.say("definition.title"), (writer.say("reference.nav"),))
    yield edition.page(head, "definitions.md.jinja", Context(tuple(_entry(writer, each) for each in definitions)))


def _entry(writer: PageWriter, definition: Definition) -> Entry:
    return Entry(
        anchor=definition.id,
        aliases=definition.aliases,
        title=definition.title,
        name=definition.id.replace("-", "_"),
        rows=definition.rows,
        words=to_words(definition.means.tree, writer.edition.values.label(definition.means.tree)),
        stage=writer.entity("stage", definition.stage) if definition.stage else None,
        why=writer.rich(definition.why),
    )

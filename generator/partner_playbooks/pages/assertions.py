"""What has to hold: the statements about the programme's figures that are checked whenever content is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from partner_playbooks.language.expressions import to_words
from partner_playbooks.pages.parts import addresses
from partner_playbooks.pages.parts.writers import PageHead

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from partner_playbooks.handbook.model.assertion import Assertion
    from partner_playbooks.pages.artifact import Page
    from partner_playbooks.pages.parts.writers import EditionWriter, PageWriter
    from partner_playbooks.wording.markdown import Markdown


@dataclass(frozen=True, slots=True)
class Entry:
    """A statement, with the values of the figures that it names."""

    anchor: str
    aliases: tuple[str, ...]
    title: str
    words: str
    why: Markdown


@dataclass(frozen=True, slots=True)
class Context:
    """What the template shows."""

    entries: tuple[Entry, ...]


def pages(edition: EditionWriter) -> Iterator[Page]:
    """Yield the page of assertions, unless there are none."""
    assertions = cast("Mapping[str, Assertion]", edition.handbook.entities.get("assertion", {})).values()
    if not assertions:
        return
    writer = edition.writer(addresses.ASSERTIONS)
    head = PageHead(addresses.ASSERTIONS, writer.say("assertion.title"), (writer.say("reference.nav"),))

    def show() -> Context:
        return Context(tuple(_entry(writer, each) for each in assertions))

    yield edition.page(head, "assertions.md.jinja", show)


def _entry(writer: PageWriter, assertion: Assertion) -> Entry:
    return Entry(
        anchor=assertion.id,
        aliases=assertion.aliases,
        title=assertion.title,
        words=to_words(assertion.holds.tree, writer.edition.values.label_assertion(assertion)),
        why=writer.rich(assertion.why),
    )

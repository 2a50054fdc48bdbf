"""All partner types, compared."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from partner_playbooks.pages.parts import addresses
from partner_playbooks.pages.parts.writers import PageHead

if TYPE_CHECKING:
    from collections.abc import Iterator

    from partner_playbooks.handbook.model.partner_type import PartnerType
    from partner_playbooks.pages.artifact import Page
    from partner_playbooks.pages.parts.links import Link
    from partner_playbooks.pages.parts.writers import EditionWriter, PageWriter
    from partner_playbooks.wording.markdown import Markdown


@dataclass(frozen=True, slots=True)
class Row:
    """A partner type in the comparison."""

    link: Link
    activation_event: Markdown
    earnings: Markdown
    invoicing: Markdown
    enablement_need: Markdown
    agreement: Markdown


@dataclass(frozen=True, slots=True)
class Context:
    """What the template shows."""

    rows: tuple[Row, ...]


def pages(edition: EditionWriter) -> Iterator[Page]:
    """Yield the comparison, unless there are no partner types."""
    types = edition.handbook.partner_types
    if not types:
        return
    writer = edition.writer(addresses.PARTNER_TYPES)
    head = PageHead(addresses.PARTNER_TYPES, writer.say("partner-type.all"), (writer.say("partner-type.nav"),))
    context = Context(tuple(_row(writer, type_) for type_ in types))
    yield edition.page(head, "partner_type_index.md.jinja", context)


def _row(writer: PageWriter, type_: PartnerType) -> Row:
    return Row(
        writer.entity("partner-type", type_.id),
        writer.rich(type_.activation_event),
        writer.rich(type_.earnings),
        writer.rich(type_.invoicing),
        writer.rich(type_.enablement_need),
        writer.rich(type_.agreement),
    )

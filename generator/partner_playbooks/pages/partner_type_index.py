"""All partner types, compared."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from partner_playbooks.pages.parts import addresses
from partner_playbooks.pages.parts.book import Head

if TYPE_CHECKING:
    from collections.abc import Iterator

    from partner_playbooks.handbook.model.partner_type import PartnerType
    from partner_playbooks.pages.artifact import Page
    from partner_playbooks.pages.parts.book import Book, Sheet
    from partner_playbooks.pages.parts.links import Link
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


def pages(book: Book) -> Iterator[Page]:
    """Yield the comparison, unless there are no partner types."""
    types = book.handbook.partner_types
    if not types:
        return
    sheet = book.sheet(addresses.PARTNER_TYPES)
    head = Head(addresses.PARTNER_TYPES, sheet.say("partner-type.all"), (sheet.say("partner-type.nav"),))
    context = Context(tuple(_row(sheet, type_) for type_ in types))
    yield book.page(head, "partner_type_index.md.jinja", context)


def _row(sheet: Sheet, type_: PartnerType) -> Row:
    return Row(
        sheet.entity("partner-type", type_.id),
        sheet.rich(type_.activation_event),
        sheet.rich(type_.earnings),
        sheet.rich(type_.invoicing),
        sheet.rich(type_.enablement_need),
        sheet.rich(type_.agreement),
    )

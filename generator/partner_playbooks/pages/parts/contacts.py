"""Where somebody is reached, as pages show it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote

from partner_playbooks.wording.markdown import Markdown, join_markdown, mark_language, markdown

if TYPE_CHECKING:
    from collections.abc import Iterable

    from partner_playbooks.handbook.model.programme import Contact

    from .writers import PageWriter


@dataclass(frozen=True, slots=True)
class ContactView:
    """A way to reach somebody, and for what."""

    about: str
    """Empty where nothing says so."""
    reached: Markdown


def show_contacts(writer: PageWriter, contacts: Iterable[Contact]) -> tuple[ContactView, ...]:
    """Give contacts with a link where a time for a talk is chosen."""
    return tuple(ContactView(contact.about or "", _reach(writer, contact)) for contact in contacts)


def _reach(writer: PageWriter, contact: Contact) -> Markdown:
    ways = [_link("mailto", contact.mail) if contact.mail else markdown(contact.address)]
    if contact.phone is not None:
        ways.append(_link("tel", contact.phone))
    if contact.booking is not None:
        book = writer.say("role.book")
        ways.append(mark_language(writer.web(book, contact.booking), book.language))
    return join_markdown(ways)


def _link(scheme: str, address: str) -> Markdown:
    target = quote("".join(address.split()), safe="@+")
    return Markdown(f"[{markdown(address)}]({scheme}:{target})")

"""My plans: where the site's script makes plans for a partner, and keeps them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from partner_playbooks.pages.parts import addresses
from partner_playbooks.pages.parts.book import Head

if TYPE_CHECKING:
    from collections.abc import Iterator

    from partner_playbooks.pages.artifact import Page
    from partner_playbooks.pages.parts.book import Book
    from partner_playbooks.pages.parts.links import Link


@dataclass(frozen=True, slots=True)
class Context:
    """What the template shows."""

    downloads: Link
    """What there is for those whose browser runs no script."""


def pages(book: Book) -> Iterator[Page]:
    """Yield the page, where there are plans and files."""
    if not book.files or not book.handbook.plans:
        return
    sheet = book.sheet(addresses.MY_PLANS)
    context = Context(sheet.place(sheet.say("download.title"), addresses.DOWNLOADS))
    head = Head(addresses.MY_PLANS, sheet.say("my-plans.title"), (sheet.say("plan.nav"),))
    yield book.page(head, "my_plans.md.jinja", context)

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
class Row:
    """A plan that can be made; for those whose browser runs no script, a link to it."""

    anchor: str
    link: Link


@dataclass(frozen=True, slots=True)
class Context:
    """What the template shows where no script runs."""

    downloads: Link
    plans: tuple[Row, ...]


def pages(book: Book) -> Iterator[Page]:
    """Yield the page, where there are plans and files."""
    if not book.files or not book.handbook.plans:
        return
    sheet = book.sheet(addresses.MY_PLANS)
    plans = (Row(addresses.make_plan_anchor(plan.id), sheet.entity("plan", plan.id)) for plan in sheet.handbook.plans)
    context = Context(sheet.place(sheet.say("download.title"), addresses.DOWNLOADS), tuple(plans))
    head = Head(addresses.MY_PLANS, sheet.say("my-plans.title"), (sheet.say("plan.nav"),))
    yield book.page(head, "my_plans.md.jinja", context)

"""All plans."""

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
class PlanCard:
    """A plan, and when to use it."""

    link: Link
    use_when: str
    length: int


@dataclass(frozen=True, slots=True)
class Context:
    """What the template shows."""

    plans: tuple[PlanCard, ...]


def pages(book: Book) -> Iterator[Page]:
    """Yield the index, unless there are no plans."""
    if not book.handbook.plans:
        return
    sheet = book.sheet(addresses.PLANS)
    plans = tuple(PlanCard(sheet.entity("plan", plan.id), plan.use_when, plan.length) for plan in book.handbook.plans)
    head = Head(addresses.PLANS, sheet.say("plan.all"), (sheet.say("plan.nav"),))
    yield book.page(head, "plan_index.md.jinja", Context(plans))

"""What changed in this handbook: by day, the newest first, in the words of `playbooks diff`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from partner_playbooks.pages.parts import addresses
from partner_playbooks.pages.parts.book import Head
from partner_playbooks.pages.parts.chronicle import show_days

if TYPE_CHECKING:
    from collections.abc import Iterator

    from partner_playbooks.pages.artifact import Page
    from partner_playbooks.pages.parts.book import Book, Sheet
    from partner_playbooks.pages.parts.chronicle import DayView

_DAYS = 30
"""Days with changes that the page tells of."""


@dataclass(frozen=True, slots=True)
class Context:
    """What the template shows."""

    days: tuple[DayView, ...]
    note: str
    """How far back changes are known."""


def pages(book: Book) -> Iterator[Page]:
    """Yield the page, if pages speak of what changed and there is anything that could."""
    if book.past is None or not any(book.handbook.entities.values()):
        return
    sheet = book.sheet(addresses.WHAT_CHANGED)
    head = Head(addresses.WHAT_CHANGED, sheet.say("change.title"), (sheet.say("reference.nav"),))
    context = Context(show_days(sheet, book.past.days[:_DAYS]), _note(sheet))
    yield book.page(head, "what_changed.md.jinja", context)


def _note(sheet: Sheet) -> str:
    past = sheet.book.past
    if past is None or not past.known:
        return sheet.say("change.no-history")
    if past.unreadable_before is not None:
        return sheet.say("change.unreadable", date=sheet.date(past.unreadable_before))
    if not past.complete or len(past.days) > _DAYS:
        return sheet.say("change.older")
    return "" if past.days else sheet.say("change.none")

"""What changed in this handbook: by day, the newest first, in the words of `playbooks diff`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from partner_playbooks.pages.parts import addresses
from partner_playbooks.pages.parts.chronicle import show_days
from partner_playbooks.pages.parts.writers import PageHead

if TYPE_CHECKING:
    from collections.abc import Iterator

    from partner_playbooks.pages.artifact import Page
    from partner_playbooks.pages.parts.chronicle import DayView
    from partner_playbooks.pages.parts.writers import EditionWriter, PageWriter

_DAYS = 30
"""Days with changes that the page tells of."""


@dataclass(frozen=True, slots=True)
class Context:
    """What the template shows."""

    days: tuple[DayView, ...]
    note: str
    """How far back changes are known."""


def pages(edition: EditionWriter) -> Iterator[Page]:
    """Yield the page, if pages speak of what changed and there is anything that could."""
    if edition.past is None or not any(edition.handbook.entities.values()):
        return
    writer = edition.writer(addresses.WHAT_CHANGED)
    head = PageHead(addresses.WHAT_CHANGED, writer.say("change.title"), (writer.say("reference.nav"),))
    days = edition.past.days[:_DAYS]
    yield edition.page(head, "what_changed.md.jinja", lambda: Context(show_days(writer, days), _note(writer)))


def _note(writer: PageWriter) -> str:
    past = writer.edition.past
    if past is None or not past.known:
        return writer.say("change.no-history")
    if past.unreadable_before is not None:
        return writer.say("change.unreadable", date=writer.date(past.unreadable_before))
    if not past.complete or len(past.days) > _DAYS:
        return writer.say("change.older")
    return "" if past.days else writer.say("change.none")

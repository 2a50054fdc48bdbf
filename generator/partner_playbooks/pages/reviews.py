"""Reviews owed: what each role has to read again, and when. Partners have no use for it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from partner_playbooks.handbook import review_dates
from partner_playbooks.handbook.model.base import Audience
from partner_playbooks.pages.parts import addresses
from partner_playbooks.pages.parts.book import Freshness, Head

if TYPE_CHECKING:
    from collections.abc import Iterator

    from partner_playbooks.pages.artifact import Page
    from partner_playbooks.pages.parts.book import Book, Sheet
    from partner_playbooks.pages.parts.links import Chip, Link


@dataclass(frozen=True, slots=True)
class Row:
    """Something to read again."""

    link: Link
    kind: str
    due: Freshness


@dataclass(frozen=True, slots=True)
class Part:
    """What a role has to read again."""

    anchor: str
    role: Chip | None
    """None where nobody is named."""
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Context:
    """What the template shows."""

    parts: tuple[Part, ...]


def pages(book: Book) -> Iterator[Page]:
    """Yield the page, in the internal edition only, if anything is to be reviewed."""
    if book.handbook.edition is not Audience.INTERNAL:
        return
    sheet = book.sheet(addresses.REVIEWS)
    parts = tuple(_parts(sheet))
    if parts:
        head = Head(
            addresses.REVIEWS, sheet.say("reviews.title"), (sheet.say("reference.nav"), sheet.say("editing.nav"))
        )
        yield book.page(head, "reviews.md.jinja", Context(parts))


def _parts(sheet: Sheet) -> Iterator[Part]:
    for id_, owed in review_dates.group_by_role(sheet.handbook, review_dates.list_owed_reviews(sheet.handbook)):
        rows = tuple(_row(sheet, each) for each in owed)
        yield Part(id_ or "nobody_", None if id_ is None else sheet.role(id_), rows)


def _row(sheet: Sheet, owed: review_dates.Owed) -> Row:
    due = owed.review.due
    kind = sheet.say(f"change.kind.{owed.kind}")
    return Row(sheet.entity(owed.kind, owed.entity.id), kind, Freshness(sheet.date(due), due.isoformat()))

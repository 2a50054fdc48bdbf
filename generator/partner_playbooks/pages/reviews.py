"""Reviews owed: what each role has to read again, and when. Partners have no use for it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from partner_playbooks.handbook import review_dates
from partner_playbooks.handbook.model.base import Audience
from partner_playbooks.pages.parts import addresses
from partner_playbooks.pages.parts.writers import Freshness, PageHead

if TYPE_CHECKING:
    from collections.abc import Iterator

    from partner_playbooks.pages.artifact import Page
    from partner_playbooks.pages.parts.links import Chip, Link
    from partner_playbooks.pages.parts.writers import EditionWriter, PageWriter


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


def pages(edition: EditionWriter) -> Iterator[Page]:
    """Yield the page, in the internal edition only, if anything is to be reviewed."""
    if edition.handbook.edition is not Audience.INTERNAL:
        return
    writer = edition.writer(addresses.REVIEWS)
    if review_dates.is_any_owed(edition.handbook):
        head = PageHead(
            addresses.REVIEWS, writer.say("reviews.title"), (writer.say("reference.nav"), writer.say("editing.nav"))
        )
        yield edition.page(head, "reviews.md.jinja", lambda: Context(tuple(_parts(writer))))


def _parts(writer: PageWriter) -> Iterator[Part]:
    reviews = review_dates.list_owed_reviews(writer.handbook)
    for id_, owed in review_dates.group_by_role(writer.handbook, reviews):
        rows = tuple(_row(writer, each) for each in owed)
        yield Part(id_ or "nobody_", None if id_ is None else writer.role(id_), rows)


def _row(writer: PageWriter, owed: review_dates.OwedReview) -> Row:
    due = owed.review.due
    kind = writer.say(f"change.kind.{owed.kind}")
    return Row(writer.entity(owed.kind, owed.entity.id), kind, Freshness(writer.date(due), due.isoformat()))

"""What is to be read again, when, and by whom."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from partner_playbooks.handbook.model.role import Side

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from partner_playbooks.handbook.linked import Handbook
    from partner_playbooks.handbook.model.base import Entity, Review


class OwedReview(NamedTuple):
    """A review that somebody owes."""

    kind: str
    entity: Entity
    review: Review
    role: str | None
    """The id of the role that owes it; None where nobody is named, not even in the programme's settings."""


def is_any_owed(handbook: Handbook) -> bool:
    """Tell whether anything is to be read again."""
    return any(entity.review is not None for entities in handbook.entities.values() for entity in entities.values())


def list_owed_reviews(handbook: Handbook, by: date | None = None) -> tuple[OwedReview, ...]:
    """Give all reviews, or those due on a day or before it, the first due first."""
    found = (
        OwedReview(kind, entity, entity.review, find_reviewer(handbook, entity))
        for kind, entities in handbook.entities.items()
        for entity in entities.values()
        if entity.review is not None and (by is None or entity.review.due <= by)
    )
    return tuple(sorted(found, key=lambda each: (each.review.due, each.kind, each.entity.id)))


def group_by_role(
    handbook: Handbook, reviews: tuple[OwedReview, ...]
) -> Iterator[tuple[str | None, tuple[OwedReview, ...]]]:
    """Yield roles that owe reviews, in the order of the handbook, with what each owes; what nobody owes comes last."""
    owed: dict[str | None, list[OwedReview]] = {}
    for each in reviews:
        owed.setdefault(each.role, []).append(each)
    for id_ in (*(role.id for role in handbook.roles), None):
        if id_ in owed:
            yield id_, tuple(owed[id_])


def find_reviewer(handbook: Handbook, entity: Entity) -> str | None:
    """Give the role that reads an entity again: named in its review, its owner, or the programme's reviewer."""
    return next(_candidates(handbook, entity), handbook.programme.reviewer)


def _candidates(handbook: Handbook, entity: Entity) -> Iterator[str]:
    if entity.review is not None and entity.review.owner is not None:
        yield entity.review.owner
    owner = getattr(entity, "owner", None)
    if owner is not None:
        yield owner
    named = (id_ for field in ("filled_by", "sponsors") for id_ in getattr(entity, field, ()))
    yield from (id_ for id_ in named if getattr(handbook.get("role", id_), "side", None) is Side.VENDOR)
    for id_ in getattr(entity, "stages", ()):
        stage_owner = getattr(handbook.get("stage", id_), "owner", None)
        if stage_owner is not None:
            yield stage_owner

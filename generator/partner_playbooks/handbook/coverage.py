"""What a handbook holds, counted by kind, and which of its entities lack what others of their kind have."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from partner_playbooks.handbook.model.base import Audience, Entry
from partner_playbooks.handbook.model.kinds import KINDS
from partner_playbooks.handbook.model.walk import walk_records

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from partner_playbooks.handbook.linked import Handbook
    from partner_playbooks.handbook.model.base import Entity

_OF_EVERY_ENTITY = frozenset({"aliases"})
"""Optional fields that nobody misses."""


@dataclass(frozen=True, slots=True)
class Count:
    """How many entities of a kind there are."""

    kind: str
    total: int
    for_partners: int
    entries: int
    """List entries within them: checklist items, criteria, tasks, requirements …"""


@dataclass(frozen=True, slots=True)
class Gap:
    """An optional field that some entities of a kind fill and others do not."""

    kind: str
    field: str
    title: str
    lacking: tuple[str, ...]
    """Ids of the entities without it."""
    of: int
    """How many entities the kind has."""


def count_entities(handbook: Handbook) -> tuple[Count, ...]:
    """Count the entities of each kind."""
    return tuple(_count(kind.name, handbook.entities.get(kind.name, {})) for kind in KINDS)


def find_gaps(handbook: Handbook) -> tuple[Gap, ...]:
    """Give the optional fields that only part of a kind's entities fill."""
    return tuple(gap for kind in KINDS for gap in _gaps(kind.name, handbook.entities.get(kind.name, {})))


def _count(kind: str, entities: Mapping[str, Entity]) -> Count:
    for_partners = sum(entity.audience is Audience.PARTNER for entity in entities.values())
    entries = sum(
        isinstance(record, Entry) for entity in entities.values() for path, record in walk_records(entity) if path
    )
    return Count(kind, len(entities), for_partners, entries)


def _gaps(kind: str, entities: Mapping[str, Entity]) -> Iterator[Gap]:
    for model in {type(entity) for entity in entities.values()}:
        for name, info in model.model_fields.items():
            if info.is_required() or info.default not in {None, ()} or name in _OF_EVERY_ENTITY:
                continue
            lacking = tuple(id_ for id_, entity in entities.items() if not getattr(entity, name))
            if 0 < len(lacking) < len(entities):
                yield Gap(kind, name, info.title or name, lacking, len(entities))

"""Two revisions → the changes between them, publications first."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from partner_playbooks.changes.facts import Change, Subject, What
from partner_playbooks.changes.pairing import identity, name, pair
from partner_playbooks.changes.reading import aliases, audience
from partner_playbooks.model.base import Audience
from partner_playbooks.model.kinds import KINDS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from partner_playbooks.changes.reading import Entities, Key
    from partner_playbooks.source import Data

_OWN_WORDS = frozenset({"id", "aliases", "audience", "schema_version"})
"""Fields whose changes are said in other words, or are of no interest to readers."""
_ROLES = ("owner", "support")


def compare(before: Entities, after: Entities) -> tuple[Change, ...]:
    """Give the changes: publications first, then by kind, and by id as the content's files are."""
    kinds = {kind.name: place for place, kind in enumerate(KINDS)}
    changes = list(_changes(before, after))
    return tuple(sorted(changes, key=lambda each: (not each.is_publication, kinds.get(each.subject.kind, -1))))


def _changes(before: Entities, after: Entities) -> Iterator[Change]:
    former = _former(before, after)
    for key, data in after.items():
        there = former.get(key, key)
        subject = Subject(*key, name(data))
        if there not in before:
            yield Change(What.ADDED, subject, entry_id=key[1])
            continue
        if there != key:
            yield Change(What.RENAMED, subject, entry_id=key[1], before=there[1], after=key[1])
        yield from _entry(_Place(Change(What.CHANGED, subject, entry_id=key[1])), before[there], data)
    kept = {former.get(key, key) for key in after}
    for key, data in before.items():
        if key not in kept:
            yield Change(What.REMOVED, Subject(*key, name(data)), entry_id=key[1])


def _former(before: Entities, after: Entities) -> dict[Key, Key]:
    """Tell under which key of the old revision something stood, where it has another id now."""
    found = {}
    for (kind, id_), data in after.items():
        if (kind, id_) not in before:
            old = next(((kind, alias) for alias in aliases(data) if (kind, alias) in before), None)
            if old is not None and old not in after:
                found[kind, id_] = old
    return found


@dataclass(frozen=True, slots=True)
class _Place:
    """Where in an entity something stands, as a change that has not happened yet."""

    like: Change

    def change(self, what: What, before: str | None = None, after: str | None = None) -> Change:
        return replace(self.like, what=what, before=before, after=after)

    def field(self, field: str) -> _Place:
        return _Place(replace(self.like, path=(*self.like.path, field)))

    def within(self, *entries: Data) -> _Place:
        """Give the place of an entry of the list here, as it was and is."""
        here = self.like
        roles = {str(entry[role]) for entry in entries if isinstance(entry, dict) for role in _ROLES if role in entry}
        return _Place(
            replace(
                here,
                entry=name(entries[-1]),
                entry_id=identity(entries[-1]),
                depth=len(here.path),
                outer=here.entry,
                outer_depth=here.depth,
                roles=here.roles | roles,
            )
        )


def _entry(place: _Place, before: Data, after: Data) -> Iterator[Change]:
    """Compare an entity, or an entry of a list, with itself as it was."""
    if audience(before) is not audience(after):
        yield place.change(What.PUBLISHED if audience(after) is Audience.PARTNER else What.WITHDRAWN)
    yield from _value(place, before, after)


def _value(place: _Place, before: Data, after: Data) -> Iterator[Change]:
    if before == after:
        return
    if isinstance(before, dict) and isinstance(after, dict):
        for field in dict.fromkeys([*after, *before]):
            if field not in _OWN_WORDS:
                yield from _value(place.field(field), before.get(field), after.get(field))
    elif isinstance(before, list | None) and isinstance(after, list | None) and (before or after):
        yield from _list(place, before or [], after or [])
    elif isinstance(before, dict) or isinstance(after, dict):
        yield from _group(place, before, after)
    else:
        yield place.change(What.CHANGED, _text(before), _text(after))


def _group(place: _Place, before: Data, after: Data) -> Iterator[Change]:
    """Compare a group of fields that one of the two revisions lacks."""
    if before is None or after is None:
        yield from _value(place, before or {}, after or {})
    else:
        yield place.change(What.CHANGED)


def _list(place: _Place, before: Sequence[Data], after: Sequence[Data]) -> Iterator[Change]:
    pairs = pair(before, after)
    for index in pairs.added:
        yield place.within(after[index]).change(What.ADDED)
    for old, new in pairs.both:
        within = place.within(before[old], after[new])
        if identity(before[old]) != identity(after[new]):
            yield within.change(What.RENAMED, identity(before[old]), identity(after[new]))
        yield from _entry(within, before[old], after[new])
    for index in pairs.removed:
        yield place.within(before[index]).change(What.REMOVED)
    places = [old for old, _ in pairs.both]
    if places != sorted(places):
        yield place.change(What.REORDERED)


def _text(value: Data) -> str | None:
    return value if isinstance(value, str) else None if value is None else ", ".join(map(str, value))

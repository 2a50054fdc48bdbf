"""Two revisions → the changes between them, publications first."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from partner_playbooks.changes.facts import Change, Subject, What
from partner_playbooks.changes.following import map_former_ids, map_kinds_of_fields, replace_former_ids
from partner_playbooks.changes.pairing import (
    find_id,
    find_name_field,
    has_unread_id,
    name_entry,
    pair_entries,
)
from partner_playbooks.changes.revision_data import (
    Entities,
    find_audience,
    has_title,
    list_aliases,
    map_titles,
)
from partner_playbooks.changes.soundness import UNREAD
from partner_playbooks.handbook.model.base import Audience
from partner_playbooks.handbook.model.fields import find_fields
from partner_playbooks.handbook.model.kinds import KINDS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from partner_playbooks.changes.revision_data import Key
    from partner_playbooks.language.source import Data

_OWN_WORDS = frozenset({"id", "audience", "schema_version"})
"""Fields whose changes are said in other words, or are of no interest to readers."""
_ROLES = ("owner", "support")


def compare(before: Mapping[Key, dict[str, Data]], after: Mapping[Key, dict[str, Data]]) -> tuple[Change, ...]:
    """Give the changes: publications first, then by kind, and by id as the content's files are.

    Of what one of the two revisions could not read nothing is said.
    """
    kinds = {kind.name: place for place, kind in enumerate(KINDS)}
    old, new = (each if isinstance(each, Entities) else Entities(each) for each in (before, after))
    changes = _Comparison(old, new).changes()
    return tuple(sorted(changes, key=lambda each: (not each.is_publication, kinds.get(each.subject.kind, -1))))


class _Comparison:
    def __init__(self, before: Entities, after: Entities) -> None:
        self._before, self._after = before, after
        self._former = _former(before, after)
        self._ids = map_former_ids(after)
        self._kinds = map_kinds_of_fields(after)
        self._titles = map_titles(before) | map_titles(after)

    def changes(self) -> Iterator[Change]:
        for key, data in self._after.items():
            there = self._former.get(key, key)
            subject = Subject(*key, _title(data, key))
            if there not in self._before:
                if not self._before.may_hold(there):
                    yield Change(What.ADDED, subject, entry_id=key[1])
                continue
            if there != key:
                yield Change(What.RENAMED, subject, entry_id=key[1], before=there[1], after=key[1])
            was = self._before[there]
            if was is not data and was != data:
                here = _Place(Change(What.CHANGED, subject, entry_id=key[1]), self._titles, renamed_from=there[1])
                yield from _entry(here, replace_former_ids(was, key[0], self._ids, self._kinds), data)
        kept = {self._former.get(key, key) for key in self._after}
        for key, data in self._before.items():
            if key not in kept and not self._after.may_hold(key):
                yield Change(What.REMOVED, Subject(*key, _title(data, key)), entry_id=key[1])


def _title(data: dict[str, Data], key: Key) -> str:
    return str(data["title"]) if has_title(data) else name_entry(data) or key[1]


def _former(before: Entities, after: Entities) -> dict[Key, Key]:
    """Tell under which key of the old revision something stood, where it has another id now."""
    found = {}
    for (kind, id_), data in after.items():
        if (kind, id_) not in before:
            old = next(((kind, alias) for alias in list_aliases(data) if (kind, alias) in before), None)
            if old is not None and old not in after:
                found[kind, id_] = old
    return found


@dataclass(frozen=True, slots=True)
class _Place:
    """Where in an entity something stands, as a change that has not happened yet."""

    like: Change
    titles: Mapping[Key, str]
    renamed_from: str
    """The id that the entity had."""

    def change(self, what: What, before: str | None = None, after: str | None = None) -> Change:
        made = replace(self.like, what=what, before=before, after=after)
        if what is not What.CHANGED:
            return made
        return replace(made, before_title=self._titled(before), after_title=self._titled(after))

    def field(self, field: str) -> _Place:
        return replace(self, like=replace(self.like, path=(*self.like.path, field)))

    def within(self, *entries: Data) -> _Place:
        """Give the place of an entry of the list here, as it was and is."""
        here = self.like
        roles = {str(entry[role]) for entry in entries if isinstance(entry, dict) for role in _ROLES if role in entry}
        written = name_entry(entries[-1])
        return replace(
            self,
            like=replace(
                here,
                entry=self._called(entries[-1]) or written,
                written=written,
                entry_id=find_id(entries[-1]),
                depth=len(here.path),
                outer=here.entry,
                outer_depth=here.depth,
                roles=here.roles | roles,
            ),
        )

    def follows(self, before: str, after: str) -> bool:
        """Tell whether the id of a part is only another one because that of the entity is."""
        owner = self.like.subject.id
        return owner != self.renamed_from and f"{owner}.{before.removeprefix(f'{self.renamed_from}.')}" == after

    def _called(self, entry: Data) -> str | None:
        """Give the title of what an entry names, where it is called by an id."""
        if not isinstance(entry, dict):
            return self._titled(entry if isinstance(entry, str) else None)
        field = find_name_field(entry)
        return None if field is None else self.field(field)._titled(name_entry(entry))  # noqa: SLF001 - of its own kind

    def _titled(self, id_: str | None) -> str | None:
        kind = find_fields(self.like.subject.kind, self.like.path)[-1].refers_to if self.like.path and id_ else None
        return None if kind is None or id_ is None else self.titles.get(("task" if kind == "item" else kind, id_))


def _entry(place: _Place, before: Data, after: Data) -> Iterator[Change]:
    """Compare an entity, or an entry of a list, with itself as it was."""
    was, now = find_audience(before), find_audience(after)
    if was is not now and was is not None and now is not None:
        yield place.change(What.PUBLISHED if now is Audience.PARTNER else What.WITHDRAWN)
    yield from _value(place, before, after)


def _value(place: _Place, before: Data, after: Data) -> Iterator[Change]:
    if before == after or before is UNREAD or after is UNREAD:
        return
    if isinstance(before, dict) and isinstance(after, dict):
        for field in dict.fromkeys([*after, *before]):
            if field == "aliases":
                yield from _aliases(place, before, after)
            elif field not in _OWN_WORDS:
                was, now = before.get(field), after.get(field)
                is_group = isinstance(was, dict) or isinstance(now, dict)
                yield from (_entry if is_group else _value)(place.field(field), was, now)
    elif isinstance(before, list | None) and isinstance(after, list | None) and (before or after):
        yield from _list(place, before or [], after or [])
    elif isinstance(before, dict) or isinstance(after, dict):
        yield from _group(place, before, after)
    else:
        yield place.change(What.CHANGED, _text(before), _text(after))


def _aliases(place: _Place, before: dict[str, Data], after: dict[str, Data]) -> Iterator[Change]:
    """Compare former ids: old links lead nowhere without them. That a renaming leaves one goes without saying."""
    was, now = list(list_aliases(before)), list(list_aliases(after))
    own = {str(each.get("id")) for each in (before, after)} | {place.renamed_from}
    here = place.field("aliases")
    for alias in now:
        if alias not in was and alias not in own and not any(place.follows(old, alias) for old in was):
            left = alias.partition(".")[0] == place.renamed_from  # of a part, by the renaming of the whole
            if not left:
                yield here.within(alias).change(What.ADDED)
    for alias in was:
        if alias not in now and alias not in own:
            yield here.within(alias).change(What.REMOVED)


def _group(place: _Place, before: Data, after: Data) -> Iterator[Change]:
    """Compare a group of fields that one of the two revisions lacks."""
    if before is None or after is None:
        yield from _value(place, before or {}, after or {})
    else:
        yield place.change(What.CHANGED)


def _list(place: _Place, before: Sequence[Data], after: Sequence[Data]) -> Iterator[Change]:
    pairs = pair_entries(before, after)
    for index in pairs.added:
        if not _may_be_among(after[index], before):
            yield place.within(after[index]).change(What.ADDED)
    for old, new in pairs.both:
        within = place.within(before[old], after[new])
        was, now = find_id(before[old]), find_id(after[new])
        if was is not None and now is not None and was != now and not place.follows(was, now):
            yield within.change(What.RENAMED, was, now)
        yield from _entry(within, before[old], after[new])
    for index in pairs.removed:
        if not _may_be_among(before[index], after):
            yield place.within(before[index]).change(What.REMOVED)
    places = [old for old, _ in pairs.both]
    if places != sorted(places):
        yield place.change(What.REORDERED)


def _may_be_among(entry: Data, others: Sequence[Data]) -> bool:
    """Tell whether an entry that was not found may be one of those that could not be read, or cannot be read itself."""
    return has_unread_id(entry) or any(map(has_unread_id, others))


def _text(value: Data) -> str | None:
    return value if isinstance(value, str) else None if value is None else ", ".join(map(str, value))

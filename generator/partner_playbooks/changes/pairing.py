"""Which entry of the list as it was is which entry of the list as it is: by id, by former id, by name, by likeness."""

from __future__ import annotations

from difflib import SequenceMatcher
from typing import TYPE_CHECKING, NamedTuple

from partner_playbooks.changes.revision_data import list_aliases
from partner_playbooks.changes.soundness import UNREAD

if TYPE_CHECKING:
    from collections.abc import Sequence

    from partner_playbooks.language.source import Data

_NAMES = ("title", "text", "activity", "heading", "label", "name", "item", "metric", "role", "word", "signal", "url")
"""Fields that an entry is known by to people, the best first."""
_ALIKE = 0.6
_COMPARED = 200
"""Characters by which the likeness of two texts is judged."""


class Pairs(NamedTuple):
    """Entries of two lists that belong together, and the rest."""

    both: list[tuple[int, int]]
    """Their places in the old and in the new list, in the order of the new one."""
    removed: list[int]
    added: list[int]


def find_id(entry: Data) -> str | None:
    """Give an entry's id, if it has one."""
    id_ = entry.get("id") if isinstance(entry, dict) else None
    return id_ if isinstance(id_, str) and id_ is not UNREAD else None


def has_unread_id(entry: Data) -> bool:
    """Tell whether an entry has an id that cannot be read, or cannot be read at all."""
    return entry is UNREAD or (isinstance(entry, dict) and entry.get("id") is UNREAD)


def name_entry(entry: Data) -> str:
    """Give what an entry is called: its title, its text, or whatever it begins with."""
    if isinstance(entry, list):  # a row of a table
        return " | ".join(map(name_entry, entry))
    if not isinstance(entry, dict):
        return "" if entry is UNREAD else entry or ""
    field = find_name_field(entry)
    return "" if field is None else str(entry[field])


def find_name_field(entry: dict[str, Data]) -> str | None:
    """Give the field that an entry is called by."""
    texts = [field for field, value in entry.items() if isinstance(value, str) and value is not UNREAD]
    return next((field for field in _NAMES if field in texts), next(iter(texts), None))


def pair_entries(before: Sequence[Data], after: Sequence[Data]) -> Pairs:
    """Pair the entries of two lists; each is used once, and the surest sign goes first."""
    old, new = dict(enumerate(before)), dict(enumerate(after))
    both: dict[int, int] = {}
    for alike in (_same_id, _former_id, _equal, _same_name, _similar):
        for place, entry in list(new.items()):
            found = next((index for index, other in old.items() if alike(other, entry)), None)
            if found is not None:
                both[place] = found
                del new[place], old[found]
    return Pairs([(both[place], place) for place in sorted(both)], list(old), list(new))


def _same_id(before: Data, after: Data) -> bool:
    return find_id(after) is not None and find_id(before) == find_id(after)


def _former_id(before: Data, after: Data) -> bool:
    former = find_id(before)
    return former is not None and former in list_aliases(after)


def _equal(before: Data, after: Data) -> bool:
    return before == after


def _same_name(before: Data, after: Data) -> bool:
    return _nameless(before, after) and name_entry(before) == name_entry(after)


def _similar(before: Data, after: Data) -> bool:
    if not _nameless(before, after):
        return False
    likeness = SequenceMatcher(None, name_entry(before)[:_COMPARED], name_entry(after)[:_COMPARED], autojunk=False)
    return likeness.quick_ratio() >= _ALIKE and likeness.ratio() >= _ALIKE


def _nameless(before: Data, after: Data) -> bool:
    """Tell whether two entries have no ids to tell them apart; plain values are what they are."""
    if not (isinstance(before, dict) and isinstance(after, dict)):
        return False
    return find_id(before) is find_id(after) is None or has_unread_id(before) or has_unread_id(after)

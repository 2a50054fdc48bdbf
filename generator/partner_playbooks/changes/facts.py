"""A change as a fact. How it is said is somebody else's business: a command's, or a page's."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class What(StrEnum):
    """What happened to something."""

    PUBLISHED = "published"
    """Partners may read it now, and could not before."""
    WITHDRAWN = "withdrawn"
    """Partners could read it, and may not any more."""
    ADDED = "added"
    REMOVED = "removed"
    RENAMED = "renamed"
    """It has another id, and the former one is among its aliases."""
    CHANGED = "changed"
    REORDERED = "reordered"


@dataclass(frozen=True, slots=True)
class Subject:
    """An entity that changed, or the programme."""

    kind: str
    id: str
    title: str


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that is different, in an entity or in an entry of one of its lists."""

    what: What
    subject: Subject
    path: tuple[str, ...] = ()
    """The fields on the way to it, without places in lists: `("checklist", "due", "day")`; empty for the entity."""
    depth: int = 0
    """How many of them lead to the list that it lies in, or to the top."""
    entry: str | None = None
    """What the entry of a list that it lies in is called: its title or text."""
    outer: str | None = None
    """What the entry around that one is called: the checklist item whose documents changed."""
    outer_depth: int = 0
    entry_id: str | None = None
    """That entry's id, if it has one; for an entity as a whole, the entity's."""
    before: str | None = None
    after: str | None = None
    """Values as written; None where there is none. Only with `changed` and `renamed`."""
    before_title: str | None = None
    after_title: str | None = None
    """Titles of what the values name, where they are ids."""
    written: str | None = None
    """The entry's name as it is written, where `entry` is the title of what it names."""
    roles: frozenset[str] = frozenset()
    """The roles that own the entry, or support it, before or after."""

    @property
    def is_breaking(self) -> bool:
        """Whether an id is gone: links to it end, and ticks saved under it are lost."""
        return self.what is What.REMOVED and self.entry_id is not None

    @property
    def is_publication(self) -> bool:
        """Whether partners may now read what was internal."""
        return self.what is What.PUBLISHED

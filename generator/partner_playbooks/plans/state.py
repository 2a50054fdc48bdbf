"""What both sides say of a plan: each word of theirs with its time, and how the words of many files become one state.

Words form a set, and the last one about a field of a task holds. So it does not matter in which order files are put
together, nor whether one is put in twice.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


class Status(StrEnum):
    """How far a task is; for an exit test, `done` says that it is met."""

    OPEN = "open"
    DOING = "doing"
    DONE = "done"
    STUCK = "stuck"
    DROPPED = "dropped"


class Field(StrEnum):
    """What may be said of a task, an exit test, or the plan as a whole."""

    STATUS = "status"
    DONE_ON = "done_on"
    DUE = "due"
    NOTE = "note"
    TITLE = "title"
    OWNER = "owner"
    DONE_WHEN = "done_when"
    ANCHOR = "anchor"
    """Of the plan alone: the date that days are counted from."""


PLAN = "plan"
"""In place of a task's key, where something is said of the plan itself."""
ADDED = "added."
"""What the key of a task begins with that somebody has added."""
LATEST = datetime(9999, 12, 30, 23, 59, 59, 999_000, tzinfo=UTC)
"""The last moment at which something can be said; in any zone it has a date. The browser has the same limit."""


@dataclass(frozen=True, slots=True, order=True)
class StateChange:
    """What somebody said of something. The later of two holds; of two at the same time, the one that sorts last."""

    key: str
    """Key of a task or exit test, or `plan`."""
    field: Field
    at: datetime
    """When, with its zone."""
    by: str
    """The file or the side that it comes from."""
    value: str
    """Dates as 2026-12-01; empty where something was taken back."""


@dataclass(frozen=True, slots=True)
class State:
    """What holds, and what does not hold any more."""

    words: frozenset[StateChange]
    """All that was ever said."""

    @property
    def holding(self) -> Mapping[tuple[str, Field], StateChange]:
        """Give the word that holds, by key and field."""
        return {place: max(words) for place, words in self._places().items()}

    @property
    def passed_over(self) -> tuple[StateChange, ...]:
        """Give the words that hold no more, in order."""
        holding = set(self.holding.values())
        return tuple(sorted(word for word in self.words if word not in holding))

    @property
    def disputed(self) -> Mapping[tuple[str, Field], tuple[StateChange, ...]]:
        """Give the places about which not all say the same: the last word of each, the one that holds last."""
        found = {}
        for place, words in self._places().items():
            last: dict[str, StateChange] = {}
            for word in sorted(words):
                last[word.by] = word
            if len({word.value for word in last.values()}) > 1:
                found[place] = tuple(sorted(last.values()))
        return found

    def find_value(self, key: str, field: Field) -> str | None:
        """Give what holds for a field; None where nothing was said."""
        word = self.holding.get((key, field))
        return None if word is None else word.value

    def _places(self) -> dict[tuple[str, Field], list[StateChange]]:
        places: dict[tuple[str, Field], list[StateChange]] = defaultdict(list)
        for word in self.words:
            places[word.key, word.field].append(word)
        return dict(sorted(places.items()))


def merge_states(states: Iterable[State]) -> State:
    """Put together what several files say."""
    return State(frozenset(word for state in states for word in state.words))


def find_later_time(at: datetime, before: Iterable[datetime]) -> datetime:
    """Give the time of what is said now: after all that was said of it before, though somebody's clock was ahead.

    Args:
        at: The time by one's own clock.
        before: When the same was spoken of so far.
    """
    last = max(before, default=None)
    now = at.astimezone(UTC)
    return now if last is None else min(max(now, last + timedelta(milliseconds=1)), LATEST)

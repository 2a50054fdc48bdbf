"""The content day by day, and what changed on each day for the readers of an edition."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from partner_playbooks.changes.comparing import compare
from partner_playbooks.changes.reading import Entities, of_files, of_handbook
from partner_playbooks.diagnostics import Severity
from partner_playbooks.handbook import link
from partner_playbooks.model import content
from partner_playbooks.model.base import Audience
from partner_playbooks.source import parse

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from partner_playbooks.changes.facts import Change


@dataclass(frozen=True, slots=True)
class DayState:
    """The content at the end of a day on which it was changed."""

    day: date
    """In UTC, by the time of the commit."""
    files: Mapping[str, bytes]
    """Path below the project folder → bytes."""


@dataclass(frozen=True, slots=True)
class History:
    """The content of a project day by day, the newest first; no state at all where none is known."""

    states: tuple[DayState, ...] = ()
    complete: bool = False
    """Whether the last state is the beginning; in a shallow clone it is not."""


@dataclass(frozen=True, slots=True)
class Day:
    """A day with changes for the readers of an edition."""

    day: date
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Chronicle:
    """All days with changes, the newest first, and how far back they are known."""

    days: tuple[Day, ...]
    known: bool
    complete: bool
    unreadable_before: date | None = None
    """The day before which the content had a shape that cannot be read any more."""


def chronicle(history: History, audience: Audience) -> Chronicle:
    """Compare each state with the one before it; for partners, what each state held for partners.

    A day on which nothing changed for an edition's readers leaves no trace in it.
    """
    if audience is Audience.INTERNAL:
        days = tuple(_named(history, _differences(history)))
        return Chronicle(days, bool(history.states), history.complete)
    projections = [_projected(state.files) for state in history.states]
    readable = next((place for place, each in enumerate(projections) if each is None), len(projections))
    pairs = pairwise(each for each in projections[:readable] if each is not None)
    days = tuple(_named(history, (compare(older, newer) for newer, older in pairs)))
    cut = history.states[readable - 1].day if 0 < readable < len(projections) else None
    return Chronicle(days, readable > 0, history.complete, cut)


def _named(history: History, changes: Iterator[tuple[Change, ...]]) -> Iterator[Day]:
    for state, found in zip(history.states, changes, strict=False):  # the oldest state is compared with nothing
        if found:
            yield Day(state.day, found)


def _differences(history: History) -> Iterator[tuple[Change, ...]]:
    for newer, older in pairwise(state.files for state in history.states):
        one, other = (_unlike(*pair) for pair in ((older, newer), (newer, older)))
        yield compare(of_files(one), of_files(other))


def _unlike(files: Mapping[str, bytes], others: Mapping[str, bytes]) -> dict[str, bytes]:
    return {name: raw for name, raw in files.items() if others.get(name) != raw}


def _projected(files: Mapping[str, bytes]) -> Entities | None:
    """Give what partners could read of a state; None if it cannot be read in full by today's model."""
    documents = [parse(name, files[name])[0] for name in sorted(files)]
    if None in documents:
        return None
    read, problems = content.read(document for document in documents if document is not None)
    if any(problem.severity is Severity.ERROR for problem in problems):
        return None
    return of_handbook(link(read).project(Audience.PARTNER))

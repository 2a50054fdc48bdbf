"""The content day by day, and what changed on each day for the readers of an edition."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from partner_playbooks.changes.comparing import compare
from partner_playbooks.changes.revision_data import Entities, Reader, read_handbook_data
from partner_playbooks.handbook.linked import link_content
from partner_playbooks.handbook.model import content
from partner_playbooks.handbook.model.base import Audience
from partner_playbooks.language.diagnostics import Severity
from partner_playbooks.language.source import parse_file

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from partner_playbooks.changes.facts import Change
    from partner_playbooks.language.diagnostics import Diagnostic


@dataclass(frozen=True, slots=True)
class DayState:
    """The content at the end of a day on which it was changed."""

    day: date
    """In UTC, by the time of the commit."""
    files: Mapping[str, bytes]
    """Path below the project folder → bytes."""
    lost: tuple[Diagnostic, ...] = ()
    """What is there, but could not even be opened."""


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


def build_chronicle(history: History, audience: Audience) -> Chronicle:
    """Compare each state with the one before it; for partners, what each state held for partners.

    A day on which nothing changed for an edition's readers leaves no trace in it. A file that could be read and then
    could not counts as it was, until it can be read again: nothing is called gone that is only broken.
    """
    reader = Reader()
    mended = _mended(history.states, reader)
    dates = [state.day for state in history.states]
    if audience is Audience.INTERNAL:
        days = tuple(_days(dates, [reader.read(files, lost) for files, lost in mended]))
        return Chronicle(days, bool(history.states), history.complete)
    projections = [_projected(files) for files, _ in mended]
    readable = [(day, each) for day, each in zip(dates, projections, strict=True) if each is not None]
    days = tuple(_days([day for day, _ in readable], [each for _, each in readable]))
    cut = readable[-1][0] if readable and projections[-1] is None else None
    return Chronicle(days, bool(readable), history.complete, cut)


def _days(dates: Sequence[date], states: Sequence[Entities]) -> Iterator[Day]:
    for day, (newer, older) in zip(dates, pairwise(states), strict=False):  # the oldest state is compared with nothing
        found = compare(older, newer)
        if found:
            yield Day(day, found)


def _mended(states: Sequence[DayState], reader: Reader) -> list[tuple[dict[str, bytes], tuple[Diagnostic, ...]]]:
    """Give each state with what could not be read in it as it was when it last could be, and what never could."""
    found: list[tuple[dict[str, bytes], tuple[Diagnostic, ...]]] = []
    before: dict[str, bytes] = {}
    for state in reversed(states):
        files = dict(reader.lift(state.files))
        kept = {name: raw for name, raw in before.items() if reader.file(name, raw).is_sound}
        files |= {name: kept[name] for name in kept if name in files and not reader.file(name, files[name]).is_sound}
        lost = []
        for each in state.lost:
            again = {name: raw for name, raw in kept.items() if _is_at(name, each.span.file) and name not in files}
            files |= again
            if not again:
                lost.append(each)
        found.append((files, tuple(lost)))
        before = files
    return found[::-1]


def _is_at(name: str, place: str) -> bool:
    """Tell whether a file is at a place, or in the folder that is; `align.yaml` is where `align.yml` was."""
    return (
        name == place
        or name.startswith(f"{place}/")
        or PurePosixPath(name).with_suffix("") == PurePosixPath(place).with_suffix("")
    )


def _projected(files: Mapping[str, bytes]) -> Entities | None:
    """Give what partners could read of a state; None if it cannot be read in full by today's model."""
    documents = [parse_file(name, files[name])[0] for name in sorted(files)]
    if None in documents:
        return None
    read, problems = content.validate_documents(document for document in documents if document is not None)
    if any(problem.severity is Severity.ERROR for problem in problems):
        return None
    return read_handbook_data(link_content(read).project(Audience.PARTNER))

"""When to build again: whenever what a build reads is not what it was."""

from __future__ import annotations

import threading
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import watchfiles

from partner_playbooks.project.litter import is_passed_over

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from partner_playbooks.project.folder import Project

_GLANCE = 500
"""Milliseconds after which we look for ourselves, whatever the system has told."""
_BURST = 15
"""Milliseconds without another change after which a burst of them is at an end."""


@contextmanager
def watch_project(project: Project, changed: threading.Event) -> Iterator[None]:
    """Set `changed` after every save in the project, as long as this is entered; a burst of saves is one change."""
    stop = threading.Event()
    thread = threading.Thread(target=_watch, args=(project, project.state(), changed, stop), daemon=True)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()


def _watch(project: Project, state: object, changed: threading.Event, stop: threading.Event) -> None:
    """Compare states whenever the system tells of a change, and now and then.

    The system alone would not do: it watches a folder or file, not its name, so it misses what happens after a
    folder was replaced (a checkout) or a single file was (a save by renaming); on some shares it tells of nothing.
    """
    while not stop.is_set():
        for told in _glances(project, stop):
            now = project.state()
            if told or now != state:
                state = now
                changed.set()


def _glances(project: Project, stop: threading.Event) -> Iterator[bool]:
    """Yield whether the system told of changes, at once when it did; end when a place to watch was replaced."""
    places = _identities(project)
    try:
        for changes in watchfiles.watch(
            *places,
            watch_filter=partial(_is_wanted, tuple(places)),
            stop_event=stop,
            step=_BURST,
            rust_timeout=_GLANCE,
            yield_on_timeout=True,
            raise_interrupt=False,
        ):
            yield bool(changes)
            if _identities(project) != places:
                return
    except (OSError, RuntimeError):  # a place that has gone, or too many of them for the system
        stop.wait(_GLANCE / 1000)
        yield False


def _is_wanted(places: Sequence[Path], _change: object, path: str) -> bool:
    """Tell whether a change at a path, which lies in one of the places, is a change of what a build reads."""
    place = next((place for place in places if Path(path).is_relative_to(place)), None)
    return place is None or not any(map(is_passed_over, Path(path).relative_to(place).parts))


def _identities(project: Project) -> dict[Path, int]:
    found = {}
    for place in project.list_watched():
        with suppress(OSError):  # gone meanwhile
            found[place] = place.stat().st_ino
    return found

"""Checks beside the preview: a process of their own finds what is wrong while pages are made."""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
from contextlib import contextmanager, suppress
from functools import partial
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from partner_playbooks.checks.examination import Examination, Readings, read_handbook
from partner_playbooks.project.kept_documents import KeptDocuments
from partner_playbooks.project.opening import OpenProject
from partner_playbooks.project.template_folder import open_room
from partner_playbooks.project.workers import start_forked
from partner_playbooks.publishing.judging import judge_settings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from datetime import date
    from multiprocessing.connection import Connection

    from partner_playbooks.language.diagnostics import Diagnostic
    from partner_playbooks.project.folder import Project

_LOADING = 2.0
"""Seconds that open pages have to load what is new, before memory is tidied; with the next save that can wait."""


class _Order(NamedTuple):
    """Content to check, as it was read from disk."""

    files: Mapping[str, bytes]
    unreadable: tuple[Diagnostic, ...]
    today: date


_Answer: TypeAlias = "tuple[tuple[Diagnostic, ...], Mapping[str, str]] | None"
"""What was found in an order, and the texts of the files with a finding; None where it failed."""


class Checker:
    """What checks a project, save after save."""

    def __init__(self, pipe: Connection | None = None) -> None:
        """Let a process check that listens at the other end of a pipe; without one, all is checked here."""
        self._pipe = pipe
        self._unread = 0
        """Orders whose answers are not read yet: while one is not, the other process may read no order."""

    def begin(self, opened: OpenProject) -> Callable[[], Examination]:
        """Begin to check a project as it was read; give a way to wait for what is found."""
        if self._pipe is not None:
            with suppress(EOFError, OSError):
                while self._unread:  # nobody has waited for them
                    self._read(self._pipe)
                self._pipe.send(_Order(opened.read.files, opened.read.unreadable, opened.today))
                self._unread += 1
                return partial(self._wait, self._pipe, opened)
        return lambda: opened.examined

    def _wait(self, pipe: Connection, opened: OpenProject) -> Examination:
        found: _Answer = None
        try:
            found = self._read(pipe)
        except (EOFError, OSError):  # it was killed
            self._pipe = None
        return opened.examined if found is None else Examination(opened.handbook, *found)

    def _read(self, pipe: Connection) -> _Answer:
        self._unread -= 1
        answer: _Answer = pipe.recv()
        return answer


@contextmanager
def start_checker(project: Project) -> Iterator[Checker]:
    """Give what checks a project, in a process that is forked now: there must be no threads yet.

    What fails there is checked again by whoever asked, where it can be told why.
    """
    if not hasattr(os, "fork") or os.cpu_count() == 1:
        yield Checker()
        return
    open_room()  # or what it leaves behind would stay
    mine, its = multiprocessing.Pipe()
    process = start_forked(_check, project, mine, its)
    its.close()
    try:
        yield Checker(None if process is None else mine)
    finally:
        mine.close()
        if process is not None:
            process.kill()
            process.join()


def _check(project: Project, others: Connection, pipe: Connection) -> None:
    """Check what is ordered, until nobody is left who could order anything."""
    others.close()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    gc.disable()  # as in the preview itself
    readings = Readings(KeptDocuments(project.finished).parse)
    with suppress(EOFError, OSError):
        while True:
            order: _Order = pipe.recv()
            answer: _Answer = None
            with suppress(Exception):
                read = read_handbook(order.files, order.unreadable, readings)
                readings.forget_others(order.files)
                examined = OpenProject(project, order.today, judge_settings, read).examined
                answer = (examined.diagnostics, examined.texts)
            pipe.send(answer)
            if not pipe.poll(_LOADING):
                gc.collect()
    os._exit(0)

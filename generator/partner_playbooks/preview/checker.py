"""Checks beside the preview: a process of their own finds what is wrong while pages are made."""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
from contextlib import contextmanager, suppress
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from partner_playbooks.checks.examination import Examination, Readings, read_handbook
from partner_playbooks.project.kept_documents import KeptDocuments
from partner_playbooks.project.opening import OpenProject
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

    number: int
    """Stands in the answer as well: nobody may have waited for the one before."""
    files: Mapping[str, bytes]
    unreadable: tuple[Diagnostic, ...]
    today: date


class _Answer(NamedTuple):
    """What was found in an order, and the texts of the files with a finding; nothing where it failed."""

    number: int
    found: tuple[tuple[Diagnostic, ...], Mapping[str, str]] | None = None


class Checker:
    """What checks a project, save after save."""

    def __init__(self, pipe: Connection | None = None) -> None:
        """Let a process check that listens at the other end of a pipe; without one, all is checked here."""
        self._pipe = pipe
        self._count = 0

    def begin(self, opened: OpenProject) -> Callable[[], Examination]:
        """Begin to check a project as it was read; give a way to wait for what is found."""
        self._count += 1
        if self._pipe is not None:
            with suppress(OSError):
                self._pipe.send(_Order(self._count, opened.read.files, opened.read.unreadable, opened.today))
                return partial(self._wait, self._pipe, self._count, opened)
        return lambda: opened.examined

    def _wait(self, pipe: Connection, number: int, opened: OpenProject) -> Examination:
        answer = _Answer(0)
        try:
            while answer.number != number:
                answer = pipe.recv()
        except (EOFError, OSError):  # it was killed
            self._pipe = None
        return opened.examined if answer.found is None else Examination(opened.handbook, *answer.found)


@contextmanager
def start_checker(project: Project) -> Iterator[Checker]:
    """Give what checks a project, in a process that is forked now: there must be no threads yet.

    What fails there is checked again by whoever asked, where it can be told why.
    """
    if not hasattr(os, "fork") or os.cpu_count() == 1:
        yield Checker()
        return
    context = multiprocessing.get_context("fork")
    mine, its = context.Pipe()
    process = context.Process(target=_check, args=(project, mine, its), daemon=True)
    process.start()
    its.close()
    try:
        yield Checker(mine)
    finally:
        mine.close()
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
            answer = _Answer(order.number)
            with suppress(Exception):
                read = read_handbook(order.files, order.unreadable, readings)
                examined = OpenProject(project, order.today, judge_settings, read).examined
                answer = _Answer(order.number, (examined.diagnostics, examined.texts))
            pipe.send(answer)
            if not pipe.poll(_LOADING):
                gc.collect()
    os._exit(0)

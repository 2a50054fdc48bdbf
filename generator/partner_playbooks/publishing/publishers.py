"""The publishers that can turn a staging folder into a site, and running them side by side.

A publisher is a program of this Python environment that takes `-f <staging>/mkdocs.yml` and writes
`<staging>/site`. It runs as a process of its own: its global state, its logging and its faults stay there.
"""

from __future__ import annotations

import errno
import importlib.util
import os
import re
import subprocess
import sys
from contextlib import ExitStack
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Self

from partner_playbooks.language.diagnostics import UserError
from partner_playbooks.project.clock import read_epoch

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

MAKE_ALL_PAGES = "make-all-pages"
"""Stands in a staging folder whose pages may be made of anything: of all of it, or of files that nobody knows of."""
SEARCH = ("search", "search.json", "assets/javascripts/lunr", "assets/javascripts/workers")
"""What publishers leave for a search of theirs; the handbook has its own."""
_WORDS_SHOWN = 12


@dataclass(frozen=True, slots=True)
class Means:
    """What a publisher may use."""

    finished: Path | None = None
    """The folder of finished work; without one, everything is made."""
    processes: int = 1
    locks: Sequence[int] = ()
    """Inherited by it: should we be killed, they are held until it has ended."""


@dataclass(frozen=True, slots=True)
class Publisher:
    """A program and what it is told besides the configuration."""

    module: str
    arguments: tuple[str, ...]
    version: str
    """What to install, should it be missing."""
    driver: str = ""
    """The program of ours that runs it; it is told where finished work is, and how many processes it may use."""

    def command(self, config: Path, means: Means) -> list[str]:
        """Give the command line that builds the staging folder of a configuration; nothing from content is on it.

        Raises:
            UserError: the publisher is not installed.
        """
        if importlib.util.find_spec(self.module) is None:
            raise UserError(f"{self.module} is not installed", f"install it with `pip install {self.version}`")
        program = [self.driver, str(means.finished or "-"), str(means.processes)] if self.driver else [self.module]
        return [sys.executable, "-m", *program, *self.arguments, "-f", str(config)]


PUBLISHERS = {
    "mkdocs": Publisher("mkdocs", ("build", "--strict"), "mkdocs==1.6.1", f"{__package__}.mkdocs_build"),
    "zensical": Publisher("zensical", ("build", "--clean"), "zensical==0.0.73"),
}
"""By the names that `--publisher` knows."""


_FAULT = re.compile(r'^ *File "(theme/site/[^"]+)", line (\d+), in ', re.MULTILINE)
"""A template at fault, in the words of Python."""


class Run:
    """A publisher at work on a staging folder."""

    def __init__(
        self, publisher: Publisher, staging: Path, means: Means | None = None, *, config: str = "mkdocs.yml"
    ) -> None:
        means = means or Means()
        self._name = publisher.module
        self._staging = staging
        self._process = subprocess.Popen(  # noqa: S603 - a fixed command, and no shell
            publisher.command(staging / config, means),
            cwd=staging,
            env={**os.environ, **fix_environment()},
            stdout=subprocess.PIPE,  # not a file: a full disk could not tell that it is full
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            errors="replace",
            pass_fds=tuple(means.locks),
        )

    def __enter__(self) -> Self:
        """Give the run itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Stop it."""
        self.stop()

    def stop(self) -> None:
        """End it if it is still at work."""
        with self._process:
            self._process.kill()

    def wait_for_end(self, seconds: float | None = None) -> bool:
        """Wait until it has done its work, or for so many seconds, and tell whether it has.

        Raises:
            UserError: it failed; its own last words are in the message.
        """
        try:
            told, _ = self._process.communicate(timeout=seconds)
        except subprocess.TimeoutExpired:
            return False
        if self._process.returncode != 0:
            lines = told.replace(f"{self._staging}{os.sep}", "").strip().splitlines()
            at_fault = _FAULT.findall("\n".join(lines))
            if at_fault:
                words = lines[-1].partition(": ")[2] or lines[-1]
                raise UserError(f"{':'.join(at_fault[-1])}: {words}", "compare it with the template that is shipped")
            words = "\n".join(lines[-_WORDS_SHOWN:])
            full = os.strerror(errno.ENOSPC) in told
            hint = "make room on the disk" if full else "compare site_config.yml and theme/ with the shipped ones"
            raise UserError(f"{self._name} could not build the site:\n{words}", hint)
        return True


def publish(
    publisher: Publisher,
    stagings: Sequence[Path],
    means: Means | None = None,
    meanwhile: Callable[[], object] = lambda: None,
) -> None:
    """Build the sites of all staging folders at once; if we are stopped, so are the publishers.

    They share the processes. Something else can be done `meanwhile` in this one.

    Raises:
        UserError: a publisher failed; its own last words are in the message.
    """
    means = means or Means()
    each = replace(means, processes=max(1, means.processes // len(stagings)))
    with ExitStack() as stack:
        runs = [stack.enter_context(Run(publisher, staging, each)) for staging in stagings]
        meanwhile()
        for run in runs:
            run.wait_for_end()


def fix_environment() -> dict[str, str]:
    """Give what keeps the bytes of a site from depending on where and when it is built.

    Raises:
        UserError: SOURCE_DATE_EPOCH is no number of seconds.
    """
    return {
        "NO_MKDOCS_2_WARNING": "1",
        "PYTHONHASHSEED": "0",
        "PYTHONUTF8": "1",
        "SOURCE_DATE_EPOCH": str(read_epoch() or 0),
        "TZ": "UTC",
    }

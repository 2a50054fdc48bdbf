"""A few pages ahead of all others, for a preview: those that somebody is looking at.

They come out as in the whole site, byte for byte. What is made of many pages (booklets, search) waits for the whole.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from typing import IO, TYPE_CHECKING

from partner_playbooks.pages.parts.addresses import find_location
from partner_playbooks.publishing.publishers import fix_environment

if TYPE_CHECKING:
    from collections.abc import Mapping

    from partner_playbooks.pages.artifact import Page
    from partner_playbooks.publishing.edition import Edition


def list_buildable(edition: Edition) -> Mapping[str, Page]:
    """Give the pages that can be built ahead, by their addresses within the site."""
    return {find_location(page.path): page for page in edition.pages if not page.chapters}


def list_addresses(edition: Edition) -> frozenset[str]:
    """Give the addresses within the site of all pages, and those that they had before."""
    return frozenset(find_location(path) for page in edition.pages for path in (page.path, *page.former))


class PagesAhead:
    """A publisher that has read the frame of a site, and makes single pages as often as it is asked."""

    def __init__(self, frame: Path) -> None:
        """Start it on a staging folder with a site's frame, and a file for each page; it has to stay meanwhile."""
        self._process = subprocess.Popen(  # noqa: S603 - a fixed command, and no shell
            [sys.executable, "-m", "partner_playbooks.publishing.mkdocs_pages", "build", "-f", frame / "mkdocs.yml"],
            cwd=frame,
            env={**os.environ, **fix_environment()},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,  # what is wrong, the publisher of the whole tells
            encoding="utf-8",
            start_new_session=True,  # what it has begun ends with it
        )
        self.theme: tuple[Path, ...] = ()
        """The folders of its theme, known once a page is there: what the first does not have is in the others."""

    def order(self, texts: Mapping[str, str], into: Path) -> None:
        """Let it make pages into a folder, given by the paths and texts of their Markdown; `wait` tells how it went."""
        line = json.dumps({"texts": dict(texts), "into": str(into)})
        with suppress(OSError):  # it has ended; `wait` tells
            _pipe(self._process.stdin).write(line + "\n")
            _pipe(self._process.stdin).flush()

    def wait(self) -> bool:
        """Wait for the pages that were ordered last, and tell whether they are there."""
        if not self.theme:
            told = self._read()
            self.theme = tuple(map(Path, told)) if isinstance(told, list) else ()
        return bool(self.theme) and self._read() is True

    def stop(self) -> None:
        """End it."""
        with suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL) if hasattr(os, "killpg") else self._process.kill()
        with suppress(OSError), self._process:  # an order that it never read
            pass

    def _read(self) -> object:
        line = _pipe(self._process.stdout).readline()
        return json.loads(line) if line else None


def _pipe(stream: IO[str] | None) -> IO[str]:
    assert stream is not None  # noqa: S101 - it was started with one
    return stream

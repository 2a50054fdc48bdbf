"""What the open pages see: the last good site, page by page, and what is wrong at present."""

from __future__ import annotations

import hashlib
import os
import threading
from collections import Counter
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, NamedTuple

from partner_playbooks.publishing.staging import FILES_SCRIPT, INDEX, INDEX_TEXTS, PLANS_SCRIPT, RECORDS_SCRIPT

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path, PurePath

_GATHERED = {".html", ".json", ".xml", ".gz", ".md", ".txt"}
"""Endings of pages and of what is gathered from them; every other file but some scripts is of a site's look."""
_TOLD = (PLANS_SCRIPT, FILES_SCRIPT, RECORDS_SCRIPT)
"""Scripts that say what content says. Only a page that names one is another page when that is another script."""
_GATHERED_SCRIPTS = frozenset({INDEX, INDEX_TEXTS, *_TOLD})
_LOOK = "assets/"
"""Where themes have what a page needs for its look; beside it are templates, which are no part of a site."""
_NOTHING_YET = b"""<!DOCTYPE html>
<html lang="en">
<head><meta charset="utf-8"><title>Preview</title></head>
<body><main><h1>Preview</h1><p>Nothing is built yet; it appears here as soon as it is.</p></main></body>
</html>
"""


@dataclass(frozen=True, slots=True)
class Site:
    """A site on disk: the whole of it, and some pages of the next one that are ready before all others."""

    whole: Path | None = None
    ahead: Path | None = None
    pages: frozenset[str] = frozenset()
    """Addresses of the pages that are ready in `ahead`."""
    theme: Path | None = None
    """The theme that these were made with: what it has of styles, scripts and pictures is newer than in the whole."""
    beneath: tuple[Path, ...] = ()
    """The folders that lie beneath that theme: as long as there is no whole, what it does not have is there."""
    files: Mapping[str, Callable[[], bytes]] = field(default_factory=dict)
    """What is made when somebody asks for it: the address of a file to download → a way to its bytes."""
    gone: frozenset[str] = frozenset()
    """Addresses of pages that the whole has, and what was saved since has no more."""

    def file(self, address: str) -> Path | None:
        """Give the file that an address within the site stands for: `stages/activate/`, `assets/css/base.css`."""
        name = f"{address}index.html" if address.endswith("/") or not address else address
        if address in self.gone:
            return None
        if address in self.pages:
            folders = [self.ahead, self.whole]
        elif _is_gathered(PurePosixPath(name)):
            folders = [self.whole]
        else:
            beneath = self.beneath if name.startswith(_LOOK) else ()
            folders = [self.theme, *([self.whole] if self.whole else beneath)]
        files = (folder / name for folder in folders if folder is not None)
        return next((file for file in files if os.path.isfile(file)), None)  # noqa: PTH113 - of any name, also a long one

    def look(self) -> bytes:
        """Give a digest of styles, scripts and pictures."""
        found: dict[str, bytes] = {}
        for folder in filter(None, (self.whole, self.theme)):
            found |= _digest_look(folder)
        return hashlib.sha256(b"".join(digest for _, digest in sorted(found.items()))).digest()


@lru_cache(4)
def _digest_look(folder: Path) -> dict[str, bytes]:
    """Give digests of the files of a look by their names in a folder, which stays as it is once it is shown."""
    paths = (path for path in folder.rglob("*") if not _is_gathered(path) and path.is_file())
    return {path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).digest() for path in paths}


def _is_gathered(path: PurePath) -> bool:
    return path.suffix in _GATHERED or path.name in _GATHERED_SCRIPTS


class Page(NamedTuple):
    """What a browser gets for the address of a page."""

    body: bytes
    version: str
    """Another one whenever the page, what its scripts say of content, or the look of the site is another."""
    found: bool
    look: str
    """Another one whenever the look of the site is another."""


class PreviewState:
    """The state that the server shows and the builder changes; safe to use from many threads."""

    def __init__(self) -> None:
        self._condition = threading.Condition()
        self._site = Site()
        self._look = b""
        self._problems = "[]"
        self._open: Counter[str] = Counter()
        self._closed = False
        self._making = threading.Lock()
        """One file is made at a time: what makes PDF files is not for several threads at once."""

    # -- for the builder -----------------------------------------------------------------------------

    def show(self, site: Site, problems: str = "[]") -> None:
        """Show a good site, and over it what is wrong since. When this returns, nobody reads the one before."""
        look = site.look()
        with self._condition:
            self._site, self._look, self._problems = site, look, problems
            self._condition.notify_all()

    def trouble(self, problems: str) -> None:
        """Tell the open pages what is wrong, a JSON array; the last good site stays."""
        with self._condition:
            self._problems = problems
            self._condition.notify_all()

    def open_pages(self) -> list[str]:
        """Give the addresses that somebody looks at."""
        with self._condition:
            return sorted(self._open)

    def close(self) -> None:
        """Let everybody go who waits for news."""
        with self._condition:
            self._closed = True
            self._condition.notify_all()

    # -- for the server ------------------------------------------------------------------------------

    def read(self, address: str) -> bytes | None:
        """Give the bytes of a file of the site; None where there is none."""
        with self._condition:
            site = self._site
            if address not in site.files:
                file = site.file(address)
                return None if file is None else file.read_bytes()
        with self._making:
            return site.files[address]()

    def page(self, address: str) -> Page:
        """Give the page at an address, or the one that says that there is none."""
        with self._condition:
            body = self.read(address)
            shown = body or self.read("404.html") or _NOTHING_YET
            told = b"".join(self.read(name) or b"" for name in _TOLD if name.encode() in shown)
            version = hashlib.sha256(self._look + shown + told).hexdigest()
            return Page(shown, version, body is not None, self._look.hex())

    def read_look(self, address: str, look: str) -> bytes | None:
        """Give a file of the look that a page names; None where that is another by now, or has no such file."""
        with self._condition:
            is_of_it = look == self._look.hex() and not _is_gathered(PurePosixPath(address))
            file = self._site.file(address) if is_of_it else None
            return None if file is None else file.read_bytes()

    @contextmanager
    def note_open(self, address: str) -> Iterator[None]:
        """Count an address as looked at."""
        with self._condition:
            self._open[address] += 1
        try:
            yield
        finally:
            with self._condition:
                self._open[address] -= 1
                self._open += Counter()  # what is at zero goes

    def news(self, address: str, version: str, problems: str, seconds: float) -> tuple[str, str] | None:
        """Wait, at most so many seconds, until page or problems are others than those given.

        Gives both as they are, or None when the state was closed.
        """
        with self._condition:
            self._condition.wait_for(lambda: self._closed or self._now(address) != (version, problems), seconds)
            return None if self._closed else self._now(address)

    def _now(self, address: str) -> tuple[str, str]:
        return self.page(address).version, self._problems

"""Output folders: what is ours, one build at a time, and the swap that shows the old site or the new, never a mix."""

from __future__ import annotations

import ctypes
import errno
import json
import os
import shutil
import sys
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from partner_playbooks.diagnostics import UserError
from partner_playbooks.workspace.litter import is_litter

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from partner_playbooks.workspace.project import Project

MARKER = ".partner-playbooks"
"""Stands in every folder that we made; a folder without it is not ours."""
_EXCHANGE = 2
_HERE = -100
"""renameat2's RENAME_EXCHANGE and AT_FDCWD."""


@dataclass(frozen=True, slots=True)
class Output:
    """A site folder to be replaced as a whole, and the edition that may stand in it."""

    site: Path
    edition: str

    @property
    def work(self) -> Path:
        """The folder beside the site in which the new one is made; it goes when the build ends."""
        return self.site.parent / f".{self.site.name}.playbooks-work"

    @property
    def fresh(self) -> Path:
        """Where the publisher makes the new site."""
        return self.staging / "site"

    @property
    def staging(self) -> Path:
        """Where the publisher finds what it needs."""
        return self.work / "staging"

    @property
    def _former(self) -> Path:
        return self.work / "former"

    def refuse_if_foreign(self, project: Project) -> None:
        """Refuse a folder that is not ours, a link, or one that overlaps what we read.

        Raises:
            UserError: the folder must not be replaced; nothing was touched.
        """
        if self.site.is_symlink():
            raise UserError(f"{self.site} is a symbolic link", "name the folder itself")
        self._refuse_overlap(project)
        if not self.site.exists():
            return
        if not self.site.is_dir():
            raise UserError(f"{self.site} is a file", "choose a folder")
        if os.path.ismount(self.site):
            raise UserError(f"{self.site} is a mount point and cannot be swapped", f"choose {self.site}/site")
        made = _edition_in(self.site)
        if made is None and not all(is_litter(path.name) for path in self.site.iterdir()):
            hint = "choose an empty folder or one made by `playbooks build`"
            raise UserError(f"{self.site} holds files that are not ours", hint)
        if made not in {None, self.edition}:
            raise UserError(f"{self.site} holds the {made} edition", "give each edition a folder of its own")

    def _refuse_overlap(self, project: Project) -> None:
        site = self.site.resolve()
        inside = [source for source in project.sources() if source == site or source in site.parents]
        if site == project.root or site in project.root.parents:
            inside.append(project.root)
        if inside:
            hint = "choose a folder of its own, such as site/internal"
            raise UserError(f"{self.site} overlaps {inside[0]}", hint)

    def prepare(self) -> None:
        """Make an empty work folder; mend and remove what a killed build may have left."""
        if self._former.is_dir() and not self.site.exists():
            self._former.rename(self.site)
        shutil.rmtree(self.work, ignore_errors=True)
        self.work.mkdir()

    def swap(self) -> None:
        """Put the new site in the place of the old one, in one step where the system can."""
        marker = json.dumps({"edition": self.edition}) + "\n"
        (self.fresh / MARKER).write_text(marker, encoding="utf-8")
        if not self.site.exists():
            self.fresh.rename(self.site)
        elif not _exchange(self.fresh, self.site):
            self.site.rename(self._former)
            self.fresh.rename(self.site)

    def undo(self) -> None:
        """Take a swap back: the old site stands again, or none where there was none."""
        if self._former.is_dir():
            self.site.rename(self.fresh)
            self._former.rename(self.site)
        elif self.fresh.is_dir():
            _exchange(self.fresh, self.site)
        else:
            self.site.rename(self.fresh)

    def clean(self) -> None:
        """Remove the work folder."""
        shutil.rmtree(self.work, ignore_errors=True)


def _edition_in(site: Path) -> str | None:
    try:
        edition = json.loads((site / MARKER).read_text(encoding="utf-8"))["edition"]
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return str(edition)


def _exchange(first: Path, second: Path) -> bool:
    """Exchange two folders atomically; False where the system cannot."""
    if sys.platform != "linux":
        return False
    renameat2 = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if renameat2 is None:
        return False
    if renameat2(_HERE, os.fsencode(first), _HERE, os.fsencode(second), _EXCHANGE) == 0:
        return True
    code = ctypes.get_errno()
    if code in {errno.ENOSYS, errno.EINVAL}:
        return False
    raise OSError(code, os.strerror(code), str(second))


@contextmanager
def locked(folders: Iterable[Path], waiting: Callable[[], None]) -> Iterator[tuple[int, ...]]:
    """Hold the folders for one build at a time; `waiting` is called when another build has one.

    The locks lie on the folders themselves, so nothing is left behind. A publisher that inherits the
    descriptors yielded here holds them too: should we be killed, the next build waits until it has ended.
    """
    with ExitStack() as stack:
        descriptors = []
        for folder in sorted(set(folders)):
            folder.mkdir(parents=True, exist_ok=True)
            descriptor = os.open(folder, os.O_RDONLY)
            stack.callback(os.close, descriptor)
            _lock(descriptor, waiting)
            descriptors.append(descriptor)
        yield tuple(descriptors)


def _lock(descriptor: int, waiting: Callable[[], None]) -> None:
    try:
        import fcntl
    except ImportError:  # no such locks on this system: two builds at once are then up to their users
        return
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        waiting()
        fcntl.flock(descriptor, fcntl.LOCK_EX)

"""The swap of sites: the new one takes the place of the old one, whatever the system answers to any of its steps.

While a build is at work, a work folder with the new site in it stands beside the site `internal` and, where the system
cannot exchange two folders in one step, `.internal.playbooks-old`. As long as that folder holds the marker of our
folders, it is the whole old site, and the swap is not done: whatever stands in the site's place, `put_back` makes it
the old one again. Taking the marker away is the one step that ends the swap. There are three ways:

1. the two folders are exchanged, in one step;
2. the old site is renamed to `.internal.playbooks-old`, then the new one to `internal`;
3. where the site's folder cannot be renamed (a container's lower layer answers EXDEV, a mount EBUSY), the old site is
   copied to `.internal.playbooks-old`, and the files of the new one take the places of the old ones, each in one step.

A way that fails puts the old site back before the next one is tried.
"""

from __future__ import annotations

import ctypes
import errno
import os
import shutil
import stat
import sys
from contextlib import suppress
from dataclasses import dataclass
from enum import Enum, auto
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

MARKER = ".partner-playbooks"
"""Stands in every folder that we made; a folder without it is not ours."""
HALF = ".playbooks-new"
"""A file while it is copied."""
_EXCHANGE = 2
_HERE = -100
"""renameat2's RENAME_EXCHANGE, which is also renamex_np's RENAME_SWAP, and AT_FDCWD."""


class SwapState(Enum):
    """What stands in the site's place."""

    OLD = auto()
    """The old site, or none where there was none."""
    NEW = auto()
    ASIDE = auto()
    """Neither as a whole: the old site stands beside it, and the next build puts it back."""


@dataclass(slots=True)
class Swap:
    """A site, and the new one that is to take its place."""

    site: Path
    fresh: Path
    """The new one, with its marker; on the same file system."""
    old: Path
    """Where the old one stands while a swap is not done."""
    spare: Path
    """A free name in a folder that goes when the build ends."""
    standing: SwapState = SwapState.OLD

    def make(self) -> None:
        """Put the new site in the place of the old one; it can be taken back until `settle`.

        Raises:
            OSError: no way was open; `standing` says what stands now.
        """
        had = self.site.is_dir() and any(self.site.iterdir())
        if had and not os.access(self.site, os.W_OK | os.X_OK):
            self.site.chmod(self.site.stat().st_mode | stat.S_IRWXU)  # or its marker could not be taken away
        ways = (self._exchange, self._rename, self._replace_files) if had else (self._place, self._replace_files)
        for way in ways:
            try:
                way()
            except OSError as error:
                refused = error
                with suppress(OSError):  # then the next way starts from `old`, or `standing` says so
                    self.put_back()
            else:
                self.standing = SwapState.NEW
                return
        raise refused

    def take_back(self) -> None:
        """Let the old site stand again, or none where there was none; `standing` says whether that could be done."""
        if self.standing is not SwapState.NEW:
            return
        with suppress(OSError):
            if self.old.is_dir():
                _copy_file(self.site / MARKER, self.old / MARKER)  # in case it was settled already
                self.put_back()
            elif self.fresh.is_dir():
                exchange(self.fresh, self.site)
            else:
                self.site.rename(self.fresh)
            self.standing = SwapState.OLD

    def put_back(self) -> None:
        """Put the whole old site from `old` into the site's place, if it stands there.

        Raises:
            OSError: that cannot be done; it stands in `old` as before.
        """
        if not is_whole(self.old):
            return
        self.standing = SwapState.ASIDE
        if os.listdir(self.old) == [MARKER]:  # noqa: PTH208 - names are compared
            remove_all(self.site)  # there was none
        else:
            try:
                if self.site.exists():
                    self.site.rename(self.spare)
                self.old.rename(self.site)
            except OSError:
                self._fill_site(self.old)
        self.settle()
        self.standing = SwapState.OLD

    def settle(self) -> None:
        """Let what stands in the site's place be the site from now on: the end of the swap.

        Raises:
            OSError: the old site cannot be given up; it stands in `old` as before.
        """
        if is_whole(self.old):
            (self.old / MARKER).unlink()

    def _place(self) -> None:
        self.fresh.rename(self.site)

    def _exchange(self) -> None:
        exchange(self.fresh, self.site)

    def _rename(self) -> None:
        self.site.rename(self.old)
        self.fresh.rename(self.site)

    def _replace_files(self) -> None:
        if not is_whole(self.old):
            shutil.rmtree(self.old, ignore_errors=True)
            self.old.mkdir()
            if self.site.is_dir() and any(self.site.iterdir()):
                replace_files(self.site, self.old)
            else:
                _copy_file(self.fresh / MARKER, self.old / MARKER)
        self._fill_site(self.fresh)

    def _fill_site(self, source: Path) -> None:
        _make_folder(self.site)
        _copy_file(source / MARKER, self.site / MARKER)  # at once: what is half filled is ours too
        replace_files(source, self.site)


def is_whole(old: Path) -> bool:
    """Tell whether a swap was begun and not ended, so that the whole old site stands in `old`."""
    return not old.is_symlink() and (old / MARKER).is_file()


def exchange(first: Path, second: Path) -> None:
    """Exchange two folders in one step.

    Raises:
        OSError: the system, or this file system, cannot.
    """
    names = os.fsencode(first), os.fsencode(second)
    library: Any = ctypes.CDLL(None, use_errno=True) if os.name == "posix" else None
    if sys.platform == "darwin" and hasattr(library, "renamex_np"):
        failed = library.renamex_np(*names, _EXCHANGE)
    elif hasattr(library, "renameat2"):
        failed = library.renameat2(_HERE, names[0], _HERE, names[1], _EXCHANGE)
    else:
        raise OSError(errno.ENOSYS, os.strerror(errno.ENOSYS), str(second))
    if failed:
        code = ctypes.get_errno()
        raise OSError(code, os.strerror(code), str(second))


def replace_files(source: Path, target: Path) -> None:
    """Make a folder hold what another one holds, file by file, each in one step; the marker comes last.

    What pages are made of comes before the pages, and what is no longer wanted goes after them: whoever reads meanwhile
    finds every page.

    Raises:
        OSError: it could not be done; each file is the former or the wanted one.
    """
    folders, files = _list_entries(source)
    files = [name for name in files if PurePosixPath(name).name != HALF]
    _make_folder(target)
    for name in folders:
        _make_folder(target / name)
    for name in sorted(files, key=lambda name: (name == MARKER, name.endswith(".html"), name)):
        if (target / name).is_dir() and not (target / name).is_symlink():
            remove_all(target / name)
        _copy_file(source / name, target / name)
    for name in sorted({name for names in _list_entries(target) for name in names} - {*folders, *files}, reverse=True):
        remove_all(target / name)


def _list_entries(folder: Path) -> tuple[list[str], list[str]]:
    """List all folders below a folder, each after the one that it stands in, and all else."""
    folders: list[str] = []
    files: list[str] = []
    for path in sorted(folder.rglob("*")):
        (folders if path.is_dir() and not path.is_symlink() else files).append(path.relative_to(folder).as_posix())
    return folders, files


def _make_folder(path: Path) -> None:
    if path.is_symlink() or path.is_file():
        path.unlink()
    path.mkdir(exist_ok=True)
    if not os.access(path, os.W_OK | os.X_OK):
        path.chmod(path.stat().st_mode | stat.S_IRWXU)


def _copy_file(source: Path, target: Path) -> None:
    fresh = target.with_name(HALF)
    shutil.copy2(source, fresh, follow_symlinks=False)
    fresh.replace(target)


def remove_all(path: Path) -> None:
    """Remove a file or a folder, if there is one; also folders of ours that nobody may write into any more.

    Raises:
        OSError: it cannot be removed.
    """
    if not path.is_dir() or path.is_symlink():
        path.unlink(missing_ok=True)
        return
    try:
        shutil.rmtree(path)
    except PermissionError:
        _make_writable(path)
        shutil.rmtree(path)


def _make_writable(folder: Path) -> None:
    folder.chmod(stat.S_IRWXU)
    for path in folder.iterdir():
        if path.is_dir() and not path.is_symlink():
            _make_writable(path)

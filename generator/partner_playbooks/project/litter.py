"""What editors and file managers leave behind: one list, used wherever a project's folder is listed."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_LITTER = re.compile(
    r"""
      .*~ | ~\$.* | \#.*\# | \.\#.* | .*\.sw[a-p] | .*\.swx | 4913        # Emacs, Vim, Word, Kate
    | .*___jb_(?:tmp|old)___                                              # JetBrains
    | .*\.(?:bak|orig|rej|tmp|temp|pyc)                                   # backups, patches
    | .*_(?:BACKUP|BASE|LOCAL|REMOTE)_\d+(?:\..*)?                        # git mergetool
    | \._.* | \.DS_Store | \.localized | Icon\r | __MACOSX                # macOS, and ZIP files made there
    | (?:eh)?thumbs\.db | desktop\.ini | \$RECYCLE\.BIN | @eaDir          # Windows, storage on the network
    | __pycache__
    """,
    re.VERBOSE | re.IGNORECASE | re.DOTALL,
)


def is_litter(name: str) -> bool:
    """Tell whether a file or folder of this name was left behind by a program, and is nobody's work."""
    return _LITTER.fullmatch(name) is not None


def is_passed_over(name: str) -> bool:
    """Tell whether a file or folder of this name is none of content or theme: litter, or hidden (`.git`, `.idea`)."""
    return name.startswith(".") or is_litter(name)


def list_names(folder: str | os.PathLike[str], *, hidden: bool = False) -> list[str]:
    """Give what is in a folder by name, in order, without what is passed over; with `hidden`, without litter alone."""
    return [entry.name for entry in _list_entries(folder, hidden=hidden)]


def list_files(folder: Path, *, hidden: bool = False) -> Iterator[Path]:
    """Yield all files below a folder, in order, without what is passed over; links are yielded and not followed."""
    if not folder.is_dir():
        return
    for entry in _list_entries(folder, hidden=hidden):
        path = folder / entry.name
        if entry.is_dir(follow_symlinks=False):
            yield from list_files(path, hidden=hidden)
        else:
            yield path


def _list_entries(folder: str | os.PathLike[str], *, hidden: bool) -> list[os.DirEntry[str]]:
    unwanted = is_litter if hidden else is_passed_over
    with os.scandir(folder) as found:
        return sorted((entry for entry in found if not unwanted(entry.name)), key=lambda entry: entry.name)

"""A file that is needed in a second place: a link to it, so that its bytes are written once."""

from __future__ import annotations

import os
import shutil
import stat
from contextlib import suppress
from functools import cache
from pathlib import Path


@cache
def find_file_mode() -> int:
    """Give the mode of the files that this process makes."""
    mask = os.umask(0o077)
    os.umask(mask)
    return 0o666 & ~mask


def link_file(source: Path | str, target: Path | str) -> None:
    """Let a file stand in a second place as well; as a copy where there can be no link, or where its mode is another.

    From then on neither may be written to; either may be removed, or replaced.

    Raises:
        OSError: it can be no copy either.
    """
    with suppress(OSError):
        if stat.S_IMODE(Path(source).stat().st_mode) == find_file_mode():
            os.link(source, target)
            return
    with suppress(FileNotFoundError):
        Path(target).unlink()  # or what else is linked to it would be written to
    shutil.copyfile(source, target)

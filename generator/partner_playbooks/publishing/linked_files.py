"""A file that is needed in a second place: a link to it, so that its bytes are written once."""

from __future__ import annotations

import os
import shutil
from contextlib import suppress
from pathlib import Path


def link_file(source: Path | str, target: Path | str) -> None:
    """Let a file stand in a second place as well, as a copy where there can be no link.

    From then on neither may be written to; either may be removed, or replaced.

    Raises:
        OSError: it can be no copy either.
    """
    try:
        os.link(source, target)
    except OSError:
        with suppress(FileNotFoundError):
            Path(target).unlink()  # or what else is linked to it would be written to
        shutil.copyfile(source, target)

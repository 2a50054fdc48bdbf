"""A folder in which templates of PDF files stand beside what they may read: their engine takes both from there."""

from __future__ import annotations

import atexit
import hashlib
import os
import shutil
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from tempfile import mkdtemp

from partner_playbooks.language.diagnostics import UserError


@dataclass(frozen=True, slots=True)
class TemplateFolder:
    """A copy of a folder of the theme, which is there as long as this process."""

    origin: str
    """The folder that templates may read from."""
    digest: str
    """Another one for other files in it."""

    def put(self, source: str) -> Path:
        """Give the path of a file with a template, beside all that it may read.

        Raises:
            UserError: there is no room for it.
        """
        try:
            path = _copy(self.origin, self.digest) / f".{hashlib.sha256(source.encode()).hexdigest()}.typ"
            path.write_text(source, encoding="utf-8", newline="\n")
        except OSError as error:
            message = f"the folder for temporary files cannot hold the templates of PDF files: {error}"
            raise UserError(message, "make room in it, or name another one in TMPDIR") from None
        return path


@lru_cache
def _copy(origin: str, _digest: str) -> Path:
    """Give a folder with all that stands in another, but for its fonts: they are read where they are."""
    folder = mkdtemp(prefix="playbooks-")
    atexit.register(_remove, folder, os.getpid())
    shutil.copytree(origin, folder, ignore=shutil.ignore_patterns("fonts"), dirs_exist_ok=True)
    return Path(folder)


def _remove(folder: str, owner: int) -> None:
    """Remove a folder when the process that made it ends, not when one does that was forked from it."""
    if os.getpid() == owner:
        shutil.rmtree(folder, ignore_errors=True)

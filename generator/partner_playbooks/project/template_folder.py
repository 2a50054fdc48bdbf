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

from partner_playbooks.downloads.download_style import DATA
from partner_playbooks.language.diagnostics import UserError


@dataclass(frozen=True, slots=True)
class TemplateFolder:
    """A folder with files of the theme, which is there as long as this process."""

    files: tuple[tuple[str, bytes], ...]
    """What templates may read: where it stands in the folder, and what is in it."""
    digest: str
    """Another one for other files."""

    def put(self, source: str) -> Path:
        """Give the path of a file with a template, beside all that it may read.

        Raises:
            UserError: there is no room for it.
        """
        return self._write(f".{hashlib.sha256(source.encode()).hexdigest()}.typ", source)

    def give(self, data: str) -> None:
        """Let templates read data from now on, as JSON.

        Raises:
            UserError: there is no room for it.
        """
        self._write(DATA, data)

    def _write(self, name: str, text: str) -> Path:
        try:
            path = _fill(self.files, self.digest) / name
            path.write_text(text, encoding="utf-8", newline="\n")
        except OSError as error:
            message = f"the folder for temporary files cannot hold what PDF files are made of: {error}"
            raise UserError(message, "make room in it, or name another one in TMPDIR") from None
        return path


@lru_cache
def _fill(files: tuple[tuple[str, bytes], ...], _digest: str) -> Path:
    """Give a folder that holds files."""
    folder = Path(mkdtemp(prefix="playbooks-"))
    atexit.register(_remove, folder, os.getpid())
    for name, raw in files:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(raw)
    return folder


def _remove(folder: Path, owner: int) -> None:
    """Remove a folder when the process that made it ends, not when one does that was forked from it."""
    if os.getpid() == owner:
        shutil.rmtree(folder, ignore_errors=True)

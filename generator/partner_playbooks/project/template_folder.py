"""Folders of our own in which the engine of PDF files finds what it takes from the disk: templates, and fonts."""

from __future__ import annotations

import atexit
import hashlib
import os
import shutil
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from tempfile import mkdtemp
from typing import TYPE_CHECKING

from partner_playbooks.downloads.download_style import DATA
from partner_playbooks.language.diagnostics import UserError

if TYPE_CHECKING:
    from collections.abc import Iterator


@dataclass(frozen=True, slots=True)
class TemplateFolder:
    """A folder with files of the theme, which is there as long as this process."""

    files: tuple[tuple[str, bytes], ...]
    """What templates may read: where it stands in the folder, and what is in it."""

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
        with _told_of_room():
            path = _fill(self.files) / name
            path.write_text(text, encoding="utf-8", newline="\n")
        return path


def place_fonts(fonts: tuple[tuple[str, bytes], ...]) -> tuple[str, ...]:
    """Give folders with fonts, one for each, for the engine reads all that is in a folder, in the order of the disk.

    Args:
        fonts: Name of a file → what is in it; of two for the same letters the first is taken.

    Raises:
        UserError: there is no room for them.
    """
    with _told_of_room():
        folder = _fill(tuple((f"{number}/{name}", raw) for number, (name, raw) in enumerate(fonts)))
    return tuple(str(folder / str(number)) for number in range(len(fonts)))


@contextmanager
def _told_of_room() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        message = f"the folder for temporary files cannot hold what PDF files are made of: {error}"
        raise UserError(message, "make room in it, or name another one in TMPDIR") from None


@lru_cache
def open_room() -> Path:
    """Give the folder in which all others stand. A process that is forked after this uses it too, and leaves nothing.

    Raises:
        OSError: there is no room for it.
    """
    folder = Path(mkdtemp(prefix="playbooks-"))
    atexit.register(_remove, folder, os.getpid())
    return folder


@lru_cache
def _fill(files: tuple[tuple[str, bytes], ...]) -> Path:
    """Give a folder that holds files."""
    folder = Path(mkdtemp(dir=open_room()))
    for name, raw in files:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(raw)
    return folder


def _remove(folder: Path, owner: int) -> None:
    """Remove a folder when the process that made it ends, not when one does that was forked from it."""
    if os.getpid() == owner:
        shutil.rmtree(folder, ignore_errors=True)

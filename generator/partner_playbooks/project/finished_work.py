"""Finished work: what was made of the same inputs before, kept in a folder that may go at any moment.

Each piece stands under the digest of all that it was made of. A piece that is damaged, cut short or put under another
name is as if it were not there; whatever the disk refuses, the work is done again.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import zlib
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from partner_playbooks.project.whole_files import write_whole

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

T = TypeVar("T")
"""What JSON can hold."""

NAME = ".playbooks-cache"
"""Name of the folder, at the top of a project."""
MOST_BYTES = 500_000_000
"""What the folder may hold after a build; what was not used for longest goes first."""
_DIGEST = hashlib.sha256().digest_size
_PIECE = re.compile(r"([0-9a-f]{2})/\1[0-9a-f]{62}(\.\d+)?")
"""Names of pieces, and of those that somebody is writing; what has another name is not ours, and stays."""
_NOTES = {
    ".gitignore": b"*\n",
    "CACHEDIR.TAG": b"Signature: 8a477f597d28d172789f06886806bc55\n# Work of earlier builds; it may be deleted.\n",
}


@dataclass(frozen=True, slots=True)
class FinishedWork:
    """A folder of finished pieces; many processes may use it at once."""

    folder: Path

    def find(self, key: str) -> bytes | None:
        """Give the piece that stands under a key; None where there is none, or none that is whole."""
        path = self._place(key)
        try:
            raw = path.read_bytes()
            if raw[:_DIGEST] != _sign(key, raw[_DIGEST:]):
                return None
            piece = zlib.decompress(raw[_DIGEST:])
        except (OSError, zlib.error):
            return None
        with suppress(OSError):
            os.utime(path)  # it was of use
        return piece

    def keep(self, key: str, piece: bytes) -> None:
        """Keep a piece under a key, as far as the disk allows."""
        path = self._place(key)
        half = path.with_name(f"{path.name}.{os.getpid()}")
        packed = zlib.compress(piece, 1)
        try:
            if not self.folder.exists():
                self._begin()
            path.parent.mkdir(parents=True, exist_ok=True)
            half.write_bytes(_sign(key, packed) + packed)
            half.replace(path)
        except OSError:
            with suppress(OSError):
                half.unlink(missing_ok=True)

    def find_json(self, key: str) -> Any | None:  # noqa: ANN401 - whatever JSON holds
        """Give what stands under a key as JSON; None where nothing does."""
        kept = self.find(key)
        with suppress(ValueError, RecursionError):  # nobody that we know has written it
            return None if kept is None else json.loads(kept)
        return None

    def recall(self, key: str, make: Callable[[], T], *, still: Callable[[], bool]) -> T:
        """Give what stands under a key as JSON; where nothing does, what `make` gives.

        That is kept if what it was made of is `still` the same; then the folder is tidied. JSON's null is a piece too.
        """
        known: list[T] | None = self.find_json(key)
        if known is not None:
            return known[0]
        made = make()
        if still():
            self.keep(key, json.dumps([made]).encode())
            self.tidy()
        return made

    def tidy(self, most: int = MOST_BYTES) -> None:
        """Remove what was not used for longest until the rest is no larger than this."""
        if not self.folder.is_dir():
            return
        with suppress(OSError):
            self._begin()
        found = self._list_pieces()
        whole = sum(size for _, size, _ in found)
        for _, size, path in sorted(found, key=lambda each: each[0]):
            if whole <= most:
                break
            with suppress(OSError):
                path.unlink()
            whole -= size

    def _list_pieces(self) -> list[tuple[int, int, Path]]:
        """Give when each piece was used last, how many bytes it has, and where it is."""
        found = []
        with suppress(OSError):  # somebody removes the folder at this moment
            for path in self.folder.glob("*/*"):
                with suppress(OSError):
                    if _PIECE.fullmatch(f"{path.parent.name}/{path.name}") and not path.parent.is_symlink():
                        status = path.lstat()
                        found.append((status.st_mtime_ns, status.st_size, path))
        return found

    def _begin(self) -> None:
        """Say in the folder what it is, so that no repository takes it in and no backup."""
        self.folder.mkdir(exist_ok=True)
        for name, text in _NOTES.items():
            note = self.folder / name
            if not note.is_file() or note.read_bytes() != text:
                write_whole(note, text)

    def _place(self, key: str) -> Path:
        return self.folder / key[:2] / key


def make_key(*inputs: bytes) -> str:
    """Give the key of what is made of these inputs; where one ends and the next begins counts."""
    whole = hashlib.sha256()
    for each in inputs:
        whole.update(len(each).to_bytes(8, "big") + each)
    return whole.hexdigest()


def _sign(key: str, packed: bytes) -> bytes:
    return hashlib.sha256(key.encode() + packed).digest()

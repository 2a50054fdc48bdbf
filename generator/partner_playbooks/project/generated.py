"""Generated files that are committed: written where they differ, and never over somebody else's."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from partner_playbooks.language.diagnostics import UserError
from partner_playbooks.project.litter import list_files
from partner_playbooks.project.whole_files import write_whole

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Generated:
    """What a folder should hold of ours."""

    folder: Path
    files: Mapping[str, bytes]
    """Path below the folder → content."""
    notice: bytes
    """What each file of ours begins with; one that does not is not ours and is left alone."""

    def stale(self) -> Iterator[tuple[str, str]]:
        """Yield what differs from the folder: path and `missing`, `changed` or `left over`."""
        return list_stale(self.folder, self.digests, self.notice)

    @property
    def digests(self) -> dict[str, str]:
        """What tells each file from any other, by its path."""
        return {path: _digest(content) for path, content in self.files.items()}

    def write(self) -> int:
        """Write what differs, remove our own files that are no longer wanted; give the number of changes.

        Raises:
            UserError: a file of somebody else's stands where one of ours belongs.
        """
        changes = list(self.stale())
        for path, what in changes:
            target = self.folder / path
            if what == "left over":
                target.unlink()
                continue
            if what == "changed" and not self._is_ours(target):
                hint = "move it elsewhere, then try again"
                raise UserError(f"{target} was not generated, so it is not replaced", hint)
            target.parent.mkdir(parents=True, exist_ok=True)
            write_whole(target, self.files[path])
        return len(changes)

    def _is_ours(self, path: Path) -> bool:
        return _begins_with(path, self.notice)


def list_stale(folder: Path, digests: Mapping[str, str], notice: bytes) -> Iterator[tuple[str, str]]:
    """Yield what differs in a folder from the files that should be there: path and `missing`, `changed`, `left over`.

    Args:
        folder: The folder; what stands in it and does not begin with the notice is nobody's concern.
        digests: The path of each file that should be there, and what tells it from any other.
        notice: As above.
    """
    for path, digest in digests.items():
        target = folder / path
        if not target.is_file():
            yield path, "missing"
        elif _digest(target.read_bytes()) != digest:
            yield path, "changed"
    for file in list_files(folder):
        path = file.relative_to(folder).as_posix()
        if path not in digests and file.is_file() and _begins_with(file, notice):
            yield path, "left over"


def _begins_with(path: Path, notice: bytes) -> bool:
    with path.open("rb") as file:
        return file.read(len(notice)) == notice


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()

"""Generated files that are committed: written where they differ, and never over somebody else's."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import TYPE_CHECKING

from partner_playbooks.language.diagnostics import UserError
from partner_playbooks.project.litter import list_files

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
        for path, content in self.files.items():
            target = self.folder / path
            if not target.is_file():
                yield path, "missing"
            elif target.read_bytes() != content:
                yield path, "changed"
        for path in self._ours():
            if path not in self.files:
                yield path, "left over"

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
            fresh = target.with_name(f".{target.name}.new")
            try:
                fresh.write_bytes(self.files[path])
                os.replace(fresh, target)  # noqa: PTH105 - os.replace says what is meant: the old file or the new one
            finally:
                fresh.unlink(missing_ok=True)
        return len(changes)

    def _ours(self) -> Iterator[str]:
        for path in list_files(self.folder):
            if path.is_file() and self._is_ours(path):
                yield path.relative_to(self.folder).as_posix()

    def _is_ours(self, path: Path) -> bool:
        with path.open("rb") as file:
            return file.read(len(self.notice)) == self.notice

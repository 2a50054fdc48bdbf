"""Content as it was: at a git revision, in a folder, and day by day."""

from __future__ import annotations

import re
import subprocess
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from partner_playbooks.changes import DayState, History
from partner_playbooks.diagnostics import UserError
from partner_playbooks.workspace.litter import is_passed_over
from partner_playbooks.workspace.project import Project, read_content, refusal_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from partner_playbooks.diagnostics import Diagnostic

_ENTRY = re.compile(rb"(\d+) (?:blob|commit) ([0-9a-f]+)\s+(\d+|-)\t(.+)", re.DOTALL)
"""An entry in git's listing of a tree."""
_FILES = (b"100644", b"100755", b"100664")
"""Modes of ordinary files. Links and submodules are not content."""


def content_at(project: Project, revision: str) -> dict[str, bytes]:
    """Give the content files of a revision that can be opened, as `revision_at` does."""
    return revision_at(project, revision)[0]


def revision_at(project: Project, revision: str) -> tuple[dict[str, bytes], list[Diagnostic]]:
    """Give the content files of a revision, and what of it cannot be opened.

    A revision is a folder that holds content/, or what git knows by that name.

    Raises:
        UserError: there is no such folder, and git knows no such revision.
    """
    folder = Path(revision)
    if revision and folder.is_dir():
        return read_content(Project.find(folder))
    commit = _git(project, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    if commit is None:
        hint = "name a branch, a tag, a commit or a folder; a shallow clone lacks older ones (`git fetch --unshallow`)"
        raise UserError(f'there is no revision or folder "{revision}"', hint)
    return _Blobs(project).files(commit.decode().strip())


def head(project: Project) -> str | None:
    """Name the commit that the history of a project ends with; None without git, or before the first commit."""
    commit = _git(project, "rev-parse", "--verify", "--quiet", "HEAD")
    return None if commit is None else commit.decode().strip()


def history(project: Project) -> History:
    """Read a project's content from git, day by day; without states where there is no git, or nothing committed."""
    log = _git(project, "log", "--first-parent", "--format=%H %ct", "HEAD", "--", "content")
    shallow = _git(project, "rev-parse", "--is-shallow-repository")
    if not log or shallow is None:
        return History()
    last: dict[date, str] = {}
    for line in log.decode().splitlines():
        commit, seconds = line.split()
        last.setdefault(datetime.fromtimestamp(int(seconds), UTC).date(), commit)
    blobs = _Blobs(project)
    states = tuple(_day_state(day, *blobs.files(commit)) for day, commit in last.items())
    return History(states, complete=shallow.strip() == b"false")


def _day_state(day: date, files: dict[str, bytes], lost: list[Diagnostic]) -> DayState:
    return DayState(day, files, tuple(lost))


class _Blobs:
    """Content files by commit; what several commits share is read once."""

    def __init__(self, project: Project) -> None:
        self._project = project
        self._known: dict[bytes, bytes] = {}

    def files(self, commit: str) -> tuple[dict[str, bytes], list[Diagnostic]]:
        listed = _git(self._project, "ls-tree", "-r", "-l", "-z", commit, "--", "content/") or b""
        entries = [match for line in listed.split(b"\0") if (match := _ENTRY.fullmatch(line))]
        blobs: dict[str, bytes] = {}
        lost = []
        for mode, blob, size, raw_name in (entry.groups() for entry in entries):
            name = raw_name.decode("utf-8", "backslashreplace")
            if any(map(is_passed_over, name.split("/"))):
                continue
            refusal = refusal_of(name, int(size) if size.isdigit() else 0, mode in _FILES)
            if refusal is None:
                blobs[name] = blob
            else:
                lost.append(refusal)
        missing = [blob for blob in dict.fromkeys(blobs.values()) if blob not in self._known]
        self._known.update(zip(missing, self._read(missing), strict=True))
        return {name: self._known[blob] for name, blob in blobs.items()}, lost

    def _read(self, blobs: list[bytes]) -> Iterator[bytes]:
        if not blobs:
            return
        told = _git(self._project, "cat-file", "--batch", given=b"\n".join(blobs) + b"\n") or b""
        at = 0
        for _ in blobs:
            end = told.index(b"\n", at)
            size = int(told[at:end].split()[2])
            yield told[end + 1 : end + 1 + size]
            at = end + size + 2


def _git(project: Project, *arguments: str, given: bytes = b"") -> bytes | None:
    """Run git in a project's folder; None where it fails, or is not there."""
    command = ["git", "-C", str(project.root), *arguments]
    try:
        done = subprocess.run(command, input=given, capture_output=True, check=False)  # noqa: S603 - a fixed program, and no shell
    except FileNotFoundError:
        return None
    return done.stdout if done.returncode == 0 else None

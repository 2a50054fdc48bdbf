"""Content as it was: at a git revision, in a folder, and day by day."""

from __future__ import annotations

import re
import subprocess
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from partner_playbooks.changes import DayState, History
from partner_playbooks.diagnostics import UserError
from partner_playbooks.source import MAX_BYTES
from partner_playbooks.workspace.litter import is_passed_over
from partner_playbooks.workspace.project import Project, read_content

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

_ENTRY = re.compile(rb"100(?:644|755) blob ([0-9a-f]+)\s+(\d+)\t(.+)", re.DOTALL)
"""A file in git's listing of a tree. Links and submodules are not content."""


def content_at(project: Project, revision: str) -> dict[str, bytes]:
    """Give the content files of a revision: a folder that holds content/, or what git knows by that name.

    Raises:
        UserError: there is no such folder, and git knows no such revision.
    """
    folder = Path(revision)
    if revision and folder.is_dir():
        files, unreadable = read_content(Project.find(folder))
        if unreadable:
            first = unreadable[0]
            raise UserError(f"{folder}: {first.span.file}: {first.message}", first.hint)
        return files
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
    states = tuple(DayState(day, blobs.files(commit)) for day, commit in last.items())
    return History(states, complete=shallow.strip() == b"false")


class _Blobs:
    """Content files by commit; what several commits share is read once."""

    def __init__(self, project: Project) -> None:
        self._project = project
        self._known: dict[bytes, bytes] = {}

    def files(self, commit: str) -> dict[str, bytes]:
        listed = _git(self._project, "ls-tree", "-r", "-l", "-z", commit, "--", "content/") or b""
        entries = [match for line in listed.split(b"\0") if (match := _ENTRY.fullmatch(line))]
        small = {
            match[3].decode("utf-8", "backslashreplace"): match[1] for match in entries if int(match[2]) <= MAX_BYTES
        }
        missing = [blob for blob in dict.fromkeys(small.values()) if blob not in self._known]
        self._known.update(zip(missing, self._read(missing), strict=True))
        return {name: self._known[blob] for name, blob in small.items() if _is_content(name)}

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


def _is_content(name: str) -> bool:
    """Tell whether a path in git would be read as content if it stood in the project's folder."""
    return name.endswith(".yml") and not any(map(is_passed_over, name.split("/")))


def _git(project: Project, *arguments: str, given: bytes = b"") -> bytes | None:
    """Run git in a project's folder; None where it fails, or is not there."""
    command = ["git", "-C", str(project.root), *arguments]
    try:
        done = subprocess.run(command, input=given, capture_output=True, check=False)  # noqa: S603 - a fixed program, and no shell
    except FileNotFoundError:
        return None
    return done.stdout if done.returncode == 0 else None

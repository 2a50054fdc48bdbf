"""Content as it was: at a git revision, in a folder, and day by day."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from partner_playbooks.changes import DayState, History
from partner_playbooks.diagnostics import UserError
from partner_playbooks.source import MAX_BYTES
from partner_playbooks.workspace.git import Repository
from partner_playbooks.workspace.litter import is_passed_over
from partner_playbooks.workspace.project import Project, read_content

if TYPE_CHECKING:
    from collections.abc import Iterator

    from partner_playbooks.workspace.git import Entry, Objects

_CONTENT = "content"


def content_at(project: Project, revision: str) -> dict[str, bytes]:
    """Give the content files of a revision: a folder that holds content/, or what git knows by that name.

    Raises:
        UserError: there is no such folder, git knows no such revision, or it cannot be read.
    """
    folder = Path(revision)
    if revision and (folder / _CONTENT).is_dir():
        return _read_folder(folder)
    repository = Repository.find(project.root)
    commit = repository.find_commit(revision) if repository else None
    if repository is not None and commit is not None:
        with repository.open_objects() as objects:
            return _Revisions(repository, objects).read(commit)
    if revision and folder.is_dir():
        return _read_folder(folder)
    hint = "name a branch, a tag, a commit or a folder; a shallow clone lacks older ones (`git fetch --unshallow`)"
    if repository is None:
        hint = f"name a folder that holds content/; {project.root} stands in no git repository"
    raise UserError(f'there is no revision or folder "{revision}"', hint)


def _read_folder(folder: Path) -> dict[str, bytes]:
    files, unreadable = read_content(Project.find(folder))
    if unreadable:
        first = unreadable[0]
        raise UserError(f"{folder}: {first.span.file}: {first.message}", first.hint)
    return files


def head(project: Project) -> str | None:
    """Name the commit that the history of a project ends with; None without a repository, or before the first commit.

    Raises:
        UserError: there is a repository, and it cannot be read.
    """
    repository = Repository.find(project.root)
    return repository.find_head() if repository else None


def history(project: Project) -> History:
    """Read a project's content from git, day by day; without states in no repository, or with nothing committed.

    Raises:
        UserError: there is a repository, and it cannot be read.
    """
    repository = Repository.find(project.root)
    commit = repository.find_head() if repository else None
    if repository is None or commit is None:
        return History()
    last: dict[date, str] = {}
    for seconds, id_ in repository.list_commits(commit, _CONTENT):
        last.setdefault(_day_of(seconds), id_)
    if not last:
        return History()
    with repository.open_objects() as objects:
        revisions = _Revisions(repository, objects)
        states = tuple(DayState(day, revisions.read(id_)) for day, id_ in last.items())
    return History(states, complete=not repository.shallow)


def _day_of(seconds: int) -> date:
    """Give the day of a commit in UTC; a clock that was out of all bounds counts as the last day that there is."""
    try:
        return datetime.fromtimestamp(seconds, UTC).date()
    except (ValueError, OverflowError, OSError):
        return date.max


class _Revisions:
    """Content files by commit; what several commits share is read once."""

    def __init__(self, repository: Repository, objects: Objects) -> None:
        self._parts = [*filter(None, repository.prefix.split(b"/")), _CONTENT.encode()]
        self._objects = objects
        self._known: dict[str, bytes | None] = {}

    def read(self, commit: str) -> dict[str, bytes]:
        """Read the content files of a commit: none, if it holds no content/."""
        found = {}
        for name, id_ in self._list_files(commit):
            if id_ not in self._known:
                self._known[id_] = self._objects.read_blob(id_, MAX_BYTES)
            raw = self._known[id_]
            if raw is not None:
                found[_decode(name)] = raw
        return dict(sorted(found.items()))

    def _list_files(self, commit: str) -> Iterator[tuple[bytes, str]]:
        entry: Entry | None = None
        for part in self._parts:
            entry = self._objects.read_tree(entry.id if entry else commit).get(part)
            if entry is None or not entry.is_folder:
                return
        pending = [(_CONTENT.encode(), entry)] if entry else []
        while pending:
            path, folder = pending.pop()
            for name, each in self._objects.read_tree(folder.id).items():
                below = path + b"/" + name
                if is_passed_over(_decode(name)):
                    continue
                if each.is_folder:
                    pending.append((below, each))
                elif each.is_file and name.endswith(b".yml"):
                    yield below, each.id


def _decode(name: bytes) -> str:
    """Give a name as it is shown, with what is no text of it escaped."""
    return name.decode("utf-8", "backslashreplace")

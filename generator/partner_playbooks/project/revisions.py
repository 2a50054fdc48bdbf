"""Content as it was: at a git revision, in a folder, and day by day."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from partner_playbooks.changes import DayState, History
from partner_playbooks.language.diagnostics import UserError
from partner_playbooks.language.source import MAX_BYTES
from partner_playbooks.project.folder import Project, find_refusal, read_content
from partner_playbooks.project.git import Repository
from partner_playbooks.project.litter import is_passed_over

if TYPE_CHECKING:
    from collections.abc import Iterator

    from partner_playbooks.language.diagnostics import Diagnostic
    from partner_playbooks.project.git import Entry, Objects

_CONTENT = "content"


def read_revision(project: Project, revision: str) -> tuple[dict[str, bytes], list[Diagnostic]]:
    """Read the content files of a revision by name, and find what of it cannot be opened.

    A revision is a folder that holds content/, or what git knows by that name.

    Raises:
        UserError: there is no such folder, git knows no such revision, or it cannot be read.
    """
    folder = Path(revision)
    if revision and (folder / _CONTENT).is_dir():
        return read_content(Project.find(folder))
    repository = Repository.find(project.root)
    commit = repository.find_commit(revision) if repository else None
    if repository is not None and commit is not None:
        with repository.open_objects() as objects:
            return _Revisions(repository, objects).read(commit)
    if revision and folder.is_dir():
        return read_content(Project.find(folder))
    hint = "name a branch, a tag, a commit or a folder; a shallow clone lacks older ones (`git fetch --unshallow`)"
    if repository is None:
        hint = f"name a folder that holds content/; {project.root} stands in no git repository"
    raise UserError(f'there is no revision or folder "{revision}"', hint)


def find_head_commit(project: Project) -> str | None:
    """Name the commit that the history of a project ends with; None without a repository, or before the first commit.

    Raises:
        UserError: there is a repository, and it cannot be read.
    """
    repository = Repository.find(project.root)
    return repository.find_head() if repository else None


def describe_history(project: Project) -> str:
    """Tell the history of a project from any other, without reading what its commits hold; empty without one.

    Raises:
        UserError: there is a repository, and it cannot be read.
    """
    repository, commits = _list_commits(project)
    if repository is None:
        return ""
    return " ".join(
        [repository.prefix.decode("utf-8", "replace"), str(repository.shallow), *(id_ for _, id_ in commits)]
    )


def read_history(project: Project) -> History:
    """Read a project's content from git, day by day; without states in no repository, or with nothing committed.

    Raises:
        UserError: there is a repository, and it cannot be read.
    """
    repository, commits = _list_commits(project)
    last: dict[date, str] = {}
    for seconds, id_ in commits:
        last.setdefault(_day_of(seconds), id_)
    if repository is None or not last:
        return History()
    with repository.open_objects() as objects:
        revisions = _Revisions(repository, objects)
        states = tuple(_state_of(day, *revisions.read(id_)) for day, id_ in last.items())
    return History(states, complete=not repository.shallow)


def _list_commits(project: Project) -> tuple[Repository | None, list[tuple[int, str]]]:
    """Give the repository of a project, and the commits that changed its content; none before the first one."""
    repository = Repository.find(project.root)
    commit = repository.find_head() if repository else None
    if repository is None or commit is None:
        return None, []
    return repository, repository.list_commits(commit, _CONTENT)


def _day_of(seconds: int) -> date:
    """Give the day of a commit in UTC; a clock that was out of all bounds counts as the last day that there is."""
    try:
        return datetime.fromtimestamp(seconds, UTC).date()
    except (ValueError, OverflowError, OSError):
        return date.max


def _state_of(day: date, files: dict[str, bytes], lost: list[Diagnostic]) -> DayState:
    return DayState(day, files, tuple(lost))


class _Revisions:
    """Content files by commit; what several commits share is read once."""

    def __init__(self, repository: Repository, objects: Objects) -> None:
        self._parts = [*filter(None, repository.prefix.split(b"/")), _CONTENT.encode()]
        self._objects = objects
        self._known: dict[str, tuple[int, bytes]] = {}

    def read(self, commit: str) -> tuple[dict[str, bytes], list[Diagnostic]]:
        """Read the content files of a commit, and find what cannot be opened: nothing, if it holds no content/."""
        found = {}
        lost = []
        for name, entry in self._list_entries(commit):
            size, raw = self._read_blob(entry.id) if entry.is_file and name.endswith(".yml") else (0, b"")
            refusal = find_refusal(name, size, entry.is_file)
            if refusal is None:
                found[name] = raw
            else:
                lost.append(refusal)
        return dict(sorted(found.items())), sorted(lost, key=lambda each: each.sort_key)

    def _read_blob(self, id_: str) -> tuple[int, bytes]:
        if id_ not in self._known:
            self._known[id_] = self._objects.read_blob(id_, MAX_BYTES)
        return self._known[id_]

    def _list_entries(self, commit: str) -> Iterator[tuple[str, Entry]]:
        """List all that content/ holds and is no folder, by its path."""
        entry: Entry | None = None
        for part in self._parts:
            entry = self._objects.read_tree(entry.id if entry else commit).get(part)
            if entry is None or not entry.is_folder:
                return
        pending = [(_CONTENT, entry)] if entry else []
        while pending:
            path, folder = pending.pop()
            for raw_name, each in self._objects.read_tree(folder.id).items():
                name = raw_name.decode("utf-8", "backslashreplace")
                if is_passed_over(name):
                    continue
                if each.is_folder:
                    pending.append((f"{path}/{name}", each))
                else:
                    yield f"{path}/{name}", each

"""A project folder and what is read from it: content and theme."""

from __future__ import annotations

import os
import stat
from contextlib import suppress
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from partner_playbooks.language.diagnostics import Diagnostic, Span, UserError
from partner_playbooks.language.source import MAX_BYTES
from partner_playbooks.project import finished_work, resources
from partner_playbooks.project.finished_work import FinishedWork
from partner_playbooks.project.litter import list_files, list_names
from partner_playbooks.tracking import SNAPSHOT

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

CONFIG = "site_config.yml"


@dataclass(frozen=True, slots=True)
class Project:
    """A folder with `content/`, `site_config.yml` and, if it has a look of its own, `theme/`."""

    root: Path

    @classmethod
    def find(cls, root: Path) -> Project:
        """Open the project at `root`.

        Raises:
            UserError: there is no content to read.
        """
        root = root.resolve()
        if not (root / "content").exists():
            hint = "go to the folder that holds content/, name it with --project, or start one with `playbooks init`"
            raise UserError(f"{root} holds no content/ folder", hint)
        return cls(root)

    @property
    def playbooks(self) -> Path:
        """The folder of the generated Markdown."""
        return self.root / "playbooks"

    @property
    def finished(self) -> FinishedWork:
        """What earlier builds made."""
        return FinishedWork(self.root / finished_work.NAME)

    def sources(self) -> tuple[Path, ...]:
        """Give the folders that no build may write into."""
        return tuple(self.root / name for name in ("content", "theme", "playbooks", finished_work.NAME))

    @property
    def config(self) -> Path:
        """The MkDocs configuration: the project's own, or the shipped one.

        Raises:
            UserError: a symbolic link or a folder stands in its place.
        """
        own = self.root / CONFIG
        if not os.path.lexists(own):
            return resources.find_shipped() / CONFIG
        if own.is_symlink() or not own.is_file():
            raise UserError(f"{show_path(own)} is {_name_kind(own)}", "put the file itself there")
        return own

    def theme_files(self) -> dict[str, Path]:
        """Give every theme file by its path below `theme/`; the project's own hides the shipped one.

        Raises:
            UserError: a symbolic link, which could lead outside the project, or a name that no address can hold.
        """
        files: dict[str, Path] = {}
        own = self.root / "theme"
        if os.path.lexists(own) and (own.is_symlink() or not own.is_dir()):
            raise UserError(f"{show_path(own)} is {_name_kind(own)}", "put the folder itself there")
        for base in (resources.find_shipped() / "theme", own):
            for path in list_files(base):
                if path.is_symlink():
                    raise UserError(f"{show_path(path)} is a symbolic link", "put the file itself there")
                name = path.relative_to(base).as_posix()
                if any("\ud800" <= character <= "\udfff" for character in name):  # bytes that stand for none
                    raise UserError(f"{show_path(path)} has a name that is no UTF-8", "give it another name")
                if path.is_file():
                    files[name] = path
        return dict(sorted(files.items()))

    def list_watched(self) -> tuple[Path, ...]:
        """Give the folders and files whose change makes a preview stale."""
        places = (
            self.root / "content",
            self.root / "theme",
            self.root / CONFIG,
            self.root / SNAPSHOT,
            resources.find_shipped() / "theme",
        )
        return tuple(dict.fromkeys(place for place in places if place.exists()))

    def state(self, *others: Path) -> dict[str, tuple[int, int, int]]:
        """Give the identity, size and time of every file that is watched, and of others; a change makes another."""
        found = {}
        pending = [os.path.realpath(place) for place in (*self.list_watched(), *others)]
        while pending:
            path = pending.pop()
            with suppress(OSError):  # gone meanwhile, or not to be read: then it is not in the answer
                status = os.lstat(path)
                if stat.S_ISDIR(status.st_mode):
                    pending.extend(os.path.join(path, name) for name in list_names(path))  # noqa: PTH118 - quick, and asked often
                else:
                    found[path] = (status.st_ino, status.st_size, status.st_mtime_ns)
        return found


def read_content(project: Project) -> tuple[dict[str, bytes], list[Diagnostic]]:
    """Read all content files, and say what could not be read and why."""
    files: dict[str, bytes] = {}
    diagnostics: list[Diagnostic] = []
    for path, name in _content_files(project.root):
        try:
            files[name] = _read(path, name)
        except _UnreadableError as error:
            diagnostics.append(error.diagnostic)
    return files, diagnostics


def _name_kind(path: Path) -> str:
    return "a symbolic link" if path.is_symlink() else "a folder" if path.is_dir() else "a file"


class _UnreadableError(Exception):
    def __init__(self, code: str, name: str, message: str, hint: str) -> None:
        self.diagnostic = Diagnostic(code, message, Span(name), hint)


def _content_files(root: Path) -> Iterator[tuple[Path, str]]:
    """Yield content files in order, without following links and without litter."""
    pending = [root / "content"]
    while pending:
        path = pending.pop()
        name = show_path(path.relative_to(root))
        if path.is_dir() and not path.is_symlink() and os.access(path, os.R_OK | os.X_OK):
            pending.extend(path / child for child in reversed(list_names(path)))
        else:
            yield path, name


def show_path(path: str | os.PathLike[str]) -> str:
    """Give a path with forward slashes, and what cannot be printed of it escaped."""
    name = os.fsencode(path).decode("utf-8", "backslashreplace").replace(os.sep, "/")
    return "".join(c if c.isprintable() else ascii(c)[1:-1] for c in name)


def _read(path: Path, name: str) -> bytes:
    try:
        _refuse_unless_content(path, name)
        return path.read_bytes()
    except OSError as error:
        reason = (error.strerror or "it cannot be read").lower()
        raise _UnreadableError("PB001", name, f"this cannot be read: {reason}", "check its permissions") from None


def _refuse_unless_content(path: Path, name: str) -> None:
    status = path.lstat()
    if stat.S_ISDIR(status.st_mode):
        raise _UnreadableError("PB001", name, "this folder cannot be opened", "check its permissions")
    if not stat.S_ISREG(status.st_mode) and not stat.S_ISLNK(status.st_mode):
        raise _UnreadableError("PB001", name, "this is not an ordinary file", "remove it from content/")
    refusal = find_refusal(name, status.st_size, stat.S_ISREG(status.st_mode))
    if refusal is not None:
        raise _UnreadableError(refusal.code, name, refusal.message, refusal.hint)


def find_refusal(name: str, size: int, is_file: bool) -> Diagnostic | None:  # noqa: FBT001 - a fact of a listing
    """Give the finding that keeps an entry of content/ from being read, if its name, its size or its kind does."""
    if not is_file:
        hint = "put the file itself here; links could lead outside the project"
        return Diagnostic("PB005", "symbolic links are not followed", Span(name), hint)
    shown = PurePosixPath(name)
    if shown.suffix != ".yml":
        hint = f"content files end in .yml: rename it to {shown.stem}.yml, or move it out of content/"
        return Diagnostic("PB006", f"nothing is read from {shown.name}", Span(name), hint)
    if size > MAX_BYTES:
        message = f"the file is too large ({size / 1_000_000:.1f} MB)"
        return Diagnostic("PB004", message, Span(name), "split it; 1 MB is the most")
    return None

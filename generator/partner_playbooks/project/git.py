"""Git, asked by its plumbing alone: no setting changes an answer, and no failure is taken for an empty one.

Nothing else in the package runs git. What a user, a hook or a script has set for other commands does not reach these;
what says whom git trusts (`safe.directory`) is left as it is.
"""

from __future__ import annotations

import os
import re
import shlex
import subprocess
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from tempfile import TemporaryFile
from typing import IO, TYPE_CHECKING, cast

from partner_playbooks.language.diagnostics import UserError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_COMMAND = (
    "git",
    "--no-pager",
    "--no-replace-objects",  # one commit, one content, on every machine
    "--no-optional-locks",
    "--literal-pathspecs",
    *("-c", "core.fsmonitor=false"),
    *("-c", "core.quotePath=false"),
    *("-c", "core.warnAmbiguousRefs=true"),
    *("-c", "advice.graftFileDeprecated=false"),
    *("-c", "log.showSignature=false"),
)
_DROPPED = re.compile(
    r"GIT_(DIR|WORK_TREE|IMPLICIT_WORK_TREE|INDEX_FILE|COMMON_DIR|PREFIX|NAMESPACE|OBJECT_DIRECTORY|QUARANTINE_PATH|"
    r"ALTERNATE_OBJECT_DIRECTORIES|SHALLOW_FILE|REPLACE_REF_BASE|EXTERNAL_DIFF|DIFF_OPTS|PAGER|"
    r"(LITERAL|GLOB|NOGLOB|ICASE)_PATHSPECS|TRACE\w*)"
)
"""What a hook, an alias or a script says of its own repository or command, not of the project's."""
_SET = {
    "LC_ALL": "C",
    "LANGUAGE": "C",
    "GIT_GRAFT_FILE": os.devnull,
    "GIT_TERMINAL_PROMPT": "0",  # a command that waits for a password in a pipeline waits for ever
}
_NO_REPOSITORY = "not a git repository (or any"
_DUBIOUS = re.compile(r"(?:dubious ownership in repository at |unsafe repository \()'(.*?)'")


@dataclass(frozen=True, slots=True)
class Entry:
    """What a tree of git holds under a name."""

    mode: bytes
    id: str

    @property
    def is_folder(self) -> bool:
        """Whether it is a folder; a submodule is none."""
        return self.mode == b"40000"

    @property
    def is_file(self) -> bool:
        """Whether it is an ordinary file; a link is none."""
        return self.mode.startswith(b"100")


@dataclass(frozen=True, slots=True)
class Repository:
    """The git repository that a folder stands in."""

    folder: Path
    prefix: bytes
    """Where the folder stands in the repository: empty at its top, else with a slash at the end."""
    shallow: bool
    """Whether older commits are missing."""

    @classmethod
    def find(cls, folder: Path) -> Repository | None:
        """Find the repository that a folder stands in; None where it stands in none.

        Raises:
            UserError: git is not there, distrusts the owner, or cannot read the repository.
        """
        done = _run(folder, "rev-parse", "--is-inside-work-tree", "--is-shallow-repository", "--show-prefix")
        if done is None:
            if not _has_repository(folder):
                return None
            hint = (
                f"install it, or build from a copy without .git: {folder} stands in a repository, whose history is told"
            )
            raise UserError("git is not installed, or not in PATH", hint)
        if done.returncode == 0:
            inside, shallow, prefix = done.stdout.split(b"\n", 2)
            return cls(folder, prefix.removesuffix(b"\n"), shallow == b"true") if inside == b"true" else None
        if _NO_REPOSITORY in done.stderr.decode("utf-8", "replace") and not _has_repository(folder):
            return None
        raise _failure(folder, "rev-parse", done.stderr)

    def find_commit(self, revision: str) -> str | None:
        """Find the id of the commit that a revision names; None where it names none.

        Raises:
            UserError: it names several, or git cannot read it.
        """
        done = self._run("rev-parse", "--verify", "--end-of-options", f"{revision}^{{commit}}")
        if b"ambiguous" in done.stderr:
            hint = f"name it in full: refs/heads/{revision}, refs/tags/{revision}, or all digits of a commit"
            raise UserError(f'"{revision}" is the name of more than one thing in git', hint)
        if done.returncode and b"Needed a single revision" not in done.stderr:
            raise UserError(f'git finds no commit for "{revision}": {_reason(done.stderr)}', "name a commit")
        return None if done.returncode else done.stdout.decode().strip()

    def find_head(self) -> str | None:
        """Find the id of the commit that is checked out; None before the first commit.

        Raises:
            UserError: git cannot read it.
        """
        done = self._run("rev-parse", "--verify", "--quiet", "HEAD")
        if done.returncode == 0:
            return done.stdout.decode().strip()
        self._answer("symbolic-ref", "--quiet", "HEAD")  # a branch without a commit has a name; what is broken has none
        return None

    def list_commits(self, commit: str, path: str) -> list[tuple[int, str]]:
        """List the commits that changed a path below the folder, the newest first: seconds since 1970, and id.

        Raises:
            UserError: git cannot read them.
        """
        told = self._answer("rev-list", "--first-parent", "--timestamp", commit, "--", path)
        return [(int(seconds), id_) for seconds, id_ in map(str.split, told.decode().splitlines())]

    @contextmanager
    def open_objects(self) -> Iterator[Objects]:
        """Open what git holds, to be read by one process.

        Raises:
            UserError: something cannot be read.
        """
        with TemporaryFile() as errors:
            command = [*_COMMAND, "-C", str(self.folder), "cat-file", "--batch"]
            with subprocess.Popen(  # noqa: S603 - a fixed program, and no shell
                command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=errors, env=_environment()
            ) as process:
                try:
                    yield Objects(self.folder, process, errors)
                finally:
                    process.kill()

    def _run(self, *arguments: str) -> subprocess.CompletedProcess[bytes]:
        done = _run(self.folder, *arguments)
        if done is None:
            raise UserError("git is not installed any more", "install it again")
        return done

    def _answer(self, *arguments: str) -> bytes:
        done = self._run(*arguments)
        if done.returncode:
            raise _failure(self.folder, arguments[0], done.stderr)
        return done.stdout


class Objects:
    """Trees and blobs as git holds them: bytes that no filter, attribute or line end has touched."""

    def __init__(self, folder: Path, process: subprocess.Popen[bytes], errors: IO[bytes]) -> None:
        self._folder = folder
        self._process = process
        self._errors = errors
        self._trees: dict[str, dict[bytes, Entry]] = {}

    def read_tree(self, id_: str) -> dict[bytes, Entry]:
        """Read what a folder holds, by name; `id_` is that of a tree, or of a commit.

        Raises:
            UserError: git cannot read it.
        """
        if id_ not in self._trees:
            self._trees[id_] = dict(_split_tree(self._read(*self._find(f"{id_}^{{tree}}")), len(id_) // 2))
        return self._trees[id_]

    def read_blob(self, id_: str, most: int) -> tuple[int, bytes]:
        """Read a file: its size, and its bytes, which are left out where there are more than `most`.

        Raises:
            UserError: git cannot read it.
        """
        size = self._find(id_)[1]
        return size, self._read(id_, size, most)

    def _find(self, name: str) -> tuple[str, int]:
        """Ask for an object; give its name and how many bytes follow."""
        asked, told = self._process.stdin, self._process.stdout
        if asked is None or told is None:
            raise TypeError("the process was started without its pipes")
        try:
            asked.write(name.encode() + b"\n")
            asked.flush()
        except OSError:  # it has ended; why is told below
            pass
        head = told.readline().split()
        if len(head) != 3:  # noqa: PLR2004 - id, type and size
            raise self._failure(name)
        return name, int(head[2])

    def _read(self, name: str, size: int, most: int | None = None) -> bytes:
        """Read the bytes that follow, or pass over them where there are more than `most`."""
        told = cast("IO[bytes]", self._process.stdout)
        rest = size + 1  # a line end follows
        if most is not None and size > most:
            while rest and (read := told.read(min(rest, 1 << 20))):
                rest -= len(read)
            return b""
        raw = told.read(rest)
        if len(raw) != rest:
            raise self._failure(name)
        return raw[:-1]

    def _failure(self, name: str) -> UserError:
        if self._process.stdin is not None:
            with suppress(OSError):  # it has ended, and what was asked last is still to be sent
                self._process.stdin.close()
        self._process.wait()
        self._errors.seek(0)
        return _failure(self._folder, "cat-file", self._errors.read() or f"fatal: {name} is missing".encode())


def _split_tree(raw: bytes, width: int) -> Iterator[tuple[bytes, Entry]]:
    """Split a tree object: mode, space, name, NUL, and the id in so many bytes."""
    at = 0
    while at < len(raw):
        space, end = raw.index(b" ", at), raw.index(b"\0", at)
        yield raw[space + 1 : end], Entry(raw[at:space], raw[end + 1 : end + 1 + width].hex())
        at = end + 1 + width


def _environment() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if not _DROPPED.fullmatch(name)} | _SET


def _run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[bytes] | None:
    """Run git in a folder; None where there is no git."""
    command = [*_COMMAND, "-C", str(folder), *arguments]
    try:
        return subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, check=False, env=_environment())  # noqa: S603 - as above
    except (FileNotFoundError, PermissionError):  # of the folders in PATH, none holds a git that may be run
        return None


def find_top(folder: Path) -> Path | None:
    """Give the top of the repository that a folder is in, be it damaged, if it is in one.

    A linked worktree is its own. An empty `.git` is nothing yet.
    """
    device = folder.stat().st_dev
    for place in (folder, *folder.parents):
        if place.stat().st_dev != device:  # where git stops, too
            return None
        kept = place / ".git"
        if kept.is_file() or (kept.is_dir() and any(kept.iterdir())):
            return place
    return None


def _has_repository(folder: Path) -> bool:
    return not os.environ.get("GIT_CEILING_DIRECTORIES") and find_top(folder) is not None


def _failure(folder: Path, command: str, stderr: bytes) -> UserError:
    """Give the error that says why git failed, in its own words, and a way out."""
    told = stderr.decode("utf-8", "replace").strip()
    if dubious := _DUBIOUS.search(told):
        place = dubious[1]
        hint = f"if you trust it: git config --global --add safe.directory {shlex.quote(place)}"
        return UserError(f"git does not read {place}, for it belongs to another user", hint)
    reason = _reason(stderr)
    fsck = f"git -C {shlex.quote(str(folder))} fsck"
    hint = (
        f"a clone that lacks a part needs its remote, or is made again without --filter; else see what `{fsck}` finds"
    )
    return UserError(f"git cannot read the history of {folder}: {reason} (git {command})", hint)


def _reason(stderr: bytes) -> str:
    told = stderr.decode("utf-8", "replace").strip()
    lines = [line.partition(": ")[2] for line in told.splitlines() if line.startswith(("fatal: ", "error: "))]
    return "; ".join(dict.fromkeys(lines)) or told or "it does not say why"

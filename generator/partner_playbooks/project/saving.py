"""Content files written back: all of them, or none, also where the command that writes them is killed.

While files are saved, `.playbooks-saving` in the folder says which, and what they held before and will hold after.
Beside each file stand its new text, `.NAME.new`, and its former one, `.NAME.old`. From that, `recover_files`
knows how far a command came: where every file is the new one, it was done; else the new ones become the former
ones again.
"""

from __future__ import annotations

import json
import os
import shutil
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, field
from hashlib import sha256
from typing import TYPE_CHECKING, BinaryIO

from partner_playbooks.language.diagnostics import UserError
from partner_playbooks.project.locks import hold_signals, is_at, lock_at_once

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

JOURNAL = ".playbooks-saving"
"""Stands in the folder while files below it are saved; the command that saves holds its lock."""


@dataclass(frozen=True, slots=True)
class _Saving:
    """Files that are saved together: path below the folder → digest, or None where there is no such file."""

    before: Mapping[str, str | None]
    after: Mapping[str, str | None]
    folders: tuple[str, ...] = field(default=())
    """Those that are made for it."""


def save_files(root: Path, before: Mapping[str, bytes], after: Mapping[str, bytes]) -> None:
    """Turn the files below `root` that were read as `before` into those of `after`.

    What takes room on the disk is done first, beside the files; then nothing but names change, and if one cannot, those
    before it change back.

    Raises:
        UserError: a file is not as it was read, or stands where a new one belongs; nothing was touched. Or what was
            changed cannot be changed back now; the next command does it.
    """
    recover_files(root)
    names = [name for name in {**before, **after} if before.get(name) != after.get(name)]
    for name in names:
        _refuse_if_touched(root / name, before.get(name))
    folders = dict.fromkeys(
        folder
        for name in names
        if name in after
        for folder in reversed((root / name).parents)
        if folder.is_relative_to(root) and not folder.exists()
    )
    saving = _Saving(
        {name: _digest(before.get(name)) for name in names},
        {name: _digest(after.get(name)) for name in names},
        tuple(folder.relative_to(root).as_posix() for folder in folders),
    )
    with hold_signals():
        _save_with_journal(root, saving, after)


class _TouchedError(UserError):
    """Somebody else has saved a file meanwhile; none of ours is in its place yet."""


def _save_with_journal(root: Path, saving: _Saving, after: Mapping[str, bytes]) -> None:
    fault: BaseException | None = None
    with _open_journal(root, saving) as journal:
        try:
            _replace_all(root, saving, after)
        except BaseException as error:  # noqa: BLE001 - raised again when all is undone
            fault = error
        try:
            if isinstance(fault, _TouchedError):
                _clean_up(root, saving)
            else:
                _finish_or_undo(root, saving)
        except OSError as error:
            place = f"{error.filename}: " if error.filename else ""
            hint = (
                "see whether the place can be written; the next command makes the files what they were before this one"
            )
            raise UserError(f"{place}{error.strerror or error}", hint) from fault or error
        _remove_journal(root, journal)
    if fault is not None:
        raise fault


def recover_files(root: Path) -> bool:
    """Undo what a killed command has saved in part; tell whether there was such a thing.

    Raises:
        UserError: a file was changed since by somebody else, so nothing was touched.
    """
    try:
        descriptor = os.open(root / JOURNAL, os.O_RDONLY)
    except FileNotFoundError:
        return False
    with os.fdopen(descriptor, "rb") as journal:
        if not lock_at_once(descriptor) or not is_at(descriptor, root / JOURNAL):  # it is not killed, but at work
            return False
        try:
            saving = _Saving(**json.loads(journal.read()))
        except (ValueError, TypeError):  # killed before it had touched anything
            undone = False
        else:
            undone = _finish_or_undo(root, saving)
        _remove_journal(root, journal)
    return undone


@contextmanager
def _open_journal(root: Path, saving: _Saving) -> Iterator[BinaryIO]:
    try:
        journal = (root / JOURNAL).open("xb")
    except FileExistsError:
        raise UserError(f"another command is saving in {root}", "try again") from None
    with journal:
        held = lock_at_once(journal.fileno()) and is_at(journal.fileno(), root / JOURNAL)
        if not held:  # another command has found it empty, and takes it away
            raise UserError(f"another command is at work in {root}", "try again")
        journal.write(json.dumps(asdict(saving)).encode())
        journal.flush()
        yield journal


def _remove_journal(root: Path, journal: BinaryIO) -> None:
    """Take away a journal that is held: as soon as it is not, another command's may stand in its place."""
    if os.name == "nt":  # where nothing is locked, and no open file can be removed
        journal.close()
    (root / JOURNAL).unlink(missing_ok=True)


def _replace_all(root: Path, saving: _Saving, after: Mapping[str, bytes]) -> None:
    _put_beside(root, saving, after)
    for name, digest in saving.after.items():
        if digest is None:
            (root / name).unlink()
        else:
            os.replace(_fresh(root / name), root / name)  # noqa: PTH105 - os.replace says what is meant: the old file or the new one


def _put_beside(root: Path, saving: _Saving, after: Mapping[str, bytes]) -> None:
    """Put new and former texts beside the files.

    Raises:
        _TouchedError: one of the files is no longer as it was read.
    """
    for folder in saving.folders:
        (root / folder).mkdir()
    for name, digest in saving.before.items():
        path = root / name
        if digest is not None:
            shutil.copy2(path, _former(path))
        if name in after:
            _fresh(path).write_bytes(after[name])
            if digest is not None:
                shutil.copymode(path, _fresh(path))
    for name, digest in saving.before.items():
        if digest is not None and {_digest_of(_former(root / name)), _digest_of(root / name)} != {digest}:
            raise _TouchedError(f"{root / name} was changed by somebody else meanwhile", "try again")


def _finish_or_undo(root: Path, saving: _Saving) -> bool:
    """Leave all files new, if they are; else make them the former ones. Tell whether something had to be undone."""
    found = {name: _digest_of(root / name) for name in saving.before}
    done = found == dict(saving.after)
    if not done:
        _refuse_if_changed_since(root, saving, found)
        for name, digest in saving.before.items():
            if digest is None:
                (root / name).unlink(missing_ok=True)
            elif found[name] != digest:
                os.replace(_former(root / name), root / name)  # noqa: PTH105 - as above
    _clean_up(root, saving)
    return not done


def _clean_up(root: Path, saving: _Saving) -> None:
    for name in saving.before:
        _remove(_fresh(root / name))
        _remove(_former(root / name))
    for folder in reversed(saving.folders):
        with suppress(OSError):  # it is not empty
            (root / folder).rmdir()


def _refuse_if_changed_since(root: Path, saving: _Saving, found: Mapping[str, str | None]) -> None:
    for name, digest in found.items():
        if digest not in {saving.before[name], saving.after[name]}:
            hint = f"put it right (its former text is in {_former(root / name)}, if that is there), then remove "
            raise UserError(
                f"{root / name} was changed after a command that saves files had been stopped half way",
                f"{hint}{root / JOURNAL}",
            )


def _refuse_if_touched(path: Path, raw: bytes | None) -> None:
    if raw is None and os.path.lexists(path):
        raise UserError(f"{path} is there already", "choose another name, or move the file away")
    if raw is not None and (path.is_symlink() or not path.is_file() or path.read_bytes() != raw):
        raise UserError(f"{path} was changed by somebody else meanwhile", "try again")


def _digest(raw: bytes | None) -> str | None:
    return None if raw is None else sha256(raw).hexdigest()


def _digest_of(path: Path) -> str | None:
    return _digest(path.read_bytes()) if os.path.lexists(path) else None


def _remove(path: Path) -> None:
    with suppress(OSError):  # what is left behind begins with a dot, and nobody reads it
        path.unlink(missing_ok=True)


def _fresh(path: Path) -> Path:
    return path.with_name(f".{path.name}.new")


def _former(path: Path) -> Path:
    return path.with_name(f".{path.name}.old")

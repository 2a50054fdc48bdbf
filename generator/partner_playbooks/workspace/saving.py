"""Content files written back: all of them, or none."""

from __future__ import annotations

import os
import shutil
from contextlib import ExitStack, suppress
from typing import TYPE_CHECKING

from partner_playbooks.diagnostics import UserError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


def save(root: Path, before: Mapping[str, bytes], after: Mapping[str, bytes]) -> None:
    """Turn the files below `root` that were read as `before` into those of `after`.

    What takes room on the disk is done first, beside the files; then nothing but names change, and if one cannot, those
    before it change back.

    Raises:
        UserError: a file is not as it was read, or stands where a new one belongs; nothing was touched.
    """
    changed = {name: raw for name, raw in after.items() if before.get(name) != raw}
    gone = [name for name in before if name not in after]
    for name in (*changed, *gone):
        _refuse_if_touched(root / name, before.get(name))
    with ExitStack() as litter, ExitStack() as undone:
        for name, raw in changed.items():
            _write_beside(root / name, raw, litter)
        for name in (*changed, *gone):
            if name in before:
                litter.callback(_remove, _kept(root / name))
                shutil.copy2(root / name, _kept(root / name))
        for name in changed:
            undone.callback(_undo, root / name, was_there=name in before)
            os.replace(_fresh(root / name), root / name)  # noqa: PTH105 - os.replace says what is meant: the old file or the new one
        for name in gone:
            undone.callback(_undo, root / name, was_there=True)
            (root / name).unlink()
        undone.pop_all()


def _refuse_if_touched(path: Path, raw: bytes | None) -> None:
    if raw is None and os.path.lexists(path):
        raise UserError(f"{path} is there already", "choose another name, or move the file away")
    if raw is not None and (not path.is_file() or path.read_bytes() != raw):
        raise UserError(f"{path} was changed by somebody else meanwhile", "try again")


def _write_beside(path: Path, raw: bytes, litter: ExitStack) -> None:
    if not path.parent.exists():
        litter.callback(_remove_if_empty, path.parent)
        path.parent.mkdir()
    litter.callback(_remove, _fresh(path))
    _fresh(path).write_bytes(raw)
    if path.exists():
        shutil.copymode(path, _fresh(path))


def _undo(path: Path, *, was_there: bool) -> None:
    if was_there:
        os.replace(_kept(path), path)  # noqa: PTH105 - as above
    else:
        path.unlink(missing_ok=True)


def _remove(path: Path) -> None:
    with suppress(OSError):  # what is left behind begins with a dot, and nobody reads it
        path.unlink(missing_ok=True)


def _remove_if_empty(folder: Path) -> None:
    if folder.is_dir() and not any(folder.iterdir()):
        folder.rmdir()


def _fresh(path: Path) -> Path:
    return path.with_name(f".{path.name}.new")


def _kept(path: Path) -> Path:
    return path.with_name(f".{path.name}.old")

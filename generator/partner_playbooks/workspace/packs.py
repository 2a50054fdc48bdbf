"""Packs for many partners: a folder each, complete or not there at all."""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from partner_playbooks.diagnostics import UserError
from partner_playbooks.downloads.packs import forms, pack, worklist_of
from partner_playbooks.downloads.plan_file import PLAN_FILE, made
from partner_playbooks.workspace.partners import Row, WrongRow
from partner_playbooks.workspace.workers import spread

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence
    from pathlib import Path

    from partner_playbooks.downloads.look import Look
    from partner_playbooks.downloads.worklist import Maker
    from partner_playbooks.plans import Request

DOCUMENTS = "documents"


class Outcome(StrEnum):
    """What became of a row."""

    MADE = "made"
    KEPT = "kept"


@dataclass(frozen=True, slots=True)
class Making:
    """How packs are made."""

    maker: Maker
    look: Look
    words: Collection[str]
    """Those that must not leave."""
    documents: bool
    """Whether a pack holds the documents that its tasks need."""

    def files(self, request: Request) -> dict[str, bytes]:
        """Give all files of a pack, by their paths in its folder.

        Raises:
            UserError: it cannot be made.
        """
        worklist = worklist_of(self.maker, request, self.words)
        files = pack(worklist, self.look)
        if self.documents:
            found = forms(self.maker, worklist, self.look)
            files |= {f"{DOCUMENTS}/{name}": raw for name, raw in found.items()}
        return files


def write_packs(rows: Sequence[Row], making: Making, out: Path) -> Iterator[Outcome | WrongRow]:
    """Write a folder for each row below `out`; one that is there already and says the same stays as it is.

    What was interrupted is taken up again by the same call: a folder appears when all of it is written.

    Args:
        rows: What to make.
        making: How.
        out: Where; it is made if need be.
    """
    out.mkdir(parents=True, exist_ok=True)
    yield from spread(_pack, (making, out), rows)


def _pack(context: tuple[Making, Path], row: Row) -> Outcome | WrongRow:
    making, out = context
    try:
        return _written(making, out / row.folder, row)
    except UserError as error:
        return WrongRow(row.line, "; ".join(filter(None, (str(error), error.hint))))
    except OSError as error:
        return WrongRow(row.line, f"{error.filename or row.folder}: {error.strerror or error}")


def _written(making: Making, target: Path, row: Row) -> Outcome | WrongRow:
    if os.path.lexists(target):
        wanted = made(worklist_of(making.maker, row.request, making.words), making.look)
        plan = target / PLAN_FILE
        if not target.is_symlink() and plan.is_file() and plan.read_bytes() == wanted:
            return Outcome.KEPT
        return WrongRow(row.line, f"{target} is there already, with something else; move it away")
    fresh = target.with_name(f".{target.name}.new")
    shutil.rmtree(fresh, ignore_errors=True)
    try:
        for name, raw in making.files(row.request).items():
            path = fresh / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(raw)
        fresh.rename(target)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
    return Outcome.MADE

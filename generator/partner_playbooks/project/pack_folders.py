"""Packs for many partners: a folder each, which appears when all that can be made of it is written."""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from partner_playbooks.downloads.making import Failure, make_files
from partner_playbooks.downloads.packs import build_worklist, list_pack_files, list_pack_forms
from partner_playbooks.downloads.partner_list import Row, WrongRow
from partner_playbooks.downloads.plan_json import PLAN_FILE, render_plan_json
from partner_playbooks.downloads.typesetting import find_missing
from partner_playbooks.language.diagnostics import UserError
from partner_playbooks.project.whole_files import write_whole
from partner_playbooks.project.workers import spread_work

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
    from pathlib import Path

    from partner_playbooks.downloads.download_style import DownloadStyle
    from partner_playbooks.downloads.invitation_files import InvitationMaker
    from partner_playbooks.downloads.task_list_maker import TaskListMaker
    from partner_playbooks.plans.dated import Request

DOCUMENTS = "documents"


class PackOutcome(StrEnum):
    """What became of a row."""

    MADE = "made"
    KEPT = "kept"


@dataclass(frozen=True, slots=True)
class PackSettings:
    """How packs are made."""

    maker: TaskListMaker
    style: DownloadStyle
    words: Collection[str]
    """Those that must not leave."""
    documents: bool
    """Whether a pack holds the documents that its tasks need."""
    inviting: InvitationMaker | None = None
    """What invites partners; None where nobody is to be invited."""

    def makers(self, request: Request) -> dict[str, Callable[[], bytes]]:
        """Give a way to make each file of a pack, by their paths in its folder.

        Raises:
            UserError: it cannot be made.
        """
        task_list = build_worklist(self.maker, request, self.words)
        makers = list_pack_files(task_list, self.style)
        if self.documents:
            found = list_pack_forms(self.maker, task_list, self.style)
            makers |= {f"{DOCUMENTS}/{name}": make for name, make in found.items()}
        return makers

    def invite(self, row: Row) -> dict[str, bytes]:
        """Give the files of an invitation to the plan of a row, if there is to be one."""
        return {} if self.inviting is None else self.inviting.make(row.request, row.contact)

    def undrawn(self, request: Request) -> str:
        """Give the characters of the names in a request that a PDF file shows a box for, as no font has them."""
        fonts = (*self.style.fonts, *self.style.script_fonts)
        return "".join(sorted(find_missing("".join([request.partner, *request.names.values()]), fonts)))


def write_packs(rows: Sequence[Row], making: PackSettings, out: Path) -> Iterator[PackOutcome | WrongRow]:
    """Write a folder for each row below `out`; one that is there already and says the same stays as it is.

    What was interrupted is taken up again by the same call: a folder appears when what can be made of it is written.

    Args:
        rows: What to make.
        making: How.
        out: Where; it is made if need be.
    """
    out.mkdir(parents=True, exist_ok=True)
    yield from spread_work(_pack, (making, out), rows)


def _pack(context: tuple[PackSettings, Path], row: Row) -> PackOutcome | WrongRow:
    making, out = context
    try:
        return _write(making, out / row.folder, row)
    except UserError as error:
        return WrongRow(row.line, "; ".join(filter(None, (str(error), error.hint))))
    except OSError as error:
        return WrongRow(row.line, f"{error.filename or row.folder}: {error.strerror or error}")


def _write(making: PackSettings, target: Path, row: Row) -> PackOutcome | WrongRow:
    if os.path.lexists(target):
        return _complete(making, target, row)
    fresh = target.with_name(f".{target.name}.new")
    shutil.rmtree(fresh, ignore_errors=True)
    try:
        failures = _add(making.makers(row.request), fresh, row)
        if not (fresh / PLAN_FILE).exists():  # by it the next call knows a folder for one of ours
            return WrongRow(row.line, _list_reasons(failures))
        add_files(making.invite(row), fresh)
        fresh.rename(target)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
    return _say(failures, row) if failures else PackOutcome.MADE


def _complete(making: PackSettings, target: Path, row: Row) -> PackOutcome | WrongRow:
    """Leave a folder that says the same as it is, but for what is missing and a changed invitation."""
    wanted = render_plan_json(build_worklist(making.maker, row.request, making.words), making.style)
    plan = target / PLAN_FILE
    if target.is_symlink() or not plan.is_file() or plan.read_bytes() != wanted:
        return WrongRow(row.line, f"{target} is there already, with something else; move it away")
    missing = {name: make for name, make in making.makers(row.request).items() if not (target / name).exists()}
    invitation = {name: raw for name, raw in making.invite(row).items() if not _holds(target / name, raw)}
    failures = _add(missing, target, row)
    add_files(invitation, target)
    if failures:
        return _say(failures, row)
    return PackOutcome.MADE if missing or invitation else PackOutcome.KEPT


def _holds(path: Path, raw: bytes) -> bool:
    return path.is_file() and path.read_bytes() == raw


def _add(makers: Mapping[str, Callable[[], bytes]], folder: Path, row: Row) -> list[Failure]:
    files, failures = make_files(makers, lambda _name: f"line {row.line}")
    add_files(files, folder)
    return failures


def add_files(files: Mapping[str, bytes], folder: Path) -> None:
    """Write files into a folder, which is made if need be: each whole, or not at all."""
    for name, raw in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, raw)


def _say(failures: list[Failure], row: Row) -> WrongRow:
    return WrongRow(row.line, f"{_list_reasons(failures)}; its other files are in {row.folder}")


def _list_reasons(failures: list[Failure]) -> str:
    return "; ".join(f"{failure.file} could not be made: {failure.reason}" for failure in failures)

"""Packs of partners on disk: a folder each, complete or not there at all."""

from __future__ import annotations

import hashlib
import os
import shutil
from dataclasses import dataclass
from typing import TYPE_CHECKING

from partner_playbooks.downloads.making import make_files
from partner_playbooks.language.diagnostics import UserError
from partner_playbooks.plans.file_names import make_file_stem
from partner_playbooks.project.pack_folders import PackOutcome, add_files
from partner_playbooks.project.workers import spread_work

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from partner_playbooks.downloads.making import Failure
    from partner_playbooks.downloads.reports.review_packs import ReviewPacks
    from partner_playbooks.tracking.snapshot_facts import PartnerFacts

_MADE_OF = ".made-of"
"""The file in a pack that says of which snapshot it was made."""


@dataclass(frozen=True, slots=True)
class StoppedPack:
    """A pack that could not be made, or not all of it."""

    partner: str
    reason: str


@dataclass(frozen=True, slots=True)
class _Place:
    partner: PartnerFacts
    folder: str


def name_folders(partners: Sequence[PartnerFacts]) -> dict[str, str]:
    """Give each partner's id the name of its folder: its own name, and a digest where others are called alike."""
    stems: dict[str, list[str]] = {}
    for each in partners:
        stems.setdefault(make_file_stem(each.name), []).append(each.id)
    return {
        id_: stem if len(ids) == 1 else f"{stem}-{hashlib.sha256(id_.encode()).hexdigest()[:8]}"
        for stem, ids in stems.items()
        for id_ in ids
    }


def write_review_packs(
    packs: ReviewPacks, chosen: Iterable[PartnerFacts], out: Path, made_of: str
) -> Iterator[PackOutcome | StoppedPack]:
    """Write a folder for each partner below `out`; one of the same snapshot that is there already stays as it is.

    What was interrupted is taken up again by the same call: a folder appears when all of it is written.

    Args:
        packs: What to make.
        chosen: For whom.
        out: Where; it is made if need be.
        made_of: A digest of the snapshot and of the handbook.
    """
    out.mkdir(parents=True, exist_ok=True)
    folders = name_folders(packs.tracked.partners)
    yield from spread_work(_pack, (packs, out, made_of), [_Place(each, folders[each.id]) for each in chosen])


def _pack(context: tuple[ReviewPacks, Path, str], place: _Place) -> PackOutcome | StoppedPack:
    packs, out, made_of = context
    try:
        return _write(packs, out / place.folder, place.partner, made_of)
    except UserError as error:
        return StoppedPack(place.partner.name, "; ".join(filter(None, (str(error), error.hint))))
    except OSError as error:
        return StoppedPack(place.partner.name, f"{error.filename or place.folder}: {error.strerror or error}")


def _write(packs: ReviewPacks, target: Path, partner: PartnerFacts, made_of: str) -> PackOutcome | StoppedPack:
    if os.path.lexists(target):
        mark = target / _MADE_OF
        if not target.is_symlink() and mark.is_file() and mark.read_text(encoding="utf-8") == made_of:
            return PackOutcome.KEPT
        return StoppedPack(partner.name, f"{target} is there already, made of something else; move it away")
    fresh = target.with_name(f".{target.name}.new")
    shutil.rmtree(fresh, ignore_errors=True)
    try:
        files, failures = make_files(packs.list_files(partner), lambda _name: partner.name)
        if failures:
            return _say(failures, partner)
        add_files(files | {_MADE_OF: made_of.encode()}, fresh)
        fresh.rename(target)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
    return PackOutcome.MADE


def _say(failures: list[Failure], partner: PartnerFacts) -> StoppedPack:
    reasons = "; ".join(f"{failure.file} could not be made: {failure.reason}" for failure in failures)
    return StoppedPack(partner.name, reasons)

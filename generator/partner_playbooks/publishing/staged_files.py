"""Files to download, written into a staging folder: those that would be the same as before are taken from there."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from partner_playbooks.downloads.making import Failure, make_file
from partner_playbooks.downloads.offers import PACK, leave_out
from partner_playbooks.language.diagnostics import UserError
from partner_playbooks.pages.parts.download import FOLDER
from partner_playbooks.project.workers import spread_work
from partner_playbooks.publishing.linked_files import link_file
from partner_playbooks.publishing.staging import write_files

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from partner_playbooks.downloads.download_style import DownloadStyle
    from partner_playbooks.downloads.offers import Offer

_FEW = 48
"""A process reads all that files are made with before it makes the first: that takes as long as so many files."""
LIST = "made.json"
"""Stands among the files: path → key it was made with, and digest of its bytes."""


@dataclass(frozen=True, slots=True)
class WrittenFiles:
    """What became of an edition's files."""

    made: int
    """How many of them had to be made."""
    failures: tuple[Failure, ...]


def write_downloads(
    staging: Path, offers: Sequence[Offer], style: DownloadStyle | None, former: Path | None
) -> WrittenFiles:
    """Write an edition's files below `docs/`, all but those that cannot be made.

    Args:
        staging: The staging folder.
        offers: What to write; a pack after what it holds.
        style: What they are made with; None where nothing is offered.
        former: The site that stands now. Its files are used where nothing has changed.
    """
    if style is None or not offers:
        return WrittenFiles(0, ())
    folder, before = staging / "docs" / FOLDER, None if former is None else former / FOLDER
    known = {} if before is None else _known(before)
    for parent in {(folder / offer.file.path).parent for offer in offers}:
        parent.mkdir(parents=True, exist_ok=True)
    taken = {offer.file.path for offer in offers if _take(offer, known, before, folder)}
    missing = [offer for offer in offers if offer.file.path not in taken]
    single = [replace(offer, make_key=str) for offer in missing if offer.file.format != PACK]
    written = spread_work(_write, (style, folder), single, few=_FEW)
    failures = [failed for failed in written if failed is not None]
    for offer in leave_out(offers, frozenset(failure.file for failure in failures)):
        if offer.file.format == PACK and (offer.file.path not in taken or not offer.key):
            failed = _write((style, folder), offer)
            failures += [] if failed is None else [failed]
    made = list(leave_out(offers, frozenset(failure.file for failure in failures)))
    listed = {
        path: known[path] if path in taken and offer.key else [offer.key, _digest(folder / path)]
        for path, offer in ((offer.file.path, offer) for offer in made)
    }
    (folder / LIST).write_text(json.dumps(listed, indent=0, sort_keys=True) + "\n", encoding="utf-8", newline="\n")
    return WrittenFiles(len(missing), tuple(failures))


def reserve_downloads(staging: Path, offers: Sequence[Offer]) -> None:
    """Put an empty file in the place of each, so that links to it lead somewhere: a preview makes it when asked."""
    write_files(staging / "docs" / FOLDER, dict.fromkeys((offer.file.path for offer in offers), ""))


def list_on_demand(offers: Sequence[Offer], style: DownloadStyle) -> Mapping[str, Callable[[], bytes]]:
    """Give a way to the bytes of each file, by its address within the site.

    Where a file cannot be made, that raises a UserError which says why.
    """
    by_path = {offer.file.path: offer for offer in offers}

    def made(path: str) -> bytes:
        raw = make_file(path, by_path[path].place, partial(by_path[path].make, style, made))
        if isinstance(raw, Failure):
            raise UserError(str(raw))
        return raw

    return {f"{FOLDER}/{path}": partial(made, path) for path in by_path}


def _known(before: Path) -> Mapping[str, object]:
    try:
        known = json.loads((before / LIST).read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return {}
    return known if isinstance(known, dict) else {}


def _take(offer: Offer, known: Mapping[str, object], before: Path | None, folder: Path) -> bool:
    """Take a file from before, unless it would be another one now or is not as it was made; tell whether it was."""
    path = offer.file.path
    if before is None or not offer.key or path not in known:
        return False
    try:
        if (before / path).is_symlink() or known[path] != [offer.key, _digest(before / path)]:
            return False
        link_file(before / path, folder / path)
    except OSError:
        return False
    return True


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _write(context: tuple[DownloadStyle, Path], offer: Offer) -> Failure | None:
    style, folder = context
    make = partial(offer.make, style, lambda path: (folder / path).read_bytes())
    raw = make_file(offer.file.path, offer.place, make)
    if isinstance(raw, Failure):
        return raw
    target = folder / offer.file.path
    target.unlink(missing_ok=True)  # it may be a link to one of the site that stands
    target.write_bytes(raw)
    return None

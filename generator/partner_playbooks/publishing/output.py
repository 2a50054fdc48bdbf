"""Output folders: what is ours and may be replaced, and sites that appear together or not at all."""

from __future__ import annotations

import json
import os
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from partner_playbooks.language.diagnostics import UserError
from partner_playbooks.project.litter import is_litter
from partner_playbooks.project.locks import hold_signals
from partner_playbooks.publishing.swapping import HALF, MARKER, Swap, SwapState, is_whole, remove_all

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from partner_playbooks.project.folder import Project


@dataclass(frozen=True, slots=True)
class Output:
    """A site folder to be replaced as a whole, and the edition that may stand in it."""

    site: Path
    edition: str

    @property
    def work(self) -> Path:
        """The folder beside the site in which the new one is made; it goes when the build ends."""
        return self.site.parent / f".{self.site.name}.playbooks-work"

    @property
    def fresh(self) -> Path:
        """Where the publisher makes the new site."""
        return self.staging / "site"

    @property
    def staging(self) -> Path:
        """Where the publisher finds what it needs."""
        return self.work / "staging"

    @property
    def old(self) -> Path:
        """Where the old site stands while a swap is not done (see `swapping`)."""
        return self.site.parent / f".{self.site.name}.playbooks-old"

    def plan_swap(self) -> Swap:
        """Give the swap that puts the new site in the place of the old one; nothing is touched yet."""
        return Swap(self.site, self.fresh, self.old, self.work / "spare")

    def refuse_if_foreign(self, project: Project) -> None:
        """Refuse a folder that is not ours, a link, or one that overlaps what we read.

        Raises:
            UserError: the folder must not be replaced; nothing was touched.
        """
        if self.site.is_symlink():
            raise UserError(f"{self.site} is a symbolic link", "name the folder itself")
        self._refuse_overlap(project)
        if not self.site.exists():
            return
        if not self.site.is_dir():
            raise UserError(f"{self.site} is a file", "choose a folder")
        if os.path.ismount(self.site):
            raise UserError(f"{self.site} is a mount point and cannot be swapped", f"choose {self.site}/site")
        made = _edition_in(self.site)
        if made is None and not all(path.name == HALF or is_litter(path.name) for path in self.site.iterdir()):
            hint = "choose an empty folder or one made by `playbooks build`"
            raise UserError(f"{self.site} holds files that are not ours", hint)
        if made not in {None, self.edition}:
            raise UserError(f"{self.site} holds the {made} edition", "give each edition a folder of its own")

    def _refuse_overlap(self, project: Project) -> None:
        site = self.site.resolve()
        inside = [source for source in project.sources() if source == site or source in site.parents]
        if site == project.root or site in project.root.parents:
            inside.append(project.root)
        inside += [above for above in site.parents if _edition_in(above) is not None]
        if inside:
            hint = "choose a folder of its own, such as site/internal"
            raise UserError(f"{self.site} overlaps {inside[0]}", hint)

    def recover(self) -> None:
        """Put back the old site that a killed build has left beside its place; remove what else it left.

        Raises:
            OSError: the old site cannot be put back, and stands beside its place as before; or what else was left
                cannot be removed.
        """
        remove_all(self.work)
        if is_whole(self.old):
            self.work.mkdir()
            self.plan_swap().put_back()
            remove_all(self.work)
        remove_all(self.old)

    def prepare(self) -> None:
        """Make an empty work folder, after what a killed build may have left is put right."""
        self.recover()
        self.work.mkdir()

    def mark(self) -> None:
        """Mark the new site as ours."""
        marker = json.dumps({"edition": self.edition}) + "\n"
        (self.fresh / MARKER).write_text(marker, encoding="utf-8", newline="\n")

    def clean(self) -> None:
        """Remove the work folder, and a former site that nobody needs any more; what stays, the next build tells."""
        for folder in (self.work, *([] if is_whole(self.old) else [self.old])):
            with suppress(OSError):
                remove_all(folder)


def swap_together(outputs: Sequence[Output]) -> None:
    """Put all new sites in the places of the old ones, or none.

    Raises:
        UserError: that cannot be done; it says what stands.
    """
    swaps = [output.plan_swap() for output in outputs]
    try:
        with hold_signals():
            _make_all(swaps)
    except OSError as error:
        raise report_failure(error, swaps) from error


def _make_all(swaps: Sequence[Swap]) -> None:
    try:
        for swap in swaps:
            swap.make()
        for swap in swaps:
            swap.settle()
    except OSError:
        for swap in reversed(swaps):
            swap.take_back()
        raise


def report_failure(error: OSError, swaps: Sequence[Swap]) -> UserError:
    """Give the error that tells why a build failed, and what stands in the place of each site."""
    at = error.filename2 or error.filename  # what is copied or renamed is named first, where to it goes second
    place = f"{at}: " if at else ""
    stands = dict.fromkeys(_describe_standing(swap) for swap in swaps)
    return UserError(f"{place}{error.strerror or error}", "; ".join(stands))


def _describe_standing(swap: Swap) -> str:
    if is_whole(swap.old):
        return f"the old site is whole in {swap.old}, and the next build puts it back to {swap.site}"
    if swap.standing is SwapState.NEW:
        return f"the new site stands in {swap.site}"
    return "the old site stands as it was" if swap.site.exists() else f"there is no site in {swap.site}, as before"


def _edition_in(site: Path) -> str | None:
    try:
        edition = json.loads((site / MARKER).read_text(encoding="utf-8"))["edition"]
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return None
    return str(edition)

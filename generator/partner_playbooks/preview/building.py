"""Building again and again: the pages that somebody looks at first, then the whole; or what is wrong, told."""

from __future__ import annotations

import os
import shutil
from contextlib import ExitStack
from typing import TYPE_CHECKING

from partner_playbooks.language.diagnostics import UserError
from partner_playbooks.pages.parts.writers import Known
from partner_playbooks.preview import shown_problems
from partner_playbooks.preview.preview_state import Site
from partner_playbooks.project.chronicles import read_chronicle
from partner_playbooks.project.clock import find_today
from partner_playbooks.project.opening import open_project
from partner_playbooks.project.revisions import find_head_commit
from partner_playbooks.project.snapshots import read_project_snapshot
from partner_playbooks.publishing.ahead import AHEAD, build_ahead, list_buildable
from partner_playbooks.publishing.finishing import finish_site
from partner_playbooks.publishing.full_edition import render_full_edition
from partner_playbooks.publishing.judging import judge_settings
from partner_playbooks.publishing.publishers import PUBLISHERS, Means, Run
from partner_playbooks.publishing.staged_files import list_on_demand, reserve_downloads
from partner_playbooks.publishing.staging import write_staging
from partner_playbooks.reporters import REPORTERS

if TYPE_CHECKING:
    import threading
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from partner_playbooks.changes import Chronicle
    from partner_playbooks.handbook.model.base import Audience
    from partner_playbooks.preview.preview_state import PreviewState
    from partner_playbooks.project.folder import Project
    from partner_playbooks.publishing.edition import Edition

_GLANCE = 0.05
"""Seconds for which a build of the whole is waited for before a look at whether something has changed."""


class Builder:
    """Keeps a state up to date with a project. What it makes stands in a folder that is the caller's to remove."""

    def __init__(
        self, project: Project, audience: Audience, folder: Path, state: PreviewState, tell: Callable[[str], None]
    ) -> None:
        self._project = project
        self._audience = audience
        self._folder = folder
        self._state = state
        self._tell = tell
        self._count = 0
        self._wrong = "[]"
        """What is wrong with the project as it is: a build that goes on below it must not hide it."""
        self._shown = Site()
        self._files: Mapping[str, Callable[[], bytes]] = {}
        self._whole: tuple[Run, Path] | None = None
        self._past: tuple[str | None, Chronicle] | None = None

    def run(self, changed: threading.Event) -> None:
        """Build whenever `changed` is set, until interrupted. What is out of date is given up for the next build."""
        try:
            while True:
                if self._whole is None or changed.is_set():
                    changed.wait()
                    changed.clear()
                    self._guarded(self._begin)
                else:
                    self._guarded(self._end)
        finally:
            self._give_up()

    def _guarded(self, step: Callable[[], None]) -> None:
        try:
            step()
        except UserError as error:
            self._fail(error)
        except OSError as error:  # a file that went while it was read, a full disk
            place = f"{error.filename}: " if error.filename else ""
            self._fail(UserError(f"{place}{error.strerror or error}"))

    def _fail(self, error: UserError) -> None:
        self._tell("\n  help: ".join(filter(None, [f"error: {error}", error.hint])))
        self._trouble(shown_problems.describe_error(error))

    def _trouble(self, wrong: str) -> None:
        self._wrong = wrong
        self._state.trouble(wrong)

    def _begin(self) -> None:
        """Check; if all is well, build the pages that somebody looks at, and start on the whole."""
        with ExitStack() as stack:
            if self._whole is not None:
                stack.callback(self._start, self._whole[1])  # in vain if there is something newer, else it goes on
            self._give_up()
            edition = self._edition()
            if edition is None:
                return
            stack.pop_all()
        self._wrong = "[]"
        self._count += 1
        staging = self._folder / str(self._count)
        write_staging(staging, edition, self._project)
        reserve_downloads(staging, edition.offers)
        self._files = list_on_demand(edition.offers, edition.style) if edition.style else {}
        ready = list_buildable(edition)
        pages = frozenset(address for address in self._state.open_pages() if address in ready)
        if pages and self._shown.whole:
            build_ahead(staging, sorted(ready[address] for address in pages))
            self._show(Site(self._shown.whole, staging / AHEAD, pages, self._files))
        self._start(staging)

    def _start(self, staging: Path) -> None:
        self._whole = (
            Run(PUBLISHERS["mkdocs"], staging, Means(self._project.finished.folder, os.cpu_count() or 1)),
            staging,
        )

    def _end(self) -> None:
        """Show the whole, if its build has ended."""
        if self._whole is None:
            return
        run, staging = self._whole
        try:
            ended = run.wait_for_end(_GLANCE)
        except UserError:
            self._whole = None
            raise
        if ended:
            self._whole = None
            finish_site(staging, self._project.finished)
            self._project.finished.tidy()
            self._show(Site(staging / "site", files=self._files))
            self._tell("Built.")

    def _give_up(self) -> None:
        if self._whole is not None:
            self._whole[0].stop()
            self._whole = None

    def _show(self, shown: Site) -> None:
        self._state.show(shown, self._wrong)
        self._shown = shown
        for folder in self._folder.iterdir():
            if not any(folder in part.parents for part in (shown.whole, shown.ahead) if part):
                shutil.rmtree(folder)

    def _edition(self) -> Edition | None:
        """Give the edition as it is now; None where there are mistakes, which are told."""
        opened = open_project(self._project, find_today(), judge_settings)
        examined = opened.examined
        if examined.diagnostics:
            self._tell(REPORTERS["text"](examined.diagnostics, examined.texts).rstrip())
        if examined.has_errors:
            self._tell("The last good site stays until this is put right.")
            self._trouble(shown_problems.describe_findings(examined))
            return None
        known = Known(self._chronicle(), read_project_snapshot(self._project))
        return render_full_edition(opened.handbook, self._audience, opened.theme, known, opened.style)

    def _chronicle(self) -> Chronicle:
        """Give what changed; read again only after another commit."""
        commit = find_head_commit(self._project)
        if self._past is None or self._past[0] != commit:
            self._past = commit, read_chronicle(self._project, self._audience)
        return self._past[1]

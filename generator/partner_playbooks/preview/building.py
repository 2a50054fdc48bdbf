"""Building again and again: the pages that somebody looks at first, then the whole; or what is wrong, told."""

from __future__ import annotations

import gc
import shutil
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from partner_playbooks.checks.examination import Readings
from partner_playbooks.downloads.known_lists import KnownLists
from partner_playbooks.language.diagnostics import UserError
from partner_playbooks.pages.parts.addresses import HOME, find_location
from partner_playbooks.pages.parts.writers import Known
from partner_playbooks.preview import shown_problems
from partner_playbooks.preview.preview_state import Site
from partner_playbooks.preview.single_pages import SinglePages
from partner_playbooks.preview.whole_build import WholeBuild
from partner_playbooks.project.chronicles import read_chronicle
from partner_playbooks.project.clock import find_today
from partner_playbooks.project.kept_documents import KeptDocuments
from partner_playbooks.project.opening import open_project
from partner_playbooks.project.revisions import find_head_commit
from partner_playbooks.project.snapshots import read_project_snapshot
from partner_playbooks.publishing.ahead import list_addresses, list_buildable
from partner_playbooks.publishing.full_edition import render_full_edition
from partner_playbooks.publishing.judging import judge_settings
from partner_playbooks.publishing.staged_files import list_on_demand
from partner_playbooks.reporters import REPORTERS

if TYPE_CHECKING:
    import threading
    from collections.abc import Callable, Iterable, Mapping
    from pathlib import Path

    from partner_playbooks.changes import Chronicle
    from partner_playbooks.checks.examination import Examination
    from partner_playbooks.handbook.model.base import Audience
    from partner_playbooks.preview.checker import Checker
    from partner_playbooks.preview.preview_state import PreviewState
    from partner_playbooks.project.folder import Project
    from partner_playbooks.project.opening import OpenProject
    from partner_playbooks.publishing.edition import Edition


_HOME = find_location(HOME)
_LOADING = 0.6
"""Seconds that open pages have to load what is new, before the whole takes up the processors."""


class Builder:
    """Keeps a state up to date with a project. What it makes stands in a folder that is the caller's to remove."""

    def __init__(  # noqa: PLR0913 - all that a preview consists of meets here
        self,
        project: Project,
        audience: Audience,
        folder: Path,
        state: PreviewState,
        *,
        tell: Callable[[str], None],
        checker: Checker,
    ) -> None:
        self._project = project
        self._audience = audience
        self._folder = folder
        self._state = state
        self._tell = tell
        self._checker = checker
        self._count = 0
        self._wrong = "[]"
        """What is wrong with the project as it is: a build that goes on below it must not hide it."""
        self._shown = Site()
        self._documents = KeptDocuments(project.finished)
        self._readings = Readings(self._documents.parse)
        self._lists = KnownLists()
        self._past: tuple[str | None, Chronicle] | None = None
        self._single = SinglePages(project, self._name_folder)
        self._whole: WholeBuild | None = None
        self._made: frozenset[str] = frozenset()
        """Addresses of the pages that were made ahead of the whole since the last save, or could not be."""
        self._ahead = Site()
        """The site with these."""
        self._listed: frozenset[str] = frozenset()
        """Addresses of all pages that there have been since the edition of which a whole is shown."""
        self._warned = ""

    def run(self, changed: threading.Event) -> None:
        """Build whenever `changed` is set, until interrupted. What is out of date is given up for the next build."""
        gc.disable()  # nobody waits for it: memory is tidied once a whole is shown
        try:
            while True:
                if self._whole is None or changed.is_set():
                    changed.wait()
                    changed.clear()
                    self._guarded(partial(self._begin, changed))
                else:
                    self._guarded(partial(self._go_on, changed))
        finally:
            gc.enable()
            self._give_up()
            self._single.drop()

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

    def _begin(self, changed: threading.Event) -> None:
        """Build the pages that somebody looks at while content is checked; if all is well, show them.

        The whole is begun then. One that is on its way goes on if there is nothing better. What cannot be read is told
        at once, and no page is made of it; what else is wrong follows.
        """
        whole = self._whole
        if whole is not None:
            whole.pause()
        opened = open_project(self._project, find_today(), judge_settings, self._readings)
        self._readings.forget_others(opened.read.files)
        check = self._checker.begin(opened)
        told = opened.read.describe().with_findings(*opened.settings_findings)
        if told.has_errors and not changed.is_set():
            self._trouble(shown_problems.describe_findings(told))
        self._made, self._ahead = frozenset(), Site()
        edition, ahead = (None, None) if told.has_errors else self._order_ahead(opened)
        well = False
        try:
            well = self._is_well(check(), changed)
        finally:
            site = None if ahead is None else self._wait_for(ahead)
            if not well:
                self._refuse()
        if not well:
            gc.collect()
            return
        self._give_up()
        if edition is None:
            edition = self._render(opened)
        self._wrong = "[]"
        files = list_on_demand(edition.offers, edition.style) if edition.style else {}
        if ahead is None:  # nobody looks at a page that could be another one now
            self._trouble("[]")
        if site is not None:
            self._show_ahead(site, files)
            changed.wait(_LOADING)
        self._documents.keep_new()
        self._whole = WholeBuild(self._project, edition, self._name_folder(), files)

    def _refuse(self) -> None:
        """Go on with the whole of the last good save; what is not staged yet would be made of what stands now."""
        if self._whole is not None and not self._whole.is_staged:
            self._give_up()

    def _order_ahead(self, opened: OpenProject) -> tuple[Edition | None, Site | None]:
        """Have the pages made that somebody looks at, of content that is not checked: it may not even be fit for it.

        Before there is any site, that is the first page at least.
        """
        try:
            edition = self._render(opened)
            wanted = self._state.open_pages() if self._shown.whole else [*self._state.open_pages(), _HOME]
            return edition, self._order(edition, wanted)
        except Exception:  # noqa: BLE001 - if the checks find nothing, it is raised once more, where nothing hides it
            return None, None

    def _order(self, edition: Edition, wanted: Iterable[str]) -> Site | None:
        """Have pages of an edition made, beside those that are; give the site with them, and without those gone.

        None where nobody would see another one.
        """
        ready = list_buildable(edition)
        texts = {ready[address].path: ready[address].markdown for address in wanted if address in ready}
        self._made |= frozenset(wanted)
        addresses = list_addresses(edition)
        self._listed |= addresses
        gone = self._listed - addresses
        if not texts:
            return replace(self._ahead, whole=self._shown.whole, gone=gone) if gone != self._ahead.gone else None
        into = self._ahead.ahead or self._name_folder()
        theme = self._single.order(edition, texts, into)
        pages = self._ahead.pages | {find_location(path) for path in texts}
        return Site(self._shown.whole, into, pages, theme, gone=gone)

    def _wait_for(self, ahead: Site) -> Site | None:
        """Give the site with the pages that were ordered, once they are there; None if they could not be made."""
        if ahead.ahead is None:
            return ahead
        beneath = self._single.wait()
        return None if beneath is None else replace(ahead, beneath=beneath)

    def _is_well(self, examined: Examination, changed: threading.Event) -> bool:
        """Tell what is wrong with a project; false where that keeps it from being shown.

        Nothing is told of errors that may be mended already: what was saved meanwhile is checked next.
        """
        if examined.has_errors and changed.is_set():
            return False
        warned = REPORTERS["text"](examined.diagnostics, examined.texts).rstrip() if examined.diagnostics else ""
        if warned:
            self._tell(warned if warned != self._warned else "The same findings as before.")
        self._warned = warned
        if examined.has_errors:
            stays = "The last good site stays" if self._shown.whole or self._shown.ahead else "Nothing is shown"
            self._tell(f"{stays} until this is put right.")
            self._trouble(shown_problems.describe_findings(examined))
        return not examined.has_errors

    def _render(self, opened: OpenProject) -> Edition:
        known, lists = Known(self._chronicle(), read_project_snapshot(self._project)), self._lists
        return render_full_edition(opened.handbook, self._audience, opened.theme, known, opened.style, lists=lists)

    def _go_on(self, changed: threading.Event) -> None:
        """Go on with the whole, and show it if it is there; give it up if it fails."""
        whole = self._whole
        if whole is None:
            return
        try:
            if self._wrong == "[]":  # else pages would be made by a theme and settings that are refused
                self._make_opened(whole)
            site = whole.go_on(changed)
        except (UserError, OSError):
            self._give_up()
            if self._wrong == "[]":  # else it may fail for what is known, and told better
                raise
            return
        if site is not None:
            self._whole = None
            self._listed = list_addresses(whole.edition)
            self._show(site)
            if self._wrong == "[]":
                self._single.prepare(whole.edition)  # so that it is ready for the next save
            gc.collect()
            self._tell("Built.")

    def _make_opened(self, whole: WholeBuild) -> None:
        """Show pages that somebody has opened since the last save: of the whole, they come much later."""
        opened = frozenset(self._state.open_pages()) - self._made
        ordered = self._order(whole.edition, opened) if opened else None
        site = None if ordered is None else self._wait_for(ordered)
        if site is not None:
            self._show_ahead(site, whole.files)

    def _show_ahead(self, site: Site, files: Mapping[str, Callable[[], bytes]]) -> None:
        self._ahead = replace(site, files=files)
        self._show(self._ahead)

    def _give_up(self) -> None:
        if self._whole is not None:
            self._whole.stop()
            self._whole = None

    def _show(self, shown: Site) -> None:
        self._state.show(shown, self._wrong)
        self._shown = shown
        kept = [part for part in (shown.whole, shown.ahead, self._single.folder) if part]
        kept += [self._whole.staging] if self._whole else []
        for folder in self._folder.iterdir():
            if not any(folder == part or folder in part.parents for part in kept):
                shutil.rmtree(folder)

    def _name_folder(self) -> Path:
        self._count += 1
        return self._folder / str(self._count)

    def _chronicle(self) -> Chronicle:
        """Give what changed; read again only after another commit."""
        commit = find_head_commit(self._project)
        if self._past is None or self._past[0] != commit:
            self._past = commit, read_chronicle(self._project, self._audience)
        return self._past[1]

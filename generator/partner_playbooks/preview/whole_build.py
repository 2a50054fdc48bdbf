"""The build of a whole site in the background of a preview: in steps, so that a save hardly waits for it."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from partner_playbooks.preview.preview_state import Site
from partner_playbooks.publishing.finishing import finish_site
from partner_playbooks.publishing.publishers import PUBLISHERS, Means, Run
from partner_playbooks.publishing.staged_files import reserve_downloads
from partner_playbooks.publishing.staging import begin_beside, write_pages

if TYPE_CHECKING:
    import threading
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from partner_playbooks.project.folder import Project
    from partner_playbooks.publishing.edition import Edition

_GLANCE = 0.05
"""Seconds for which the publisher is waited for before a look at whether something has changed."""


class WholeBuild:
    """A build of one edition into a staging folder."""

    def __init__(
        self, project: Project, edition: Edition, staging: Path, files: Mapping[str, Callable[[], bytes]]
    ) -> None:
        self.edition = edition
        self.staging = staging
        self._project = project
        self.files = files
        self._run: Run | None = None
        self.is_staged = False
        self._beside = begin_beside(staging, edition, project)

    def go_on(self, changed: threading.Event) -> Site | None:
        """Do the next step; give the site when it is there. `changed` tells that somebody waits for something newer.

        Raises:
            UserError: a template is at fault, or the publisher failed.
        """
        if not self.is_staged:
            for page in self.edition.pages:
                if changed.is_set():
                    return None
                _ = page.markdown  # it is kept with the page
            write_pages(self.staging, self.edition, self._project)
            reserve_downloads(self.staging, self.edition.offers)
            self.is_staged = True
        elif self._run is None:
            means = Means(self._project.finished.folder, os.cpu_count() or 1)
            self._run = Run(PUBLISHERS["mkdocs"], self.staging, means)
        elif next(self._beside, None) is None and self._run.wait_for_end(_GLANCE):
            finish_site(self.staging, self._project.finished)
            self._project.finished.tidy()
            return Site(self.staging / "site", files=self.files)
        return None

    def pause(self) -> None:
        """Leave the processors to what is more urgent; what the publisher has made so far is found again."""
        self.stop()
        self._run = None

    def stop(self) -> None:
        """End it."""
        if self._run is not None:
            self._run.stop()

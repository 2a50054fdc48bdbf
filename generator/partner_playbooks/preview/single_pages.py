"""What makes single pages before the whole is there, for as long as nothing but the text of pages changes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from partner_playbooks.publishing.ahead import PagesAhead
from partner_playbooks.publishing.site_frame import describe_site_frame, reserve_pages, write_site_frame
from partner_playbooks.publishing.staged_files import reserve_downloads

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from partner_playbooks.project.folder import Project
    from partner_playbooks.publishing.edition import Edition


@dataclass(frozen=True, slots=True)
class _Frame:
    key: str
    folder: Path
    pages: PagesAhead


class SinglePages:
    """Makes pages of one edition after the other; where another thing has changed than texts, it begins anew."""

    def __init__(self, project: Project, name_folder: Callable[[], Path]) -> None:
        """Take folders for it from `name_folder`, which gives one that is not there yet."""
        self._project = project
        self._name_folder = name_folder
        self._frame: _Frame | None = None

    @property
    def folder(self) -> Path | None:
        """What must stay as it is as long as pages may be ordered."""
        return self._frame.folder if self._frame else None

    def order(self, edition: Edition, texts: Mapping[str, str], into: Path) -> Path:
        """Order pages, by the paths and texts of their Markdown; give the theme that they are made with.

        Raises:
            UserError: theme or configuration are not as they must be.
        """
        frame = self._find(edition)
        frame.pages.order(texts, into)
        return frame.folder / "theme" / "site"

    def wait(self) -> tuple[Path, ...] | None:
        """Wait for what was ordered; give the folders that lie beneath the theme, or None if it could not be made."""
        if self._frame is not None and self._frame.pages.wait():
            return self._frame.pages.theme
        self.drop()  # it may have ended: the next order begins with another
        return None

    def prepare(self, edition: Edition) -> None:
        """Make ready for pages of an edition, so that the next order takes no longer than the pages themselves.

        Raises:
            UserError: as above.
        """
        self._find(edition)

    def drop(self) -> None:
        """End it."""
        if self._frame is not None:
            self._frame.pages.stop()
            self._frame = None

    def _find(self, edition: Edition) -> _Frame:
        key = describe_site_frame(edition, self._project)
        if self._frame is None or self._frame.key != key:
            self.drop()
            folder = self._name_folder()
            write_site_frame(folder, edition, self._project)
            reserve_pages(folder, edition)
            reserve_downloads(folder, edition.offers)
            same = key == describe_site_frame(edition, self._project)  # else it was changed, and may be changed back
            self._frame = _Frame(key if same else "", folder, PagesAhead(folder))
        return self._frame

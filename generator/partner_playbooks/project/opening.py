"""A project, read in one call: what is wrong with it, and what its pages and files are made of."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property, partial
from typing import TYPE_CHECKING

from partner_playbooks.checks.examination import (
    Examination,
    ReadHandbook,
    Readings,
    check_handbook,
    decode_text,
    read_handbook,
)
from partner_playbooks.downloads.catalogue import check_catalogue
from partner_playbooks.downloads.typesetting import find_missing
from partner_playbooks.project import resources
from partner_playbooks.project.folder import CONFIG, read_content
from partner_playbooks.project.kept_documents import KeptDocuments
from partner_playbooks.project.revisions import read_history
from partner_playbooks.project.settings import check_settings
from partner_playbooks.project.theme_files import (
    ALWAYS_READ,
    list_catalogues,
    name_catalogue,
    read_fonts,
    read_style,
    read_theme,
)
from partner_playbooks.project.workers import map_forked

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from partner_playbooks.changes import History
    from partner_playbooks.downloads.download_style import DownloadStyle
    from partner_playbooks.handbook.linked import Handbook
    from partner_playbooks.language.diagnostics import Diagnostic
    from partner_playbooks.pages.theme import Theme
    from partner_playbooks.project.folder import Project

Judge = Callable[[str], Mapping[str, str]]
"""What a publisher finds wrong with the text of a configuration: key at its top → in words."""


@dataclass(frozen=True)
class OpenProject:
    """A project as it was read. What only some need is read when it is asked for, once."""

    project: Project
    today: date
    judge: Judge | None
    read: ReadHandbook
    """Its content."""

    @property
    def handbook(self) -> Handbook:
        """The internal handbook, as far as it could be read."""
        return self.read.handbook

    @cached_property
    def examined(self) -> Examination:
        """Its content, checked, and every finding in it and in the settings and words of the project."""
        return _examine_project(self)

    @cached_property
    def settings_findings(self) -> tuple[list[Diagnostic], dict[str, str]]:
        """What the site cannot work with in its own settings, and their text: nothing may be made by these."""
        return _examine_settings(self.project, self.project.theme_files(), self.judge)

    @cached_property
    def theme(self) -> Theme:
        """Its templates and words.

        Raises:
            UserError: one of the project's own files is no text, or a catalogue no YAML.
        """
        return read_theme(self.project)

    @cached_property
    def style(self) -> DownloadStyle:
        """What files to download are made with.

        Raises:
            UserError: one of the theme's files is missing or cannot be understood.
        """
        return read_style(self.project, self.theme, self.handbook.programme)

    @cached_property
    def history(self) -> History:
        """Its content day by day, from git.

        Raises:
            UserError: there is a repository, and it cannot be read.
        """
        return read_history(self.project)


def open_project(
    project: Project, today: date, judge: Judge | None = None, readings: Readings | None = None
) -> OpenProject:
    """Read a project; it is checked when somebody asks what was found.

    Args:
        project: Where it is.
        today: Decides which reviews are overdue.
        judge: What the publisher says of a configuration; without it, only what we know ourselves is found.
        readings: What was read of it before; what is read now is added. Without it, that is what builds have kept.
    """
    files, unreadable = read_content(project)
    readings = readings or Readings(KeptDocuments(project.finished).parse)
    return OpenProject(project, today, judge, read_handbook(files, unreadable, readings))


def _examine_project(opened: OpenProject) -> Examination:
    project = opened.project
    themed = project.theme_files()
    fonts = (*read_fonts(themed), *resources.find_script_fonts())
    undrawn = partial(find_missing, folders=fonts)
    examined = check_handbook(opened.read, opened.today, list_catalogues(themed), undrawn, map_forked)
    for found, texts in (
        _examine_catalogues(project, themed, examined.handbook.programme.language),
        opened.settings_findings,
    ):
        examined = examined.with_findings(found, texts)
    return examined


def _examine_settings(
    project: Project, themed: Mapping[str, Path], judge: Judge | None
) -> tuple[list[Diagnostic], dict[str, str]]:
    """Give what the site cannot work with in the project's own settings, and their text."""
    raw, shipped = project.config.read_bytes(), resources.find_shipped()
    if project.root != shipped and raw == (shipped / CONFIG).read_bytes():
        return [], {}
    assets = {name.removeprefix("site/") for name in themed if name.startswith("site/")}
    return check_settings(CONFIG, raw, assets, judge or _judge_nothing), {CONFIG: decode_text(raw)}


def _examine_catalogues(
    project: Project, themed: Mapping[str, Path], spoken: str
) -> tuple[list[Diagnostic], dict[str, str]]:
    """Give what is wrong with the project's own message catalogues, and the text of each of those."""
    found: list[Diagnostic] = []
    texts: dict[str, str] = {}
    shipped = resources.find_shipped() / "theme"
    english = (shipped / name_catalogue("en")).read_bytes()
    for language, name in list_catalogues(themed).items():
        if not themed[name].is_relative_to(shipped) or project.root == shipped.parent:
            raw = themed[name].read_bytes()
            faults = check_catalogue(f"theme/{name}", raw, english, used=language in {spoken, ALWAYS_READ})
            found += faults
            if faults:
                texts[f"theme/{name}"] = decode_text(raw)
    return found, texts


def _judge_nothing(_text: str) -> Mapping[str, str]:
    return {}

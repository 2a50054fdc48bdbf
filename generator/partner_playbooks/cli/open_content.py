"""Content that a command is to change: opened, and refused where a part of it cannot be read."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import typer

from partner_playbooks.checks.examination import Examination, ReadHandbook, Readings, check_handbook, read_handbook
from partner_playbooks.cli.shared import choose_day, find_project
from partner_playbooks.editing import find_unread
from partner_playbooks.project.folder import Project, read_content
from partner_playbooks.project.kept_documents import KeptDocuments
from partner_playbooks.project.workers import map_forked
from partner_playbooks.reporters import REPORTERS

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from partner_playbooks.handbook.linked import Handbook


@dataclass(frozen=True)
class ContentToEdit:
    """The content of a project as it is; what of it was to be read could be."""

    project: Project
    read: ReadHandbook
    readings: Readings
    """What each of its files holds."""

    @property
    def handbook(self) -> Handbook:
        """The internal handbook."""
        return self.read.handbook

    @property
    def files(self) -> Mapping[str, bytes]:
        """Path below the project folder → bytes."""
        return self.read.files

    @cached_property
    def examined(self) -> Examination:
        """What is wrong with it, found out when somebody asks."""
        return _check(self.read)

    def examine(self, files: Mapping[str, bytes]) -> Examination:
        """Check it as it will be with these files; those that stay are not read again."""
        return _check(read_handbook(files, readings=self.readings))


def open_to_edit(folder: Path, file: str | None = None) -> ContentToEdit:
    """Open a project whose content is to be changed.

    What cannot be read, in `file` or, if none is named, anywhere, is shown and ends the command: it may hide something.
    """
    project = find_project(folder)
    readings = Readings(KeptDocuments(project.finished).parse)
    read = read_handbook(*read_content(project), readings)
    told = read.describe()
    found = find_unread(told, file)
    if found:
        sys.stderr.write(REPORTERS["text"](found, told.texts))
        raise typer.Exit(1)
    return ContentToEdit(project, read, readings)


def _check(read: ReadHandbook) -> Examination:
    return check_handbook(read, choose_day(None), spread=map_forked)

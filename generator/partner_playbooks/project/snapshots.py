"""The snapshot of a project's records: where it is looked for, and read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from partner_playbooks.language.diagnostics import UserError
from partner_playbooks.tracking import SNAPSHOT
from partner_playbooks.tracking.snapshot_reading import read_snapshot

if TYPE_CHECKING:
    from pathlib import Path

    from partner_playbooks.project.folder import Project
    from partner_playbooks.tracking.snapshot_facts import Tracked


def find_snapshot(project: Project, named: Path | None = None) -> Path | None:
    """Give the file that holds the snapshot of a project, or another one that is named; None where there is none.

    Raises:
        UserError: the one that is named is missing.
    """
    place = project.root / SNAPSHOT if named is None else named
    if place.is_file():
        return place
    if named is not None:
        raise UserError(f"{named} is missing", "`playbooks track` writes it")
    return None


def read_project_snapshot(project: Project, named: Path | None = None) -> Tracked | None:
    """Give the snapshot beside a project's configuration, or another one that is named; None where there is none.

    Raises:
        UserError: the one that is named is missing, or a file is no snapshot.
    """
    place = find_snapshot(project, named)
    return None if place is None else read_snapshot(place.read_bytes(), place.name)

"""What both `track` commands begin with: a handbook without a mistake, and settings that say where the records are."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from partner_playbooks.cli.shared import find_project
from partner_playbooks.cli.telling import tell
from partner_playbooks.handbook.model.base import Audience
from partner_playbooks.language.diagnostics import UserError
from partner_playbooks.project.clock import find_today
from partner_playbooks.project.opening import open_project
from partner_playbooks.reporters import REPORTERS
from partner_playbooks.tracking.tracking_settings import FILE, PlacedSettings, read_settings

if TYPE_CHECKING:
    from partner_playbooks.handbook.linked import Handbook
    from partner_playbooks.project.opening import OpenProject
    from partner_playbooks.tracking.play_changes import PlayHistory


RecordsOption = Annotated[
    Path | None,
    typer.Option("--records", metavar="DIR", help="The folder that holds tracking.yml; else that of the project."),
]


@dataclass(frozen=True, slots=True)
class OpenRecords:
    """Where the records of a project are, and the handbook that says how they are counted."""

    root: Path
    settings: PlacedSettings
    opened: OpenProject

    @property
    def handbook(self) -> Handbook:
        """What is counted."""
        return self.opened.handbook

    def read_plays(self) -> PlayHistory:
        """Give the last changes of plays, from the project's history.

        Raises:
            UserError: there is a repository, and it cannot be read.
        """
        from partner_playbooks.changes import build_chronicle  # slow to import, and asked for by one command
        from partner_playbooks.tracking.play_changes import list_play_changes  # as the extra is

        history = self.opened.history
        begins = history.states[-1].day if history.states else None
        return list_play_changes(build_chronicle(history, Audience.INTERNAL), begins)


def require_engine() -> None:
    """See that the extra is installed.

    Raises:
        UserError: it is not.
    """
    if find_spec("duckdb") is None or find_spec("sqlglot") is None:
        raise UserError("the engine that counts records is not installed", "pip install 'partner-playbooks[tracking]'")


def open_records(folder: Path, records: Path | None) -> OpenRecords:
    """Open a project's records; mistakes in the handbook or the settings are told, and end the command with 1.

    Args:
        folder: The project's.
        records: The folder that holds tracking.yml; the project's, if there is none.

    Raises:
        UserError: the extra is not installed, or there are no settings.
    """
    require_engine()
    project = find_project(folder)
    root = project.root if records is None else records.resolve()
    place = root / FILE
    if not place.is_file():
        hint = (
            "`playbooks track connect FOLDER` writes one for a folder of exports; `playbooks track demo DIR` shows how"
        )
        raise UserError(f"{root} holds no {FILE}", hint)
    opened = open_project(project, find_today())
    placed, found = read_settings(place.read_bytes(), opened.handbook)
    found = [*(each for each in opened.examined.diagnostics if opened.examined.has_errors), *found]
    if found or placed is None:
        texts = {**opened.examined.texts, FILE: place.read_text(encoding="utf-8", errors="replace")}
        tell(REPORTERS["text"](found, texts).rstrip("\n"))
        raise typer.Exit(1)
    return OpenRecords(root, placed, opened)

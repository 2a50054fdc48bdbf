"""`playbooks track connect`: a folder of exports → a proposal for tracking.yml."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from partner_playbooks.cli.open_records import require_engine
from partner_playbooks.cli.shared import ProjectOption, find_project
from partner_playbooks.cli.telling import tell
from partner_playbooks.language.diagnostics import UserError
from partner_playbooks.project.clock import find_today
from partner_playbooks.project.opening import open_project
from partner_playbooks.project.saving import save_files
from partner_playbooks.tracking.connecting import propose
from partner_playbooks.tracking.settings_text import write_settings, write_words
from partner_playbooks.tracking.tracking_settings import FILE


def track_connect(
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="The folder that holds the exports.")],
    *,
    project: ProjectOption = Path(),
    zone: Annotated[str, typer.Option("--zone", help="The programme's time zone.")] = "UTC",
    out: Annotated[
        Path | None,
        typer.Option("--out", metavar="DIR", help="Where tracking.yml is written; else FOLDER's own parent."),
    ] = None,
) -> None:
    """Look at a folder of exports, write tracking.yml for them, and say what is unsure and what they make known."""
    require_engine()
    from partner_playbooks.tracking.engine.sampling import sample_folder  # an extra, looked for by now

    if not folder.is_dir():
        raise UserError(f"{folder} is no folder", "name the folder that holds the exports")
    root = folder.resolve().parent if out is None else out.resolve()
    if not folder.resolve().is_relative_to(root):
        raise UserError(f"{folder} is not below {root}", "the exports must lie below the folder of tracking.yml")
    if (root / FILE).exists():
        raise UserError(f"{root / FILE} is there already", "move it away first, or name another folder with --out")
    handbook = open_project(find_project(project), find_today()).handbook
    files, unread = sample_folder(root, folder.resolve())
    for line in unread:
        tell(line)
    proposals, strange = propose(files, handbook)
    if not proposals:
        hint = "each file needs a first line with headings, and partners an id and a name"
        raise UserError(f"no file in {folder} is known as a table of records", hint)
    save_files(root, {}, {FILE: write_settings(proposals, zone).encode()})
    sys.stdout.write(write_words(proposals, strange))
    sys.stdout.write(f"Written: {root / FILE}. Next: playbooks track check --records {root}\n")

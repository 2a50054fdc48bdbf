"""`playbooks init`: a handbook of one's own."""

from __future__ import annotations

import shlex
import sys
from pathlib import Path
from typing import Annotated

import typer

from partner_playbooks.project import new_handbook


def init(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="A new folder, or one such as a new repository.")],
    *,
    minimal: Annotated[
        bool, typer.Option("--minimal", help="A skeleton with one stage, instead of the full programme.")
    ] = False,
) -> None:
    """Start a handbook of your own: a full programme to adapt, or a skeleton."""
    read_me = new_handbook.start_handbook(folder, minimal=minimal)
    sys.stdout.write(f"Started in {folder.resolve()}. Edit {folder / 'content' / 'programme.yml'} first, then:\n")
    sys.stdout.write(f"  playbooks build --project {shlex.quote(str(folder))}\n")
    sys.stdout.write(f"{folder / read_me} says how it is installed, checked and published.\n")

"""`playbooks serve`: a preview on this machine that follows every save."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from partner_playbooks.cli.shared import EditionOption, ProjectOption, find_project
from partner_playbooks.cli.telling import tell
from partner_playbooks.handbook.model.base import Audience
from partner_playbooks.preview.session import preview_edition


def serve(
    project: ProjectOption = Path(),
    *,
    edition: EditionOption = Audience.INTERNAL,
    port: Annotated[int, typer.Option("--port", min=0, max=65535, help="Where to serve; 0 takes a free port.")] = 8000,
) -> None:
    """Preview an edition on this machine: open pages show what was saved, and what is wrong with it."""
    preview_edition(find_project(project), edition, port, tell)

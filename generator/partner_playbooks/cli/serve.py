"""`playbooks serve`: a preview on this machine, built again on every save."""

from __future__ import annotations

import tempfile
from contextlib import suppress
from pathlib import Path
from typing import Annotated

import typer

from partner_playbooks import preview
from partner_playbooks.cli.shared import EditionOption, ProjectOption, day, editions, progress, tell
from partner_playbooks.diagnostics import UserError
from partner_playbooks.model.base import Audience
from partner_playbooks.publishing import site
from partner_playbooks.publishing.publishers import PUBLISHERS
from partner_playbooks.workspace.project import Project


def serve(
    project: ProjectOption = Path(),
    *,
    edition: EditionOption = Audience.INTERNAL,
    port: Annotated[int, typer.Option("--port", min=0, max=65535, help="Where to serve; 0 takes a free port.")] = 8000,
) -> None:
    """Preview an edition on this machine, and build it again whenever a file is saved."""
    opened = Project.find(project)
    with tempfile.TemporaryDirectory(prefix="playbooks-preview-") as folder:
        place = Path(folder) / edition.value
        listener = site.Listener(step=lambda _: None, waiting=lambda: None)

        def rebuild() -> None:
            try:
                made = editions(opened, [edition], day(None))
                site.build(opened, [(one, place) for one in made], PUBLISHERS["mkdocs"], listener)
                progress.print("Built; reload the page to see it.")
            except typer.Exit:
                progress.print("The last good site stays until this is put right.")
            except UserError as error:
                tell(error)

        place.mkdir()
        rebuild()
        with suppress(KeyboardInterrupt), preview.served(place, port) as address:
            progress.print(f"Serving at {address} (Ctrl-C ends it)")
            preview.rebuild_on_change(opened, rebuild)

"""`playbooks diff`: what changes for readers between two revisions."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from partner_playbooks import release_notes
from partner_playbooks.cli.shared import ProjectOption, day
from partner_playbooks.cli.streams import print_data
from partner_playbooks.diagnostics import UserError
from partner_playbooks.publishing import site
from partner_playbooks.workspace.project import Project, read_content
from partner_playbooks.workspace.revisions import content_at


class Failing(StrEnum):
    """Changes that end the command with 1."""

    BREAKING = "breaking"
    PUBLISHED = "published"


def diff(
    base: Annotated[str, typer.Argument(metavar="BASE", help="The older revision: a branch, tag, commit or folder.")],
    head: Annotated[
        str | None, typer.Argument(metavar="HEAD", help="The newer one; left out, the files as they are now.")
    ] = None,
    project: ProjectOption = Path(),
    *,
    format_: Annotated[
        str, typer.Option("--format", metavar="FORMAT", help=f"One of {', '.join(release_notes.FORMATS)}.")
    ] = "text",
    fail_on: Annotated[
        list[Failing] | None,
        typer.Option(
            "--fail-on",
            help="End with 1 if an id is gone without an alias (breaking), or if partners may read something that was "
            "internal (published). May be given twice.",
        ),
    ] = None,
) -> None:
    """Say in words what changes for readers between two revisions of the content."""
    if format_ not in release_notes.FORMATS:
        raise UserError(f'there is no format "{format_}"', f"choose one of {', '.join(release_notes.FORMATS)}")
    opened = Project.find(project)
    before = content_at(opened, base)
    after = read_content(opened)[0] if head is None else content_at(opened, head)
    notes = release_notes.notes(before, after, site.read_theme(opened), day(None))
    if format_ == "text":
        sys.stdout.write(release_notes.FORMATS[format_](notes))
    else:
        print_data(release_notes.FORMATS[format_](notes))
    found = {Failing.BREAKING: notes.breaking, Failing.PUBLISHED: notes.published}
    if any(found[failing] for failing in fail_on or ()):
        raise typer.Exit(1)

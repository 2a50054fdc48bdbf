"""`playbooks diff`: what changes for readers between two revisions."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

from partner_playbooks.cli.shared import ProjectOption, choose_day, find_project
from partner_playbooks.cli.streams import print_data
from partner_playbooks.language.diagnostics import UserError
from partner_playbooks.pages import release_notes
from partner_playbooks.project.finished_work import make_key
from partner_playbooks.project.folder import read_content
from partner_playbooks.project.inputs import list_content_inputs, list_theme_inputs
from partner_playbooks.project.kept_documents import KeptDocuments
from partner_playbooks.project.revisions import read_revision
from partner_playbooks.project.theme_files import read_theme
from partner_playbooks.project.workers import map_forked

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

T = TypeVar("T")


class Failing(StrEnum):
    """Changes that end the command with 1."""

    BREAKING = "breaking"
    PUBLISHED = "published"
    UNREAD = "unread"


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
            help="End with 1 if an id is gone without an alias (breaking), if partners may read something that was "
            "internal (published), or if a file could not be read and nothing is said of it (unread). May be given "
            "more than once.",
        ),
    ] = None,
) -> None:
    """Say in words what changes for readers between two revisions of the content."""
    if format_ not in release_notes.FORMATS:
        raise UserError(f'there is no format "{format_}"', f"choose one of {', '.join(release_notes.FORMATS)}")
    opened = find_project(project)
    before, lost_before = read_revision(opened, base)
    after, lost_after = read_content(opened) if head is None else read_revision(opened, head)
    day = choose_day(None)
    state = opened.state()  # should the theme change from now on, nothing is kept
    made_with = list_theme_inputs(opened, day)

    def recall(files: Mapping[str, bytes], describe: Callable[[], T]) -> T:
        key = make_key(b"pages", *made_with, *list_content_inputs(files))
        return opened.finished.recall(key, describe, still=lambda: opened.state() == state)

    notes = release_notes.compare_for_readers(
        before,
        after,
        read_theme(opened),
        day,
        (lost_before, lost_after),
        parse=KeptDocuments(opened.finished).parse,
        spread=map_forked,
        recall=recall,
    )
    if format_ == "text":
        sys.stdout.write(release_notes.FORMATS[format_](notes))
    else:
        print_data(release_notes.FORMATS[format_](notes))
    if notes.unread:
        count = len({(which, found.span.file) for which, found in notes.unread})
        sys.stderr.write(f"{count} file{'s' * (count != 1)} could not be read; nothing is said of what is in there.\n")
    found = {
        Failing.BREAKING: bool(notes.breaking),
        Failing.PUBLISHED: bool(notes.published),
        Failing.UNREAD: bool(notes.unread),
    }
    if any(found[failing] for failing in fail_on or ()):
        raise typer.Exit(1)

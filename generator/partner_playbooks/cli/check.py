"""`playbooks check`: every mistake in the content, with its line and a way out."""

from __future__ import annotations

import os
import sys
from pathlib import Path, PurePath, PurePosixPath
from typing import TYPE_CHECKING, Annotated

import typer

from partner_playbooks import repairs
from partner_playbooks.cli.shared import ProjectOption, StrictOption, TodayOption, day, open_project
from partner_playbooks.diagnostics import UserError, one_line
from partner_playbooks.publishing import site
from partner_playbooks.reporters import HOSTED, REPORTERS
from partner_playbooks.reporters.summary import summary
from partner_playbooks.splicing import Rewrite
from partner_playbooks.workspace.project import Project, read_content
from partner_playbooks.workspace.saving import save

if TYPE_CHECKING:
    from datetime import date

    from partner_playbooks.build import Examined
    from partner_playbooks.diagnostics import Diagnostic

_ROUNDS = 9
"""A repair may show what it hid, and that may be repaired in turn; so many times."""


def check(
    project: ProjectOption = Path(),
    *,
    strict: StrictOption = False,
    format_: Annotated[
        str, typer.Option("--format", metavar="FORMAT", help=f"One of {', '.join(REPORTERS)}.")
    ] = "text",
    summary_file: Annotated[
        Path | None,
        typer.Option("--summary", metavar="FILE", help="Add all findings to this file, as Markdown."),
    ] = None,
    fix: Annotated[
        bool, typer.Option("--fix", help="First make the repairs that are certain; all else in the files stays.")
    ] = False,
    today: TodayOption = None,
) -> None:
    """Check all content and show every finding of every file, with its line and a way out."""
    if format_ not in REPORTERS:
        raise UserError(f'there is no format "{format_}"', f"choose one of {', '.join(REPORTERS)}")
    opened = open_project(project)
    if fix:
        _mend(opened, day(today))
    examined = site.examine_project(opened, day(today))
    found, texts = _from_here(examined, opened) if format_ in HOSTED else (examined.diagnostics, examined.texts)
    sys.stdout.write(REPORTERS[format_](found, texts))
    if summary_file is not None:
        with summary_file.open("a", encoding="utf-8") as file:
            file.write(summary(found))
    if examined.has_errors or (strict and examined.diagnostics):
        raise typer.Exit(1)


def _mend(project: Project, today: date) -> None:
    for _ in range(_ROUNDS):
        examined = site.examine_project(project, today)
        chosen = repairs.together(examined.diagnostics)
        if not chosen:
            return
        files, _ = read_content(project)
        edits = tuple(edit for found in chosen for edit in found.fix)
        save(project.root, files, Rewrite(edits).applied(files))
        for found in chosen:
            change = one_line(repairs.describe_repair(found, examined.texts[found.span.file]))
            sys.stderr.write(f"mended {found.span}: {found.code} {found.message}: {change}\n")


def _from_here(examined: Examined, project: Project) -> tuple[tuple[Diagnostic, ...], dict[str, str]]:
    """Give findings with paths from where the command runs, for a project may be a folder of its repository."""
    above = PurePath(os.path.relpath(project.root)).as_posix()
    found = tuple(each.below(above) for each in examined.diagnostics)
    return found, {(PurePosixPath(above) / file).as_posix(): text for file, text in examined.texts.items()}

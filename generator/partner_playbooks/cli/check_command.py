"""`playbooks check`: every mistake in the content, with its line and a way out."""

from __future__ import annotations

import os
import sys
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Annotated

import typer

from partner_playbooks.checks.examination import Readings
from partner_playbooks.cli.shared import ProjectOption, StrictOption, TodayOption, choose_day, find_project
from partner_playbooks.cli.streams import print_data
from partner_playbooks.language import repairs
from partner_playbooks.language.diagnostics import UserError, show_on_one_line
from partner_playbooks.language.splicing import Rewrite
from partner_playbooks.project.folder import Project, show_path
from partner_playbooks.project.git import find_top
from partner_playbooks.project.kept_documents import KeptDocuments
from partner_playbooks.project.opening import open_project
from partner_playbooks.project.saving import save_files
from partner_playbooks.project.workers import begin_forked
from partner_playbooks.publishing.judging import judge_settings
from partner_playbooks.reporters import HOSTED, LOGGED, REPORTERS
from partner_playbooks.reporters.summary import write_summary

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from partner_playbooks.checks.examination import Examination
    from partner_playbooks.language.diagnostics import Diagnostic

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
    opened = find_project(project)
    if fix:
        _mend(opened, choose_day(today))
    documents = KeptDocuments(opened.finished)
    read = open_project(opened, choose_day(today), judge_settings, Readings(documents.parse))
    with begin_forked(documents.keep_new) as wait:
        examined = read.examined
        found = _show(examined, opened, format_)
        if wait():
            opened.finished.tidy()
    if summary_file is not None:
        with summary_file.open("a", encoding="utf-8") as file:
            file.write(write_summary(found))
    if examined.has_errors or (strict and examined.diagnostics):
        raise typer.Exit(1)


def _show(examined: Examination, project: Project, format_: str) -> tuple[Diagnostic, ...]:
    """Print findings, and give them as they were printed."""
    found, texts = _placed(examined, project, format_)
    if format_ == "text":
        sys.stdout.write(REPORTERS[format_](found, texts))
    else:
        print_data(REPORTERS[format_](found, texts))
    return found


def _mend(project: Project, today: date) -> None:
    for _ in range(_ROUNDS):
        opened = open_project(project, today, judge_settings)
        examined, files = opened.examined, opened.read.files
        chosen = repairs.choose_compatible(examined.diagnostics)
        if not chosen:
            return
        edits = tuple(edit for found in chosen for edit in found.fix)
        save_files(project.root, files, Rewrite(edits).apply_to(files))
        for found in chosen:
            change = show_on_one_line(repairs.describe_repair(found, examined.texts[found.span.file]))
            sys.stderr.write(f"mended {found.span}: {found.code} {found.message}: {change}\n")


def _placed(examined: Examination, project: Project, format_: str) -> tuple[tuple[Diagnostic, ...], Mapping[str, str]]:
    """Give findings and texts with the paths that the readers of a format know.

    A host knows a repository, and a project may be a folder of it; a line of a log is opened from where the command
    runs; everything else stays within the project.
    """
    if format_ not in HOSTED | LOGGED:
        return examined.diagnostics, examined.texts
    base = (find_top(project.root) if format_ in HOSTED else None) or Path.cwd()
    above = show_path(os.path.relpath(project.root, base))
    found = tuple(each.below(above) for each in examined.diagnostics)
    return found, {(PurePosixPath(above) / file).as_posix(): text for file, text in examined.texts.items()}

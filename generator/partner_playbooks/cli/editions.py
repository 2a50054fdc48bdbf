"""Editions for the commands that build, stage or generate: content is checked, and findings are shown."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import typer

from partner_playbooks.checks.examination import Readings
from partner_playbooks.pages.artifact import make_markdown
from partner_playbooks.pages.parts.writers import Known
from partner_playbooks.project.chronicles import read_chronicle
from partner_playbooks.project.kept_documents import KeptDocuments
from partner_playbooks.project.opening import open_project
from partner_playbooks.project.snapshots import read_project_snapshot
from partner_playbooks.project.workers import begin_forked, map_forked
from partner_playbooks.publishing.edition import Edition, render_edition
from partner_playbooks.publishing.judging import judge_settings
from partner_playbooks.reporters import REPORTERS

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date
    from pathlib import Path

    from partner_playbooks.handbook.model.base import Audience
    from partner_playbooks.project.folder import Project


def render_editions(
    project: Project,
    wanted: list[Audience],
    today: date,
    *,
    strict: bool = False,
    published: bool = True,
    snapshot: Path | None = None,
    show: Callable[[str], object] | None = None,
    fresh: bool = False,
) -> list[Edition]:
    """Check content and render the wanted editions; findings are shown, and errors end the command.

    They are written to stderr, or given to `show`. If `fresh`, nothing is used that was made before.

    What is `published` says what changed and where partners are by the snapshot, and leads to files. The Markdown that
    is committed does none of it: it is a part of the past itself, has no files beside it, and no record is in it.
    """
    documents = KeptDocuments(project.finished)
    opened = open_project(project, today, judge_settings, Readings() if fresh else Readings(documents.parse))
    examined = opened.examined
    if examined.diagnostics:
        (show or sys.stderr.write)(REPORTERS["text"](examined.diagnostics, examined.texts))
    if examined.has_errors or (strict and examined.diagnostics):
        raise typer.Exit(1)
    with begin_forked(documents.keep_new) as wait:
        if published:
            from partner_playbooks.publishing.full_edition import render_full_edition

            tracked = read_project_snapshot(project, snapshot)
            rendered = [
                render_full_edition(
                    opened.handbook,
                    audience,
                    opened.theme,
                    Known(read_chronicle(project, audience, fresh=fresh), tracked),
                    opened.style,
                )
                for audience in wanted
            ]
        else:
            rendered = [render_edition(opened.handbook, audience, opened.theme) for audience in wanted]
        for edition in rendered:
            make_markdown(edition.pages, map_forked)
        wait()
    return rendered

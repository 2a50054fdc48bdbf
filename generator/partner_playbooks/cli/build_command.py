"""`playbooks build`: the site of an edition, or of both."""

from __future__ import annotations

import sys
from dataclasses import replace
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from partner_playbooks.cli.editions import render_editions
from partner_playbooks.cli.progress import progress
from partner_playbooks.cli.shared import (
    ProjectOption,
    SnapshotOption,
    StrictOption,
    TodayOption,
    choose_day,
    find_project,
    tell_failures,
)
from partner_playbooks.handbook.model.base import Audience
from partner_playbooks.language.diagnostics import UserError
from partner_playbooks.publishing import site
from partner_playbooks.publishing.offline import name_copy
from partner_playbooks.publishing.publishers import PUBLISHERS


class Editions(StrEnum):
    """What to build."""

    INTERNAL = "internal"
    PARTNER = "partner"
    ALL = "all"


EditionsOption = Annotated[Editions, typer.Option("--edition", help="Who will read it.")]


def build(
    project: ProjectOption = Path(),
    *,
    edition: EditionsOption = Editions.INTERNAL,
    output: Annotated[
        Path | None,
        typer.Option(
            "--output",
            metavar="DIR",
            help="Where to; with --edition all, a folder for each below it. Left out, it is site/ in the project, "
            "with a folder for each edition.",
        ),
    ] = None,
    publisher: Annotated[
        str, typer.Option("--publisher", metavar="NAME", help=f"What makes the site: {' or '.join(PUBLISHERS)}.")
    ] = "mkdocs",
    offline: Annotated[
        bool,
        typer.Option("--zip", help="Put into each site a ZIP file of it that works without a server. MkDocs alone."),
    ] = False,
    snapshot: SnapshotOption = None,
    strict: StrictOption = False,
    today: TodayOption = None,
) -> None:
    """Check, generate and publish: the complete new site in one step, or the old one as it was."""
    if publisher not in PUBLISHERS:
        raise UserError(f'there is no publisher "{publisher}"', f"choose one of {', '.join(PUBLISHERS)}")
    if offline and publisher != "mkdocs":
        raise UserError(f"no ZIP can be made of what {publisher} builds", "build it with --publisher mkdocs")
    opened = find_project(project)
    audiences = list(Audience) if edition is Editions.ALL else [Audience(edition.value)]
    base = output or opened.root / "site"
    single = output is not None and edition is not Editions.ALL
    places = {audience: base if single else base / audience.value for audience in audiences}
    site.recover_sites(opened, places, _say_waiting)
    made = render_editions(opened, audiences, choose_day(today), strict=strict, snapshot=snapshot)
    if offline:
        made = [replace(one, offline=name_copy(one.name)) for one in made]
    sites = [(one, places[one.handbook.edition]) for one in made]
    with progress.status("Building …") as status:
        listener = site.Listener(lambda words: status.update(f"Building {words} …"), _say_waiting)
        failures = site.build_sites(opened, sites, PUBLISHERS[publisher], listener)
    for one, place in sites:
        sys.stdout.write(f"{one.name} edition: {place.resolve() / 'index.html'}\n")
        if one.offline:
            sys.stdout.write(f"{one.name} edition, without a server: {place.resolve() / one.offline}\n")
    if failures:
        tell_failures(failures)
        raise typer.Exit(1)


def _say_waiting() -> None:
    progress.print("Another build is at work here; waiting for it to end.")

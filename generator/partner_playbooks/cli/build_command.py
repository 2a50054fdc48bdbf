"""`playbooks build`: the site of an edition, or of both."""

from __future__ import annotations

import sys
from contextlib import suppress
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from partner_playbooks.cli.editions import render_editions
from partner_playbooks.cli.progress import progress, show_steps
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
from partner_playbooks.publishing.unchanged import FormerBuild

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from partner_playbooks.downloads.making import Failure
    from partner_playbooks.project.folder import Project


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
    fresh: Annotated[
        bool, typer.Option("--fresh", help="Make everything anew; use nothing that earlier builds have made.")
    ] = False,
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
    order = _Order(opened, places, choose_day(today), snapshot, publisher, offline, strict)
    with site.hold_sites(opened, places, _say_waiting) as locks:
        failures = order.carry_out(locks, fresh=fresh)
    for audience, place in places.items():
        sys.stdout.write(f"{audience.value} edition: {place.resolve() / 'index.html'}\n")
        if offline:
            copy = place.resolve() / name_copy(audience.value)
            sys.stdout.write(f"{audience.value} edition, without a server: {copy}\n")
    if failures:
        tell_failures(failures)
        raise typer.Exit(1)


@dataclass(frozen=True, slots=True)
class _Order:
    """What is to be built."""

    project: Project
    sites: Mapping[Audience, Path]
    day: date
    snapshot: Path | None
    publisher: str
    offline: bool
    strict: bool

    def describe(self) -> FormerBuild:
        """Give the build that would be the same as one now."""
        said = (self.publisher, self.offline, self.strict)
        return FormerBuild.of(self.project, self.sites, self.day, self.snapshot, said)

    def carry_out(self, locks: tuple[int, ...], *, fresh: bool) -> list[Failure]:
        """Build, unless the sites would come out as they stand; give what became of files that could not be made."""
        same = self.describe()
        findings = None if fresh else same.find_findings()
        if findings is None:
            return self._build(same, locks, fresh=fresh)
        sys.stderr.write(findings)
        progress.print("Nothing has changed since the last build.")
        return []

    def _build(self, same: FormerBuild, locks: tuple[int, ...], *, fresh: bool) -> list[Failure]:
        """Build, and remember it as `same`."""
        shown: list[str] = []
        wanted = list(self.sites)
        show = partial(_show, shown)
        made = render_editions(
            self.project, wanted, self.day, strict=self.strict, snapshot=self.snapshot, show=show, fresh=fresh
        )
        if self.offline:
            made = [replace(one, offline=name_copy(one.name)) for one in made]
        sites = [(one, self.sites[one.handbook.edition]) for one in made]

        def remember(failures: Sequence[Failure]) -> None:
            with suppress(OSError, UserError):  # the sites stand, whether or not the next build knows that
                if not failures and self.describe() == same:  # else something changed while it was at work
                    same.keep("".join(shown))

        with show_steps() as show_step:
            listener = site.Listener(lambda words: show_step(f"Building {words} …"), remember)
            return site.build_sites(self.project, sites, PUBLISHERS[self.publisher], listener, locks, fresh=fresh)


def _show(shown: list[str], text: str) -> None:
    shown.append(text)
    sys.stderr.write(text)


def _say_waiting() -> None:
    progress.print("Another build is at work here; waiting for it to end.")

"""The `playbooks` command: thin; every command hands its options to the module that does the work."""

from __future__ import annotations

import shlex
import signal
import sys
import tempfile
import textwrap
from contextlib import suppress
from datetime import UTC, date, datetime
from enum import StrEnum
from io import TextIOWrapper
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from partner_playbooks import __version__, inventory, preview
from partner_playbooks.diagnostics import UserError
from partner_playbooks.model.base import Audience
from partner_playbooks.publishing import site
from partner_playbooks.publishing.publishers import PUBLISHERS
from partner_playbooks.reporters import REPORTERS
from partner_playbooks.workspace import playbooks, starting
from partner_playbooks.workspace.project import Project
from partner_playbooks.workspace.staging import Edition, write_staging

app = typer.Typer(
    name="playbooks",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)
progress = Console(stderr=True, highlight=False)

ProjectOption = Annotated[Path, typer.Option("--project", metavar="DIR", help="The folder that holds content/.")]
TodayOption = Annotated[
    datetime | None,
    typer.Option(
        "--today",
        metavar="DATE",
        formats=["%Y-%m-%d"],
        help="The day that overdue reviews are judged by, as 2026-11-30; left out, it is the day of the run.",
    ),
]


class Editions(StrEnum):
    """What to build."""

    INTERNAL = "internal"
    PARTNER = "partner"
    ALL = "all"


EditionsOption = Annotated[Editions, typer.Option("--edition", help="Who will read it.")]
EditionOption = Annotated[Audience, typer.Option("--edition", help="Who will read it.")]
StrictOption = Annotated[bool, typer.Option("--strict", help="Let warnings fail too.")]


@app.command(short_help="Show every mistake in the content, with its line and a way out.")
def check(
    project: ProjectOption = Path(),
    *,
    strict: StrictOption = False,
    format_: Annotated[str, typer.Option("--format", metavar="FORMAT", help="text or json.")] = "text",
    today: TodayOption = None,
) -> None:
    """Check all content and show every finding of every file, with its line and a way out."""
    if format_ not in REPORTERS:
        raise UserError(f'there is no format "{format_}"', f"choose one of {', '.join(REPORTERS)}")
    examined = site.examine_project(Project.find(project), _day(today))
    sys.stdout.write(REPORTERS[format_](examined.diagnostics, examined.texts))
    if examined.has_errors or (strict and examined.diagnostics):
        raise typer.Exit(1)


@app.command(short_help="Make the site of an edition, or of both.")
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
    publisher: Annotated[str, typer.Option("--publisher", metavar="NAME", help="mkdocs or zensical.")] = "mkdocs",
    strict: StrictOption = False,
    today: TodayOption = None,
) -> None:
    """Check, generate and publish: the complete new site in one step, or the old one as it was."""
    if publisher not in PUBLISHERS:
        raise UserError(f'there is no publisher "{publisher}"', f"choose one of {', '.join(PUBLISHERS)}")
    opened = Project.find(project)
    audiences = list(Audience) if edition is Editions.ALL else [Audience(edition.value)]
    made = _editions(opened, audiences, _day(today), strict=strict)
    base = output or opened.root / "site"
    single = output is not None and edition is not Editions.ALL
    sites = [(one, base if single else base / one.name) for one in made]
    with progress.status("Building …") as status:
        listener = site.Listener(
            step=lambda words: status.update(f"Building {words} …"),
            waiting=lambda: progress.print("Another build is at work here; waiting for it to end."),
        )
        site.build(opened, sites, PUBLISHERS[publisher], listener)
    for one, place in sites:
        sys.stdout.write(f"{one.name} edition: {place.resolve() / 'index.html'}\n")


@app.command(short_help="Write the Markdown in playbooks/, or show that it is stale.")
def generate(
    project: ProjectOption = Path(),
    *,
    check_only: Annotated[
        bool, typer.Option("--check", help="Write nothing; show what is stale, and fail if anything is.")
    ] = False,
    today: TodayOption = None,
) -> None:
    """Write playbooks/, the internal edition's Markdown as it is read in the repository."""
    opened = Project.find(project)
    (made,) = _editions(opened, [Audience.INTERNAL], _day(today))
    if not check_only:
        changes = playbooks.write(opened.playbooks, made.pages)
        sys.stdout.write(f"{len(made.pages)} playbooks, {changes} changed.\n")
        return
    differences = list(playbooks.stale(opened.playbooks, made.pages))
    for path, what in differences:
        sys.stdout.write(f"playbooks/{path}: {what}\n")
    if differences:
        progress.print("playbooks/ does not match content/: run `playbooks generate`.", markup=False)
        raise typer.Exit(1)


@app.command(short_help="Write a folder for plain `mkdocs build` or Zensical.")
def stage(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="A new or empty folder.")],
    project: ProjectOption = Path(),
    *,
    edition: EditionOption = Audience.INTERNAL,
    today: TodayOption = None,
) -> None:
    """Write a staging folder, which `mkdocs build -f DIR/mkdocs.yml` (or Zensical) turns into a site."""
    if folder.exists() and any(folder.iterdir()):
        raise UserError(f"{folder} is not empty", "name a new folder")
    opened = Project.find(project)
    (made,) = _editions(opened, [edition], _day(today))
    write_staging(folder, made, opened)
    sys.stdout.write(f"{folder / 'mkdocs.yml'}\n")


@app.command(short_help="Preview an edition; rebuild it when a file is saved.")
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
                made = _editions(opened, [edition], _day(None))
                site.build(opened, [(one, place) for one in made], PUBLISHERS["mkdocs"], listener)
                progress.print("Built; reload the page to see it.")
            except typer.Exit:
                progress.print("The last good site stays until this is put right.")
            except UserError as error:
                _tell(error)

        place.mkdir()
        rebuild()
        with suppress(KeyboardInterrupt), preview.served(place, port) as address:
            progress.print(f"Serving at {address} (Ctrl-C ends it)")
            preview.rebuild_on_change(opened, rebuild)


@app.command(short_help="Count what there is, and list what is missing where.")
def stats(project: ProjectOption = Path()) -> None:
    """Count what the handbook holds, and list which entities lack what others of their kind have."""
    handbook = site.examine_project(Project.find(project), _day(None)).handbook
    for count in inventory.counts(handbook):
        counted = f"{count.total:>5} {count.kind:<14} {count.for_partners:>5} for partners {count.entries:>6} entries"
        sys.stdout.write(f"{counted} within\n")
    for gap in inventory.gaps(handbook):
        sys.stdout.write(f"\n{gap.kind}: {len(gap.lacking)} of {gap.of} without {gap.field}\n")
        ids = textwrap.fill(", ".join(gap.lacking), 100, initial_indent="  ", subsequent_indent="  ")
        sys.stdout.write(f"{ids}\n")


@app.command(short_help="Start a handbook of your own.")
def init(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="A new or empty folder.")],
    *,
    minimal: Annotated[
        bool, typer.Option("--minimal", help="A skeleton with one stage, instead of the full programme.")
    ] = False,
) -> None:
    """Start a handbook of your own: a full programme to adapt, or a skeleton."""
    starting.start(folder, minimal=minimal)
    sys.stdout.write(f"Started in {folder}. Edit {folder / 'content' / 'programme.yml'} first, then:\n")
    sys.stdout.write(f"  playbooks build --project {shlex.quote(str(folder))}\n")


def _editions(project: Project, wanted: list[Audience], today: date, *, strict: bool = False) -> list[Edition]:
    """Check content and render the wanted editions; findings are shown, and errors end the command."""
    examined = site.examine_project(project, today)
    if examined.diagnostics:
        sys.stderr.write(REPORTERS["text"](examined.diagnostics, examined.texts))
    if examined.has_errors or (strict and examined.diagnostics):
        raise typer.Exit(1)
    theme = site.read_theme(project)
    return [site.make_edition(examined.handbook, audience, theme) for audience in wanted]


def _day(today: datetime | None) -> date:
    return (today or datetime.now(UTC)).date()


def _version(value: bool) -> None:
    if value:
        sys.stdout.write(f"partner-playbooks {__version__}\n")
        raise typer.Exit


@app.callback()
def _options(
    _show: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version.")
    ] = False,
) -> None:
    """Turn a partner programme written in YAML into a searchable handbook.

    Every command ends with 0 if all is well, 1 if the content is at fault, and 2 if the command or the machine is.
    """


def _tell(error: UserError) -> None:
    progress.print(f"error: {error}", markup=False, soft_wrap=True)
    if error.hint:
        progress.print(f"  help: {error.hint}", markup=False, soft_wrap=True)


def main() -> None:
    """Run the command; the environment's faults are told in a line, with exit status 2."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that a stopped build cleans up, as with Ctrl-C
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):  # a terminal that lacks a character gets its escape, not a traceback
            stream.reconfigure(errors="backslashreplace")
    try:
        app()
    except UserError as error:
        _tell(error)
        sys.exit(2)
    except OSError as error:  # the disk, wherever it was met: full, read-only, gone
        place = f"{error.filename}: " if error.filename else ""
        _tell(UserError(f"{place}{error.strerror or error}", "see whether the place can be written and has room"))
        sys.exit(2)

"""The `playbooks` command: thin; every command hands its options to the module that does the work.

A new command is a new file and one line here.
"""

from __future__ import annotations

import signal
import sys
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.core import TyperGroup

from partner_playbooks import __version__
from partner_playbooks.cli import (
    build_command,
    check_command,
    codeowners_command,
    diff_command,
    explain_command,
    generate_command,
    init_command,
    new_command,
    plan_command,
    plan_status_command,
    rename_command,
    reviews_command,
    schema_command,
    serve_command,
    stage_command,
    stats_command,
)
from partner_playbooks.cli.shared import tell_error
from partner_playbooks.cli.streams import flush_streams, prepare_streams, start_in_utf8
from partner_playbooks.language.diagnostics import UserError

if TYPE_CHECKING:
    from collections.abc import Callable

COMMANDS: dict[str, tuple[Callable[..., None], str]] = {
    "check": (check_command.check, "Show every mistake in the content, with its line and a way out."),
    "explain": (explain_command.explain, "Tell what the code of a finding means, with an example."),
    "diff": (diff_command.diff, "Say what changes for readers between two revisions."),
    "build": (build_command.build, "Make the site of an edition, or of both."),
    "new": (new_command.new, "Add something, with every field that it must have."),
    "rename": (rename_command.rename, "Give something another id, everywhere."),
    "generate": (generate_command.generate, "Write the Markdown in playbooks/, or show that it is stale."),
    "schema": (schema_command.schema, "Write what editors complete fields and ids from."),
    "stage": (stage_command.stage, "Write a folder for plain `mkdocs build` or Zensical."),
    "serve": (serve_command.serve, "Preview an edition; rebuild it when a file is saved."),
    "reviews": (reviews_command.reviews, "List what is due to be read again, by whom."),
    "codeowners": (codeowners_command.codeowners, "Write whom the host asks to review a change to each file."),
    "stats": (stats_command.stats, "Count what there is, and list what is missing where."),
    "init": (init_command.init, "Start a handbook of your own."),
}
"""Name → what it does, and the line that the list of commands shows."""

PLAN_COMMANDS: dict[str, tuple[Callable[..., None], str]] = {
    "make": (plan_command.plan, "Make a plan for one partner, or for many; `make` may be left out."),
    "status": (
        plan_status_command.status,
        "Put together what both sides have filled in, and tell how the plan stands.",
    ),
}
"""The same, below `plan`."""


class _WithDefault(TyperGroup):
    """Commands of which the first may be left out."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:  # noqa: ANN401 - typer brings its own click
        if args and args[0] not in {*self.commands, "--help"}:
            args = [next(iter(self.commands)), *args]
        return super().parse_args(ctx, args)


app = typer.Typer(
    name="playbooks",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)
for _name, (_command, _help) in COMMANDS.items():
    app.command(_name, short_help=_help)(_command)

_plans = typer.Typer(cls=_WithDefault, rich_markup_mode=None)
for _name, (_command, _help) in PLAN_COMMANDS.items():
    _plans.command(_name, short_help=_help)(_command)
app.add_typer(_plans, name="plan", short_help="Make plans for partners, and tell how one stands.")


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


def main() -> None:
    """Run the command; the environment's faults are told in a line, with exit status 2."""
    start_in_utf8()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that a stopped build cleans up, as with Ctrl-C
    prepare_streams()
    try:
        try:
            app()
        finally:
            flush_streams()
    except UserError as error:
        tell_error(error)
        sys.exit(2)
    except UnicodeEncodeError as error:
        if error.encoding == "utf-8":
            raise
        name = error.object[error.start : error.end]
        hint = "use a locale with UTF-8: LC_ALL=C.UTF-8"
        tell_error(UserError(f'"{name}" has no place in a name here, where the encoding is {error.encoding}', hint))
        sys.exit(2)
    except OSError as error:  # the disk, wherever it was met: full, read-only, gone
        place = f"{error.filename}: " if error.filename else ""
        tell_error(UserError(f"{place}{error.strerror or error}", "see whether the place can be written and has room"))
        sys.exit(2)

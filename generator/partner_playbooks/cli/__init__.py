"""The `playbooks` command: thin; every command hands its options to the module that does the work.

A new command is a new file and one line here.
"""

from __future__ import annotations

import atexit
import gc
import signal
import sys
from importlib import import_module
from typing import TYPE_CHECKING, Annotated, Any, ClassVar

import typer
from typer.core import TyperGroup

from partner_playbooks import __version__
from partner_playbooks.cli.streams import flush_streams, prepare_streams, start_in_utf8
from partner_playbooks.cli.telling import tell_error
from partner_playbooks.language.diagnostics import UserError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

COMMANDS = {
    "check": "Show every mistake in the content, with its line and a way out.",
    "explain": "Tell what the code of a finding means, with an example.",
    "diff": "Say what changes for readers between two revisions.",
    "build": "Make the site of an edition, or of both.",
    "new": "Add something, with every field that it must have.",
    "rename": "Give something another id, everywhere.",
    "migrate": "Lift content of an older schema version to the one of now.",
    "generate": "Write the Markdown in playbooks/, or show that it is stale.",
    "schema": "Write what editors complete fields and ids from.",
    "stage": "Write a folder for plain `mkdocs build` or Zensical.",
    "serve": "Preview an edition; rebuild it when a file is saved.",
    "reviews": "List what is due to be read again, by whom.",
    "codeowners": "Write whom the host asks to review a change to each file.",
    "find": "Show where something is written, by the words that people use.",
    "mcp": "Answer an assistant from the handbook; nothing is changed.",
    "stats": "Count what there is, and list what is missing where.",
    "init": "Start a handbook of your own.",
    "plan": "Make plans for partners, and tell how one stands.",
    "track": "Compute figures from records, and check these.",
}
"""Name → the line that the list of commands shows. What it does is the function of that name in `<name>_command`."""

_BRIEF = frozenset({"build", "check", "diff", "find", "generate", "rename", "stage", "stats"})
"""Those that end soon and leave little behind: to look for garbage would take a fifth of their time."""

PLAN_COMMANDS = {
    "make": "Make a plan for one partner, or for many; `make` may be left out.",
    "status": "Put together what both sides have filled in, and tell how the plan stands.",
}
"""The same, below `plan`: `plan_<name>_command`."""

TRACK_COMMANDS = {
    "run": "Write a snapshot of a day, and say what to look at first; `run` may be left out.",
    "check": "Show every row that does not fit, with file, row, column and reason.",
    "connect": "Propose tracking.yml for a folder of exports, and say what is unsure.",
    "start": "Write a workbook to keep by hand, where there is no partner system.",
    "request": "Print what to ask of whoever looks after the CRM.",
    "pack": "Make what to take into a review, for one partner or for all; Monday lists, and a page for the board.",
    "demo": "Write records of a programme that does not exist, to try the others on.",
}
"""The same, below `track`."""


class _Commands(TyperGroup):
    """Commands by name. The module of one is imported when it is called, for no other needs what that one does."""

    lines: ClassVar[Mapping[str, str]] = COMMANDS
    prefix: ClassVar[str] = ""

    def __init__(self, **attributes: Any) -> None:  # noqa: ANN401 - typer's own
        super().__init__(**attributes)
        self.commands: dict[str, Any] = dict.fromkeys(self.lines)  # what was mistyped is held against these names

    def get_command(self, _ctx: Any, cmd_name: str) -> Any:  # noqa: ANN401 - typer brings its own click
        """Give a command; None where there is none of this name."""
        if cmd_name not in self.lines:
            return None
        if cmd_name in _GROUPS:
            group, callback = _GROUPS[cmd_name]
            app = _make_app(cls=group, no_args_is_help=False)
            app.callback()(callback)
        else:
            app = _make_app()
            name = f"{self.prefix}{cmd_name}"
            module = import_module(f"partner_playbooks.cli.{name}_command")
            app.command(cmd_name)(getattr(module, name))
        command = typer.main.get_command(app)
        command.name = cmd_name
        return command

    def format_commands(self, _ctx: Any, formatter: Any) -> None:  # noqa: ANN401 - as above
        """List the commands without importing any."""
        with formatter.section("Commands"):
            formatter.write_dl(list(self.lines.items()))


class _GroupCommands(_Commands):
    """Commands below another, of which the first may be left out."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:  # noqa: ANN401 - as above
        if (args and args[0] not in {*self.lines, "--help"}) or (not args and self.alone):
            args = [next(iter(self.lines)), *args]
        return super().parse_args(ctx, args)

    alone: ClassVar[bool] = False
    """Whether the first command needs no argument."""


class _PlanCommands(_GroupCommands):
    lines = PLAN_COMMANDS
    prefix = "plan_"


class _TrackCommands(_GroupCommands):
    lines = TRACK_COMMANDS
    prefix = "track_"
    alone = True


def _make_app(cls: type[TyperGroup] | None = None, *, no_args_is_help: bool = True) -> typer.Typer:
    return typer.Typer(
        name="playbooks",
        cls=cls,
        no_args_is_help=no_args_is_help,
        add_completion=False,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
    )


def _plan() -> None:
    """Make plans for partners, and tell how one stands."""


def _track() -> None:
    """Compute the programme's figures from its records, and check these."""


_GROUPS: Mapping[str, tuple[type[TyperGroup], Callable[[], None]]] = {
    "plan": (_PlanCommands, _plan),
    "track": (_TrackCommands, _track),
}

app = _make_app(cls=_Commands)


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
    if not _BRIEF.isdisjoint(sys.argv[1:2]):
        gc.disable()
        atexit.register(gc.freeze)  # nor is any looked for at the end
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

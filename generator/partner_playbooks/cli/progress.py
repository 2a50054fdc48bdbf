"""How far a command is that takes its time: shown to a terminal, and to no file."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from rich.console import Console
from rich.live import Live
from rich.text import Text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

progress = Console(stderr=True, highlight=False)


@contextmanager
def show_steps() -> Iterator[Callable[[str], None]]:
    """Give a way to show what is done at the moment, on a line that goes in the end.

    Nothing moves in it, for that would take a thread, and a process of threads cannot be forked.
    """
    with Live(
        console=progress, auto_refresh=False, transient=True, redirect_stdout=False, redirect_stderr=False
    ) as shown:
        yield lambda words: shown.update(Text(words), refresh=True)

"""What a command tells the person at the terminal: on stderr, for stdout is what it was asked for."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from partner_playbooks.language.diagnostics import show_on_one_line

if TYPE_CHECKING:
    from partner_playbooks.language.diagnostics import UserError


def tell(text: str) -> None:
    """Tell a line, or several; what a terminal could take for a command is written as an escape."""
    sys.stderr.writelines(f"{show_on_one_line(line)}\n" for line in text.split("\n"))


def tell_error(error: UserError) -> None:
    """Tell a fault of the environment or the usage, and the way out."""
    tell(f"error: {error}")
    if error.hint:
        tell(f"  help: {error.hint}")

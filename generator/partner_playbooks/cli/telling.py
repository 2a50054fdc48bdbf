"""What a command tells the person at the terminal: on stderr, for stdout is what it was asked for."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from partner_playbooks.language.diagnostics import UserError


def tell(line: str) -> None:
    """Tell a line as it is."""
    sys.stderr.write(f"{line}\n")


def tell_error(error: UserError) -> None:
    """Tell a fault of the environment or the usage, and the way out."""
    tell(f"error: {error}")
    if error.hint:
        tell(f"  help: {error.hint}")

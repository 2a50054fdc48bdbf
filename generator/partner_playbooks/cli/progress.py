"""How far a command is that takes its time: shown to a terminal, and to no file."""

from __future__ import annotations

from rich.console import Console

progress = Console(stderr=True, highlight=False)

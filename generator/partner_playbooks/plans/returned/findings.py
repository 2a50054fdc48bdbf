"""What of a file that came back was not understood, or only by its likeness: told with its place."""

from __future__ import annotations

import json
from dataclasses import dataclass

from partner_playbooks.plans.texts import show_text

_SHOWN = 300
"""Most characters of a value that are shown."""


@dataclass(frozen=True, slots=True)
class ReturnFault:
    """A place in a file, what is the matter with it, and what stands there."""

    file: str
    place: str
    """`sheet “Plan”, row 12`, or `state.activate.kickoff.status`."""
    reason: str
    value: str = ""
    title: str = ""
    """Of the task or exit test that it is about, where that is known."""

    def __str__(self) -> str:
        """Give it as one line."""
        title = f" (“{show_value(self.title)}”)" if self.title else ""
        value = f": {shown}" if (shown := show_value(self.value)) else ""
        return f"{show_value(self.place)}: {self.reason}{value}{title}"


def show_value(value: object) -> str:
    """Give what stands somewhere as one short line that no terminal takes for a command."""
    if isinstance(value, dict | list):
        try:
            value = json.dumps(value, ensure_ascii=False)
        except RecursionError:
            return "{…}"
    shown = " ".join(show_text("null" if value is None else str(value)).split())
    return shown if len(shown) <= _SHOWN else f"{shown[:_SHOWN]}…"

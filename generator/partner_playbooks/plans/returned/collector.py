"""What a file that came back says, and what of it was not understood: gathered while it is read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from partner_playbooks.plans.returned.findings import ReturnFault
from partner_playbooks.plans.returned.plan_words import find_value_fault
from partner_playbooks.plans.state import Field, StateChange, find_later_time

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from partner_playbooks.plans.returned.json_file import ReturnedPlan


class Collector:
    """Gathers what one file says of a plan."""

    def __init__(self, filled: ReturnedPlan, titles: Mapping[str, str], name: str, at: datetime) -> None:
        """Take the plan, the titles of all that something may be said of, and the file's name and time."""
        self._filled, self._titles, self._at = filled, titles, at
        self.name = name
        self.words: list[StateChange] = []
        self.unread: list[ReturnFault] = []
        self.guesses: list[ReturnFault] = []

    def say(self, place: str, key: str, known: Field, text: str) -> None:
        """Note what was said of something; what cannot be said of it is refused."""
        fault = find_value_fault(known, text, self._filled.plan)
        if fault is not None:
            self.refuse(place, fault, text, self._titles.get(key, ""))
            return
        before = [word.at for word in self._filled.state.words if (word.key, word.field) == (key, known)]
        self.words.append(StateChange(key, known, find_later_time(self._at, before), self.name, text))

    def refuse(self, place: str, reason: str, value: str, title: str = "") -> None:
        """Note what was not understood, with its reason."""
        self.unread.append(ReturnFault(self.name, place, reason, value, title))

    def guess(self, place: str, reason: str, value: str = "", title: str = "") -> None:
        """Note what was understood by its likeness alone, or may surprise."""
        self.guesses.append(ReturnFault(self.name, place, reason, value, title))


def name_place(sheet: str, row: int = 0) -> str:
    """Name a row of a sheet, a sheet, or the whole file where it has none."""
    return ", ".join(filter(None, (f"sheet “{sheet}”" if sheet else "", f"row {row}" if row else ""))) or "the table"

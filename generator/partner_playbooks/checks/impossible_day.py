"""PB409: a day that its anchor does not have: day 97 of a quarter."""

from __future__ import annotations

from typing import TYPE_CHECKING

from partner_playbooks.handbook.model.stage import Anchor, Stage
from partner_playbooks.handbook.model.task import Recurrence
from partner_playbooks.language.diagnostics import Diagnostic

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from partner_playbooks.handbook.linked import Handbook
    from partner_playbooks.handbook.model.stage import ChecklistItem

_QUARTER = 90
"""Days of the shortest quarter."""
_ROUNDS = {Recurrence.WEEKLY: 7, Recurrence.MONTHLY: 28, Recurrence.QUARTERLY: 90, Recurrence.YEARLY: 365}


def check(handbook: Handbook, _today: date) -> Iterator[Diagnostic]:
    """Yield a finding per item that is due on a day which its quarter, or its own round, does not have."""
    for placed in handbook.list_written("stage"):
        for index, item in enumerate(placed.record.checklist if isinstance(placed.record, Stage) else ()):
            longest, what = _find_longest(item)
            if abs(item.due.calendar_day) > longest:
                message = f"day {item.due.day} does not exist: {what} has {longest} days"
                hint = f"write a day from 1 to {longest}, or count it from another anchor"
                yield Diagnostic("PB409", message, placed.span("checklist", index, "due", "day"), hint)


def _find_longest(item: ChecklistItem) -> tuple[int, str]:
    """Give the last day that an item can be due on, and what ends with it."""
    if item.due.anchor is Anchor.QUARTER_START:
        if item.recurrence in {Recurrence.WEEKLY, Recurrence.MONTHLY}:
            return _ROUNDS[item.recurrence], f"a {item.recurrence.value} round"
        if item.recurrence is Recurrence.YEARLY:
            return _ROUNDS[Recurrence.YEARLY], "a yearly round"
        return _QUARTER, "a quarter"
    return 10**9, ""

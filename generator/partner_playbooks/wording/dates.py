"""Dates in the programme's own format, with month names from the catalogue."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from .messages import Messages

_PARTS = re.compile(r"yyyy|MMMM|MMM|MM|dd|d")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def format_date(day: date, pattern: str, messages: Messages) -> str:
    """Write a date; d, dd, MMM, MMMM, MM and yyyy stand for their parts, all else for itself."""

    def part(match: re.Match[str]) -> str:
        match match[0]:
            case "yyyy":
                return f"{day.year:04}"
            case "MMMM":
                return messages.say(f"month.{_MONTHS[day.month - 1]}.long")
            case "MMM":
                return messages.say(f"month.{_MONTHS[day.month - 1]}.short")
            case "MM":
                return f"{day.month:02}"
            case "dd":
                return f"{day.day:02}"
            case _:
                return str(day.day)

    return _PARTS.sub(part, pattern)

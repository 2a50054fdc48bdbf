"""Dates in the programme's own format, with names of months as the language has them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from partner_playbooks.wording.locales import list_months

if TYPE_CHECKING:
    from datetime import date

_PARTS = re.compile(r"yyyy|MMMM|MMM|MM|dd|d")


def format_date(day: date, pattern: str, language: str) -> str:
    """Write a date; d, dd, MMM, MMMM, MM and yyyy stand for their parts, all else for itself."""
    parts = {
        "yyyy": f"{day.year:04}",
        "MMMM": list_months(language, "wide")[day.month - 1],
        "MMM": list_months(language, "abbreviated")[day.month - 1],
        "MM": f"{day.month:02}",
        "dd": f"{day.day:02}",
        "d": str(day.day),
    }
    return _PARTS.sub(lambda match: parts[match[0]], pattern)

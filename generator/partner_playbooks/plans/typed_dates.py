"""Dates as people type them: 2026-12-01, 1 December 2026, 1. Dez. 2026; 01.12.2026 where it can mean one day only."""

from __future__ import annotations

import re
from datetime import date
from typing import Literal

from partner_playbooks.wording.locales import list_months

Order = Literal["day", "month", ""]
"""Whether the day or the month stands first in dates of digits; empty where nobody says so."""

_LANGUAGES = ("en", "de", "de-AT")
"""The languages that the package ships, and who else says some months otherwise."""
_WIDTHS: tuple[Literal["wide", "abbreviated"], ...] = ("wide", "abbreviated")
MONTHS = tuple(
    {spelling for name in names for spelling in (name.casefold(), name.casefold().replace("ä", "ae"))}
    for names in zip(
        *([name.rstrip(".") for name in list_months(language, width)] for language in _LANGUAGES for width in _WIDTHS),
        strict=True,
    )
)
"""Names of months in these languages, whole and as they are cut short there, by number from 0."""
_SHORTEST = 3
"""Fewest letters of a month's name that is cut short."""
_ISO = re.compile(
    r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?:[T ]\d{1,2}:\d\d(?::\d\d(?:\.\d+)?)?(?: ?Z|[+-]\d\d:?\d\d)?)?", re.ASCII
)
_DIGITS = re.compile(r"(\d{1,2})([-/.])\s?(\d{1,2})\2\s?(\d{4}|\d\d)", re.ASCII)
_NAMED = re.compile(
    r"(?:(\d{1,2})(?:st|nd|rd|th|\.)?[\s-]*([^\W\d]+)\.?|([^\W\d]+)\.?\s*(\d{1,2})(?:st|nd|rd|th|\.)?)[\s,-]+(\d{4}|\d\d)"
)
_WEEKDAY = re.compile(r"^[^\W\d]{2,10}\.?,?\s+(?=\d)")
_CENTURY = 2000


def find_date_order(pattern: str) -> Order:
    """Give the order of dates by a pattern such as `d MMMM yyyy` or `MM/dd/yyyy`."""
    day, month = pattern.find("d"), pattern.find("M")
    if min(day, month) < 0 or pattern.startswith("y"):
        return ""
    return "day" if day < month else "month"


def read_typed_date(text: str, order: Order = "") -> date | None:
    """Give the one date that a text can mean; None where it is none, or might be another."""
    typed = " ".join(text.split()).strip(" ,;")
    if found := _ISO.fullmatch(typed):
        return _date(found[1], found[3], found[4])
    if found := _DIGITS.fullmatch(typed):
        return _of_digits(found[1], found[3], found[4], order)
    bare = typed if _month(typed.split()[0].strip(".,") if typed else "") else _WEEKDAY.sub("", typed, count=1)
    if found := _DIGITS.fullmatch(bare):
        return _of_digits(found[1], found[3], found[4], order)
    if found := _NAMED.fullmatch(bare):
        month = _month(found[2] or found[3])
        return _date(found[5], str(month), found[1] or found[4]) if month else None
    return None


def _of_digits(one: str, other: str, year: str, order: Order) -> date | None:
    if order:
        day, month = (one, other) if order == "day" else (other, one)
        return _date(year, month, day)
    can = {found for found in (_date(year, other, one), _date(year, one, other)) if found}
    return can.pop() if len(can) == 1 else None


def _month(name: str) -> int | None:
    typed = name.casefold()
    for number, names in enumerate(MONTHS, start=1):
        if len(typed) >= _SHORTEST and any(each.startswith(typed) for each in names):
            return number
    return None


def _date(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year) + (_CENTURY if len(year) == 2 else 0), int(month), int(day))  # noqa: PLR2004
    except ValueError:
        return None

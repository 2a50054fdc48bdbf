"""Names of a workbook's sheets, as spreadsheets take them: words of a catalogue may be longer, or hold a slash."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

LONGEST = 31
"""Most characters of a name, counted as UTF-16 does."""
FORBIDDEN = re.compile(r"[\[\]:*?/\\\x00-\x1f\x7f]+")
RESERVED = "history"
"""Excel keeps this name for itself, however it is written."""


def name_sheets(wanted: Iterable[str], taken: Iterable[str] = ()) -> list[str]:
    """Give each wanted name as a sheet can have it: without forbidden characters, short enough, and unlike all others.

    Args:
        wanted: The names as a catalogue says them.
        taken: Names that other sheets have.
    """
    used = {RESERVED, *(name.casefold() for name in taken)}
    names = []
    for each in wanted:
        plain = " ".join(FORBIDDEN.sub(" ", each).split()).strip("'") or "-"
        name, number = shorten(plain, LONGEST), 1
        while name.casefold() in used:
            number += 1
            ending = f" {number}"
            name = shorten(plain, LONGEST - len(ending)) + ending
        used.add(name.casefold())
        names.append(name)
    return names


def shorten(text: str, longest: int) -> str:
    """Give as much of a text from its beginning as takes at most so many units of UTF-16."""
    while len(text.encode("utf-16-le")) // 2 > longest:
        text = text[:-1]
    return text.rstrip(" '")

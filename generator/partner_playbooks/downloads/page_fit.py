"""No page with two lines: a document whose last page would be all but empty gets a little less room, or more."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_TIGHTER, _WIDER = (0.88, 0.76, 0.66), (1.12, 1.24, 1.36)
"""How much of its usual room everything may have: first less, to be rid of the page, then more, to fill it."""
_FIRST_LINE, _LONELY, _SHORT = 0.09, 0.32, 0.42
"""Where text begins on a page; and how far down it goes on a last page that is lonely, or gladly done without."""


@dataclass(frozen=True, slots=True)
class End:
    """Where a part of a document ends."""

    page: int
    y: float
    """How far down, in parts of the page's height."""


def read_ends(told: str) -> tuple[End, ...]:
    """Read where the parts of a document end, as Typst tells it."""
    return tuple(End(each["page"], float(each["y"])) for each in json.loads(told))


def choose_squeeze(find_ends: Callable[[float], Sequence[End]]) -> float:
    """Give how much of its usual room a document gets, so that none of its parts ends with a page of a few lines.

    Args:
        find_ends: Gives where its parts end, when everything has so much of its usual room.
    """
    usual = find_ends(1)
    if not _is_shorter(usual, _SHORT):
        return 1
    for squeeze in _TIGHTER:
        ends = find_ends(squeeze)
        if ends[-1].page < usual[-1].page and not _is_shorter(ends, _LONELY):
            return squeeze
    for squeeze in _WIDER if _is_shorter(usual, _LONELY) else ():
        ends = find_ends(squeeze)
        if ends[-1].page == usual[-1].page and not _is_shorter(ends, _LONELY):
            return squeeze
    return 1


def _is_shorter(ends: Sequence[End], height: float) -> bool:
    """Tell whether some part ends above a height on a page other than its first one."""
    first = 1
    for end in ends:
        if end.page > first and _FIRST_LINE < end.y < height:
            return True
        first = end.page + 1
    return False

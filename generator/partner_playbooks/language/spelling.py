"""What somebody probably meant to type: known words that are near, and whether one slip of the keyboard explains it."""

from __future__ import annotations

import difflib
import re
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_NEAR = 0.6
_RIVAL = 2
"""A known word within so many slips of what was typed could have been meant as well as the nearest."""
_SHORTEST, _SHORTEST_SWAPPED = 5, 4
"""Letters of a word in which one wrong letter, or two in the wrong order, leave no doubt: short words are all near."""
_SEPARATOR = re.compile(r"[\s_-]+")
_WORD = re.compile(r"[^\W_]+")
_DIGITS = re.compile(r"\d+")
_ROWS = ("1234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm", "qwertzuiop", "yxcvbnm", "azertyuiop", "qsdfghjklm")
_STEPS = ("qwertyuiop", "asdfghjkl;", "zxcvbnm,./")


def _list_neighbours() -> frozenset[tuple[str, str]]:
    """Give the pairs of keys that lie side by side, or one above the other, on the usual keyboards."""
    beside = {pair for row in _ROWS for pair in pairwise(row)}
    above = {
        (upper[at], lower[at - shift])
        for upper, lower in pairwise(_STEPS)
        for shift in (0, 1)
        for at in range(shift, len(upper))
    }
    return frozenset(pair for one, other in beside | above for pair in ((one, other), (other, one)))


_NEIGHBOURS = _list_neighbours()


def find_nearest(word: str, known: Iterable[str], cutoff: float = _NEAR) -> str | None:
    """Give the known word that is most like another one, if any is."""
    return next(iter(difflib.get_close_matches(word, sorted(known), n=1, cutoff=cutoff)), None)


def list_nearest(word: str, known: Iterable[str]) -> list[str]:
    """Give the known words that a word is most like: several, where as many slips lead to each of them."""
    close = difflib.get_close_matches(word, sorted(known), n=5, cutoff=_NEAR)
    slips = {other: count_slips(word, other) for other in close}
    return sorted(other for other in close if slips[other] == slips[close[0]])


def find_certain(word: str, known: Iterable[str]) -> str | None:
    """Give the known word that was meant beyond doubt: one slip of the keyboard away, and no other one is near.

    No figure is ever changed, nor a word that is one of the known ones: `first-lead` is no slip for `first-deal`.
    """
    known = set(known)
    alike = [other for other in known if _fold(other) == _fold(word)]
    if alike:
        return alike[0] if len(alike) == 1 and _same_figures(word, alike[0]) else None
    slips = [other for other in known if _is_slip(word, other)]
    if len(slips) != 1:
        return None
    (meant,) = slips
    rivals = (other for other in known if other != meant and abs(len(other) - len(word)) <= _RIVAL)
    if any(count_slips(word, other) <= _RIVAL for other in rivals):
        return None
    words = {part for other in known for part in _WORD.findall(other.lower())}
    return None if find_differing_word(word, meant) in words else meant


def find_differing_word(typed: str, meant: str) -> str | None:
    """Give the one word of an id or text that differs from what was meant: `laed` in `enablement-laed`.

    None where only case and separators differ.
    """
    if _fold(typed) == _fold(meant):
        return None
    pairs = zip(_WORD.findall(typed.lower()), _WORD.findall(meant.lower()), strict=False)
    return next((one for one, other in pairs if one != other), None)


def _fold(word: str) -> str:
    """Give a word as it is whatever its case and separators."""
    return _SEPARATOR.sub("", word.lower())


def _same_figures(one: str, other: str) -> bool:
    return _DIGITS.findall(one) == _DIGITS.findall(other)


def _is_slip(typed: str, meant: str) -> bool:
    """Tell whether one slip of the keyboard, inside one word, makes what was typed of what was meant."""
    ours, theirs = _WORD.findall(typed), _WORD.findall(meant)
    if len(ours) != len(theirs) or not _same_figures(typed, meant):
        return False
    differing = [(one, other) for one, other in zip(ours, theirs, strict=True) if one != other]
    if len(differing) != 1 or _WORD.sub("", typed) != _WORD.sub("", meant):
        return False
    return _is_slip_in_word(*differing[0])


def _is_slip_in_word(typed: str, meant: str) -> bool:
    begin = _common_length(typed, meant)
    end = _common_length(typed[begin:][::-1], meant[begin:][::-1])
    one, other = typed[begin : len(typed) - end], meant[begin : len(meant) - end]
    longest = max(len(typed), len(meant))
    if len(one) == len(other) == 2:  # noqa: PLR2004 - two letters, in the wrong order
        return one == other[::-1] and longest >= _SHORTEST_SWAPPED
    if longest < _SHORTEST or len(one) > 1 or len(other) > 1:
        return False
    letter, longer = one or other, max(typed, meant, key=len)
    if not (one and other) and letter in (longer[begin - 1 : begin], longer[begin + 1 : begin + 2]):
        return True  # a doubled letter, or one of two
    # At either end, a letter makes another word: manage, manager, managed; paid, unpaid.
    inside = begin > 0 and end > 0
    return inside and (not (one and other) or (one.lower(), other.lower()) in _NEIGHBOURS)


def _common_length(one: str, other: str) -> int:
    """Count the letters that two words begin with alike."""
    return next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


def count_slips(one: str, other: str) -> int:
    """Count the slips that make one word of another: a letter more, less or different, or two swapped.

    This is the optimal string alignment distance (Damerau 1964, without edits inside a swapped pair).
    """
    before, last = [0] * (len(other) + 1), list(range(len(other) + 1))
    for row, letter in enumerate(one, 1):
        now = [row]
        for column, wanted in enumerate(other, 1):
            steps = min(last[column] + 1, now[-1] + 1, last[column - 1] + (letter != wanted))
            if row > 1 and column > 1 and letter == other[column - 2] and one[row - 2] == wanted:
                steps = min(steps, before[column - 2] + 1)
            now.append(steps)
        before, last = last, now
    return last[-1]

"""Figures of two wordings of a text: which of them are others now, gone, or new."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import zip_longest
from typing import NamedTuple

_CURRENCY = r"[€$£¥₹]|\b(?:EUR|USD|GBP|CHF|JPY|SEK|NOK|DKK|PLN|CZK)\b"
_DIGITS = r"\d(?:[\d.,:'\u2019/\u00a0\u202f-]*\d)?"
_WORDS = (
    "two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|"
    "nineteen|(?:twen|thir|for|fif|six|seven|eigh|nine)ty(?:-[a-z]+)?|hundred|thousand|million|billion|half|"
    "twice|daily|weekly|monthly|quarterly|yearly|annual(?:ly)?|"
    "zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn|elf|zwölf|zwanzig|dreißig|vierzig|fünfzig|sechzig|siebzig|"
    "achtzig|neunzig|hundert|tausend|zweimal|täglich|wöchentlich|monatlich|vierteljährlich|jährlich|"
    "january|february|march|april|may|june|july|august|september|october|november|december|"
    "januar|februar|märz|mai|juni|juli|oktober|dezember|"
    "(?:mon|tues|wednes|thurs|fri|satur|sun)day|(?:mon|diens|donners|frei|sams|sonn)tag|mittwoch"
)
"""Figures, intervals and dates that are written as words; not `one` and `once`, which are more often only words."""
_FIGURE = re.compile(
    rf"""
      \{{[a-z][a-z0-9_.-]*\}}  # the name of a value
    | (?:(?:{_CURRENCY})\s?)? [-+\u2212]?{_DIGITS} (?:\s?(?:%|‰|{_CURRENCY}))?
    | \b(?:{_WORDS})\b
    """,
    re.VERBOSE | re.IGNORECASE,
)
_UNIT = re.compile(r"[\s\u00a0-]([^\W\d_][\w-]*)")
_CAPITAL_ONLY = frozenset({"may", "march", "mai", "märz"})
"""Words that are months only with a capital."""
_TEXTS = 1 << 13
"""Texts whose figures are remembered: one change is told on several pages."""


class ChangedFigure(NamedTuple):
    """A figure as it was and is, with its unit; None where there is none."""

    before: str | None
    after: str | None


class _Figure(NamedTuple):
    written: str
    unit: str

    @property
    def whole(self) -> str:
        return f"{self.written} {self.unit}".strip()


def find_changed_figures(before: str, after: str) -> tuple[ChangedFigure, ...]:
    """Give the figures of a text that are others in its new wording: `60` and `45 minutes`.

    Figures are numbers, amounts, shares and dates, in digits or words. A figure that only stands elsewhere is the same.
    """
    old, new = _figures(before), _figures(after)
    keys = [[each.whole.casefold() for each in figures] for figures in (old, new)]
    found: list[ChangedFigure] = []
    for step, start, end, first, last in SequenceMatcher(None, keys[0], keys[1], autojunk=False).get_opcodes():
        if step != "equal":
            found += [_changed(*pair) for pair in zip_longest(old[start:end], new[first:last])]
    return tuple(each for each in found if each.before != each.after)


@lru_cache(_TEXTS)
def _figures(text: str) -> tuple[_Figure, ...]:
    found = []
    for match in _FIGURE.finditer(text):
        if match[0] in _CAPITAL_ONLY:
            continue
        unit = _UNIT.match(text, match.end())
        digits = match[0][-1].isdigit() or match[0][0].isalpha()
        found.append(_Figure(match[0], unit[1] if unit and digits else ""))
    return tuple(found)


def _changed(before: _Figure | None, after: _Figure | None) -> ChangedFigure:
    if before is None or after is None:
        return ChangedFigure(before and before.whole, after and after.whole)
    if before.written == after.written:  # another word after it: 5 days, 5 weeks
        return ChangedFigure(before.whole, after.whole)
    return ChangedFigure(before.written if before.unit == after.unit else before.whole, after.whole)

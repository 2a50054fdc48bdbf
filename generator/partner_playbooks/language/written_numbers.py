"""Numbers with their units as prose writes them: `two working days`, `a 14-day window`, `30 %`, `EUR 5,000`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

_WORDS = {
    1: "one",
    2: "two zwei",
    3: "three drei",
    4: "four vier",
    5: "five fünf",
    6: "six sechs",
    7: "seven sieben",
    8: "eight acht",
    9: "nine neun",
    10: "ten zehn",
    11: "eleven elf",
    12: "twelve zwölf",
    13: "thirteen dreizehn",
    14: "fourteen vierzehn",
    15: "fifteen fünfzehn",
    20: "twenty zwanzig",
    30: "thirty dreißig",
    40: "forty vierzig",
    50: "fifty fünfzig",
    60: "sixty sechzig",
    90: "ninety neunzig",
    100: "hundred hundert",
}
"""Numbers that people write as words."""
_OF_WORDS = {word: number for number, words in _WORDS.items() for word in words.split()}
_FOLDED = frozenset(word.casefold() for word in _OF_WORDS)
_UNITS = {
    "working-days": r"(?:working|business)[ -]days?|arbeitstag(?:en?|s)?",
    "minutes": r"minutes?|minuten?",
    "hours": r"hours?|stunden?",
    "days": r"days?|tag(?:en?|s)?",
    "weeks": r"weeks?|wochen?",
    "months": r"months?|monat(?:en?|s)?",
    "quarters": r"quarters?|quartal(?:en?|s)?",
    "years": r"years?|jahr(?:en?|s)?",
    "percent": r"%|per[ ]?cent|prozent",
    "points": r"(?:percentage )?points?|(?:prozent)?punkten?",
}
_ADJECTIVES = r"(?:more|further|full|calendar|silent|quiet|whole|other|weitere[nr]?|volle[nr]?)"
_CURRENCY = r"EUR|USD|GBP|CHF|€|\$|£"
_NUMBER = r"\d{1,3}(?:[.,'\u2019\u00a0\u202f ]\d{3})+(?:[.,]\d{1,2})?|\d+(?:[.,]\d+)?"
_FOUND = re.compile(
    rf"""
      (?<![\w.,-])(?:(?P<money>{_CURRENCY})[ \u00a0]?)?
      (?P<number>{_NUMBER}|\b(?:{"|".join(_OF_WORDS)})\b)
      (?:
          [ \u00a0]?(?P<after>{_CURRENCY})(?!\w)
        | (?:[ \u00a0]|-(?=[a-z]))?(?:{_ADJECTIVES}[ ])?(?P<unit>{"|".join(_UNITS.values())})(?!\w)
      )?
      (?![\w]|[.,-]\d)
    """,
    re.VERBOSE | re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_]+")
_DIGIT = re.compile(r"\d")
_THOUSANDS = re.compile(r"[.,'\u2019\u00a0\u202f ](?=\d{3}(?!\d))")
_KINDS = tuple((name, re.compile(pattern, re.IGNORECASE)) for name, pattern in _UNITS.items())


@dataclass(frozen=True, slots=True)
class WrittenNumber:
    """A number in a text."""

    start: int
    end: int
    value: Fraction
    unit: str
    """`working-days`, `currency`, `percent` and so on; empty for a bare number."""


@lru_cache(1 << 15)
def find_written_numbers(text: str) -> tuple[WrittenNumber, ...]:
    """Give the numbers of a text with their units, in reading order; in digits and in English and German words."""
    if not has_number(text, _FOLDED):
        return ()
    read = ((match, _read_value(match["number"])) for match in _FOUND.finditer(text))
    return tuple(
        WrittenNumber(match.start(), match.end(), value, _name_unit(match))
        for match, value in read
        if value is not None
    )


def has_number(text: str, words: frozenset[str]) -> bool:
    """Tell whether a text holds a digit or one of some words, given as they are folded; patterns are slower by far."""
    return _DIGIT.search(text) is not None or not words.isdisjoint(_WORD.findall(text.casefold()))


def _read_value(written: str) -> Fraction | None:
    word = written.casefold()
    if word in _OF_WORDS:
        return Fraction(_OF_WORDS[word])
    plain = _THOUSANDS.sub("", written).replace(",", ".")
    return Fraction(plain) if plain.count(".") <= 1 else None


def _name_unit(match: re.Match[str]) -> str:
    if match["money"] or match["after"]:
        return "currency"
    unit = match["unit"]
    return "" if unit is None else next(name for name, pattern in _KINDS if pattern.fullmatch(unit))

"""PB401: a figure that is claimed without saying where it comes from."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from partner_playbooks.checks.single import check_each
from partner_playbooks.handbook.model.reference import Source
from partner_playbooks.handbook.model.stage import Claim
from partner_playbooks.language.diagnostics import Diagnostic
from partner_playbooks.language.text import RichText, to_plain
from partner_playbooks.language.written_numbers import has_number

if TYPE_CHECKING:
    from collections.abc import Iterator

    from partner_playbooks.handbook.model.content import Placed
    from partner_playbooks.handbook.model.walk import Leaf

_TENS = "twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
_OTHERS = "one|two|three|four|five|six|seven|eight|nine|ten|hundred"
_WORDS = rf"(?:{_OTHERS}|(?:{_TENS})(?:-[a-z]+)?)"
_FIRST = "".join(sorted({word[0] for word in f"{_TENS}|{_OTHERS}".split("|")}))
"""The letters that a figure in words begins with; `twice` and `two-thirds` do with one of them."""
_NUMBERS = frozenset({"twice", *(f"{word}{end}" for word in f"{_TENS}|{_OTHERS}".split("|") for end in ("", "fold"))})
"""Words without which, and without a digit, no figure is claimed."""
_FIGURE = re.compile(
    rf"""
      (?=[\d{_FIRST}])(?:                                           # how each of these begins: the rest is passed over
      \d[\d.,]*\s?(?:%|per[ ]?cent\b|percentage[ ]points\b)          # 30 %, 94 per cent
    | \b{_WORDS}\s(?:per[ ]?cent|percentage[ ]points)\b             # ten per cent
    # 1.4 times, but neither 2 times a week nor 2 x 30 minutes
    | \b\d+(?:\.\d+)?\s?(?:times\b(?!\s(?:an?|per|each|every|in|before)\b)|fold\b|(?:x\b|\u00d7)(?!\s?\d))
    # three times as many, but not: what came up three times
    | \b{_WORDS}(?:[ ]times[ ](?:as|more|the|\w+er)\b|-?fold\b)
    | \btwice[ ]as\b
    | \btwo[ -]thirds\b
    | \b(?:50/50|60/40|70/30|75/25|80/20|90/10|95/5|99/1)\b(?!/)   # but not: 24/48 hours
    | \b\d+[ ](?:in|out[ ]of)[ ](?:every[ ])?\d+\b                 # 3 out of 10
    # one in four, but not: more than one in four, which sets a limit
    | \b(?<!than[ ])(?<!at[ ]least[ ])(?<!at[ ]most[ ]){_WORDS}[ ](?:in|out[ ]of)[ ](?:every[ ])?{_WORDS}\b
      )
    """,
    re.VERBOSE | re.IGNORECASE,
)


@check_each
def check(placed: Placed) -> Iterator[Diagnostic]:
    """Yield a finding per text that claims a figure and names no source."""
    for leaf in placed.leaves:
        figure = _figure(leaf)
        if figure and not _has_source(leaf):
            message = f'"{figure}" is claimed without a source'
            yield Diagnostic("PB401", message, placed.find(leaf.path, figure), _way_out(leaf))


def _figure(leaf: Leaf) -> str:
    """Give the first figure of a text that tells and explains; criteria and targets set their own figures."""
    if isinstance(leaf.holder, Source) or not (isinstance(leaf.holder, Claim) or leaf.is_prose):
        return ""
    text = to_plain(leaf.value, value=str) if isinstance(leaf.value, RichText) else leaf.value
    return _find_figure(text) if isinstance(text, str) else ""


@lru_cache(1 << 15)
def _find_figure(text: str) -> str:
    found = _FIGURE.search(text) if has_number(text, _NUMBERS) else None
    return found.group() if found else ""


def _has_source(leaf: Leaf) -> bool:
    holder = leaf.holder
    return isinstance(holder, Claim) and (holder.source is not None or holder.no_origin)


def _way_out(leaf: Leaf) -> str:
    if isinstance(leaf.holder, Claim):
        return "add `source:` with a source's id, or `no_origin: true` where the source gives no origin"
    return "move the figure into a practice or pitfall that names its source"

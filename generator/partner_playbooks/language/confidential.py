"""Words that must not leave: found in any spelling, and behind characters that nobody sees."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

_BETWEEN = r"(?:[\s\-_\u2010-\u2015]|%20)*"
"""What may stand between the words: spaces, hyphens, dashes, or nothing."""


def find_confidential(words: Collection[str], text: str) -> Iterator[str]:
    """Yield each of the words that a text holds, as it looks there."""
    seen = _seen(text) if words else ""
    for word in words:
        if match := _pattern(word).search(seen):
            yield match.group()


def _seen(text: str) -> str:
    """Give a text as it looks: without invisible characters, and with wide or narrow letters as the usual ones."""
    if text.isascii():  # as it is
        return text
    return "".join(c for c in unicodedata.normalize("NFKC", text) if unicodedata.category(c) != "Cf")


@lru_cache
def _pattern(word: str) -> re.Pattern[str]:
    parts = _BETWEEN.join(re.escape(part) for part in re.split(r"[\s\-]+", _seen(word).strip()))
    return re.compile(rf"(?<![^\W_]){parts}(?![^\W_])", re.IGNORECASE)

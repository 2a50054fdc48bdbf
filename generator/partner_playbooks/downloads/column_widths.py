"""How wide the columns of a table are, by what stands in them: room goes to those who need it, and no word is cut."""

from __future__ import annotations

import re
import unicodedata
from itertools import zip_longest
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

WHOLE = 1000
"""What the shares of a table's columns add up to."""
_ROOM = 96
"""Letters that a line of a page holds."""
_BESIDE = 3
"""Letters that the space on both sides of a cell takes."""
_LONGEST_WORD, _LONGEST_TEXT = 40, 70
"""Letters of a word and of a text beyond which a column gets no wider for them."""
_NUMBER = re.compile(r"[-+–]?[\d.,:%\s–-]*\d[\d.,:%\s–-]*")  # noqa: RUF001 - a dash stands between two numbers


def share_widths(rows: Sequence[Sequence[str]], least: Sequence[int] = ()) -> tuple[int, ...]:
    """Give the share of each column in the width of a table; they add up to `WHOLE`.

    Each column is as wide as its longest word, and shares what is left by how long its texts are, as browsers do it.
    Columns of numbers are alike.

    Args:
        rows: The texts of the table, its headings first; for a form, with what will be written there.
        least: Letters that columns have room for in any case, such as those that somebody writes into by hand.
    """
    columns = list(zip_longest(*rows, fillvalue=""))
    least = least or (0,) * len(columns)
    words = [max(wanted, *map(_measure_word, column)) + _BESIDE for column, wanted in zip(columns, least, strict=True)]
    texts = [
        max(word, min(_LONGEST_TEXT, max(map(measure_text, column))) + _BESIDE)
        for column, word in zip(columns, words, strict=True)
    ]
    numbers = [place for place, column in enumerate(columns) if _holds_numbers(column[1:])]
    for place in numbers:
        words[place] = texts[place] = max(words[each] for each in numbers)
    return _round(_stretch(words, texts))


def measure_text(text: str) -> int:
    """Give the width of a text in letters: those of East Asian scripts take two, marks none."""
    if text.isascii():
        return len(text)
    return sum(
        0 if unicodedata.combining(letter) else 2 if unicodedata.east_asian_width(letter) in "WF" else 1
        for letter in text
    )


def _measure_word(text: str) -> int:
    return min(_LONGEST_WORD, max((measure_text(word) for word in text.split()), default=0))


def _holds_numbers(cells: Sequence[str]) -> bool:
    filled = [cell for cell in cells if cell.strip()]
    return bool(filled) and all(_NUMBER.fullmatch(cell.strip()) for cell in filled)


def _stretch(words: Sequence[int], texts: Sequence[int]) -> list[float]:
    """Give widths between those of words and those of texts; beyond either where the room is more, or less."""
    if sum(texts) <= _ROOM:
        return [float(text) for text in texts]
    if sum(words) >= _ROOM:
        return [float(word) for word in words]
    part = (_ROOM - sum(words)) / (sum(texts) - sum(words))
    return [word + (text - word) * part for word, text in zip(words, texts, strict=True)]


def _round(widths: Sequence[float]) -> tuple[int, ...]:
    """Give widths as whole shares; what rounding leaves goes to the widest."""
    shares = [int(width * WHOLE / sum(widths)) for width in widths]
    shares[shares.index(max(shares))] += WHOLE - sum(shares)
    return tuple(shares)

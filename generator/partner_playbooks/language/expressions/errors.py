"""How an expression says what is wrong with it, in words for people who do not program."""

from __future__ import annotations

import re
from dataclasses import dataclass

_LONGEST_QUOTE = 60
_MIDDLE = re.compile(r"\w\w|.\s", re.DOTALL)


class ExpressionError(ValueError):
    """An expression, a type or a value that cannot be used; a `ValueError`, so that pydantic collects it."""

    code = "PB117"
    """The diagnostic code of every finding about an expression."""

    def __init__(self, message: str, hint: str = "", snippet: str = "") -> None:
        """Say what is wrong, the way out as `hint`, and the characters to point at as `snippet`.

        The snippet is part of the source as it was written; it is empty only where the source is.
        """
        super().__init__(message)
        self.message = message
        self.hint = hint
        self.snippet = snippet


@dataclass(frozen=True, slots=True)
class Place:
    """A stretch of an expression's source: offsets in characters, the end exclusive."""

    source: str
    start: int
    end: int

    @property
    def written(self) -> str:
        """Its characters."""
        return self.source[self.start : self.end]

    @property
    def snippet(self) -> str:
        """Its characters, and as many words before them as it takes to be found here and not earlier.

        The last `=` of `a == b or c = d` is pointed at as `c =`, for a search for `=` ends at the first.
        """
        start = self.start
        while self.source.find(self.source[start : self.end]) < start or self._splits_a_word(start):
            start -= 1
        return self.source[start : self.end]

    def _splits_a_word(self, start: int) -> bool:
        """Tell whether words added before it would begin in the middle of one, or with a space."""
        return 0 < start < self.start and bool(_MIDDLE.match(self.source, start - 1))


def quote_source(source: str) -> str:
    """Quote a piece of source in one short line, with invisible characters shown as `U+200B`."""
    line = "".join(map(_visible, source))
    return f"`{line if len(line) <= _LONGEST_QUOTE else line[:_LONGEST_QUOTE] + '…'}`"


def _visible(character: str) -> str:
    """Show one character: white space as a space, what cannot be printed as its code point."""
    if character in "\t\r\n":
        return " "
    return character if character.isprintable() else f"U+{ord(character):04X}"

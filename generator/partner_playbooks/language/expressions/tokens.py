"""Cuts an expression into words, numbers, texts and symbols, and names the usual slips of the pen."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum, auto

from partner_playbooks.language.expressions.errors import ExpressionError, Place, quote_source

_SYMBOLS = ("==", "!=", "<=", ">=", "<", ">", "+", "-", "*", "/", "(", ")", ",")
_POWER = "powers are not supported; multiply instead: `rate * rate`"
_QUOTES = 'use straight quotes around text: "reseller"'
_SPACE = "delete it and type a plain space"
_CURRENCY = "write the amount without a currency sign; the input's type says that it is money"
_SLIPS = {
    "&&": "write `and` instead of `&&`",
    "&": "write `and` instead of `&`",
    "||": "write `or` instead of `||`",
    "|": "write `or` instead of `|`",
    "!": "write `not` instead of `!`",
    "===": "use `==` to compare",
    "=": "use `==` to compare",
    "!==": "write `!=` for “is not equal to”",
    "<>": "write `!=` for “is not equal to”",
    "≠": "write `!=` for “is not equal to”",
    "=>": "write `>=` for “at least”",
    "≥": "write `>=` for “at least”",
    "=<": "write `<=` for “at most”",
    "≤": "write `<=` for “at most”",
    "**": _POWER,
    "^": _POWER,
    "//": "divide with a single `/`",
    "÷": "divide with `/`",
    "\N{MULTIPLICATION SIGN}": "multiply with `*`",
    "·": "multiply with `*`",
    "\N{MINUS SIGN}": "write a plain hyphen for minus: `-`",
    "\N{EN DASH}": "write a plain hyphen for minus: `-`",
    "%": "write a share as a number: `0.2` instead of `20 %`",
    ".": "write `0.5`, not `.5`; a full stop stands only within a figure's name: `figure.claim_window`",
    "[": "use round brackets; picking from a list is not supported",
    "]": "use round brackets; picking from a list is not supported",
    "{": "use round brackets",
    "}": "use round brackets",
    '"': "close the quotation marks, with the same mark at both ends",
    "'": "close the quotation marks, with the same mark at both ends",
    "“": _QUOTES,
    "”": _QUOTES,
    "\N{LEFT SINGLE QUOTATION MARK}": _QUOTES,
    "\N{RIGHT SINGLE QUOTATION MARK}": _QUOTES,
    "\N{NO-BREAK SPACE}": _SPACE,
    "\N{NARROW NO-BREAK SPACE}": _SPACE,
    "€": _CURRENCY,
    "$": _CURRENCY,
    "£": _CURRENCY,
}
_NAME = re.compile(r"[a-z][a-z0-9_]*(?:\.[a-z0-9][a-z0-9_]*)*")
# A number takes every letter that touches it, so that `1e3` is one wrong number and not two tokens.
_TOKEN = re.compile(
    r"""(?P<space>[ \t\r\n]+)|(?P<number>[0-9][0-9A-Za-z_.]*)|(?P<word>[^\W\d]\w*(?:\.\w+)*)|"""
    r"""(?P<text>"[^"]*"|'[^']*')|"""
    + "|".join(re.escape(symbol) for symbol in sorted({*_SYMBOLS, *_SLIPS}, key=len, reverse=True))
)


class Shape(Enum):
    """What a token looks like."""

    NUMBER = auto()
    TEXT = auto()
    WORD = auto()
    SYMBOL = auto()
    END = auto()


@dataclass(frozen=True, slots=True)
class Token:
    """One piece of an expression."""

    shape: Shape
    place: Place

    @property
    def source(self) -> str:
        """Its characters; texts keep their quotation marks, so a quoted "and" is never the word."""
        return self.place.written


def cut_tokens(source: str) -> tuple[Token, ...]:
    """Cut an expression into tokens, the last of which marks its end.

    Raises:
        ExpressionError: on the first character that cannot be part of an expression.
    """
    found, position = [], 0
    while position < len(source):
        match = _TOKEN.match(source, position)
        if match is None:
            hint = "use letters a to z, digits, `_`, quoted text and the signs + - * / < > = ! ( )"
            character = source[position]
            raise ExpressionError(f"{quote_source(character)} cannot be used here", hint, character)
        if match.lastgroup != "space":
            found.append(_token(match))
        position = match.end()
    return (*found, Token(Shape.END, Place(source, len(source), len(source))))


def _token(match: re.Match[str]) -> Token:
    """Make a token of what was found, unless it is a known slip."""
    source, place = match[0], Place(match.string, *match.span())
    if source in _SLIPS:
        raise ExpressionError(f"{quote_source(source)} cannot be used here", _SLIPS[source], place.snippet)
    shape = Shape[(match.lastgroup or "symbol").upper()]
    if shape is Shape.TEXT and not source.isprintable():
        message = f"the text {quote_source(source)} holds a line break or an invisible character"
        raise ExpressionError(message, "remove it, or type the text again", place.snippet)
    if shape is Shape.WORD and not _NAME.fullmatch(source):
        small = source.lower()
        hint = f"write `{small}`" if _NAME.fullmatch(small) else "use the letters a to z, digits and `_`"
        raise ExpressionError(f"{quote_source(source)} is not written as a name", hint, place.snippet)
    return Token(shape, place)

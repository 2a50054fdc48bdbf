"""Plain text: one line that shows exactly the typed characters in every format."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from .link_targets import VALUE
from .text_problems import Problem, TextError
from .unseen import list_hidden, shows_nothing

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

PLAIN_LIMIT = 300
"""Most characters of a plain field."""
LINES_LIMIT = 3_000
"""Most characters of a field of several lines: more is no letter."""


def check_plain(source: str) -> str:
    """Return a plain field unchanged.

    Raises:
        TextError: it is empty or over-long, starts or ends with a blank, or holds a line break, a tab, a
            control character or a character that changes the reading direction.
    """
    if problems := tuple(_plain_problems(source)):
        raise TextError(problems)
    return source


def check_cell(source: str) -> str:
    """Return the text of a table's cell unchanged; it may be empty.

    Raises:
        TextError: as `check_plain`.
    """
    return source and check_plain(source)


def check_lines(source: str) -> str:
    """Return a text of several lines as it was typed, without blanks at the ends of lines and empty lines around it.

    Raises:
        TextError: it is empty or over-long, or holds a tab, a control character or a character that changes the
            reading direction.
    """
    text = "\n".join(line.rstrip(" ") for line in source.split("\n")).strip("\n")
    problems = [describe_empty()] if shows_nothing(text) else []
    if len(text) > LINES_LIMIT:
        problems.append(describe_over_long(text, LINES_LIMIT))
    problems += find_hidden_characters(text)
    if problems:
        raise TextError(tuple(problems))
    return text


def fill_values(source: str, value: Callable[[str], str]) -> str:
    """Give a text with the words of the values that it names; `value` gives them by name."""
    return VALUE.sub(lambda match: value(match[1]), source)


def list_filled_names(source: str) -> Iterator[str]:
    """Yield the name of every value that `fill_values` would put in, in reading order, repeated where it repeats."""
    yield from VALUE.findall(source)


def _plain_problems(source: str) -> Iterator[Problem]:
    if shows_nothing(source):
        yield describe_empty()
        return
    if len(source) > PLAIN_LIMIT:
        yield describe_over_long(source, PLAIN_LIMIT)
    if "\n" in source:
        yield Problem("this field is one line, but the text has a line break", 'write it on one line, in "quotes"')
    elif source != source.strip():
        yield Problem("the text starts or ends with a blank", "remove the blank")
    yield from find_hidden_characters(source)


def describe_empty() -> Problem:
    """Describe a text without any visible character."""
    return Problem("the text is empty", "write something, or leave the field out")


def describe_over_long(source: str, limit: int) -> Problem:
    """Describe a text of more than `limit` characters."""
    return Problem(f"the text has {len(source):,} characters; at most {limit:,} are allowed", "shorten it")


def find_hidden_characters(source: str) -> Iterator[Problem]:
    """Yield a problem for each kind of invisible character in the text; line feeds are not among them."""
    for character in list_hidden(source):
        name = "a tab" if character == "\t" else _described(character)
        hint = "use blanks" if character == "\t" else "remove it, or type the text again"
        yield Problem(f"the text holds {name}", hint, snippet=character)


def _described(character: str) -> str:
    name = unicodedata.name(character, "a control character")
    return f"the invisible character U+{ord(character):04X} ({name})"

"""Rendered Markdown as a type of its own, so that nothing is escaped twice and nothing is forgotten."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Self

from partner_playbooks.language.text import escape_markdown

if TYPE_CHECKING:
    from collections.abc import Iterable

_INDENT = "    "  # Python-Markdown's
_LINE_START = re.compile(r"\n(?!\n)")


class Markdown(str):
    """Text that is Markdown already and is written as it stands; every other `str` is escaped."""

    __slots__ = ()

    def __html__(self) -> str:
        """Tell Jinja's autoescaping, which knows this method, to leave the text alone."""
        return self


class Words(str):
    """Words of the catalogue, and their language where it is not the one that content is written in."""

    __slots__ = ("language",)
    language: str | None

    def __new__(cls, text: str, language: str | None) -> Self:
        """Give words of a language; None where the page speaks it anyway."""
        words = super().__new__(cls, text)
        words.language = language
        return words


def markdown(text: str) -> Markdown:
    """Give Markdown that shows the characters of `text`; Markdown stays as it is."""
    if isinstance(text, Markdown):
        return text
    shown = Markdown(escape_markdown(text))
    return mark_language(shown, text.language) if isinstance(text, Words) else shown


def mark_language(text: Markdown, language: str | None) -> Markdown:
    """Mark the language of a run of words, for screen readers and for hyphenation."""
    return text if language is None else Markdown(f'<span lang="{language}">{text}</span>')


def join_markdown(parts: Iterable[str], between: str = ", ") -> Markdown:
    """Join texts, each escaped unless it is Markdown; `between` is written as it stands."""
    return Markdown(between.join(map(markdown, parts)))


def indent_markdown(text: str) -> Markdown:
    """Indent all lines but the first, so that blocks stay inside the list item they begin in."""
    return Markdown(_LINE_START.sub(f"\n{_INDENT}", markdown(text)))

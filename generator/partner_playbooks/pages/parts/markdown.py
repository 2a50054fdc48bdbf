"""Rendered Markdown as a type of its own, so that nothing is escaped twice and nothing is forgotten."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from partner_playbooks.text import escape_markdown

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


def markdown(text: str) -> Markdown:
    """Give Markdown that shows the characters of `text`; Markdown stays as it is."""
    return text if isinstance(text, Markdown) else Markdown(escape_markdown(text))


def joined(parts: Iterable[str], between: str = ", ") -> Markdown:
    """Join texts, each escaped unless it is Markdown; `between` is written as it stands."""
    return Markdown(between.join(map(markdown, parts)))


def indented(text: str) -> Markdown:
    """Indent all lines but the first, so that blocks stay inside the list item they begin in."""
    return Markdown(_LINE_START.sub(f"\n{_INDENT}", markdown(text)))

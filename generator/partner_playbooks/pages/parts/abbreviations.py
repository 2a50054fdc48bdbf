"""Tooltips: each page defines the abbreviations that occur on it, and Python-Markdown marks them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from partner_playbooks.language.text import escape_html

if TYPE_CHECKING:
    from collections.abc import Mapping

    from partner_playbooks.handbook.linked import Handbook
    from partner_playbooks.handbook.model.glossary import Term

_MARKABLE = re.compile(r"\w(?:[\w &/+.-]*\w)?")  # Python-Markdown looks for whole words
_NO_WORDS = re.compile(r"\]\([^)\n]*\)|\{[:\s][^}\n]*\}|<[^>\n]*>")


@dataclass(frozen=True, slots=True)
class Abbreviations:
    """The abbreviations of an edition's terms."""

    titles: Mapping[str, str]
    """Abbreviation → what it stands for."""
    anywhere: re.Pattern[str] | None

    @classmethod
    def of(cls, handbook: Handbook) -> Abbreviations:
        """Gather them; of two terms with the same abbreviation, the first counts."""
        titles: dict[str, str] = {}
        for term in cast("Mapping[str, Term]", handbook.entities.get("term", {})).values():
            if term.abbreviation and _MARKABLE.fullmatch(term.abbreviation):
                titles.setdefault(term.abbreviation, term.title)
        return cls.of_titles(titles)

    @classmethod
    def of_titles(cls, titles: Mapping[str, str]) -> Abbreviations:
        """Make ready to look for abbreviations that Python-Markdown can mark."""
        longest_first = sorted(titles, key=len, reverse=True)
        pattern = rf"\b(?:{'|'.join(map(re.escape, longest_first))})\b"
        return cls(titles, re.compile(pattern) if titles else None)

    def define_in(self, markdown: str) -> str:
        """Give a page with definitions for what occurs on it, at its end."""
        if self.anywhere is None:
            return markdown
        used = set(self.anywhere.findall(_NO_WORDS.sub(" ", markdown)))
        lines = [f"*[{short}]: {escape_html(self.titles[short])}\n" for short in sorted(used)]
        return f"{markdown}\n{''.join(lines)}" if lines else markdown

"""PB502: a word on the programme's list of words that must not leave, where partners may read it."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from partner_playbooks.diagnostics import Diagnostic
from partner_playbooks.text import RichText, addresses, to_plain

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from partner_playbooks.handbook import Handbook

_BETWEEN = r"(?:[\s\-_\u2010-\u2015]|%20)*"
"""What may stand between the words: spaces, hyphens, dashes, or nothing."""


def check(handbook: Handbook, _today: date) -> Iterator[Diagnostic]:
    """Yield a finding per confidential word in partner-visible text and links, whatever its case and spacing."""
    settings = handbook.programme.settings()
    patterns = [_pattern(entry.word) for entry in handbook.programme.confidential_words]
    for placed in handbook.written() if patterns else ():
        for leaf in placed.leaves:
            value = leaf.value
            if not leaf.visible or not isinstance(value, str | RichText):
                continue
            text = _seen(value if isinstance(value, str) else _text_of(value, settings))
            for found in filter(None, (pattern.search(text) for pattern in patterns)):
                message = f'"{found.group()}" must not leave, and partners may read this'
                hint = "reword it, or remove `audience: partner`; the list is in programme.yml"
                yield Diagnostic("PB502", message, placed.find(leaf.path, found.group()), hint)


def _text_of(value: RichText, settings: Mapping[str, str]) -> str:
    """Give the words of a text, and where its links lead: a reader sees both."""
    return "\n".join([to_plain(value, setting=lambda name: settings.get(name, "")), *addresses(value)])


def _seen(text: str) -> str:
    """Give a text as it looks: without invisible characters, and with wide or narrow letters as the usual ones."""
    return "".join(c for c in unicodedata.normalize("NFKC", text) if unicodedata.category(c) != "Cf")


def _pattern(word: str) -> re.Pattern[str]:
    parts = _BETWEEN.join(re.escape(part) for part in re.split(r"[\s\-]+", _seen(word).strip()))
    return re.compile(rf"(?<![^\W_]){parts}(?![^\W_])", re.IGNORECASE)

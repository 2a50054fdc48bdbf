"""PB502: a word on the programme's list of words that must not leave, where partners may read it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from partner_playbooks.diagnostics import Diagnostic
from partner_playbooks.text import RichText, to_plain

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from partner_playbooks.handbook import Handbook


def check(handbook: Handbook, _today: date) -> Iterator[Diagnostic]:
    """Yield a finding per confidential word in partner-visible text, whatever its case and spacing."""
    settings = handbook.programme.settings()
    patterns = [_pattern(entry.word) for entry in handbook.programme.confidential_words]
    for placed in handbook.written() if patterns else ():
        for leaf in placed.leaves:
            value = leaf.value
            if not leaf.visible or not isinstance(value, str | RichText):
                continue
            text = value if isinstance(value, str) else to_plain(value, setting=lambda name: settings.get(name, ""))
            for found in filter(None, (pattern.search(text) for pattern in patterns)):
                message = f'"{found.group()}" must not leave, and partners may read this'
                hint = "reword it, or remove `audience: partner`; the list is in programme.yml"
                yield Diagnostic("PB502", message, placed.find(leaf.path, found.group()), hint)


def _pattern(word: str) -> re.Pattern[str]:
    parts = r"[\s\-]+".join(re.escape(part) for part in re.split(r"[\s\-]+", word.strip()))
    return re.compile(rf"(?<!\w){parts}(?!\w)", re.IGNORECASE)

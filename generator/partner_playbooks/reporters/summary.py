"""All findings as Markdown, for the summary of a pipeline's step: annotations there are cut off after ten."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from partner_playbooks.language.text import escape_markdown

if TYPE_CHECKING:
    from collections.abc import Sequence

    from partner_playbooks.language.diagnostics import Diagnostic

_MOST = 900_000
"""Characters; hosts take a megabyte."""


def write_summary(findings: Sequence[Diagnostic]) -> str:
    """Give all findings by file. Nothing that content says becomes a mark, an element or a mention."""
    parts = ["## What the check has found\n", "" if findings else "All content is in order.\n"]
    left = _MOST
    for file, group in groupby(findings, key=lambda found: found.span.file):
        lines = [f"\n### {_plain(file)}\n\n", *map(_line, group)]
        left -= sum(map(len, lines))
        if left < 0:
            parts.append("\nThe rest does not fit here: run `playbooks check`.\n")
            break
        parts += lines
    return "".join(parts)


def _line(found: Diagnostic) -> str:
    place = f"{found.span.line}:{found.span.column}"
    hint = f"<br>{_plain(found.hint)}" if found.hint else ""
    return f"- **{place}** {found.code} ({found.severity.value}): {_plain(found.message)}{hint}\n"


def _plain(text: str) -> str:
    return escape_markdown(text).replace("@", "@\N{ZERO WIDTH SPACE}")

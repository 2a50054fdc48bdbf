"""Repairs as review comments: what a host shows with a button that accepts them.

Each has the path and line of GitHub's review comments, and a body with one `suggestion` block: whole lines, as
they are to be.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from partner_playbooks.language.splicing import splice
from partner_playbooks.language.text import escape_markdown

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from partner_playbooks.language.diagnostics import Diagnostic

_TICKS = re.compile(r"`+")


def report(findings: Sequence[Diagnostic], texts: Mapping[str, str]) -> str:
    """Give a JSON array with one object per finding that can be mended within one line."""
    return json.dumps(list(_suggestions(findings, texts)), indent=2, ensure_ascii=False) + "\n"


def _suggestions(findings: Sequence[Diagnostic], texts: Mapping[str, str]) -> Iterator[dict[str, object]]:
    for found in findings:
        edited = {edit.span.line for edit in found.proposal} | {edit.span.end_line for edit in found.proposal}
        text = texts.get(found.span.file, "")
        mended = splice(text, found.proposal)
        if edited == {found.span.line} and mended.count("\n") == text.count("\n"):
            line = mended.split("\n")[found.span.line - 1]
            said = escape_markdown(f"{found.code}: {found.message}; {found.hint}").replace("@", "@\N{ZERO WIDTH SPACE}")
            fence = "`" * max(3, 1 + max(map(len, _TICKS.findall(line)), default=0))
            body = f"{said}\n\n{fence}suggestion\n{line}\n{fence}"
            yield {"path": found.span.file, "line": found.span.line, "body": body}

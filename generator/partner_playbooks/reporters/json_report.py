"""Findings for programs: one JSON array, an object per finding."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from partner_playbooks.language.diagnostics import Diagnostic, Span


def report(findings: Sequence[Diagnostic], _texts: Mapping[str, str]) -> str:
    """Give the findings as a JSON array."""
    return json.dumps([_finding(found) for found in findings], indent=2, ensure_ascii=False) + "\n"


def _finding(found: Diagnostic) -> dict[str, object]:
    return {
        "code": found.code,
        "severity": found.severity.value,
        "message": found.message,
        "help": found.hint,
        **_place(found.span),
        "fix": [{"text": edit.text, **_place(edit.span)} for edit in found.fix],
        "proposal": [{"text": edit.text, **_place(edit.span)} for edit in found.proposal],
        "related": [{"message": words, **_place(place)} for words, place in found.related],
    }


def _place(span: Span) -> dict[str, object]:
    return {
        "file": span.file,
        "line": span.line,
        "column": span.column,
        "end_line": span.end_line,
        "end_column": span.end_column,
    }

"""Findings in reviewdog's diagnostic format, with suggested edits."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from partner_playbooks.language.diagnostics import Severity

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from partner_playbooks.language.diagnostics import Diagnostic, Span

_SEVERITIES = {Severity.ERROR: "ERROR", Severity.WARNING: "WARNING"}


def report(findings: Sequence[Diagnostic], texts: Mapping[str, str]) -> str:
    """Give one object. Columns count the bytes of UTF-8 from 1, as the format wants them."""
    lines = {file: text.split("\n") for file, text in texts.items()}
    diagnostics = [_diagnostic(found, lines.get(found.span.file, [])) for found in findings]
    return (
        json.dumps({"source": {"name": "playbooks"}, "diagnostics": diagnostics}, indent=2, ensure_ascii=False) + "\n"
    )


def _diagnostic(found: Diagnostic, lines: Sequence[str]) -> dict[str, object]:
    diagnostic: dict[str, object] = {
        "message": found.message + (f"; {found.hint}" if found.hint else ""),
        "location": {"path": found.span.file, "range": _range(found.span, lines)},
        "severity": _SEVERITIES[found.severity],
        "code": {"value": found.code},
    }
    if found.proposal:
        diagnostic["suggestions"] = [{"range": _range(edit.span, lines), "text": edit.text} for edit in found.proposal]
    return diagnostic


def _range(span: Span, lines: Sequence[str]) -> dict[str, object]:
    return {
        "start": {"line": span.line, "column": _in_bytes(span.line, span.column, lines)},
        "end": {"line": span.end_line, "column": _in_bytes(span.end_line, span.end_column, lines)},
    }


def _in_bytes(line: int, column: int, lines: Sequence[str]) -> int:
    text = lines[line - 1] if line <= len(lines) else ""
    return len(text[: column - 1].encode("utf-8", "replace")) + 1

"""Findings as SARIF 2.1.0, which code hosts and editors read."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING
from urllib.parse import quote

from partner_playbooks import __version__
from partner_playbooks.language.diagnostics import Severity

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from partner_playbooks.language.diagnostics import Diagnostic, Edit, Span

_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning"}


def report(findings: Sequence[Diagnostic], _texts: Mapping[str, str]) -> str:
    """Give one run with a result per finding. Columns count characters, as everywhere here."""
    run = {
        "tool": {
            "driver": {
                "name": "playbooks",
                "version": __version__,
                "rules": [{"id": code} for code in sorted({found.code for found in findings})],
            }
        },
        "columnKind": "unicodeCodePoints",
        "results": [_result(found) for found in findings],
    }
    return json.dumps({"version": "2.1.0", "runs": [run]}, indent=2, ensure_ascii=False) + "\n"


def _result(found: Diagnostic) -> dict[str, object]:
    text = found.message + (f"; {found.hint}" if found.hint else "")
    result: dict[str, object] = {
        "ruleId": found.code,
        "level": _LEVELS[found.severity],
        "message": {"text": text},
        "locations": [_location(found.span)],
    }
    if found.related:
        result["relatedLocations"] = [
            {**_location(place), "message": {"text": words}} for words, place in found.related
        ]
    if found.proposal:
        result["fixes"] = [{"description": {"text": found.hint}, "artifactChanges": list(map(_change, found.proposal))}]
    return result


def _change(edit: Edit) -> dict[str, object]:
    replacement = {"deletedRegion": _region(edit.span), "insertedContent": {"text": edit.text}}
    return {"artifactLocation": {"uri": _uri(edit.span)}, "replacements": [replacement]}


def _location(span: Span) -> dict[str, object]:
    return {"physicalLocation": {"artifactLocation": {"uri": _uri(span)}, "region": _region(span)}}


def _uri(span: Span) -> str:
    """Give a file as a relative address: a space or an umlaut in a path has no place in one as it stands."""
    return quote(span.file)


def _region(span: Span) -> dict[str, int]:
    return {
        "startLine": span.line,
        "startColumn": span.column,
        "endLine": span.end_line,
        "endColumn": span.end_column,
    }

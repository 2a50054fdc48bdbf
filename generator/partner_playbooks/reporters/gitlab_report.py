"""Findings as GitLab's Code Quality report, which merge requests show beside the changed lines."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from typing import TYPE_CHECKING

from partner_playbooks.language.diagnostics import Severity

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from partner_playbooks.language.diagnostics import Diagnostic

_SEVERITIES = {Severity.ERROR: "critical", Severity.WARNING: "minor"}


def report(findings: Sequence[Diagnostic], _texts: Mapping[str, str]) -> str:
    """Give one object per finding. Its fingerprint stays the same when only its line moves."""
    seen: Counter[tuple[str, str, str]] = Counter()
    entries = []
    for found in findings:
        same = (found.code, found.span.file, found.message)
        seen[same] += 1
        entries.append(_entry(found, "\0".join((*same, str(seen[same])))))
    return json.dumps(entries, indent=2, ensure_ascii=False) + "\n"


def _entry(found: Diagnostic, identity: str) -> dict[str, object]:
    return {
        "description": found.message + (f" ({found.hint})" if found.hint else ""),
        "check_name": found.code,
        "fingerprint": hashlib.sha256(identity.encode()).hexdigest(),
        "severity": _SEVERITIES[found.severity],
        "location": {"path": found.span.file, "lines": {"begin": found.span.line, "end": found.span.end_line}},
    }

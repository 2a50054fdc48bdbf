"""Findings for a narrow screen or a log: one line each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from partner_playbooks.language.diagnostics import Severity

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from partner_playbooks.language.diagnostics import Diagnostic


def report(findings: Sequence[Diagnostic], _texts: Mapping[str, str]) -> str:
    """Give each finding in one line: place, code, message and way out."""
    return "".join(f"{write_line(found)}\n" for found in findings) or "0 findings\n"


def write_line(found: Diagnostic) -> str:
    """Give a finding in one line."""
    mark = " warning:" if found.severity is Severity.WARNING else ""
    return f"{found.span}: {found.code}{mark} {found.message}" + (f"; {found.hint}" if found.hint else "")

"""Findings as GitHub's workflow commands: annotations at their lines.

A step shows ten errors and ten warnings at most; all of them stand in the step's summary (`summary.py`).
Source: "Workflow commands for GitHub Actions", with the escapes of its toolkit.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from partner_playbooks.language.diagnostics import Diagnostic

_IN_MESSAGE = {"%": "%25", "\r": "%0D", "\n": "%0A"}
_IN_PROPERTY = {**_IN_MESSAGE, ":": "%3A", ",": "%2C"}


def report(findings: Sequence[Diagnostic], _texts: Mapping[str, str]) -> str:
    """Give one command a line. Nothing that content says becomes a command of its own."""
    return "".join(f"{_command(found)}\n" for found in findings)


def _command(found: Diagnostic) -> str:
    span = found.span
    properties = {"file": span.file, "line": span.line, "endLine": span.end_line, "title": found.code}
    if span.line == span.end_line:  # columns of several lines are refused
        properties |= {"col": span.column, "endColumn": span.end_column}
    shown = ",".join(f"{name}={_escaped(str(value), _IN_PROPERTY)}" for name, value in properties.items())
    message = found.message + (f"\n{found.hint}" if found.hint else "")
    return f"::{found.severity.value} {shown}::{_escaped(message, _IN_MESSAGE)}"


def _escaped(text: str, escapes: Mapping[str, str]) -> str:
    return "".join(escapes.get(character, character) for character in text)

"""Findings for people: place, code, message, code frame, help, and a summary line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from partner_playbooks.language.diagnostics import Diagnostic, Severity, Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

_WIDTH = 120
"""Longest source line that a frame shows; longer ones are cut around the place."""
_HIDDEN = {"\t": "→", "\N{NO-BREAK SPACE}": " "}


def report(findings: Sequence[Diagnostic], texts: Mapping[str, str]) -> str:
    """Give the findings as text; `texts` maps files to their contents."""
    lines = {file: text.split("\n") for file, text in texts.items()}
    parts = ["\n".join(_finding(found, lines.get(found.span.file, []))) for found in findings]
    return "\n\n".join([*parts, _summary(findings)]) + "\n"


def _finding(found: Diagnostic, lines: Sequence[str]) -> Iterator[str]:
    mark = " warning:" if found.severity is Severity.WARNING else ""
    yield f"{found.span} {found.code}{mark} {found.message}"
    yield from write_frame(found.span, lines)
    for words, place in found.related:
        yield f"  note: {place}: {words}"
    if found.hint:
        yield f"  help: {found.hint}"


def write_frame(span: Span, lines: Sequence[str]) -> Iterator[str]:
    """Give the code frame of a place: its line, marked, below the one before; `lines` are those of its file."""
    if not (1 <= span.line <= len(lines) and lines[span.line - 1].strip()):
        return
    gutter = len(str(span.line))
    yield f"{' ' * gutter} |"
    if span.line > 1 and lines[span.line - 2].strip():
        yield f"{span.line - 1:>{gutter}} | {_shown(lines[span.line - 2])}".rstrip()
    line, start = lines[span.line - 1], span.column - 1
    cut = max(0, start - _WIDTH // 2) if len(line) > _WIDTH else 0
    yield f"{span.line:>{gutter}} | {'…' if cut else ''}{_shown(line[cut:])}".rstrip()
    end = span.end_column - 1 if span.end_line == span.line else len(line)
    width = max(1, min(end, len(line), cut + _WIDTH) - start)
    yield f"{' ' * gutter} | {' ' * (start - cut + bool(cut))}{'^' * width}"


def _shown(line: str) -> str:
    shown = "".join(c if c.isprintable() else _HIDDEN.get(c, "\N{REPLACEMENT CHARACTER}") for c in line)
    return shown if len(shown) <= _WIDTH else shown[:_WIDTH] + "…"


def _summary(findings: Sequence[Diagnostic]) -> str:
    if not findings:
        return "All content is in order: 0 findings."
    errors = sum(found.severity is Severity.ERROR for found in findings)
    counts = [_count(errors, "error"), _count(len(findings) - errors, "warning")]
    files = len({found.span.file for found in findings})
    return f"Found {' and '.join(filter(None, counts))} in {_count(files, 'file')}."


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}" if number else ""

"""Repairs: which of them can be made, and which of them together."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from partner_playbooks.diagnostics import Correction
from partner_playbooks.splicing import Offsets

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from partner_playbooks.diagnostics import Diagnostic, Span

_QUOTES = "'\""


def sure(findings: Iterable[Diagnostic], texts: Mapping[str, str]) -> Iterator[Diagnostic]:
    """Yield findings, without the correction where something else stands at the place than what is to be corrected.

    A word may stand there in another guise, as an escape or over several lines; the place is then its whole text.
    """
    offsets: dict[str, Offsets] = {}
    for found in findings:
        if isinstance(found.hint, Correction):
            file = found.span.file
            text = texts[file]
            start, end = offsets.setdefault(file, Offsets(text)).of(found.span)
            if not _stands(found.hint.instead_of, text, start, end):
                yield replace(found, hint=str(found.hint))
                continue
        yield found


def _stands(word: str, text: str, start: int, end: int) -> bool:
    """Tell whether a word stands between two offsets, with or without quotes, and is not a part of a longer one."""
    inside = any(_is_word(text[max(at - 1, 0) : at + 1]) for at in (start, end))
    return not inside and text[start:end].strip(_QUOTES) == word.strip(_QUOTES)


def _is_word(pair: str) -> bool:
    """Tell whether two characters belong to one word."""
    return len(pair) == 2 and all(character.isalnum() or character in "_-" for character in pair)  # noqa: PLR2004


def together(findings: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Give the findings whose repairs can be made in one go, each whole: of two that overlap, the first."""
    chosen: list[Diagnostic] = []
    taken: dict[str, list[Span]] = defaultdict(list)
    for found in findings:
        spans = [edit.span for edit in found.fix]
        if spans and not any(_overlap(one, other) for one in spans for other in taken[one.file]):
            chosen.append(found)
            for span in spans:
                taken[span.file].append(span)
    return chosen


def _overlap(one: Span, other: Span) -> bool:
    (start, end), (from_, to) = _ends(one), _ends(other)
    return start == from_ or (start < to and from_ < end)


def _ends(span: Span) -> tuple[tuple[int, int], tuple[int, int]]:
    return (span.line, span.column), (span.end_line, span.end_column)

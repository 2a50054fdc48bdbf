"""Repairs: which of them can be made, which of them together, and what a file is after them. Touches no disk."""

from __future__ import annotations

import codecs
import re
from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from partner_playbooks.diagnostics import Correction

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from partner_playbooks.diagnostics import Diagnostic, Edit, Span

_LINE_END = re.compile(r"\r\n|\r|\n")
_QUOTES = "'\""


class _Offsets:
    """Turns places into offsets into a text, whatever its line ends are."""

    def __init__(self, text: str) -> None:
        self._starts = [0, *(match.end() for match in _LINE_END.finditer(text))]
        self._length = len(text)

    def of(self, span: Span) -> tuple[int, int]:
        """Give where a place begins and ends."""
        return self._offset(span.line, span.column), self._offset(span.end_line, span.end_column)

    def _offset(self, line: int, column: int) -> int:
        return min(self._starts[min(line, len(self._starts)) - 1] + column - 1, self._length)


def sure(findings: Iterable[Diagnostic], texts: Mapping[str, str]) -> Iterator[Diagnostic]:
    """Yield findings, without the correction where something else stands at the place than what is to be corrected.

    A word may stand there in another guise, as an escape or over several lines; the place is then its whole text.
    """
    offsets: dict[str, _Offsets] = {}
    for found in findings:
        if isinstance(found.hint, Correction):
            file = found.span.file
            text = texts[file]
            start, end = offsets.setdefault(file, _Offsets(text)).of(found.span)
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


def applied(text: str, edits: Iterable[Edit]) -> str:
    r"""Give a text with edits made to it. Of edits that overlap, the first counts; all else stays to the byte.

    Args:
        text: The text of a file, or its bytes decoded with its line ends as they are: `\n`, `\r\n` or `\r`.
        edits: All of that file, in any order.
    """
    offsets = _Offsets(text)
    parts, at = [], 0
    for edit in sorted(edits, key=lambda edit: edit.span):
        start, end = offsets.of(edit.span)
        if start >= at:
            parts += [text[at:start], edit.text]
            at = end
    return "".join([*parts, text[at:]])


def made(files: Mapping[str, bytes], findings: Iterable[Diagnostic]) -> dict[str, bytes]:
    """Give each file that findings of `together` have a repair for, with it; byte order mark and line ends stay."""
    edits: dict[str, list[Edit]] = defaultdict(list)
    for found in findings:
        for edit in found.fix:
            edits[edit.span.file].append(edit)
    return {file: _mended(files[file], of_file) for file, of_file in edits.items()}


def _mended(raw: bytes, edits: Iterable[Edit]) -> bytes:
    mark = codecs.BOM_UTF8 if raw.startswith(codecs.BOM_UTF8) else b""
    return mark + applied(raw.removeprefix(mark).decode(), edits).encode()

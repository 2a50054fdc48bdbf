"""Edits put into texts and files: all else stays as it was, with its line ends and byte order mark. Touches no disk."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from partner_playbooks.language.diagnostics import Edit, Span

_BREAK = re.compile(r"\r\n|\r|\n")
_MARK = "\ufeff"


class Offsets:
    """Turns places into offsets into a text, whatever its line ends are; a byte order mark is in no column."""

    def __init__(self, text: str) -> None:
        """Take the text that places are in."""
        first = len(_MARK) if text.startswith(_MARK) else 0
        self._starts = [first, *(match.end() for match in _BREAK.finditer(text))]
        self._length = len(text)

    def of(self, span: Span) -> tuple[int, int]:
        """Give where a place begins and ends; a place behind the end is the end."""
        return self._offset(span.line, span.column), self._offset(span.end_line, span.end_column)

    def _offset(self, line: int, column: int) -> int:
        return min(self._starts[min(line, len(self._starts)) - 1] + column - 1, self._length)


def splice(text: str, edits: Iterable[Edit]) -> str:
    """Put edits of one file, in any order, into its text; new lines end as the first one of the text does.

    Raises:
        ValueError: two edits overlap, which is a mistake of whoever made them.
    """
    first = _BREAK.search(text)
    newline = first[0] if first else "\n"
    offsets = Offsets(text)
    parts, done = [], 0
    for edit in sorted(edits, key=attrgetter("span")):
        start, end = offsets.of(edit.span)
        if start < done:
            raise ValueError(f"two edits overlap at {edit.span}")
        parts += [text[done:start], edit.text.replace("\n", newline)]
        done = end
    return "".join([*parts, text[done:]])


@dataclass(frozen=True, slots=True)
class Rewrite:
    """What is to be different in content files."""

    edits: tuple[Edit, ...]
    """In any order; none overlaps another. Edits of a file that is not there yet write it."""
    moved: Mapping[str, str] = field(default_factory=dict)
    """File → the name that it gets. Its edits name it as it was."""

    def apply_to(self, files: Mapping[str, bytes]) -> dict[str, bytes]:
        """Give all files as they are afterwards."""
        after = dict(files)
        for file, edits in groupby(sorted(self.edits, key=attrgetter("span")), key=lambda edit: edit.span.file):
            after[file] = splice(after.get(file, b"").decode(), edits).encode()
        return {self.moved.get(file, file): raw for file, raw in after.items()}

"""Edits put into the bytes of files: all else stays as it was, with its line ends and byte order mark."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from partner_playbooks.diagnostics import Edit

_BREAK = re.compile(r"\r\n|\r|\n")
_MARK = "\ufeff"


@dataclass(frozen=True, slots=True)
class Rewrite:
    """What is to be different in content files."""

    edits: tuple[Edit, ...]
    """In any order; none overlaps another. Edits of a file that is not there yet write it."""
    moved: Mapping[str, str] = field(default_factory=dict)
    """File → the name that it gets. Its edits name it as it was."""

    def applied(self, files: Mapping[str, bytes]) -> dict[str, bytes]:
        """Give all files as they are afterwards."""
        after = dict(files)
        for file, edits in groupby(sorted(self.edits, key=attrgetter("span")), key=lambda edit: edit.span.file):
            after[file] = splice(after.get(file, b""), edits)
        return {self.moved.get(file, file): raw for file, raw in after.items()}


def splice(raw: bytes, edits: Iterable[Edit]) -> bytes:
    """Put edits of one file, in their order, into its bytes; new lines end as the first one of the file does."""
    text = raw.decode()
    first = _BREAK.search(text)
    newline = first[0] if first else "\n"
    starts = [len(_MARK) if text.startswith(_MARK) else 0, *(match.end() for match in _BREAK.finditer(text))]
    parts, done = [], 0
    for edit in edits:
        start = starts[edit.span.line - 1] + edit.span.column - 1
        if start < done:
            raise ValueError(f"two edits overlap at {edit.span}")
        parts += [text[done:start], edit.text.replace("\n", newline)]
        done = starts[edit.span.end_line - 1] + edit.span.end_column - 1
    return "".join([*parts, text[done:]]).encode()

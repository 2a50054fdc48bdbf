"""What can be wrong with content, and where: the shared words of every step.

No step raises for bad content. Each returns diagnostics, and all of them reach the editor in one run.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from collections.abc import Iterable

_LINE_END = re.compile(r"\r\n|\r|\n")


class Severity(StrEnum):
    """How bad a finding is: an error stops publishing, a warning does not (unless `--strict`)."""

    ERROR = "error"
    WARNING = "warning"


class UserError(Exception):
    """The environment or the usage is at fault, not the content; `cli` reports it and exits with 2."""

    def __init__(self, message: str, hint: str = "") -> None:
        """Say what is wrong and, as `hint`, the way out."""
        super().__init__(message)
        self.hint = hint


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A place in a content file: lines and columns count from 1, in characters; the end is exclusive."""

    file: str
    """Path below the project folder, with forward slashes."""
    line: int = 1
    column: int = 1
    end_line: int = 1
    end_column: int = 1

    def below(self, folder: str) -> Span:
        """Give the place with its file below a folder."""
        return replace(self, file=(PurePosixPath(folder) / self.file).as_posix())

    def __str__(self) -> str:
        """Give the place as editors open it: `content/stages/align.yml:12:7`."""
        return f"{self.file}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True)
class Edit:
    """A change to a file: what stands at the span is replaced by the text; an empty span is a place to add."""

    span: Span
    text: str


class Correction(str):
    """A way out that is one word: `did you mean "partner-manager"?`, and that word as it is to be typed."""

    __slots__ = ("typed",)
    typed: str

    def __new__(cls, word: str, typed: str) -> Self:
        """Name a word that was probably meant; `typed` replaces what stands at the place of the finding."""
        hint = super().__new__(cls, f'did you mean "{word}"?')
        hint.typed = typed
        return hint


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One finding: a fact with a stable code. How it is shown is a reporter's business."""

    code: str
    """Stable, `PB` and three digits; each has an entry in docs/diagnostics.md."""
    message: str
    """What is wrong, in one line, without the place."""
    span: Span
    hint: str = ""
    """The way out, in one line: `did you mean "partner-manager"?`."""
    severity: Severity = Severity.ERROR
    related: tuple[tuple[str, Span], ...] = ()
    """Other places that take part, each with a word on why: the first use of a duplicate id, say."""

    edits: tuple[Edit, ...] = ()
    """A repair that needs no thought, where there is one that is more than another word."""

    @property
    def fix(self) -> tuple[Edit, ...]:
        """Give the repair that a machine can make: it mends this finding and changes nothing else."""
        return (Edit(self.span, self.hint.typed),) if isinstance(self.hint, Correction) else self.edits

    def below(self, folder: str) -> Diagnostic:
        """Give the finding with its paths below a folder."""
        return replace(
            self,
            span=self.span.below(folder),
            related=tuple((words, place.below(folder)) for words, place in self.related),
            edits=tuple(Edit(edit.span.below(folder), edit.text) for edit in self.edits),
        )

    @property
    def sort_key(self) -> tuple[Span, str, str]:
        """Order findings by place, then code, so that a run always reads the same."""
        return (self.span, self.code, self.message)


def applied(text: str, edits: Iterable[Edit]) -> str:
    r"""Give a text with edits made to it. Of edits that overlap, the first counts; all else stays to the byte.

    Args:
        text: The text of a file, or its bytes decoded with its line ends as they are: `\n`, `\r\n` or `\r`.
        edits: All of that file, in any order.
    """
    starts = [0, *(match.end() for match in _LINE_END.finditer(text))]

    def offset(line: int, column: int) -> int:
        return min(starts[min(line, len(starts)) - 1] + column - 1, len(text))

    parts, at = [], 0
    for edit in sorted(edits, key=lambda edit: edit.span):
        start, end = (
            offset(edit.span.line, edit.span.column),
            offset(edit.span.end_line, edit.span.end_column),
        )
        if start >= at:
            parts += [text[at:start], edit.text]
            at = end
    return "".join([*parts, text[at:]])

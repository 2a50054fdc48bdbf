"""What can be wrong with content, and where: the shared words of every step.

No step raises for bad content. Each returns diagnostics, and all of them reach the editor in one run.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


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

    def __str__(self) -> str:
        """Give the place as editors open it: `content/stages/align.yml:12:7`."""
        return f"{self.file}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True)
class Edit:
    """A change to a content file: what stands at the span is replaced by the text; an empty span is a place to add."""

    span: Span
    text: str


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

    @property
    def sort_key(self) -> tuple[Span, str, str]:
        """Order findings by place, then code, so that a run always reads the same."""
        return (self.span, self.code, self.message)

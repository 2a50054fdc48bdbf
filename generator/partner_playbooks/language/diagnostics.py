"""What can be wrong with content, and where: the shared words of every step.

No step raises for bad content. Each returns diagnostics, and all of them reach the editor in one run.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Self

from partner_playbooks.language.spelling import find_certain, list_nearest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable


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

    __slots__ = ("certain", "instead_of", "slip", "typed")
    instead_of: str
    typed: str
    certain: bool
    """Whether a machine may make it; otherwise it is offered, and a person decides."""
    slip: bool
    """Whether what stands there is a slip of the keyboard, and no word that had its meaning once."""

    def __new__(cls, hint: str, instead_of: str, typed: str, *, certain: bool = True, slip: bool = True) -> Self:
        """Say in a hint which word was probably meant; `typed` replaces it where `instead_of` stands."""
        self = super().__new__(cls, hint)
        self.instead_of, self.typed, self.certain, self.slip = instead_of, typed, certain, slip
        return self

    def __getnewargs_ex__(self) -> tuple[tuple[str, str, str], dict[str, bool]]:
        """Give what makes the same in another process."""
        return (str(self), self.instead_of, self.typed), {"certain": self.certain, "slip": self.slip}


def suggest_nearest(
    word: str, known: Iterable[str], typed: Callable[[str], str] = str, shown: Callable[[str], str] = str
) -> str:
    """Give `did you mean "…"?` for the nearest known word, or for several that are as near; or nothing.

    One word is a correction, certain where one slip of the keyboard explains what was typed and no other is near.

    Args:
        word: What was read.
        known: What could have been meant.
        typed: How a word is written in the place of the finding.
        shown: How the hint says it.
    """
    known = tuple(known)
    certain = find_certain(word, known)
    found = [certain] if certain is not None else list_nearest(word, known)
    words = " or ".join(f'"{show_on_one_line(shown(each))}"' for each in found)
    hint = f"did you mean {words}?" if found else ""
    if len(found) != 1 or not found[0].isprintable():
        return hint
    return Correction(hint, typed(word), typed(found[0]), certain=certain is not None)


def show_on_one_line(text: str) -> str:
    """Give a text on one line, with all that cannot be printed written as an escape; spaces of any width stay.

    A line that content begins could be an order to the program that reads a report: `::stop-commands::`.
    """
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() or unicodedata.category(c) == "Zs" else ascii(c)[1:-1] for c in text)


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
    """A repair, where there is one that is more than another word."""
    certain: bool = True
    """Whether a machine may make those edits; otherwise they are offered, and a person decides."""

    def __post_init__(self) -> None:
        """Keep message and hint on one line, whatever they quote."""
        for name in ("message", "hint"):
            text = getattr(self, name)
            if not text.isprintable():
                object.__setattr__(self, name, show_on_one_line(text))

    @property
    def proposal(self) -> tuple[Edit, ...]:
        """Give the repair that a person may accept: certain or not, it mends this finding."""
        return (Edit(self.span, self.hint.typed),) if isinstance(self.hint, Correction) else self.edits

    @property
    def fix(self) -> tuple[Edit, ...]:
        """Give the repair that a machine can make: it mends this finding and changes nothing else."""
        certain = self.hint.certain if isinstance(self.hint, Correction) else self.certain
        return self.proposal if certain else ()

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

"""What the parser says of a syntax error, and the author's slip behind it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import yaml

from partner_playbooks.language.source.parsed_file import find_line_end


@dataclass(frozen=True, slots=True)
class Fault:
    """What the parser says, and what was open when it stopped; places are offsets into the text."""

    text: str
    context: str
    """What it was reading: `while scanning a quoted scalar`."""
    problem: str
    since: int
    """Where that began."""
    at: int
    """Where it stopped."""
    quoted: tuple[int, int] | None
    """The place of the last scalar, if that stands in quotes."""
    bracket: int | None
    """The innermost open bracket."""

    @classmethod
    def of(cls, error: Exception, text: str, quoted: tuple[int, int] | None, bracket: int | None) -> Fault:
        """Take an exception of PyYAML apart; a bare one says nothing but that reading failed."""
        if not isinstance(error, yaml.MarkedYAMLError):
            return cls(text, "", str(error), 0, 0, quoted, bracket)
        at = error.problem_mark.index if error.problem_mark else 0
        since = error.context_mark.index if error.context_mark else at
        return cls(text, error.context or "", error.problem or "", since, at, quoted, bracket)

    @property
    def line(self) -> str:
        """The line it stopped in."""
        return self.text[self.line_start : self.line_end]

    @property
    def line_start(self) -> int:
        """Where that line begins."""
        return self.text.rfind("\n", 0, self.at) + 1

    @property
    def line_end(self) -> int:
        """Where that line ends."""
        return find_line_end(self.text, self.at)

    @property
    def indent(self) -> int:
        """Where the first character of that line stands that is not a space."""
        return self.line_start + len(self.line) - len(self.line.lstrip())

    def in_one_line(self, start: int, end: int) -> bool:
        """Tell whether no line ends between two places."""
        return "\n" not in self.text[start:end]


class Slip(NamedTuple):
    """An author's slip, as far as the text tells."""

    start: int
    end: int
    message: str
    hint: str
    code: str = "PB101"
    quotes: bool = False
    """Whether quotes around the value of the line mend it."""
    insert: tuple[int, str] | None = None
    """What mends it when it is put in at an offset."""
    certain: bool = True
    """Whether that is beyond doubt what was meant."""
    replace: tuple[int, int, str] | None = None
    """What could mend it in place of what stands between two offsets."""

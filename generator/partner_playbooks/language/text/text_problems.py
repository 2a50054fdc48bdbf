"""What can be wrong with a text field, in the words an editor reads."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that a text field may not hold, and the way out."""

    message: str
    """What is wrong, in one line."""
    hint: str = ""
    """What to write instead, in one line."""
    snippet: str = ""
    """The characters of the source to point at; empty when the whole field is meant."""


class TextError(ValueError):
    """A text field was refused; `problems` holds everything that is wrong with it, in source order."""

    code = "PB115"
    """The diagnostic code of every problem with a text field."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        """Carry at least one problem; the first gives the error its words."""
        super().__init__(problems[0].message)
        self.problems = problems

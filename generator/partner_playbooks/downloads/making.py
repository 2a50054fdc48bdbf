"""Files made one by one: one that cannot be made is told with its place, and takes no other with it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from partner_playbooks.language.diagnostics import UserError, show_on_one_line

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping


@dataclass(frozen=True, slots=True)
class Failure:
    """A file that could not be made."""

    file: str
    place: str
    """Where what it shows is written: a content file, an option or a row."""
    reason: str
    """With the way out, where there is one."""

    def __str__(self) -> str:
        """Give it in one line."""
        return f"{self.place}: {self.file} could not be made: {self.reason}"


def make_file(file: str, place: str, make: Callable[[], bytes]) -> bytes | Failure:
    """Give a file's bytes, or why there are none.

    Whatever the fault is, even one of this program, the other files are made all the same.
    """
    try:
        return make()
    except UserError as error:
        reason = "; ".join(filter(None, (str(error), error.hint)))
    except Exception as error:  # noqa: BLE001 - see above
        reason = f"this is a fault of the program: {type(error).__name__}: {error}"
    return Failure(file, place, show_on_one_line(reason))


def make_files(
    makers: Mapping[str, Callable[[], bytes]], place_of: Callable[[str], str]
) -> tuple[dict[str, bytes], list[Failure]]:
    """Give the files that can be made, by their names, and what became of the rest.

    Args:
        makers: A way to make each file, by its name.
        place_of: Gives the place where what a file shows is written.
    """
    made = {file: make_file(file, place_of(file), make) for file, make in makers.items()}
    files = {file: raw for file, raw in made.items() if not isinstance(raw, Failure)}
    return files, [failure for failure in made.values() if isinstance(failure, Failure)]


def say_failures(failures: Iterable[Failure]) -> list[str]:
    """Give a line per reason, with the places and files that it stopped."""
    by_reason: dict[str, list[Failure]] = {}
    for failure in failures:
        by_reason.setdefault(failure.reason, []).append(failure)
    lines = []
    for reason, stopped in by_reason.items():
        lines.append(f"error: {reason}")
        lines.extend(f"  {failure.place}: {failure.file} could not be made" for failure in stopped)
    return lines

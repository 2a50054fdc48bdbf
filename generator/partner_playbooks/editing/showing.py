"""A change of content as people read it: each file with the lines that differ."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


@dataclass(frozen=True, slots=True)
class Difference:
    """What becomes of a file."""

    file: str
    name: str
    """What it is called afterwards."""
    lines: tuple[str, ...]
    """Lines that go, with their number and a minus, and lines that come, with theirs and a plus."""
    added: int
    """How many lines it then has that it did not have."""


def list_differences(
    before: Mapping[str, bytes], after: Mapping[str, bytes], moved: Mapping[str, str] = {}
) -> Iterator[Difference]:
    """Yield every file that is another afterwards, in order; `moved` gives the new names of those that get one."""
    names = {file: moved.get(file, file) for file in before}
    names |= {name: name for name in after if name not in names.values()}
    for file, name in sorted(names.items()):
        if file == name and before.get(file) == after.get(name):
            continue
        old, new = _lines(before.get(file, b"")), _lines(after[name])
        changes = [each for each in SequenceMatcher(None, old, new, autojunk=False).get_opcodes() if each[0] != "equal"]
        lines = []
        for _, start, end, first, last in changes:
            lines += [f"{number + 1:>5} - {old[number]}" for number in range(start, end)]
            lines += [f"{number + 1:>5} + {new[number]}" for number in range(first, last)]
        yield Difference(file, name, tuple(lines), sum(last - first for *_, first, last in changes))


def _lines(raw: bytes) -> list[str]:
    return raw.decode("utf-8-sig").splitlines()

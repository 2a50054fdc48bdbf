"""A content file once read: its data, and where each value of it stands in the text."""

from __future__ import annotations

import re
from array import array
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import accumulate, chain
from typing import NamedTuple, TypeAlias

from partner_playbooks.language.diagnostics import Span

Path: TypeAlias = tuple[str | int, ...]
"""The way to a value from the top of its file: `("raci", 2, "accountable")`."""

Data: TypeAlias = "dict[str, Data] | list[Data] | str | None"
"""What YAML holds before the model reads it; None is a missing value, and every other scalar is text."""


class Place(NamedTuple):
    """Where a value and its key stand, as offsets into the text; ends are exclusive."""

    key_start: int
    key_end: int
    start: int
    end: int


OFFSETS = "I"
"""The type of offsets into a text, as `array` calls it."""


class Places(Mapping[Path, Place]):
    """Where every value of a file stands. Ways are put to the places when one is asked for: of most files, none is."""

    __slots__ = ("_data", "_known", "packed")

    def __init__(self, data: Data, packed: array[int]) -> None:
        """Take them as four offsets for each value; that of a list or a mapping comes after those in it."""
        self._data = data
        self._known: dict[Path, Place] = {}
        self.packed = packed

    @classmethod
    def pack(cls, data: Data, places: Mapping[Path, Place]) -> Places:
        """Take them in the order in which the values end in the text."""
        return cls(data, array(OFFSETS, chain.from_iterable(places.values())))

    def __getitem__(self, path: Path) -> Place:
        """Give the place of the value at a path."""
        return self._unpacked[path]

    def __iter__(self) -> Iterator[Path]:
        """Yield the path of every value."""
        return iter(self._unpacked)

    def __len__(self) -> int:
        """Count the values."""
        return len(self.packed) // 4

    @property
    def _unpacked(self) -> dict[Path, Place]:
        if not self._known:
            offsets = iter(self.packed)
            places = zip(offsets, offsets, offsets, offsets, strict=True)
            self._known.update(zip(_list_paths(self._data), map(Place._make, places), strict=True))
        return self._known


def _list_paths(data: Data, path: Path = ()) -> Iterator[Path]:
    """Yield the path of every value, in the order in which they end."""
    if isinstance(data, dict):
        for name, part in data.items():
            yield from _list_paths(part, (*path, name))
    elif isinstance(data, list):
        for index, part in enumerate(data):
            yield from _list_paths(part, (*path, index))
    yield path


class Lines:
    """Turns offsets into the text of a file into lines and columns."""

    __slots__ = ("_starts", "file", "text")

    def __init__(self, file: str, text: str) -> None:
        self.file = file
        self.text = text
        self._starts: list[int] = []

    def span(self, start: int, end: int) -> Span:
        """Give the place of `text[start:end]`."""
        line, column = self._locate(start)
        end_line, end_column = self._locate(end)
        return Span(self.file, line, column, end_line, end_column)

    def _locate(self, offset: int) -> tuple[int, int]:
        if not self._starts:  # made on first use: most files have nothing to report
            self._starts = list(accumulate((len(line) + 1 for line in self.text.split("\n")), initial=0))
            self._starts.pop()
        line = bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1


def find_line_end(text: str, offset: int) -> int:
    """Give the end of the line that `offset` stands in, as an offset too."""
    end = text.find("\n", offset)
    return len(text) if end < 0 else end


@dataclass(frozen=True, slots=True)
class Document:
    """A content file that could be read."""

    file: str
    """Path below the project folder, with forward slashes: `content/stages/align.yml`."""
    text: str
    """The text as decoded: no byte order mark, every line end a newline."""
    data: Data
    """Nested dicts and lists; every scalar is the text as typed, `key:` with nothing after it is None."""
    lines: Lines = field(repr=False, compare=False)
    places: Places = field(repr=False, compare=False)
    """Every value's place; the empty path is the whole document."""

    def value(self, path: Path) -> Span:
        """Give the place of the value at `path`.

        Parts that the file does not have are skipped (pydantic puts the tags of unions into its locations);
        a missing field gives the mapping that lacks it.
        """
        place = self._place(path)
        return self.lines.span(place.start, place.end)

    def key(self, path: Path) -> Span:
        """Give the place of the key in front of the value at `path`; for entries of lists, of the value."""
        place = self._place(path)
        return self.lines.span(place.key_start, place.key_end)

    def find(self, path: Path, snippet: str) -> Span:
        """Give the place of the first `snippet` inside the value at `path`, else of the whole value.

        Line breaks that YAML folds into a space, and quotes and backslashes that it doubles, are no obstacle.
        """
        place = self._place(path)
        if not snippet.strip():
            return self.lines.span(place.start, place.end)
        at = self.text.find(snippet, place.start, place.end)
        if at >= 0:
            return self.lines.span(at, at + len(snippet))
        found = re.compile(_as_typed(snippet)).search(self.text, place.start, place.end)
        return self.lines.span(*(found.span() if found else (place.start, place.end)))

    def _place(self, path: Path) -> Place:
        if path in self.places:
            return self.places[path]
        known: Path = ()
        for part in path:
            if (*known, part) in self.places:
                known = (*known, part)
        return self.places[known]


_QUOTED = {"'": "''?+", '"': r'\\?+"', "\\": r"\\\\?+"}  # possessive, so that no run of quotes takes long


def _as_typed(snippet: str) -> str:
    """Give a pattern that matches `snippet` as it may have been typed, in quotes or over several lines."""
    words = ("".join(_QUOTED.get(character) or re.escape(character) for character in word) for word in snippet.split())
    return r"\s++".join(words)

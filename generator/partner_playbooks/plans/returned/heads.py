"""Which column of a sheet holds what: by its heading, else by its likeness to one, else by what stands below it."""

from __future__ import annotations

from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from partner_playbooks.plans.interchange import COLUMNS, TEST_COLUMNS
from partner_playbooks.plans.returned.column_words import (
    COLUMN_OF,
    STATUS_OF,
    normalize_heading,
    normalize_word,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

    from partner_playbooks.plans.returned.grids import Cell, Grid

_WITHIN = 60
"""How many rows from the top the line of column names is looked for."""
_NAMES = frozenset({"id", "task", "test"})
"""Columns that say what a row is about."""
_PLAN = frozenset({*COLUMNS, *TEST_COLUMNS, "counted", "tiers", "recurrence"})
"""Columns of tables of tasks and exit tests."""
_PEOPLE = frozenset({"role", "side", "name", "contact"})
"""Columns of the table of people."""
_ENOUGH = 4
"""So many headings of a plan make a line of headings, though none says what a row is about."""
_ALIKE = 0.82
_SHORT = 4
"""Words of fewer letters are like too many others."""


@dataclass(slots=True)
class ColumnHeads:
    """Where the columns of a sheet are."""

    row: int
    """Of the headings, from 0; -1 where there are none."""
    first: int
    """First row below, from 0."""
    columns: dict[str, int]
    others: dict[int, str] = field(default_factory=dict)
    """Headings of columns that are not understood, by their place; empty where there is none."""
    guesses: list[str] = field(default_factory=list)
    """What was concluded from a likeness."""

    @property
    def is_people(self) -> bool:
        """Whether it is of the sheet that tells who is who."""
        return "role" in self.columns and not _NAMES & set(self.columns)


class ColumnFinder:
    """Finds the columns of sheets, by the words of a workbook, those of both languages, and what the plan holds."""

    def __init__(
        self,
        columns: Mapping[str, str],
        keys: Collection[str],
        titles: Mapping[str, Collection[str]],
        layouts: Iterable[Sequence[str]],
    ) -> None:
        """Take the workbook's own headings, the plan's ids, and its titles of `task` and `test`, all normalized.

        `layouts` are the orders in which columns may stand, the likeliest first.
        """
        self._own = columns
        self._known = COLUMN_OF | dict(columns)
        self._keys = keys
        self._titles = titles
        self._layouts = tuple(layouts)

    def find(self, grid: Grid) -> ColumnHeads | None:
        """Give the columns of a sheet; None where nothing in it is of the plan."""
        best: ColumnHeads | None = None
        for number, row in enumerate(grid.rows[:_WITHIN]):
            columns = self._read(row)
            if _is_head(columns) and (best is None or len(columns) > len(best.columns)):
                best = ColumnHeads(number, number + 1, columns)
        if best is not None:
            self._complete(best, grid)
        return best or self._conclude(grid)

    def is_head(self, row: Sequence[Cell], head: ColumnHeads) -> bool:
        """Tell whether a row repeats the headings."""
        return head.row >= 0 and _is_head(found := self._read(row)) and found.items() <= head.columns.items()

    def _read(self, row: Sequence[Cell]) -> dict[str, int]:
        columns: dict[str, int] = {}
        headings = {
            place: normalize_heading(cell.value) for place, cell in enumerate(row) if isinstance(cell.value, str)
        }
        # Of two headings for one column, such as “Done?” and “Done on”, the one that was sent holds.
        for known in (self._own, self._known):
            for place, heading in headings.items():
                if heading in known and place not in columns.values():
                    columns.setdefault(known[heading], place)
        is_people = "role" in columns and not _NAMES & columns.keys()
        if is_people and "who" in columns:
            columns.setdefault("name", columns["who"])
        ours = _PEOPLE if is_people else _PLAN
        return {column: place for column, place in columns.items() if column in ours}

    def _complete(self, head: ColumnHeads, grid: Grid) -> None:
        """Find the columns whose headings say nothing, or are written otherwise."""
        titles, below = grid.rows[head.row], grid.rows[head.row + 1 :]
        width = max(map(len, grid.rows))
        taken = set(head.columns.values())
        names = {place: _text(titles, place) for place in range(width) if place not in taken}
        used = {place for place in names if names[place] or any(_text(row, place) for row in below)}
        if not head.is_people:
            self._by_content(head, below, used)
        for place in sorted(used - set(head.columns.values())):
            column = self._alike(names[place], head.columns)
            if column is not None and column in (_PEOPLE if head.is_people else _PLAN):
                head.columns[column] = place
                head.guesses.append(f"column “{names[place]}” was read as “{column}”, which it is like")
        if "status" not in head.columns and not head.is_people:
            self._by_status(head, below, used, names)
        head.others = {place: names[place] for place in sorted(used - set(head.columns.values()))}

    def _by_content(self, head: ColumnHeads, below: Sequence[Sequence[Cell]], used: set[int]) -> None:
        free = used - set(head.columns.values())
        if "id" not in head.columns:
            _take(head, "id", free, below, lambda text: text.casefold() in self._keys)
        if not {"task", "test"} & set(head.columns):
            for column in ("task", "test"):
                _take(head, column, free - set(head.columns.values()), below, _is_one_of(self._titles[column]))

    def _alike(self, heading: str, taken: Collection[str]) -> str | None:
        typed = normalize_heading(heading)
        if len(typed) < _SHORT:
            return None
        scores: dict[str, float] = {}
        for known, column in self._known.items():
            if len(known) >= _SHORT:
                scores[column] = max(scores.get(column, 0), SequenceMatcher(None, typed, known).ratio())
        first, second = sorted(scores.items(), key=lambda item: -item[1])[:2]
        is_clear = first[1] >= _ALIKE and first[1] > second[1]
        return first[0] if is_clear and first[0] not in taken else None

    def _by_status(
        self, head: ColumnHeads, below: Sequence[Sequence[Cell]], used: set[int], names: Mapping[int, str]
    ) -> None:
        for place in sorted(used - set(head.columns.values())):
            words = [normalize_word(text) for row in below if (text := _text(row, place))]
            if (
                words
                and len(words) * 2 >= sum(1 for row in below if _names_something(row, head))
                and all(word in STATUS_OF for word in words)
            ):
                head.columns["status"] = place
                head.guesses.append(f"column “{names[place]}” was read as “status”, for nothing else stands in it")
                return

    def _conclude(self, grid: Grid) -> ColumnHeads | None:
        """Give the columns of a sheet without headings, by the ids or titles that stand in it."""
        head = ColumnHeads(-1, 0, {})
        self._by_content(head, grid.rows, set(range(max(map(len, grid.rows), default=0))))
        if not head.columns:
            return None
        for layout in self._layouts:
            shifts = {place - layout.index(column) for column, place in head.columns.items() if column in layout}
            if len(shifts) == 1 and len(head.columns) > 1 and head.columns.keys() <= set(layout) and min(shifts) >= 0:
                head.columns = {column: place + min(shifts) for place, column in enumerate(layout)}
                head.guesses.append("it has no headings; its columns were read in the order in which they were sent")
                break
        known = (head.columns[column] for column in _NAMES & head.columns.keys())
        head.first = min(self._first_known(grid, place) for place in known)
        used = {
            place for row in grid.rows[head.first :] for place, cell in enumerate(row) if cell.value not in (None, "")
        }
        if "status" not in head.columns:
            self._by_status(head, grid.rows[head.first :], used, dict.fromkeys(used, ""))
        head.others = dict.fromkeys(sorted(used - set(head.columns.values())), "")
        return head

    def _first_known(self, grid: Grid, place: int) -> int:
        """Give the first row that holds an id or a title in a column; what stands above it is no task."""
        titles = {*self._titles["task"], *self._titles["test"]}
        texts = ((number, _text(row, place)) for number, row in enumerate(grid.rows))
        found = (number for number, text in texts if text.casefold() in self._keys or normalize_word(text) in titles)
        return next(found, len(grid.rows))


def _is_head(columns: Mapping[str, int]) -> bool:
    ours = _PLAN & columns.keys()
    is_plan = len(ours) >= 2 and (bool(_NAMES & ours) or len(ours) >= _ENOUGH)  # noqa: PLR2004 - one may be chance
    return is_plan or ("role" in columns and bool({"name", "contact"} & columns.keys()))


def _take(
    head: ColumnHeads,
    column: str,
    free: Collection[int],
    rows: Sequence[Sequence[Cell]],
    is_known: Callable[[str], bool],
) -> None:
    """Take the free column in which most of what stands there is known, if that is at least half."""
    found = {}
    for place in free:
        texts = [text for row in rows if (text := _text(row, place))]
        known = sum(map(is_known, texts))
        if known * 2 >= len(texts) and known:
            found[place] = known
    if found:
        head.columns[column] = max(found, key=lambda place: (found[place], -place))


def _is_one_of(words: Collection[str]) -> Callable[[str], bool]:
    return lambda text: normalize_word(text) in words


def _text(row: Sequence[Cell], place: int) -> str:
    return "" if place >= len(row) or row[place].value is None else str(row[place].value).strip()


def _names_something(row: Sequence[Cell], head: ColumnHeads) -> bool:
    return any(_text(row, head.columns[column]) for column in _NAMES & head.columns.keys())

"""Which task or exit test a row is about: by its id, else by its title, else by one that is like it alone."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from partner_playbooks.language.diagnostics import suggest_nearest
from partner_playbooks.plans.returned.cells import follows_from_anchor, read_text
from partner_playbooks.plans.returned.column_words import normalize_word
from partner_playbooks.plans.returned.grids import EMPTY

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from partner_playbooks.plans.returned.grids import Cell
    from partner_playbooks.plans.returned.heads import ColumnHeads

_ALIKE = 0.8
_CLEARLY = 0.08
"""By how much a likeness must be closer than the next one."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table, with its cells by what they hold."""

    sheet: str
    number: int
    cells: Mapping[str, Cell]
    others: tuple[tuple[str, Cell], ...]
    """What stands under no heading that is understood, with that heading."""

    @staticmethod
    def of(sheet: str, number: int, cells: Sequence[Cell], head: ColumnHeads) -> Row:
        """Give a row by the columns of its sheet."""
        known = {column: cells[place] if place < len(cells) else EMPTY for column, place in head.columns.items()}
        taken = set(head.columns.values())
        others = (
            (head.others.get(place, ""), cell)
            for place, cell in enumerate(cells)
            if place not in taken and (read_text(cell) or cell.formula)
        )
        return Row(sheet, number, known, tuple(others))

    @property
    def id(self) -> str:
        """Its id, as it stands there."""
        return read_text(self.cells.get("id", EMPTY))

    @property
    def title(self) -> str:
        """What it is about, in words."""
        return read_text(self.cells.get("task", EMPTY)) or read_text(self.cells.get("test", EMPTY))

    @property
    def is_task(self) -> bool:
        """Whether its sheet is one of tasks."""
        return "task" in self.cells

    @property
    def shown(self) -> str:
        """All that stands in it, in one line."""
        cells = [*self.cells.values(), *(cell for _, cell in self.others)]
        return " | ".join(text for cell in cells if (text := read_text(cell)))

    @property
    def said(self) -> tuple[str, ...]:
        """What it says, to be compared with another row of the same task."""
        cells = [
            cell for column, cell in sorted(self.cells.items()) if column != "id" and not follows_from_anchor(cell)
        ]
        return tuple(text for cell in (*cells, *(cell for _, cell in self.others)) if (text := read_text(cell)))


@dataclass(frozen=True, slots=True)
class Match:
    """What a row is about."""

    key: str = ""
    """Of the task or exit test; empty for a task that was added."""
    guess: str = ""
    """How it was found, where not by its id."""
    reason: str = ""
    """Why it was not read."""
    is_repeat: bool = False
    """Whether it says once more what another row has said."""


class RowMatcher:
    """Finds out what rows are about; each task and exit test has one row."""

    def __init__(self, titles: Mapping[str, str], hints: Mapping[str, Mapping[str, str]]) -> None:
        """Take the titles of tasks and exit tests by id, and by id what else tells them apart, by column."""
        self._titles, self._hints = titles, hints
        self._ids = {key.casefold(): key for key in titles}
        self._words = {key: normalize_word(title) for key, title in titles.items()}
        self.seen: dict[str, Row] = {}

    def match(self, rows: Sequence[Row]) -> Iterator[tuple[Row, Match]]:
        """Yield each row with what it is about: those with an id first, then the others, each of them in order."""
        by_title = []
        for row in rows:
            key = self._ids.get(row.id.casefold(), "") if row.id else ""
            if key:
                yield row, self._once(row, key)
            else:
                by_title.append(row)
        alike = []
        for row in by_title:
            found = self._by_title(row)
            if found is None:
                alike.append(row)
            else:
                yield row, found
        for row in alike:
            yield row, self._by_likeness(row)

    def _once(self, row: Row, key: str, guess: str = "") -> Match:
        first = self.seen.setdefault(key, row)
        if first is row:
            return Match(key, guess)
        if first.said == row.said:
            return Match(key, is_repeat=True)
        where = f"row {first.number}" + (f" of sheet “{first.sheet}”" if first.sheet != row.sheet else "")
        return Match(key, reason=f"this stands in {where} too, with other words")

    def _by_title(self, row: Row) -> Match | None:
        if not row.title:
            about = (
                f'there is no task or exit test "{row.id}" in this plan'
                if row.id
                else "this row has neither an id nor a task"
            )
            return Match(reason=about + self._hint(row))
        word = normalize_word(row.title)
        named = [key for key, title in self._words.items() if title == word]
        free = [key for key in named if key not in self.seen]
        if not free:
            return self._once(row, named[0]) if named else None
        told = [key for key in free if self._fits(row, key)] or free
        several = ", the first of several with it" if len(told) > 1 else ""
        return self._once(row, told[0], f"this row was found by its title{several}")

    def _fits(self, row: Row, key: str) -> bool:
        return all(
            read_text(row.cells[column]) == value for column, value in self._hints[key].items() if column in row.cells
        )

    def _by_likeness(self, row: Row) -> Match:
        word = normalize_word(row.title)
        scores = sorted(
            (
                (SequenceMatcher(None, word, title).ratio(), key)
                for key, title in self._words.items()
                if key not in self.seen
            ),
            reverse=True,
        )
        near, next_ = (*scores[:2], (0.0, ""), (0.0, ""))[:2]
        if near[0] >= _ALIKE and near[0] - next_[0] >= _CLEARLY:
            return self._once(row, near[1], "this row was found by its title, which is like that of a task")
        if row.id:
            return Match(reason=f'there is no task or exit test "{row.id}" in this plan' + self._hint(row))
        if not read_text(row.cells.get("task", EMPTY)):
            return Match(reason="there is no such exit test in this plan; none can be added in a table")
        return Match()

    def _hint(self, row: Row) -> str:
        hint = suggest_nearest(row.id, list(self._titles)) if row.id else ""
        return f"; {hint}" if hint else ""

"""A report in plain words and numbers: what every format shows of it, so that all formats agree."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date  # noqa: TC003 - a NamedTuple's types are looked at
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from partner_playbooks.downloads.task_list import Frame


class Amount(NamedTuple):
    """A number or a day, and how it is written."""

    text: str
    value: float | date


Cell: TypeAlias = str | Amount


@dataclass(frozen=True, slots=True)
class Table:
    """Rows below headings."""

    heads: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    filled_in: tuple[int, ...] = ()
    """Columns that somebody types into."""


@dataclass(frozen=True, slots=True)
class Chart:
    """Bars: what each is of, and how long it is."""

    label: str
    """What is counted."""
    bars: tuple[tuple[str, Amount], ...]


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a report. Its first line says what there is to know."""

    heading: str
    lines: tuple[str, ...]
    table: Table | None = None
    chart: Chart | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """A report."""

    frame: Frame
    name: str
    """Of its files, without an ending."""
    kicker: str
    title: str
    subtitle: str
    facts: tuple[tuple[str, str], ...]
    sections: tuple[Section, ...]
    marks: tuple[str, ...] = ()
    """What stands at the foot of every page besides whose it is: as of when, and that a programme does not exist."""


def show_cell(cell: Cell) -> str:
    """Give a cell as a text."""
    return cell.text if isinstance(cell, Amount) else cell

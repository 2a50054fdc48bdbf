"""Charts: numbers as bars and lines, drawn by templates of the theme. The table with the numbers stands beside."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from partner_playbooks.pages.parts.writers import PageWriter
    from partner_playbooks.wording.markdown import Markdown

_WIDTH, _ROW, _TEXT, _BAR = 360, 34, 13, 19
"""Of a chart and of a row of it, and where in a row the words and the bar begin; as wide as a phone."""
_TOP, _TALL, _INSET = 24, 110, 6
"""Where the highest point of a line lies, how far below it the lowest, and how far from the edges they are."""


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar as it is drawn."""

    label: str
    y: int
    text_y: int
    width: int
    part: int
    """How wide the part is that is marked; 0 without one."""


@dataclass(frozen=True, slots=True)
class Bars:
    """What the template shows."""

    id: str
    """Unique on its page."""
    title: str
    """What is to be seen, in a sentence."""
    desc: str
    """The same numbers as words."""
    height: int
    bars: tuple[Bar, ...]


def draw_bars(writer: PageWriter, id_: str, title: str, rows: Sequence[tuple[str, float, float]]) -> Markdown | None:
    """Draw bars; nothing where there is nothing to be seen.

    Args:
        writer: Of the page.
        id_: What the chart is called on its page.
        title: What is to be seen, in a sentence.
        rows: For each bar its label, with the numbers, its length, and the length of the part that is marked.
    """
    longest = max((whole for _, whole, _ in rows), default=0)
    if longest <= 0:
        return None
    bars = tuple(
        Bar(
            label,
            place * _ROW + _BAR,
            place * _ROW + _TEXT,
            round(_WIDTH * whole / longest),
            round(_WIDTH * part / longest),
        )
        for place, (label, whole, part) in enumerate(rows)
    )
    desc = "; ".join(label for label, _, _ in rows)
    return writer.edition.templates.draw("bars.svg.jinja", Bars(f"chart-{id_}", title, desc, len(bars) * _ROW, bars))


@dataclass(frozen=True, slots=True)
class Point:
    """A point of a line, and what is written at it: nothing at most of them."""

    x: int
    y: int
    label: str
    anchor: str


@dataclass(frozen=True, slots=True)
class Line:
    """What the template shows."""

    id: str
    title: str
    desc: str
    path: str
    points: tuple[Point, ...]
    aim: int | None
    """Where the line of a target lies."""
    aim_label: str


def draw_line(
    writer: PageWriter,
    id_: str,
    title: str,
    points: Sequence[tuple[str, str, float]],
    aim: tuple[str, float] | None = None,
) -> Markdown:
    """Draw how a number went; the first and the last point say what they are.

    Args:
        writer: Of the page.
        id_: What the chart is called on its page.
        title: What is to be seen, in a sentence.
        points: For each its day and its number in words, and the number; two at least.
        aim: A target in words, and the number.
    """
    numbers = [number for _, _, number in points] + ([aim[1]] if aim else [])
    low, high = min(*numbers, 0), max(numbers)
    spread = (high - low) or 1

    def place(number: float) -> int:
        return round(_TOP + _TALL * (high - number) / spread)

    step = (_WIDTH - 2 * _INSET) / (len(points) - 1)
    placed = [(round(_INSET + step * each), place(number)) for each, (_, _, number) in enumerate(points)]
    ends = {0: "start", len(points) - 1: "end"}
    drawn = tuple(
        Point(x, y, points[each][1] if each in ends else "", ends.get(each, "middle"))
        for each, (x, y) in enumerate(placed)
    )
    desc = "; ".join(f"{day}: {shown}" for day, shown, _ in points)
    path = " ".join(f"{x},{y}" for x, y in placed)
    lies, said = (None, "") if aim is None else (place(aim[1]), aim[0])
    line = Line(f"chart-{id_}", title, desc, path, drawn, lies, said)
    return writer.edition.templates.draw("line.svg.jinja", line)

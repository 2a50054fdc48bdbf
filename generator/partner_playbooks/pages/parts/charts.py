"""Charts: numbers as bars, drawn by templates of the theme. The table with the numbers stands beside."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from partner_playbooks.pages.parts.writers import PageWriter
    from partner_playbooks.wording.markdown import Markdown

_WIDTH, _ROW, _TEXT, _BAR = 360, 34, 13, 19
"""Of a chart and of a row of it, and where in a row the words and the bar begin; as wide as a phone."""


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

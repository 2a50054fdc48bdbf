"""A small table in a text: a line of headings, a line of hyphens, and a line per row, with bars between the cells."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from .subset import is_table_line
from .text_problems import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

_MOST_COLUMNS, _MOST_ROWS = 8, 40
"""What a page can show beside its text, and paper without a break; more belongs into a document."""
_BAR = re.compile(r"(?<!\\)\|")
_WAY_OUT = 'put a backslash before a bar that is text: "\\|"'


def is_table(lines: list[str]) -> bool:
    """Tell whether the lines of a paragraph are meant as a table: a line of hyphens stands below one with bars."""
    return any("|" in above and is_table_line(line) for above, line in pairwise(lines))


def split_rows(lines: list[str]) -> tuple[list[list[str]], list[Problem]]:
    """Give the cells of each row, the head first, as they are typed; and what is wrong with the table."""
    head, *below = lines
    if not below or not is_table_line(below[0]):
        return [], [Problem("a table begins in the middle of a paragraph", "leave an empty line before it", head)]
    rows = [_split(line) for line in (head, *below[1:])]
    return rows, list(_problems(lines, rows, len(_split(below[0]))))


def _split(line: str) -> list[str]:
    cells = [cell.strip() for cell in _BAR.split(line.strip())]
    first, last = int(not cells[0]), len(cells) - int(not cells[-1])
    return cells[first:last]


def _problems(lines: list[str], rows: list[list[str]], width: int) -> Iterator[Problem]:
    typed = [lines[0], *lines[2:]]
    if len(rows) == 1:
        yield Problem("a table has no rows", "write a line per row below the hyphens", lines[0])
    if width > _MOST_COLUMNS or len(rows) > _MOST_ROWS:
        message = f"a table in a text has at most {_MOST_COLUMNS} columns and {_MOST_ROWS} rows"
        yield Problem(message, "make a document of it, and link to that", lines[0])
    for line, cells in zip(typed, rows, strict=True):
        if len(cells) != width:
            message = f"this row of a table has {len(cells)} of {width} cells"
            yield Problem(message, f"give each row as many as the line of hyphens has; {_WAY_OUT}", line.strip())
    for line, cells in zip(typed[:1], rows[:1], strict=True):
        if not all(cells[1:]):
            yield Problem("a column of a table has no heading", "write one into the first line", line.strip())

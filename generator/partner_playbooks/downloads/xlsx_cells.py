"""Cells of a workbook: how they look, and how texts, days, choices and formulas stand in them."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Any

from xlsxwriter.utility import xl_rowcol_to_cell

from partner_playbooks.downloads.column_widths import measure_text
from partner_playbooks.downloads.file_words import name_side, write_heading, write_imprint
from partner_playbooks.plans.interchange import CALENDAR
from partner_playbooks.plans.state import Status

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date

    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

    from partner_playbooks.downloads.download_style import DownloadStyle
    from partner_playbooks.downloads.task_list import TaskList

LONGEST = 30_000
"""Most characters in a cell; spreadsheets allow 32,767."""
_LINE, _AROUND = 13.0, 4.0
"""Points from line to line, and around all lines of a row."""
_WIDE, _CAPITAL = 0.82, 0.3
"""Parts of a column's unit, a digit at 11 points, that a letter at 10 points takes, and a capital one besides."""
_PEOPLE_COLUMNS = {"role": 30, "side": 12, "name": 34, "contact": 40}
"""Columns of the sheet of people, with their least widths in characters."""
_WIDEST = 60
"""Letters for which a column gets wider."""
_FIRST_DAY, _LAST_DAY = 32_874, 2_958_465
"""Days as spreadsheets count them, the first of 1990 and the last of 9999: what a plan may be counted from."""


@dataclass
class SheetWriter:
    """Writes cells of the sheets of one workbook."""

    task_list: TaskList
    style: DownloadStyle
    book: Workbook
    formats: dict[str, Format] = field(default_factory=dict)

    def add_formats(self) -> None:
        """Give the workbook the looks of its cells."""
        colours = self.style.colours
        base = {"font_name": "Calibri", "font_size": 10, "font_color": colours["ink"], "valign": "top"}
        self.formats = {name: self.book.add_format(base | more) for name, more in list_looks(colours).items()}

    def say(self, key: str, **values: str | int) -> str:
        """Say a message of downloads."""
        return str(self.style.messages.say(f"download.{key}", **values))

    @cached_property
    def statuses(self) -> list[str]:
        """The statuses, in words."""
        return [str(self.style.messages.name(status)) for status in Status]

    def write_header(self, sheet: Worksheet, row: int, columns: Mapping[str, int]) -> None:
        """Write the names of columns, set their widths, and let them stand while the rest is scrolled."""
        for column, (name, width) in enumerate(columns.items()):
            sheet.set_column(column, column, width)
            sheet.write_string(row, column, self.say(name), self.formats["header"])
        sheet.freeze_panes(row + 1, 0)

    def write_text(self, sheet: Worksheet, cell: tuple[int, int], text: str, look: str) -> None:
        """Write a text, as much of it as a cell holds."""
        if text:
            sheet.write_string(*cell, text[:LONGEST], self.formats[look])
        else:
            sheet.write_blank(*cell, None, self.formats[look])

    def write_day(self, sheet: Worksheet, cell: tuple[int, int], day: date | None, look: str) -> None:
        """Write a day, or leave its cell empty."""
        if day is None:
            sheet.write_blank(*cell, None, self.formats[look])
        else:
            sheet.write_datetime(*cell, day, self.formats[look])

    def offer_statuses(self, sheet: Worksheet, first: int, last: int, column: int) -> None:
        """Let the cells of a column be chosen from the statuses."""
        rule = {"validate": "list", "source": self.statuses, "error_message": self.say("status-list")}
        sheet.data_validation(first, column, last, column, rule)

    def write_people(self, sheet: Worksheet) -> None:
        """Write who is who."""
        style = self.style
        people = [(p.title, name_side(style, p.side), p.name, p.address) for p in self.task_list.people]
        columns = widen_columns(_PEOPLE_COLUMNS, people)
        self.write_header(sheet, 0, columns)
        for row, person in enumerate(people, start=1):
            cells = dict(zip(columns, person, strict=True))
            sheet.set_row(row, estimate_height(cells, columns))
            for name, text in cells.items():
                look = "filled-text" if name == "name" else "text"
                self.write_text(sheet, (row, find_column(name, columns)), text, look)
        self.set_up_paper(sheet, 0)

    def set_up_paper(self, sheet: Worksheet, header: int) -> None:
        """Set up how a sheet is printed: on A4, its columns side by side, their names and what it is on each page."""
        frame = self.task_list.frame
        sheet.set_paper(9)  # A4
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(header)
        sheet.set_margins(0.4, 0.4, 0.7, 0.6)
        mark = f"&R&B{escape_header(self.say('internal'))}" if frame.internal else ""
        sheet.set_header(f"&L{escape_header(write_heading(self.task_list))[:150]}{mark}")
        page = escape_header(self.say("page", page="\0", pages="\1")).replace("\0", "&P").replace("\1", "&N")
        sheet.set_footer(f"&L{escape_header(' · '.join(write_imprint(frame, self.style)))[:180]}&R{page}")
        sheet.hide_gridlines(2)


def list_looks(colours: Mapping[str, str]) -> dict[str, dict[str, Any]]:
    """Give the looks of cells by name, in colours of the theme."""
    ruled = {"bottom": 1, "bottom_color": colours["rule"]}
    date = {"num_format": "yyyy-mm-dd", "align": "left"}
    filled_in = {**ruled, "bg_color": "#ffffff", "border": 1, "border_color": colours["rule"]}
    return {
        "title": {"bold": True, "font_size": 16},
        "quiet": {"font_color": colours["quiet"]},
        "internal": {"bold": True, "font_color": "#ffffff", "bg_color": colours["ink"]},
        "label": {"bold": True, "font_color": colours["quiet"]},
        "anchor": {**date, "bg_color": colours["soon"], "border": 1, "border_color": colours["quiet"]},
        "figure": {"bold": True, "num_format": "0 %", "align": "left"},
        "header": {"bold": True, "font_color": "#ffffff", "bg_color": colours["ink"], "text_wrap": True},
        "text": {**ruled, "text_wrap": True},
        "strong": {**ruled, "text_wrap": True, "bold": True},
        "small": {**ruled, "text_wrap": True, "font_color": colours["quiet"]},
        "date": {**ruled, **date},
        "day": {**ruled, "align": "left", "font_color": colours["quiet"]},
        "choice": filled_in,
        "filled-date": filled_in | date,
        "filled-text": filled_in | {"text_wrap": True},
        "late": {"bg_color": colours["late"]},
        "soon": {"bg_color": colours["soon"]},
        "done": {"bg_color": colours["done"], "font_color": colours["quiet"]},
    }


def write_day_condition(cell: str) -> str:
    """Give the condition that a cell holds a date, as spreadsheets have them; never an error itself."""
    return f"IF(ISNUMBER({cell}),AND({cell}>={_FIRST_DAY},{cell}<={_LAST_DAY}),FALSE)"


def write_day_formula(anchor: str, day: str, task_list: TaskList, *, working: bool) -> str:
    """Give the formula of a numbered day, as `find_due_date` counts it: a change here is one there too.

    Args:
        anchor: The cell with the date that days are counted from.
        day: The number, or the cell that holds it.
        task_list: With the days on which work is due, and whether days are counted back.
        working: Whether working days are counted.
    """
    week = task_list.working
    weekend = "".join("0" if weekday in week.weekdays else "1" for weekday in range(7))
    holidays = f",{CALENDAR}!$A$1:$A${len(week.holidays)}" if week.holidays else ""
    count = f"{day}-IF({day}>0,1,0)"
    if working:
        start, step = anchor, count
    else:
        start, step = (f"{anchor}+{count}+1", "-1") if task_list.back else (f"{anchor}+{count}-1", "1")
    rolled = f'WORKDAY.INTL({start},{step},"{weekend}"{holidays})'
    return f'=IFERROR(IF(AND({write_day_condition(anchor)},ISNUMBER({day})),IF({day}=1,{anchor},{rolled}),""),"")'


def write_fixed_cell(row: int, column: int) -> str:
    """Give a cell that stays the same wherever a formula goes."""
    return str(xl_rowcol_to_cell(row, column, row_abs=True, col_abs=True))


def find_column(name: str, columns: Mapping[str, int]) -> int:
    """Give the number of a column by its name."""
    return list(columns).index(name)


def estimate_height(cells: Mapping[str, str], columns: Mapping[str, int]) -> float:
    """Give a row the height in points that its longest text needs; not every program finds it by itself."""
    lines = (_count_lines(text, columns[name]) for name, text in cells.items())
    return _LINE * max(1, *lines) + _AROUND


def _count_lines(text: str, width: float) -> int:
    """Count the lines of a text in a column: a word goes on the next one where this one has no room for it."""
    lines, used = 0, width
    for word in text.split():
        letters = _measure_word(word)
        if used + _WIDE + letters > width:
            over = max(0, letters - 0.01) // width  # a word that is longer than a line takes several
            lines, used = lines + 1 + int(over), letters - over * width
        else:
            used += _WIDE + letters
    return lines


@lru_cache(maxsize=8192)
def _measure_word(word: str) -> float:
    return measure_text(word) * _WIDE + sum(letter.isupper() for letter in word) * _CAPITAL


def widen_columns(columns: Mapping[str, int], rows: Iterable[Iterable[str]]) -> dict[str, int]:
    """Give the widths of columns with room for what stands in them, up to `_WIDEST`, so that no address breaks."""
    longest = [max((measure_text(text) for text in column), default=0) for column in zip(*rows, strict=True)]
    longest = longest or [0] * len(columns)
    return {
        name: max(width, min(_WIDEST, text + 2)) for (name, width), text in zip(columns.items(), longest, strict=True)
    }


def count_day(day: date) -> int:
    """Give a day as spreadsheets count it."""
    return day.toordinal() - 693594


def escape_header(text: str) -> str:
    """Give a text as page headers take it: an ampersand begins a command there."""
    return text.replace("&", "&&")


def split_text(text: str) -> Iterator[str]:
    """Yield a text in parts that a cell holds."""
    for start in range(0, len(text), LONGEST):
        yield text[start : start + LONGEST]

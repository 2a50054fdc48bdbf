"""A plan or checklist as an XLSX workbook: due days follow from the dates that days are counted from."""

from __future__ import annotations

import io
import json
import math
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import xlsxwriter
from xlsxwriter.utility import quote_sheetname, xl_rowcol_to_cell

from partner_playbooks.downloads.file_words import say_limits, write_heading, write_imprint, write_kicker
from partner_playbooks.downloads.plan_json import describe_plan
from partner_playbooks.downloads.sheet_names import name_sheets
from partner_playbooks.handbook.model.role import Side
from partner_playbooks.plans.interchange import CALENDAR, COLUMNS, HIDDEN, MAX_ROWS, TEST_COLUMNS
from partner_playbooks.plans.state import Status

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

    from partner_playbooks.downloads.download_style import DownloadStyle
    from partner_playbooks.downloads.task_list import Task, TaskList

_PRINTED = "done-when"
"""The last column that goes on paper."""
LONGEST = 30_000
"""Most characters in a cell; spreadsheets allow 32,767."""
_LINE = 13.5
"""Points from line to line."""
_WIDE = 1.08
"""Columns that a letter takes, with what is lost where lines break."""
_SPARE = 200
"""Rows below the last that the filter, the colours and the lists of choices reach too, for tasks that readers add."""
_FIRST_DAY, _LAST_DAY = 32_874, 2_958_465
"""Days as spreadsheets count them, the first of 1990 and the last of 9999: what a plan may be counted from."""
_CREATED = datetime(2000, 1, 1, tzinfo=UTC).replace(tzinfo=None)
"""When every file says that it was made, so that the same content gives the same bytes."""


def render_xlsx(task_list: TaskList, look: DownloadStyle) -> bytes:
    """Give a workbook: tasks, exit tests, who is who, and for a plan all that is needed to read it back."""
    out = io.BytesIO()
    # Text stays text: nothing in content becomes a formula, a number or a link.
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_numbers": False,
        "strings_to_urls": False,
        "default_date_format": "yyyy-mm-dd",
    }
    with xlsxwriter.Workbook(out, options) as book:
        book.set_properties({"title": write_heading(task_list), "author": task_list.frame.vendor, "created": _CREATED})
        book.set_calc_mode("auto")
        _Maker(task_list, look, book).make()
    return out.getvalue()


def _looks(colours: Mapping[str, str]) -> dict[str, dict[str, Any]]:
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


@dataclass
class _Maker:
    task_list: TaskList
    look: DownloadStyle
    book: Workbook
    formats: dict[str, Format] = field(default_factory=dict)
    anchors: dict[str, str] = field(default_factory=dict)
    """Cell of each date that days are counted from, by its key."""
    titles: dict[str, str] = field(default_factory=dict)
    """Of tasks, by key."""
    opening: list[str] = field(default_factory=list)
    """What stands above the tasks: when the workbook comes back, all else there is somebody's own."""

    def make(self) -> None:
        colours = self.look.colours
        base = {"font_name": "Calibri", "font_size": 10, "font_color": colours["ink"], "valign": "top"}
        self.formats = {name: self.book.add_format(base | more) for name, more in _looks(colours).items()}
        wanted = [self.say(name) for name in ("sheet-plan", "sheet-tests", "sheet-people")]
        names = name_sheets(wanted, (HIDDEN, CALENDAR))
        tasks = self.book.add_worksheet(names[0])
        tests = self.book.add_worksheet(names[1]) if any(g.tests for g in self.task_list.groups) else None
        people = self.book.add_worksheet(names[2])
        hidden = self.book.add_worksheet(CALENDAR)
        hidden.hide()
        self._calendar(hidden)
        self.titles = {task.key: task.title for task in self.task_list.tasks}
        self._tasks(tasks)
        if tests is not None:
            self._tests(tests, tasks.get_name())
        self._people(people)
        if self.task_list.is_plan:
            carrier = self.book.add_worksheet(HIDDEN)
            carrier.hide()
            self._carry(carrier)

    @property
    def columns(self) -> dict[str, int]:
        """Columns of the first sheet: in place of the milestones of a plan, a checklist has days in words.

        Whom tasks are for has a column where it is not every partner.
        """
        limited = any(task.partner_types or task.tiers for task in self.task_list.tasks)
        return {
            name if self.task_list.is_plan or name != "milestone" else "when": width
            for name, width in COLUMNS.items()
            if limited or name != "for"
        }

    def say(self, key: str, **values: str | int) -> str:
        return str(self.look.messages.say(f"download.{key}", **values))

    @property
    def statuses(self) -> list[str]:
        return [str(self.look.messages.name(status)) for status in Status]

    # -- the first sheet -----------------------------------------------------------------------------

    def _tasks(self, sheet: Worksheet) -> None:
        task_list = self.task_list
        row = self._opening(sheet)
        for anchor in task_list.anchors:
            sheet.write_string(row, 0, anchor.label, self.formats["label"])
            self.anchors[anchor.key] = _fixed(row, 3)
            self._date(sheet, (row, 3), anchor.date, "anchor")
            sheet.data_validation(row, 3, row, 3, {"validate": "date", "criteria": ">", "value": datetime(1990, 1, 1)})  # noqa: DTZ001 - a day in a cell has no zone
            row += 1
        header, tasks = row + 4, list(task_list.tasks)
        first, last = header + 1, header + max(1, len(tasks))
        self._progress(sheet, row, first)
        legend = "legend" if task_list.anchors[0].date is None else "legend-dated"
        sheet.write_string(row + 1, 0, self.say(legend), self.formats["quiet"])
        self.opening += [self.say("progress"), self.say(legend), *(anchor.label for anchor in task_list.anchors)]
        self._reach(sheet, row + 2)
        self._header(sheet, header, self.columns)
        row = first
        for group in task_list.groups:
            for task in group.tasks:
                self._task(sheet, row, task, group.title)
                row += 1
        self._choices(sheet, first, last + _SPARE, _column("status", self.columns))
        self._marks(sheet, first, last + _SPARE)
        sheet.autofilter(header, 0, last + _SPARE, len(self.columns) - 1)
        sheet.print_area(0, 0, last, _column(_PRINTED, self.columns))
        self._printed(sheet, header)

    def _opening(self, sheet: Worksheet) -> int:
        task_list = self.task_list
        sheet.write_string(0, 0, task_list.title, self.formats["title"])
        sheet.set_row(0, 22)
        whom = " · ".join(filter(None, (write_kicker(task_list, self.look), task_list.subtitle)))
        sheet.write_string(1, 0, whom, self.formats["quiet"])
        sheet.write_string(2, 0, " · ".join(write_imprint(task_list.frame, self.look)), self.formats["quiet"])
        self.opening = [task_list.title, whom, " · ".join(write_imprint(task_list.frame, self.look))]
        if task_list.frame.internal:
            self.opening.append(self.say("internal"))
            for column in range(4):
                text = self.say("internal") if column == 0 else ""
                sheet.write_string(3, column, text, self.formats["internal"])
            return 4
        return 3

    def _progress(self, sheet: Worksheet, row: int, first: int) -> None:
        """Count whatever has a task in its row, also one that a reader has added, whatever else stands there."""
        task, status = (
            f"{_fixed(first, column)}:{_fixed(MAX_ROWS - 1, column)}"
            for column in (_column(name, self.columns) for name in ("task", "status"))
        )
        done, dropped = (
            f'COUNTIFS({task},"<>",{status},{self._quoted(each)})' for each in (Status.DONE, Status.DROPPED)
        )
        formula = f'=IFERROR({done}/(COUNTIFS({task},"<>")-{dropped}),0)'
        sheet.write_string(row, 0, self.say("progress"), self.formats["label"])
        sheet.write_formula(row, 3, formula, self.formats["figure"], 0)

    def _quoted(self, status: Status) -> str:
        return '"' + str(self.look.messages.name(status)).replace('"', '""') + '"'

    def _reach(self, sheet: Worksheet, row: int) -> None:
        """Say so where somebody enters what is no date, or a year whose holidays the file does not know."""
        working = self.task_list.working
        no_date = self.say("no-date").replace('"', '""')
        told = self.say("no-holidays", first=working.first_year, last=working.last_year).replace('"', '""')
        wrong, outside = [], []
        for cell in self.anchors.values():
            wrong.append(f"IF(ISBLANK({cell}),FALSE,NOT({_is_day(cell)}))")
            years = f"OR(YEAR({cell})<{working.first_year},YEAR({cell})>{working.last_year})"
            outside.append(f"IF({_is_day(cell)},{years},FALSE)")
        formula = f'=IFERROR(IF(OR({",".join(wrong)}),"{no_date}",IF(OR({",".join(outside)}),"{told}","")),"{no_date}")'
        sheet.write_formula(row, 0, formula, self.formats["label"], "")

    def _task(self, sheet: Worksheet, row: int, task: Task, milestone: str) -> None:
        day = xl_rowcol_to_cell(row, _column("day", self.columns))
        cells = {
            **({"milestone": (milestone, "small")} if self.task_list.is_plan else {"when": (task.when, "small")}),
            "task": (task.title, "strong"),
            "side": (str(self.look.messages.name(task.side)), "text"),
            "who": (task.owner, "text"),
            "status": (self.statuses[0], "choice"),
            "note": ("", "filled-text"),
            **({"for": (say_limits(task, self.look), "small")} if "for" in self.columns else {}),
            "done-when": (task.done_when, "small"),
            "after": ("; ".join(self.titles[key] for key in task.after), "small"),
            "id": (task.key, "small"),
        }
        sheet.set_row(row, _height({name: text for name, (text, _) in cells.items()}, self.columns))
        for name, (text, look) in cells.items():
            self._string(sheet, (row, _column(name, self.columns)), text, look)
        sheet.write_number(row, _column("day", self.columns), task.day, self.formats["day"])
        self._due(sheet, (row, _column("due", self.columns)), self.anchors[task.anchor], day, task.due)
        sheet.write_blank(row, _column("done-on", self.columns), None, self.formats["filled-date"])

    def _due(self, sheet: Worksheet, cell: tuple[int, int], anchor: str, day: str, due: date | None) -> None:
        """Write the day that `find_due_date` gives, as a formula: a change here is one there too."""
        working = self.task_list.working
        weekend = "".join("0" if weekday in working.weekdays else "1" for weekday in range(7))
        holidays = f",{CALENDAR}!$A$1:$A${len(working.holidays)}" if working.holidays else ""
        counted = f"{anchor}+{day}-IF({day}>0,1,0)"
        start, step = (f"{counted}+1", -1) if self.task_list.back else (f"{counted}-1", 1)
        rolled = f'WORKDAY.INTL({start},{step},"{weekend}"{holidays})'
        formula = f'=IFERROR(IF(AND({_is_day(anchor)},ISNUMBER({day})),IF({day}=1,{anchor},{rolled}),""),"")'
        value = "" if due is None else _serial(due)
        sheet.write_formula(*cell, formula, self.formats["date"], value)

    def _marks(self, sheet: Worksheet, first: int, last: int) -> None:
        status = f"${xl_rowcol_to_cell(first, _column('status', self.columns))}"
        due = f"${xl_rowcol_to_cell(first, _column('due', self.columns))}"
        done, dropped = self._quoted(Status.DONE), self._quoted(Status.DROPPED)
        open_ = f'{due}<>"",{status}<>{done},{status}<>{dropped},{status}<>""'
        whole, days = (0, len(self.columns) - 1), (_column("due", self.columns), _column("status", self.columns))
        for criteria, look, columns in (
            (f"=OR({status}={done},{status}={dropped})", "done", whole),
            (f"=AND({open_},{due}<TODAY())", "late", days),
            (f"=AND({open_},{due}<=TODAY()+7)", "soon", days),
        ):
            rule = {"type": "formula", "criteria": criteria, "format": self.formats[look], "stop_if_true": True}
            sheet.conditional_format(first, columns[0], last, columns[1], rule)

    # -- the others ----------------------------------------------------------------------------------

    def _tests(self, sheet: Worksheet, name: str) -> None:
        limited = any(test.partner_types for group in self.task_list.groups for test in group.tests)
        columns = {name: width for name, width in TEST_COLUMNS.items() if limited or name != "for"}
        self._header(sheet, 0, columns)
        row = 1
        for group in self.task_list.groups:
            for test in group.tests:
                words = {
                    "milestone": group.title,
                    "test": test.text,
                    **({"for": ", ".join(test.partner_types)} if limited else {}),
                    "status": self.statuses[0],
                    "note": "",
                    "id": test.key,
                }
                sheet.set_row(row, _height(words, columns))
                looks = {"status": "choice", "note": "filled-text", "id": "small"}
                for key, text in words.items():
                    self._string(sheet, (row, _column(key, columns)), text, looks.get(key, "text"))
                due = (row, _column("due", columns))
                if group.day is None:
                    sheet.write_blank(*due, None, self.formats["date"])
                else:
                    anchor = f"{quote_sheetname(name)}!{next(iter(self.anchors.values()))}"
                    self._due(sheet, due, anchor, str(group.day), group.due)
                row += 1
        self._choices(sheet, 1, row - 1, _column("status", columns))
        self._printed(sheet, 0)

    def _people(self, sheet: Worksheet) -> None:
        names = ("role", "side", "name", "contact")
        self._header(sheet, 0, dict(zip(names, (30, 12, 34, 40), strict=True)))
        for row, person in enumerate(self.task_list.people, start=1):
            side = str(self.look.messages.name(person.side))
            for column, text in enumerate((person.title, side, person.name, person.address)):
                self._string(sheet, (row, column), text, "filled-text" if column == 2 else "text")  # noqa: PLR2004
        self._printed(sheet, 0)

    def _calendar(self, sheet: Worksheet) -> None:
        for row, day in enumerate(self.task_list.working.holidays):
            self._date(sheet, (row, 0), day, "date")

    def _carry(self, sheet: Worksheet) -> None:
        carried = describe_plan(self.task_list) | {
            "statuses": {status.value: str(self.look.messages.name(status)) for status in Status},
            "sides": {side.value: str(self.look.messages.name(side)) for side in Side},
            "columns": {str(self.say(name)): name for name in {**COLUMNS, **TEST_COLUMNS}},
            "date_format": self.task_list.frame.date_format,
            "opening": self.opening,
            "people": [[person.title, person.name, person.address] for person in self.task_list.people],
            "limits": {key: limit for key, limit in self._limits() if limit},
        }
        for row, part in enumerate(_parts(json.dumps(carried, ensure_ascii=False))):
            sheet.write_string(row, 0, part)

    def _limits(self) -> Iterator[tuple[str, str]]:
        """Yield whom tasks and exit tests are for, by their keys, as it stands in their rows."""
        yield from ((task.key, say_limits(task, self.look)) for task in self.task_list.tasks)
        yield from ((test.key, ", ".join(test.partner_types)) for each in self.task_list.groups for test in each.tests)

    # -- cells ---------------------------------------------------------------------------------------

    def _header(self, sheet: Worksheet, row: int, columns: Mapping[str, int]) -> None:
        for column, (name, width) in enumerate(columns.items()):
            sheet.set_column(column, column, width)
            sheet.write_string(row, column, self.say(name), self.formats["header"])
        sheet.freeze_panes(row + 1, 0)

    def _string(self, sheet: Worksheet, cell: tuple[int, int], text: str, look: str) -> None:
        if text:
            sheet.write_string(*cell, text[:LONGEST], self.formats[look])
        else:
            sheet.write_blank(*cell, None, self.formats[look])

    def _date(self, sheet: Worksheet, cell: tuple[int, int], day: date | None, look: str) -> None:
        if day is None:
            sheet.write_blank(*cell, None, self.formats[look])
        else:
            sheet.write_datetime(*cell, day, self.formats[look])

    def _choices(self, sheet: Worksheet, first: int, last: int, column: int) -> None:
        rule = {"validate": "list", "source": self.statuses, "error_message": self.say("status-list")}
        sheet.data_validation(first, column, last, column, rule)

    def _printed(self, sheet: Worksheet, header: int) -> None:
        frame = self.task_list.frame
        sheet.set_paper(9)  # A4
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(header)
        sheet.set_margins(0.4, 0.4, 0.7, 0.6)
        mark = f"&R&B{_escaped(self.say('internal'))}" if frame.internal else ""
        sheet.set_header(f"&L{_escaped(write_heading(self.task_list))[:150]}{mark}")
        page = _escaped(self.say("page", page="\0", pages="\1")).replace("\0", "&P").replace("\1", "&N")
        sheet.set_footer(f"&L{_escaped(' · '.join(write_imprint(frame, self.look)))[:180]}&R{page}")
        sheet.hide_gridlines(2)


def _is_day(cell: str) -> str:
    """Give the condition that a cell holds a date, as spreadsheets have them; never an error itself."""
    return f"IF(ISNUMBER({cell}),AND({cell}>={_FIRST_DAY},{cell}<={_LAST_DAY}),FALSE)"


def _fixed(row: int, column: int) -> str:
    """Give a cell that stays the same wherever a formula goes."""
    return str(xl_rowcol_to_cell(row, column, row_abs=True, col_abs=True))


def _column(name: str, columns: Mapping[str, int]) -> int:
    return list(columns).index(name)


def _height(cells: Mapping[str, str], columns: Mapping[str, int]) -> float:
    """Give a row the height in points that its longest text needs; not every program finds it by itself."""
    lines = (math.ceil(len(text) * _WIDE / columns[name]) for name, text in cells.items())
    return _LINE * max(1, *lines) + 2


def _serial(day: date) -> int:
    """Give a day as spreadsheets count it."""
    return day.toordinal() - 693594


def _escaped(text: str) -> str:
    """Give a text as page headers take it: an ampersand begins a command there."""
    return text.replace("&", "&&")


def _parts(text: str) -> Iterator[str]:
    for start in range(0, len(text), LONGEST):
        yield text[start : start + LONGEST]

"""A plan or checklist as an XLSX workbook: due days follow from the dates that days are counted from."""

from __future__ import annotations

import io
import json
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cached_property
from typing import TYPE_CHECKING

import xlsxwriter
from xlsxwriter.utility import quote_sheetname, xl_rowcol_to_cell

from partner_playbooks.downloads.carried_plan import describe_carried
from partner_playbooks.downloads.file_words import name_side, say_limits, write_heading, write_imprint, write_kicker
from partner_playbooks.downloads.sheet_names import name_sheets
from partner_playbooks.downloads.xlsx_cells import (
    SheetWriter,
    count_day,
    estimate_height,
    find_column,
    split_text,
    write_day_condition,
    write_day_formula,
    write_fixed_cell,
)
from partner_playbooks.plans.interchange import CALENDAR, COLUMNS, HIDDEN, MAX_ROWS, TEST_COLUMNS, choose_columns
from partner_playbooks.plans.state import Status

if TYPE_CHECKING:
    from datetime import date

    from xlsxwriter.worksheet import Worksheet

    from partner_playbooks.downloads.download_style import DownloadStyle
    from partner_playbooks.downloads.task_list import Group, Task, TaskList

_PRINTED = "done-when"
"""The last column that goes on paper."""
_SPARE = 200
"""Rows below the last that the filter, the colours and the lists of choices reach too, for tasks that readers add."""
_CREATED = datetime(2000, 1, 1, tzinfo=UTC).replace(tzinfo=None)
"""When every file says that it was made, so that the same content gives the same bytes."""


def render_xlsx(task_list: TaskList, style: DownloadStyle) -> bytes:
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
        _Maker(task_list, style, book).make()
    return out.getvalue()


@dataclass
class _Maker(SheetWriter):
    anchors: dict[str, str] = field(default_factory=dict)
    """Cell of each date that days are counted from, by its key."""
    titles: dict[str, str] = field(default_factory=dict)
    """Of tasks, by key."""
    dues: dict[str, str] = field(default_factory=dict)
    """Cell of the day on which each task is due, by its key."""
    opening: list[str] = field(default_factory=list)
    """What stands above the tasks: when the workbook comes back, all else there is somebody's own."""

    def make(self) -> None:
        self.add_formats()
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
        self.write_people(people)
        if self.task_list.is_plan:
            carrier = self.book.add_worksheet(HIDDEN)
            carrier.hide()
            self._carry(carrier)

    @cached_property
    def columns(self) -> dict[str, int]:
        """Columns of the first sheet: in place of the milestones of a plan, a checklist has groups and days."""
        tasks = tuple(self.task_list.tasks)
        told = {
            "for": any(task.partner_types or task.tiers for task in tasks),
            "support": any(task.support for task in tasks),
            "begins": any(task.days.from_day for task in tasks),
            "duration": any(task.duration for task in tasks),
        }
        columns = choose_columns(COLUMNS, [name for name, is_told in told.items() if is_told])
        if self.task_list.is_plan:
            return columns
        width = columns.pop("milestone")
        return {**({"group": width} if len(self.task_list.groups) > 1 else {}), "when": width, **columns}

    # -- the first sheet -----------------------------------------------------------------------------

    def _tasks(self, sheet: Worksheet) -> None:
        task_list = self.task_list
        row = self._opening(sheet)
        for anchor in task_list.anchors:
            sheet.write_string(row, 0, anchor.label, self.formats["label"])
            self.anchors[anchor.key] = write_fixed_cell(row, 3)
            self.write_day(sheet, (row, 3), anchor.date, "anchor")
            sheet.data_validation(row, 3, row, 3, {"validate": "date", "criteria": ">", "value": datetime(1990, 1, 1)})  # noqa: DTZ001 - a day in a cell has no zone
            row += 1
        header, tasks = row + 4, list(task_list.tasks)
        first, last = header + 1, header + max(1, len(tasks))
        self._progress(sheet, row, first)
        legend = "legend" if task_list.anchors[0].date is None else "legend-dated"
        sheet.write_string(row + 1, 0, self.say(legend), self.formats["quiet"])
        self.opening += [self.say("progress"), self.say(legend), *(anchor.label for anchor in task_list.anchors)]
        self._reach(sheet, row + 2)
        self.write_header(sheet, header, self.columns)
        row = first
        for group in task_list.groups:
            for task in group.tasks:
                self._task(sheet, row, task, group.title)
                row += 1
        self.offer_statuses(sheet, first, last + _SPARE, find_column("status", self.columns))
        self._marks(sheet, first, last + _SPARE)
        sheet.autofilter(header, 0, last + _SPARE, len(self.columns) - 1)
        sheet.print_area(0, 0, last, find_column(_PRINTED, self.columns))
        self.set_up_paper(sheet, header)

    def _opening(self, sheet: Worksheet) -> int:
        task_list = self.task_list
        sheet.write_string(0, 0, task_list.title, self.formats["title"])
        sheet.set_row(0, 22)
        whom = " · ".join(filter(None, (write_kicker(task_list, self.style), task_list.subtitle)))
        sheet.write_string(1, 0, whom, self.formats["quiet"])
        sheet.write_string(2, 0, " · ".join(write_imprint(task_list.frame, self.style)), self.formats["quiet"])
        self.opening = [task_list.title, whom, " · ".join(write_imprint(task_list.frame, self.style))]
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
            f"{write_fixed_cell(first, column)}:{write_fixed_cell(MAX_ROWS - 1, column)}"
            for column in (find_column(name, self.columns) for name in ("task", "status"))
        )
        done, dropped = (
            f'COUNTIFS({task},"<>",{status},{self._quoted(each)})' for each in (Status.DONE, Status.DROPPED)
        )
        formula = f'=IFERROR({done}/(COUNTIFS({task},"<>")-{dropped}),0)'
        sheet.write_string(row, 0, self.say("progress"), self.formats["label"])
        sheet.write_formula(row, 3, formula, self.formats["figure"], 0)

    def _quoted(self, status: Status) -> str:
        return '"' + str(self.style.messages.name(status)).replace('"', '""') + '"'

    def _reach(self, sheet: Worksheet, row: int) -> None:
        """Say so where somebody enters what is no date, or a year whose holidays the file does not know."""
        working = self.task_list.working
        no_date = self.say("no-date").replace('"', '""')
        told = self.say("no-holidays", first=working.first_year, last=working.last_year).replace('"', '""')
        wrong, outside = [], []
        for cell in self.anchors.values():
            wrong.append(f"IF(ISBLANK({cell}),FALSE,NOT({write_day_condition(cell)}))")
            years = f"OR(YEAR({cell})<{working.first_year},YEAR({cell})>{working.last_year})"
            outside.append(f"IF({write_day_condition(cell)},{years},FALSE)")
        formula = f'=IFERROR(IF(OR({",".join(wrong)}),"{no_date}",IF(OR({",".join(outside)}),"{told}","")),"{no_date}")'
        sheet.write_formula(row, 0, formula, self.formats["label"], "")

    def _task(self, sheet: Worksheet, row: int, task: Task, group: str) -> None:
        day = xl_rowcol_to_cell(row, find_column("day", self.columns))
        cells = {
            "milestone": (group, "small"),
            "group": (group, "small"),
            "when": (task.when, "small"),
            "task": (task.title, "strong"),
            "side": (name_side(self.style, task.side), "text"),
            "who": (task.owner, "text"),
            "status": (self.statuses[0], "choice"),
            "note": ("", "filled-text"),
            "for": (say_limits(task, self.style), "small"),
            "support": (task.support, "text"),
            "duration": ("" if task.duration is None else str(task.duration), "small"),
            "done-when": (task.done_when, "small"),
            "after": ("; ".join(self.titles[key] for key in task.after), "small"),
            "id": (task.key, "small"),
        }
        cells = {name: cell for name, cell in cells.items() if name in self.columns}
        sheet.set_row(row, estimate_height({name: text for name, (text, _) in cells.items()}, self.columns))
        for name, (text, look) in cells.items():
            self.write_text(sheet, (row, find_column(name, self.columns)), text, look)
        sheet.write_number(row, find_column("day", self.columns), task.days.day, self.formats["day"])
        counted = self._count(self.anchors[task.anchor], day, working=task.days.working_days)
        due = (row, find_column("due", self.columns))
        self.dues[task.key] = write_fixed_cell(*due)
        self._due(sheet, due, counted, task.due)
        if "begins" in self.columns:
            first = (row, find_column("begins", self.columns))
            if task.days.from_day is None:
                sheet.write_blank(*first, None, self.formats["date"])
            else:
                from_day = str(task.days.from_day)
                counted = self._count(self.anchors[task.anchor], from_day, working=task.days.working_days)
                self._due(sheet, first, counted, task.begins)
        sheet.write_blank(row, find_column("done-on", self.columns), None, self.formats["filled-date"])

    def _count(self, anchor: str, day: str, *, working: bool = False) -> str:
        return write_day_formula(anchor, day, self.task_list, working=working)

    def _count_gate(self, name: str, group: Group, day: int) -> str:
        """Give the formula of a milestone's day, which is no earlier than tasks whose working days take longer."""
        sheet = quote_sheetname(name)
        own = self._count(f"{sheet}!{next(iter(self.anchors.values()))}", str(day))
        late = [f"{sheet}!{self.dues[task.key]}" for task in group.tasks if task.days.working_days]
        return f'=IFERROR(MAX({",".join([own.removeprefix("="), *late])}),"")' if late else own

    def _due(self, sheet: Worksheet, cell: tuple[int, int], counted: str, due: date | None) -> None:
        sheet.write_formula(*cell, counted, self.formats["date"], "" if due is None else count_day(due))

    def _marks(self, sheet: Worksheet, first: int, last: int) -> None:
        status = f"${xl_rowcol_to_cell(first, find_column('status', self.columns))}"
        due = f"${xl_rowcol_to_cell(first, find_column('due', self.columns))}"
        done, dropped = self._quoted(Status.DONE), self._quoted(Status.DROPPED)
        open_ = f'{due}<>"",{status}<>{done},{status}<>{dropped},{status}<>""'
        whole, days = (
            (0, len(self.columns) - 1),
            (find_column("due", self.columns), find_column("status", self.columns)),
        )
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
        columns = choose_columns(TEST_COLUMNS, ["for"] if limited else [])
        self.write_header(sheet, 0, columns)
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
                sheet.set_row(row, estimate_height(words, columns))
                looks = {"status": "choice", "note": "filled-text", "id": "small"}
                for key, text in words.items():
                    self.write_text(sheet, (row, find_column(key, columns)), text, looks.get(key, "text"))
                due = (row, find_column("due", columns))
                if group.day is None:
                    sheet.write_blank(*due, None, self.formats["date"])
                else:
                    self._due(sheet, due, self._count_gate(name, group, group.day), group.due)
                row += 1
        self.offer_statuses(sheet, 1, row - 1, find_column("status", columns))
        sheet.print_area(0, 0, row - 1, find_column("note", columns))
        self.set_up_paper(sheet, 0)

    def _calendar(self, sheet: Worksheet) -> None:
        for row, day in enumerate(self.task_list.working.holidays):
            self.write_day(sheet, (row, 0), day, "date")

    def _carry(self, sheet: Worksheet) -> None:
        carried = describe_carried(self.task_list, self.style, self.opening)
        for row, part in enumerate(split_text(json.dumps(carried, ensure_ascii=False))):
            sheet.write_string(row, 0, part)

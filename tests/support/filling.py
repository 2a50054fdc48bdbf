"""Workbooks and plan files as people fill them in."""

import io
import json
import re
import zipfile
from datetime import UTC, datetime

import openpyxl
from downloading import LOOK, plan_of

from partner_playbooks.downloads.archive import pack_archive
from partner_playbooks.downloads.formats import DATED
from partner_playbooks.plans.returned.returned_file import read_returned

AT = datetime(2026, 12, 10, 12, tzinfo=UTC)
"""When a file was changed, where it does not say so itself."""
PLAN = plan_of("partner", "onboarding-30", partner="Acme", partner_types=("reseller",))
KEYS = [task.key for task in PLAN.tasks]
TITLES = {task.key: task.title for task in PLAN.tasks}


def workbook(plan=PLAN):
    return Workbook(DATED["xlsx"](plan, LOOK))


def plan_file(plan=PLAN):
    return json.loads(DATED["json"](plan, LOOK))


class Workbook:
    """A workbook that is opened, changed and saved by openpyxl, which is not what made it."""

    def __init__(self, raw):
        self.book = openpyxl.load_workbook(io.BytesIO(raw))

    def sheet(self, number):
        sheet = self.book.worksheets[number]
        head = next(row for row in sheet.iter_rows() if "Id" in [cell.value for cell in row])
        return sheet, {cell.value: cell.column for cell in head}, head[0].row

    def row_of(self, key, number=0):
        sheet, columns, _ = self.sheet(number)
        return next(row for row in range(1, sheet.max_row + 1) if sheet.cell(row, columns["Id"]).value == key)

    def fill(self, key, number=0, **values):
        """Write into the row of a task; `Done_on` stands for the column “Done on”."""
        sheet, columns, _ = self.sheet(number)
        for name, value in values.items():
            sheet.cell(self.row_of(key, number), columns[name.replace("_", " ")]).value = value
        return self

    def add(self, number=0, **values):
        """Write into the first row below all others."""
        sheet, columns, _ = self.sheet(number)
        row = sheet.max_row + 1
        while row > 1 and all(sheet.cell(row - 1, column).value is None for column in columns.values()):
            row -= 1
        for name, value in values.items():
            sheet.cell(row, columns[name.replace("_", " ")]).value = value
        return row

    def saved(self, at=AT):
        self.book.properties.modified = at.replace(tzinfo=None)
        out = io.BytesIO()
        self.book.save(out)
        return without_time_of_saving(out.getvalue(), at)


def without_time_of_saving(raw, at):
    """Give a workbook as saved at a time: openpyxl writes that of the machine."""
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    stamp = f"{at:%Y-%m-%dT%H:%M:%S}Z".encode()
    core = parts["docProps/core.xml"]
    parts["docProps/core.xml"] = re.sub(rb"(<dcterms:modified[^>]*>)[^<]*", rb"\g<1>" + stamp, core)
    return pack_archive(parts)


def said(raw, name="a.xlsx", at=AT):
    """Give what a file says by key and field, and what was refused."""
    filled = read_returned(raw, name, at)
    return {place: word.value for place, word in filled.state.holding.items()}, filled.unread

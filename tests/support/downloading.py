"""Files to download: how they are made here, and what other programs read in them."""

import csv
import io
import re
import subprocess
import zipfile
from datetime import date, datetime

import docx
import icalendar
import openpyxl
import pypdf
from docx.oxml.ns import qn
from running import ROOT
from shipped import EXAMINED

from partner_playbooks.downloads.task_list_maker import TaskListMaker
from partner_playbooks.handbook.model.base import Audience
from partner_playbooks.plans.calendar import build_programme_calendar
from partner_playbooks.plans.dated import Request, date_plan
from partner_playbooks.project.folder import Project
from partner_playbooks.project.theme_files import read_style, read_theme

INTERNAL = EXAMINED.handbook
PARTNERS = INTERNAL.project(Audience.PARTNER)
THEME = read_theme(Project(ROOT))
LOOK = read_style(Project(ROOT), THEME, INTERNAL.programme)
CALENDAR = build_programme_calendar(INTERNAL.programme)
MAKERS = {
    "internal": TaskListMaker(INTERNAL, LOOK.messages, CALENDAR),
    "partner": TaskListMaker(PARTNERS, LOOK.messages, CALENDAR),
}
START = date(2026, 12, 1)


def plan_of(edition, plan, anchor=START, **request):
    maker = MAKERS[edition]
    return maker.plan(date_plan(maker.handbook, Request(plan, anchor, **request), CALENDAR))


# -- reading back -------------------------------------------------------------------------------------------------


def from_text(cell):
    """Give a cell as a spreadsheet shows it: an apostrophe at its start only says that it is text."""
    return cell.removeprefix("'")


def csv_rows(raw):
    return list(csv.DictReader(io.StringIO(raw.decode("utf-8-sig"), newline="")))


def xlsx_rows(raw, sheet=0, *, values=True):
    """Give the rows below the line of column names, by column."""
    opened = openpyxl.load_workbook(io.BytesIO(raw), data_only=values).worksheets[sheet]
    rows = list(opened.iter_rows(values_only=True))
    head = next(number for number, row in enumerate(rows) if "Id" in row)
    return [dict(zip(rows[head], row, strict=True)) for row in rows[head + 1 :] if any(row)]


def day_of(value):
    return value.date() if isinstance(value, datetime) else value


def docx_rows(raw):
    """Give the rows of all tables that have boxes to tick: the texts of their cells, paragraph by paragraph."""
    found = []
    for table in docx.Document(io.BytesIO(raw)).tables:
        first, *others = table.rows
        assert first._tr.trPr.find(qn("w:tblHeader")) is not None
        if boxes(table._tbl):
            found += [[[p.text for p in cell.paragraphs] for cell in row.cells] for row in others]
    return found


def boxes(element):
    return element.findall(".//{http://schemas.microsoft.com/office/word/2010/wordml}checkbox")


def pdf_text(raw):
    """Give the words of all pages, page by page, without any blank: where lines break does not count."""
    return squashed("".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(raw)).pages))


def squashed(text):
    return re.sub(r"\s", "", text)


def events(raw):
    return icalendar.Calendar.from_ical(raw).walk("VEVENT")


def everything(raw, name):
    """Give all that a file says: its text, what stands in its parts, and its metadata."""
    if name.endswith((".docx", ".xlsx", ".zip")):
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            parts = [(each, archive.read(each)) for each in archive.namelist()]
        return "\n".join(f"{each}\n{everything(part, each)}" for each, part in parts)
    if name.endswith(".pdf"):
        reader = pypdf.PdfReader(io.BytesIO(raw))
        told = [repr(reader.metadata), reader.xmp_metadata.stream.get_data().decode() if reader.xmp_metadata else ""]
        return "\n".join([*told, *(page.extract_text() for page in reader.pages)])
    text = raw.decode("utf-8", "replace")
    return text.replace("\r\n ", "") if name.endswith(".ics") else re.sub(r"<[^>]*>", "", text) + text


def converted(path, kind, out):
    """Let LibreOffice open a file and write it again."""
    command = ["soffice", "--headless", f"-env:UserInstallation=file://{out}/profile", "--convert-to", kind]
    subprocess.run([*command, "--outdir", str(out), *map(str, path)], check=True, capture_output=True, timeout=300)

"""A report as a workbook: a sheet for what it says, and one for each table, with numbers as numbers."""

from __future__ import annotations

import io
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import xlsxwriter

from partner_playbooks.downloads.file_words import write_imprint
from partner_playbooks.downloads.reports.report_parts import Amount, show_cell
from partner_playbooks.downloads.sheet_names import name_sheets
from partner_playbooks.downloads.xlsx_cells import LONGEST, escape_header, list_looks

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

    from partner_playbooks.downloads.download_style import DownloadStyle
    from partner_playbooks.downloads.reports.report_parts import Cell, Report, Table

_NARROW, _WIDE = 8, 60
_MADE = datetime(2000, 1, 1, tzinfo=UTC).replace(tzinfo=None)
"""When every file says that it was made, so that the same content gives the same bytes."""


def render_xlsx_report(report: Report, style: DownloadStyle) -> bytes:
    """Give a report."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, "default_date_format": "yyyy-mm-dd"}) as book:
        book.set_properties({"title": report.title, "author": report.frame.vendor, "created": _MADE})
        looks = _add_looks(book, style)
        told = [section for section in report.sections if section.table is not None]
        names = name_sheets([report.title, *(section.heading for section in told)])
        _write_summary(book.add_worksheet(names[0]), report, style, looks)
        for name, section in zip(names[1:], told, strict=True):
            if section.table is not None:
                sheet = book.add_worksheet(name)
                _write_table(sheet, section.table, looks)
                _set_up_paper(sheet, report, style)
    return out.getvalue()


def _add_looks(book: Workbook, style: DownloadStyle) -> dict[str, Format]:
    base = {"font_name": "Calibri", "font_size": 10, "font_color": style.colours["ink"], "valign": "top"}
    made = {name: book.add_format(base | more) for name, more in list_looks(style.colours).items()}
    ruled = {"bottom": 1, "bottom_color": style.colours["rule"]}
    return made | {"number": book.add_format(base | ruled | {"num_format": "#,##0.##"})}


def _write_summary(sheet: Worksheet, report: Report, style: DownloadStyle, looks: dict[str, Format]) -> None:
    sheet.set_column(0, 0, 30)
    sheet.set_column(1, 1, 90)
    sheet.set_row(0, 26)
    sheet.write_string(0, 0, report.title[:LONGEST], looks["title"])
    row = 1
    if report.frame.internal:
        sheet.write_string(row, 0, str(style.messages.say("download.internal")), looks["internal"])
        row += 1
    for text in (report.kicker, report.subtitle, *report.marks):
        sheet.write_string(row, 0, text[:LONGEST], looks["quiet"])
        row += 1
    for label, value in report.facts:
        sheet.write_string(row, 0, label[:LONGEST], looks["label"])
        sheet.write_string(row, 1, value[:LONGEST], looks["text"])
        row += 1
    for section in report.sections:
        row += 1
        sheet.write_string(row, 0, section.heading[:LONGEST], looks["strong"])
        for line in section.lines or ("",):
            sheet.write_string(row, 1, line[:LONGEST], looks["text"])
            row += 1
    _set_up_paper(sheet, report, style)


def _write_table(sheet: Worksheet, table: Table, looks: dict[str, Format]) -> None:
    for column, head in enumerate(table.heads):
        longest = max((len(show_cell(row[column])) for row in table.rows), default=0)
        sheet.set_column(column, column, min(_WIDE, max(_NARROW, longest, len(head)) + 2))
        sheet.write_string(0, column, head[:LONGEST], looks["header"])
    for number, row in enumerate(table.rows, start=1):
        for column, cell in enumerate(row):
            _write_cell(sheet, (number, column), cell, looks, is_filled_in=column in table.filled_in)
    sheet.freeze_panes(1, 0)
    if table.rows:
        sheet.autofilter(0, 0, len(table.rows), len(table.heads) - 1)


def _write_cell(
    sheet: Worksheet, place: tuple[int, int], cell: Cell, looks: dict[str, Format], *, is_filled_in: bool
) -> None:
    """Write a cell: texts as texts, so that none becomes a formula."""
    text = show_cell(cell)
    if isinstance(cell, Amount):
        if isinstance(cell.value, date):
            sheet.write_datetime(*place, cell.value, looks["filled-date" if is_filled_in else "date"])
        else:
            sheet.write_number(*place, cell.value, looks["number"])
        return
    look = looks["filled-text" if is_filled_in else "text"]
    if text:
        sheet.write_string(*place, text[:LONGEST], look)
    else:
        sheet.write_blank(*place, None, look)


def _set_up_paper(sheet: Worksheet, report: Report, style: DownloadStyle) -> None:
    sheet.set_paper(9)  # A4
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    mark = f"&R&B{escape_header(str(style.messages.say('download.internal')))}" if report.frame.internal else ""
    sheet.set_header(f"&L{escape_header(report.title)[:150]}{mark}")
    sheet.set_footer(f"&L{escape_header(' · '.join([*write_imprint(report.frame, style), *report.marks]))[:180]}")
    sheet.hide_gridlines(2)

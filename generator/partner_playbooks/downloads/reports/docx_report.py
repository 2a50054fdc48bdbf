"""A report as DOCX, to be edited before it is sent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from partner_playbooks.downloads.column_widths import share_widths
from partner_playbooks.downloads.docx_writer import DocxWriter
from partner_playbooks.downloads.reports.report_parts import show_cell

if TYPE_CHECKING:
    from partner_playbooks.downloads.download_style import DownloadStyle
    from partner_playbooks.downloads.reports.report_parts import Report


def render_docx_report(report: Report, style: DownloadStyle) -> bytes:
    """Give a report.

    Raises:
        UserError: the theme's reference file is at fault.
    """
    writer = DocxWriter(style, report.frame, report.title, report.marks)
    writer.opening(report.kicker, report.title, report.subtitle)
    writer.facts(report.facts)
    for section in report.sections:
        writer.paragraph(section.heading, "Heading 1")
        for line in section.lines:
            writer.paragraph(line, "Normal")
        if section.table is not None:
            rows = [list(map(show_cell, row)) for row in section.table.rows]
            writer.table(section.table.heads, rows, share_widths([section.table.heads, *rows]))
    return writer.bytes()

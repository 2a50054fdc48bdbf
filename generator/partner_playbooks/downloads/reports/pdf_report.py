"""A report as PDF: tagged, with bars beside their tables."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from partner_playbooks.downloads.column_widths import share_widths
from partner_playbooks.downloads.pdf_file import frame_pages, set_template
from partner_playbooks.downloads.reports.report_parts import show_cell

if TYPE_CHECKING:
    from typing import Any

    from partner_playbooks.downloads.download_style import DownloadStyle
    from partner_playbooks.downloads.reports.report_parts import Report, Section


def render_pdf_report(report: Report, style: DownloadStyle) -> bytes:
    """Give a report.

    Raises:
        UserError: the theme's template or fonts are at fault.
    """
    say = style.messages.say
    frame = frame_pages(report.frame, style)
    data = {
        **frame,
        "imprint": [*frame["imprint"], *report.marks],
        "words": {"page": say("download.page", page="{page}", pages="{pages}"), "internal": say("download.internal")},
        "heading": report.title,
        "kicker": report.kicker,
        "title": report.title,
        "subtitle": report.subtitle,
        "facts": report.facts,
        "sections": [_section(section) for section in report.sections],
    }
    return set_template("report.typ", data, style)


def _section(section: Section) -> dict[str, Any]:
    table, chart = section.table, section.chart
    rows = [list(map(show_cell, row)) for row in table.rows] if table else []
    lengths = [float(each.value) for _, each in chart.bars if not isinstance(each.value, date)] if chart else []
    most = max(lengths, default=0)
    return {
        "heading": section.heading,
        "lines": section.lines,
        "heads": table.heads if table else (),
        "widths": share_widths([table.heads, *rows]) if table else (),
        "rows": rows,
        "bars": [(label, each.text, length / most) for (label, each), length in zip(chart.bars, lengths, strict=True)]
        if chart and most
        else (),
    }

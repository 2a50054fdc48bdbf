"""The formats of files to download. A new format is a new file and one line here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from partner_playbooks.downloads import calendar_file, csv_file, docx_file, pdf_file, plan_json, xlsx_file

if TYPE_CHECKING:
    from collections.abc import Callable

    from partner_playbooks.downloads.download_style import DownloadStyle
    from partner_playbooks.downloads.form import Form
    from partner_playbooks.downloads.task_list import TaskList

LISTS: dict[str, Callable[[TaskList, DownloadStyle], bytes]] = {
    "pdf": pdf_file.render_pdf,
    "docx": docx_file.render_docx,
    "xlsx": xlsx_file.render_xlsx,
    "csv": csv_file.render_csv,
}
"""Formats of plans and checklists: what a file's name ends in → function from a list and a style to its bytes."""

DATED: dict[str, Callable[[TaskList, DownloadStyle], bytes]] = {
    **LISTS,
    "ics": calendar_file.render_calendar,
    "json": plan_json.render_plan_json,
}
"""Formats of a plan that is made for a partner."""

FORMS: dict[str, Callable[[Form, DownloadStyle], bytes]] = {
    "docx": docx_file.render_docx_form,
    "pdf": pdf_file.render_pdf_form,
}
"""Formats of documents."""

"""The formats of files to download. A new format is a new file and one line here.

What makes a format, and the library that it needs, is imported when the first file is made: most commands make none.
"""

from __future__ import annotations

from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from partner_playbooks.downloads.download_style import DownloadStyle
    from partner_playbooks.downloads.form import Form
    from partner_playbooks.downloads.task_list import TaskList


def _render(module: str, function: str, content: TaskList | Form, style: DownloadStyle) -> bytes:
    made: bytes = getattr(import_module(f"{__package__}.{module}"), function)(content, style)
    return made


LISTS: dict[str, Callable[[TaskList, DownloadStyle], bytes]] = {
    "pdf": partial(_render, "pdf_file", "render_pdf"),
    "docx": partial(_render, "docx_file", "render_docx"),
    "xlsx": partial(_render, "xlsx_file", "render_xlsx"),
    "csv": partial(_render, "csv_file", "render_csv"),
}
"""Formats of plans and checklists: what a file's name ends in → function from a list and a style to its bytes."""

DATED: dict[str, Callable[[TaskList, DownloadStyle], bytes]] = {
    **LISTS,
    "ics": partial(_render, "calendar_file", "render_calendar"),
    "json": partial(_render, "plan_json", "render_plan_json"),
}
"""Formats of a plan that is made for a partner."""

FORMS: dict[str, Callable[[Form, DownloadStyle], bytes]] = {
    "docx": partial(_render, "docx_file", "render_docx_form"),
    "pdf": partial(_render, "pdf_file", "render_pdf_form"),
}
"""Formats of documents."""

"""Plans, checklists and documents → files, one format per module. A new format is a new file and one line here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from partner_playbooks.downloads import calendar_file, csv_file, docx_file, pdf_file, plan_json, xlsx_file

if TYPE_CHECKING:
    from collections.abc import Callable

    from partner_playbooks.downloads.form import Form
    from partner_playbooks.downloads.look import Look
    from partner_playbooks.downloads.worklist import Worklist

LISTS: dict[str, Callable[[Worklist, Look], bytes]] = {
    "pdf": pdf_file.made,
    "docx": docx_file.made,
    "xlsx": xlsx_file.made,
    "csv": csv_file.made,
}
"""Formats of plans and checklists: what a file's name ends in → function from a list and a look to its bytes."""

DATED: dict[str, Callable[[Worklist, Look], bytes]] = {
    **LISTS,
    "ics": calendar_file.made,
    "json": plan_json.made,
}
"""Formats of a plan that is made for a partner."""

FORMS: dict[str, Callable[[Form, Look], bytes]] = {
    "docx": docx_file.form,
    "pdf": pdf_file.form,
}
"""Formats of documents."""

"""A pack for one partner: a plan with its dates in every format."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from partner_playbooks.downloads.form import build_form
from partner_playbooks.downloads.formats import DATED, FORMS
from partner_playbooks.downloads.plan_json import PLAN_FILE
from partner_playbooks.handbook.model.base import Audience
from partner_playbooks.language.confidential import find_confidential
from partner_playbooks.language.diagnostics import UserError
from partner_playbooks.plans.dated import date_plan
from partner_playbooks.plans.file_names import make_file_stem

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from partner_playbooks.downloads.download_style import DownloadStyle
    from partner_playbooks.downloads.task_list import TaskList
    from partner_playbooks.downloads.task_list_maker import TaskListMaker
    from partner_playbooks.plans.dated import Request


def build_worklist(maker: TaskListMaker, request: Request, words: Collection[str]) -> TaskList:
    """Give a plan for a partner in words.

    Args:
        maker: Of the edition that the reader may see.
        request: What is asked for.
        words: Those that must not leave.

    Raises:
        UserError: it asks for something that the edition lacks, or holds one of the words where a partner may read it.
    """
    if maker.handbook.edition is Audience.PARTNER:
        for text in (request.partner, *request.names.values()):
            for word in find_confidential(words, text):
                raise UserError(f'"{word}" must not leave, and the partner may read this', "choose another name")
    return maker.plan(date_plan(maker.handbook, request, maker.calendar))


def list_pack_files(task_list: TaskList, style: DownloadStyle) -> dict[str, Callable[[], bytes]]:
    """Give a way to make each file of a plan for a partner, by their names."""
    stem = "-".join(
        filter(None, (make_file_stem(task_list.partner), task_list.id, "internal" if task_list.frame.internal else ""))
    )
    return {
        PLAN_FILE if ending == "json" else f"{stem}.{ending}": partial(format_, task_list, style)
        for ending, format_ in DATED.items()
    }


def list_pack_forms(maker: TaskListMaker, task_list: TaskList, style: DownloadStyle) -> dict[str, Callable[[], bytes]]:
    """Give a way to make each document that the tasks of a plan need, to be filled in, by their names."""
    needed = (document for document in maker.handbook.documents if document.id in task_list.documents)
    return {f"{document.id}.docx": partial(FORMS["docx"], build_form(maker, document), style) for document in needed}

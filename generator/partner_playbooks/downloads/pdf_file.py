"""A plan, a checklist or a form as PDF, to be read and printed: tagged, and made to meet PDF/UA-1."""

from __future__ import annotations

from dataclasses import asdict, replace
from typing import TYPE_CHECKING, Any

import typst

from partner_playbooks.downloads.column_widths import share_widths
from partner_playbooks.downloads.download_style import FOLDER
from partner_playbooks.downloads.file_words import (
    NAMED,
    PEOPLE,
    format_day,
    name_side,
    say_dates,
    say_effort,
    say_for_whom,
    say_test,
    write_heading,
    write_imprint,
    write_kicker,
)
from partner_playbooks.downloads.typesetting import isolate, typeset
from partner_playbooks.language.diagnostics import UserError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from partner_playbooks.downloads.download_style import DownloadStyle
    from partner_playbooks.downloads.form import Form, Section
    from partner_playbooks.downloads.task_list import Frame, Group, Task, TaskList
    from partner_playbooks.language.text import Piece

_WORDS = ("task", "who", "due", "done", "done-when", "after", "people", "role", "side", "name", "contact", "internal")


def render_pdf(task_list: TaskList, style: DownloadStyle) -> bytes:
    """Give a plan or checklist, with boxes to tick with a pen.

    Raises:
        UserError: the theme's template or fonts are at fault.
    """
    say = style.messages.say
    words = {name.replace("-", "_"): say(f"download.{name}") for name in _WORDS}
    words |= {name: say(f"plan.{name}") for name in ("risks", "signal", "mitigation", "escalation", "entry")}
    titles = {task.key: task.title for task in task_list.tasks}
    people = [(person.title, name_side(style, person.side), person.name, person.address) for person in task_list.people]
    data = {
        **frame_pages(task_list.frame, style),
        "words": words | {"page": say("download.page", page="{page}", pages="{pages}")},
        "heading": write_heading(task_list),
        "kicker": write_kicker(replace(task_list, partner=isolate(task_list.partner)), style),
        "title": task_list.title,
        "subtitle": task_list.subtitle,
        "facts": [*_anchors(task_list, style), *task_list.facts],
        "objective": [_piece(piece) for piece in task_list.objective],
        "groups": [_group(group, task_list, style, titles) for group in task_list.groups],
        "risks": task_list.risks,
        "risk_widths": share_widths(
            [[words[name] for name in ("signal", "mitigation", "escalation")], *task_list.risks]
        ),
        "people": people,
        "people_widths": share_widths([[words[name] for name in PEOPLE], *people], NAMED),
    }
    return set_template("checklist.typ", data, style)


def render_pdf_form(document: Form, style: DownloadStyle) -> bytes:
    """Give a document to fill in with a pen.

    Raises:
        UserError: as above.
    """
    say = style.messages.say
    words = {name: say(f"document.{name}") for name in ("field", "weight", "entry", "example")}
    words |= {"page": say("download.page", page="{page}", pages="{pages}"), "internal": say("download.internal")}
    data = {
        **frame_pages(document.frame, style),
        "words": words | {"example_hint": say("document.example-hint")},
        "heading": document.title,
        "kicker": document.kind,
        "title": document.title,
        "subtitle": document.purpose,
        "facts": document.facts,
        "sections": list(map(_section, document.sections)),
        "example": list(map(_section, document.example)),
    }
    return set_template("form.typ", data, style)


def frame_pages(frame: Frame, style: DownloadStyle) -> dict[str, Any]:
    """Give what templates show around any content."""
    return {
        "programme": frame.programme,
        "vendor": frame.vendor,
        "internal": frame.internal,
        "language": frame.language,
        "imprint": write_imprint(frame, style),
        "colours": dict(style.colours),
        "logo": list(style.logo),
        "logo_format": "png" if style.logo.startswith(b"\x89PNG") else "svg",
    }


def _anchors(task_list: TaskList, style: DownloadStyle) -> list[tuple[str, str]]:
    return [
        (anchor.label, "" if anchor.date is None else format_day(anchor.date, task_list.frame, style))
        for anchor in task_list.anchors
    ]


def _section(section: Section) -> dict[str, Any]:
    return asdict(section) | {"guidance": list(map(_piece, section.guidance))}


def _piece(piece: Piece) -> dict[str, Any]:
    texts = [["".join(run.text for run in cell) for cell in row] for row in piece.rows]
    return asdict(piece) | {"widths": share_widths(texts) if texts else ()}


def _group(group: Group, task_list: TaskList, style: DownloadStyle, titles: Mapping[str, str]) -> dict[str, Any]:
    say = style.messages.say
    when = group.when if group.due is None else format_day(group.due, task_list.frame, style)
    return {
        "heading": say("download.heading", date=when, title=isolate(group.title)) if when else group.title,
        "test_heading": say("download.exit-test"),
        "entry": group.entry,
        "tests": [say_test(test) for test in group.tests],
        "tasks": [_task(task, task_list, style, titles) for task in group.tasks],
    }


def _task(task: Task, task_list: TaskList, style: DownloadStyle, titles: Mapping[str, str]) -> dict[str, Any]:
    return {
        "title": task.title,
        "owner": task.owner,
        "side": name_side(style, task.side),
        "when": task.when,
        "due": say_dates(task, task_list.frame, style),
        "done_when": task.done_when,
        "after": [titles[key] for key in task.after],
        "again": say_effort(task, style),
        "for_whom": say_for_whom(task, style),
    }


def set_template(template: str, data: Mapping[str, Any], style: DownloadStyle) -> bytes:
    """Give the PDF file that one of the theme's templates makes of data.

    Raises:
        UserError: the template or the fonts are at fault.
    """
    source = "\n".join(style.templates.get(name, "") for name in ("shared.typ", template))
    try:
        return typeset(source, data, style)
    except typst.TypstError as error:
        hint = "; ".join(error.hints) or "compare the template with the shipped one"
        raise UserError(f"theme/{FOLDER}{template} cannot be set: {error.message}", hint) from None

"""A plan, a checklist or a form as DOCX, to be edited: styles of the reference file, boxes and fields to fill in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from partner_playbooks.downloads import controls
from partner_playbooks.downloads.column_widths import share_widths
from partner_playbooks.downloads.docx_writer import DocxWriter, write_bold
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
    write_kicker,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from partner_playbooks.downloads.docx_text import Cell
    from partner_playbooks.downloads.download_style import DownloadStyle
    from partner_playbooks.downloads.form import Field, Form, Section
    from partner_playbooks.downloads.task_list import Group, Task, TaskList

_TASK = (14, 92, 36, 32)
"""Shares of the columns of tasks, of an entry with a weight and of one without in the width of their tables."""
_WEIGHED, _ENTERED = (70, 22, 82), (64, 110)


def render_docx(task_list: TaskList, style: DownloadStyle) -> bytes:
    """Give a plan or checklist with boxes that can be clicked.

    Raises:
        UserError: the theme's reference file is at fault.
    """
    maker = _PlanWriter(style, task_list.frame, write_heading(task_list))
    maker.opening(write_kicker(task_list, style), task_list.title, task_list.subtitle)
    anchors = (
        (a.label, "" if a.date is None else format_day(a.date, task_list.frame, style)) for a in task_list.anchors
    )
    maker.facts([*anchors, *task_list.facts])
    maker.pieces(task_list.objective)
    titles = {task.key: task.title for task in task_list.tasks}
    for group in task_list.groups:
        maker.group(group, titles)
    say = maker.say
    if task_list.risks:
        maker.paragraph(say("plan.risks"), "Heading 1")
        heads = [say(f"plan.{name}") for name in ("signal", "mitigation", "escalation")]
        maker.table(heads, task_list.risks, share_widths([heads, *task_list.risks]))
    if task_list.people:
        maker.paragraph(say("download.people"), "Heading 1")
        heads = [say(f"download.{name}") for name in PEOPLE]
        rows = [(p.title, name_side(style, p.side), p.name, p.address) for p in task_list.people]
        maker.table(heads, rows, share_widths([heads, *rows], NAMED))
    return maker.bytes()


def render_docx_form(document: Form, style: DownloadStyle) -> bytes:
    """Give a document with fields to fill in.

    Raises:
        UserError: as above.
    """
    maker = _FormWriter(style, document.frame, document.title)
    maker.opening(document.kind, document.title, document.purpose)
    maker.facts(document.facts)
    for section in document.sections:
        maker.section(section)
    if document.example:
        example, hint = maker.say("document.example"), maker.say("document.example-hint")
        maker.opening(document.title, example, hint, new_page=True)
    for section in document.example:
        maker.example(section)
    return maker.bytes()


class _PlanWriter(DocxWriter):
    def group(self, group: Group, titles: dict[str, str]) -> None:
        when = group.when if group.due is None else format_day(group.due, self.frame, self.style)
        heading = self.say("download.heading", date=when, title=group.title) if when else group.title
        self.paragraph(heading, "Heading 1")
        if group.entry:
            paragraph = self.paragraph("", "Normal")
            paragraph.add(f"{self.say('plan.entry')} ", bold=True).keeps_next = True
            if len(group.entry) == 1:
                paragraph.add(group.entry[0])
        for text in group.entry if len(group.entry) > 1 else ():
            self.paragraph(text, "List Bullet")
        if group.tasks:
            heads = [self.say(f"download.{name}") for name in ("done", "task", "who", "due")]
            rows = [self._cells(task, titles) for task in group.tasks]
            self.table(heads, rows, _TASK, whole=False)
        if group.tests:
            self.paragraph(self.say("download.exit-test"), "Heading 2")
        for test in group.tests:
            paragraph = self.paragraph("", "Exit Test")
            paragraph.keeps_next = test is not group.tests[-1]
            controls.add_checkbox(paragraph, test.text, test.key)
            paragraph.add(f" {say_test(test)}")

    def _cells(self, task: Task, titles: dict[str, str]) -> tuple[Callable[[Cell], None], ...]:
        side = name_side(self.style, task.side)
        due = (task.when,) if task.due is None else (say_dates(task, self.frame, self.style), task.when)
        return (
            lambda cell: controls.add_checkbox(cell.first, task.title, task.key),
            lambda cell: self._about(cell, task, titles),
            lambda cell: self._lines(cell, task.owner, side),
            lambda cell: self._lines(cell, *due),
        )

    def _lines(self, cell: Cell, first: str, *others: str) -> None:
        cell.first.add(first)
        for text in others:
            self.paragraph(text, "Fine Print", cell)

    def _about(self, cell: Cell, task: Task, titles: dict[str, str]) -> None:
        cell.first.add(task.title, bold=True)
        for line in say_for_whom(task, self.style):
            self.paragraph(line, "Fine Print", cell)
        after = "; ".join(titles[key] for key in task.after)
        for label, text in ((self.say("download.done-when"), task.done_when), (self.say("download.after"), after)):
            if text:
                self.paragraph("", "Fine Print", cell).add(f"{label} ", bold=True).add(text)
        if effort := say_effort(task, self.style):
            self.paragraph(effort, "Fine Print", cell)


class _FormWriter(DocxWriter):
    def section(self, section: Section) -> None:
        self.paragraph(section.heading, "Heading 1")
        self.pieces(section.guidance, before_table=True)
        say = self.say
        if section.lines:
            heads = [say("document.field"), say("document.weight"), say("document.entry")]
            rows = [(line.label, line.weight, self._field(line)) for line in section.lines]
            if section.weighted:
                self.table(heads, rows, _WEIGHED, "Playbook Form")
            else:
                self.table(heads[::2], [row[::2] for row in rows], _ENTERED, "Playbook Form")
        self._grids(section)

    def example(self, section: Section) -> None:
        """Add a section as it is filled in."""
        self.paragraph(section.heading, "Heading 1")
        if section.lines:
            heads = [self.say("document.field"), self.say("document.value")]
            self.table(heads, [(line.label, line.value) for line in section.lines], _ENTERED)
        self._grids(section)

    def _grids(self, section: Section) -> None:
        for grid in section.grids:
            self.paragraph(grid.label, "Heading 3")
            total = tuple(map(write_bold, grid.total))
            rows = (*grid.rows, *([total] if total else ()))
            self.table(grid.columns, rows, grid.widths, "Playbook Form")

    def _field(self, field: Field) -> Callable[[Cell], None]:
        def fill(cell: Cell) -> None:
            kind = "choice" if field.choices else "long-text" if field.long else field.type.value
            hint = {"choice": "choose", "date": "choose-date"}.get(kind, "type-here")
            says = self.say(f"download.{hint}")
            controls.add_field(cell.first, field.label, kind, says, field.choices, field.value)

        return fill

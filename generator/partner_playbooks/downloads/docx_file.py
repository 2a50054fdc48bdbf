"""A plan, a checklist or a form as DOCX, to be edited: styles of the reference file, boxes and fields to fill in."""

from __future__ import annotations

import io
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from partner_playbooks.downloads import controls
from partner_playbooks.downloads.archive import strip_times
from partner_playbooks.downloads.docx_reference import find_styles, open_reference
from partner_playbooks.downloads.file_words import (
    format_day,
    say_dates,
    say_effort,
    say_for_whom,
    say_test,
    write_heading,
    write_imprint,
    write_kicker,
)
from partner_playbooks.downloads.pictures import convert_to_png

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from docx.table import _Cell
    from docx.text.paragraph import Paragraph

    from partner_playbooks.downloads.download_style import DownloadStyle
    from partner_playbooks.downloads.form import Field, Form, Section
    from partner_playbooks.downloads.task_list import Frame, Group, Task, TaskList
    from partner_playbooks.language.text import Piece, Run

_CREATED = datetime(2000, 1, 1, tzinfo=UTC)
"""When every file says that it was made, so that the same content gives the same bytes."""
_WIDTH = 174
"""Millimetres between the margins of the reference file, for files that keep its page."""


def render_docx(task_list: TaskList, style: DownloadStyle) -> bytes:
    """Give a plan or checklist with boxes that can be clicked.

    Raises:
        UserError: the theme's reference file is at fault.
    """
    maker = _Maker(style, task_list.frame, write_heading(task_list))
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
        maker.table([say(f"plan.{name}") for name in ("signal", "mitigation", "escalation")], task_list.risks)
    if task_list.people:
        maker.paragraph(say("download.people"), "Heading 1")
        heads = [say(f"download.{name}") for name in ("role", "side", "name", "contact")]
        rows = [(p.title, str(style.messages.name(p.side)), p.name, p.address) for p in task_list.people]
        maker.table(heads, rows, widths=(50, 22, 46, 56))
    return maker.bytes()


def render_docx_form(document: Form, style: DownloadStyle) -> bytes:
    """Give a document with fields to fill in.

    Raises:
        UserError: as above.
    """
    maker = _Maker(style, document.frame, document.title)
    maker.opening(document.kind, document.title, document.purpose)
    maker.facts(document.facts)
    for section in document.sections:
        maker.section(section)
    return maker.bytes()


class _Maker:
    def __init__(self, style: DownloadStyle, frame: Frame, title: str) -> None:
        self._download_style = style
        self._frame = frame
        self._document = open_reference(style.reference)
        self._styles = find_styles(style.reference)
        self._say_what_it_is(title)
        self._frame_pages()

    def say(self, key: str, **values: str | int) -> str:
        return str(self._download_style.messages.say(key, **values))

    def bytes(self) -> bytes:
        out = io.BytesIO()
        self._document.save(out)
        return strip_times(out.getvalue())

    # -- around the content --------------------------------------------------------------------------

    def _say_what_it_is(self, title: str) -> None:
        core = self._document.core_properties
        core.title, core.author, core.language = title[:255], self._frame.vendor[:255], self._frame.language
        core.subject, core.keywords, core.comments, core.last_modified_by = "", "", "", ""
        core.created = core.modified = _CREATED
        core.revision = 1
        run = self._document.styles["Normal"].element.get_or_add_rPr()
        language = OxmlElement("w:lang")
        language.set(qn("w:val"), self._frame.language)
        run.append(language)

    def _frame_pages(self) -> None:
        (section, *_) = self._document.sections
        header, footer = section.header.paragraphs[0], section.footer.paragraphs[0]
        picture = header.add_run().add_picture(io.BytesIO(convert_to_png(self._download_style.logo)), height=Pt(13))
        picture._inline.docPr.set("descr", self._frame.vendor)  # noqa: SLF001 - python-docx has no alternative text yet
        header.add_run(f"  {self._frame.programme}")
        if self._frame.internal:
            header.add_run("\t")
            header.add_run(f" {self.say('download.internal')} ", style="Internal Mark")
        footer.add_run(" · ".join(write_imprint(self._frame, self._download_style)) + "\t")
        before, _, rest = self.say("download.page", page="\0", pages="\1").partition("\0")
        between, _, after = rest.partition("\1")
        for text, code in ((before, "PAGE"), (between, "NUMPAGES"), (after, "")):
            footer.add_run(text)
            if code:
                controls.add_page_field(footer, code)

    # -- content -------------------------------------------------------------------------------------

    def paragraph(self, text: str, style: str, place: _Cell | None = None) -> Paragraph:
        """Add a paragraph to a cell, or to the document."""
        return self._styled((place or self._document).add_paragraph(text), style)

    def _styled(self, paragraph: Paragraph, style: str) -> Paragraph:
        paragraph._p.style = self._styles[style]  # noqa: SLF001 - python-docx would read all styles again to find it
        return paragraph

    def opening(self, above: str, title: str, subtitle: str) -> None:
        if above:
            self.paragraph(above, "Kicker")
        self.paragraph(title, "Title")
        self.paragraph(subtitle, "Subtitle")

    def facts(self, facts: Iterable[tuple[str, str]]) -> None:
        for label, value in facts:
            paragraph = self.paragraph("", "Normal")
            paragraph.add_run(f"{label}: " if not label.endswith(":") else f"{label} ").bold = True
            if value:
                paragraph.add_run(value)
            else:
                controls.add_field(paragraph, label, "date", self.say("download.choose-date"))

    def pieces(self, pieces: Iterable[Piece]) -> None:
        for piece in pieces:
            if piece.rows:
                head, *rows = ([self._cell_of(runs) for runs in row] for row in piece.rows)
                self.table(head, rows)
                continue
            style = "List Bullet" if piece.bullet else "Normal"
            paragraph = self.paragraph("", style)
            if piece.number is not None:
                paragraph.add_run(f"{piece.number}. ")
            if piece.depth > (1 if piece.bullet else 0):
                paragraph.paragraph_format.left_indent = Mm(6 * piece.depth)
            self._runs(paragraph, piece.runs)

    def _runs(self, paragraph: Paragraph, runs: Iterable[Run]) -> None:
        for part in runs:
            if part.href:
                controls.add_link(paragraph, part.text, self._relation(part.href))
                continue
            run = paragraph.add_run(part.text)
            run.bold, run.italic = part.strong or None, part.emphasis or None
            if part.code:
                run.font.name = "Consolas"

    def _cell_of(self, runs: Sequence[Run]) -> Callable[[_Cell], None]:
        return lambda cell: self._runs(cell.paragraphs[0], runs)

    def _relation(self, href: str) -> str:
        return str(self._document.part.relate_to(href, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))

    def group(self, group: Group, titles: dict[str, str]) -> None:
        when = group.when if group.due is None else format_day(group.due, self._frame, self._download_style)
        heading = self.say("download.heading", date=when, title=group.title) if when else group.title
        self.paragraph(heading, "Heading 1")
        if group.entry:
            paragraph = self.paragraph("", "Normal")
            paragraph.add_run(f"{self.say('plan.entry')} ").bold = True
            if len(group.entry) == 1:
                paragraph.add_run(group.entry[0])
        for text in group.entry if len(group.entry) > 1 else ():
            self.paragraph(text, "List Bullet")
        if group.tasks:
            heads = [self.say(f"download.{name}") for name in ("done", "task", "who", "due")]
            rows = [self._cells(task, titles) for task in group.tasks]
            self.table(heads, rows, widths=(14, 92, 36, 32))
        if group.tests:
            self.paragraph(self.say("download.exit-test"), "Heading 2")
        for test in group.tests:
            paragraph = self.paragraph("", "Exit Test")
            controls.add_checkbox(paragraph, test.text, test.key)
            paragraph.add_run(f" {say_test(test)}")

    def _cells(self, task: Task, titles: dict[str, str]) -> tuple[Callable[[_Cell], None], ...]:
        side = str(self._download_style.messages.name(task.side))
        due = (task.when,) if task.due is None else (say_dates(task, self._frame, self._download_style), task.when)
        return (
            lambda cell: controls.add_checkbox(cell.paragraphs[0], task.title, task.key),
            lambda cell: self._about(cell, task, titles),
            lambda cell: self._lines(cell, task.owner, side),
            lambda cell: self._lines(cell, *due),
        )

    def _lines(self, cell: _Cell, first: str, *others: str) -> None:
        cell.paragraphs[0].add_run(first)
        for text in others:
            self.paragraph(text, "Fine Print", cell)

    def _about(self, cell: _Cell, task: Task, titles: dict[str, str]) -> None:
        cell.paragraphs[0].add_run(task.title).bold = True
        for line in say_for_whom(task, self._download_style):
            self.paragraph(line, "Fine Print", cell)
        after = "; ".join(titles[key] for key in task.after)
        for label, text in ((self.say("download.done-when"), task.done_when), (self.say("download.after"), after)):
            if text:
                fine = self.paragraph("", "Fine Print", cell)
                fine.add_run(f"{label} ").bold = True
                fine.add_run(text)
        if effort := say_effort(task, self._download_style):
            self.paragraph(effort, "Fine Print", cell)

    def table(
        self,
        heads: Sequence[str | Callable[[_Cell], None]],
        rows: Iterable[Sequence[str | Callable[[_Cell], None]]],
        widths: Sequence[int] = (),
        style: str = "Playbook Table",
    ) -> None:
        widths = widths or (_WIDTH // len(heads),) * len(heads)
        table = self._document.add_table(1, len(heads), style=style)
        table.autofit = False
        for column, width in zip(table.columns, widths, strict=True):
            column.width = Mm(width)
        controls.mark_header(table)
        self._row(table.rows[0].cells, heads, "Table Heading", widths)
        for row in rows:
            added = table.add_row()
            controls.keep_together(added)
            self._row(added.cells, row, "Table Text", widths)
        self.paragraph("", "Fine Print")  # what comes next stands clear of it

    def _row(self, cells: Sequence[_Cell], values: Sequence[Any], style: str, widths: Sequence[int]) -> None:
        for cell, value, width in zip(cells, values, widths, strict=True):
            cell.width = Mm(width)
            first = self._styled(cell.paragraphs[0], style)
            if isinstance(value, str):
                first.add_run(value)
            else:
                value(cell)

    # -- forms ---------------------------------------------------------------------------------------

    def section(self, section: Section) -> None:
        self.paragraph(section.heading, "Heading 1")
        self.pieces(section.guidance)
        say = self.say
        if section.lines:
            heads = [say("document.field"), say("document.weight"), say("document.entry")]
            rows = [(line.label, line.weight, self._field(line)) for line in section.lines]
            if section.weighted:
                self.table(heads, rows, (70, 22, 82), "Playbook Form")
            else:
                self.table(heads[::2], [row[::2] for row in rows], (64, 110), "Playbook Form")
        for grid in section.grids:
            self.paragraph(grid.label, "Heading 3")
            rest = ("",) * (len(grid.columns) - 1)
            labels = (*(grid.labels or ("",) * grid.room), *([grid.total] if grid.total else []))
            self.table(grid.columns, [(label, *rest) for label in labels], (), "Playbook Form")

    def _field(self, field: Field) -> Callable[[_Cell], None]:
        def fill(cell: _Cell) -> None:
            kind = "choice" if field.choices else "long-text" if field.long else field.type.value
            hint = {"choice": "choose", "date": "choose-date"}.get(kind, "type-here")
            controls.add_field(cell.paragraphs[0], field.label, kind, self.say(f"download.{hint}"), field.choices)

        return fill

"""A DOCX file in the looks of the theme's reference file: its frame, and paragraphs, facts and tables in it."""

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
from partner_playbooks.downloads.column_widths import WHOLE, share_widths
from partner_playbooks.downloads.docx_fit import fit_pages
from partner_playbooks.downloads.docx_reference import find_styles, open_reference
from partner_playbooks.downloads.file_words import write_imprint
from partner_playbooks.downloads.pictures import convert_to_png

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from docx.shared import Length
    from docx.table import _Cell
    from docx.text.paragraph import Paragraph

    from partner_playbooks.downloads.download_style import DownloadStyle
    from partner_playbooks.downloads.task_list import Frame
    from partner_playbooks.language.text import Piece, Run

_CREATED = datetime(2000, 1, 1, tzinfo=UTC)
"""When every file says that it was made, so that the same content gives the same bytes."""
WIDTH = 174
"""Millimetres between the margins of the reference file, for files that keep its page."""
_AT_ONE_GLANCE = 16
"""Rows of a table that stays on one page."""
_GAP = 7
"""Points between a table and what comes next."""

_BETWEEN, _SHORT = "   ·   ", 12
"""What stands between two facts, and letters of a value that does not leave the line of its label."""


class DocxWriter:
    """Writes one file."""

    def __init__(self, style: DownloadStyle, frame: Frame, title: str, marks: Iterable[str] = ()) -> None:
        """Begin an empty file of a title, in the looks of a style; marks stand at the foot of each page.

        Raises:
            UserError: the theme's reference file is at fault.
        """
        self.style = style
        self.frame = frame
        self._document = open_reference(style.reference)
        self._styles = find_styles(style.reference)
        self._say_what_it_is(title)
        self._frame_pages(marks)

    def say(self, key: str, **values: str | int) -> str:
        """Say a message."""
        return str(self.style.messages.say(key, **values))

    def bytes(self) -> bytes:
        """Give the file."""
        fit_pages(self._document)
        out = io.BytesIO()
        self._document.save(out)
        return strip_times(out.getvalue())

    # -- around the content --------------------------------------------------------------------------

    def _say_what_it_is(self, title: str) -> None:
        core = self._document.core_properties
        core.title, core.author, core.language = title[:255], self.frame.vendor[:255], self.frame.language
        core.subject, core.keywords, core.comments, core.last_modified_by = "", "", "", ""
        core.created = core.modified = _CREATED
        core.revision = 1
        run = self._document.styles["Normal"].element.get_or_add_rPr()
        language = OxmlElement("w:lang")
        language.set(qn("w:val"), self.frame.language)
        run.append(language)

    def _frame_pages(self, marks: Iterable[str]) -> None:
        (section, *_) = self._document.sections
        header, footer = section.header.paragraphs[0], section.footer.paragraphs[0]
        picture = header.add_run().add_picture(io.BytesIO(convert_to_png(self.style.logo)), height=Pt(13))
        picture._inline.docPr.set("descr", self.frame.vendor)  # noqa: SLF001 - python-docx has no alternative text yet
        header.add_run(f"  {self.frame.programme}")
        if self.frame.internal:
            header.add_run("\t")
            header.add_run(f"\u00a0{self.say('download.internal')}\u00a0", style="Internal Mark")
        footer.add_run(" · ".join([*write_imprint(self.frame, self.style), *marks]) + "\t")
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

    def opening(self, above: str, title: str, subtitle: str, *, new_page: bool = False) -> None:
        """Begin with the title, a line above it and one below."""
        if above:
            self.paragraph(above, "Kicker").paragraph_format.page_break_before = new_page or None
        self.paragraph(title, "Title")
        self.paragraph(subtitle, "Subtitle")

    def facts(self, facts: Iterable[tuple[str, str]]) -> None:
        """Add what there is to know, each with its label; a date can be chosen where a value is missing."""
        paragraph = self.paragraph("", "Normal")
        for number, (label, value) in enumerate(facts):
            if number:
                paragraph.add_run(_BETWEEN)
            space = "\u00a0" if len(value) <= _SHORT else " "
            paragraph.add_run(f"{label}{'' if label.endswith(':') else ':'}{space}").bold = True
            if value:
                paragraph.add_run(value)
            else:
                controls.add_field(paragraph, label, "date", self.say("download.choose-date"))

    def pieces(self, pieces: Iterable[Piece], *, before_table: bool = False) -> None:
        """Add rich text; before a table, it stays on the page of its first row."""
        for piece in pieces:
            if piece.rows:
                head, *rows = ([self._cell_of(runs) for runs in row] for row in piece.rows)
                texts = [["".join(run.text for run in runs) for runs in row] for row in piece.rows]
                self.table(head, rows, share_widths(texts))
                continue
            style = "List Bullet" if piece.bullet else "Normal"
            paragraph = self.paragraph("", style)
            paragraph.paragraph_format.keep_with_next = before_table or None
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

    def bold(self, text: str) -> Callable[[_Cell], None]:
        """Give what writes a text into a cell in bold."""

        def write(cell: _Cell) -> None:
            cell.paragraphs[0].add_run(text).bold = True

        return write

    def _relation(self, href: str) -> str:
        return str(self._document.part.relate_to(href, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))

    def table(
        self,
        heads: Sequence[str | Callable[[_Cell], None]],
        rows: Sequence[Sequence[str | Callable[[_Cell], None]]],
        shares: Sequence[int] = (),
        style: str = "Playbook Table",
        *,
        whole: bool = True,
    ) -> None:
        """Add a table.

        Args:
            heads: The names of its columns.
            rows: What stands in them.
            shares: Of its columns in its width; without them they are alike.
            style: How it looks.
            whole: Whether it stays on one page if it is short.
        """
        shares = shares or (WHOLE // len(heads),) * len(heads)
        widths = [Mm(WIDTH * share / sum(shares)) for share in shares]
        table = self._document.add_table(1, len(heads), style=style)
        table.autofit = False
        for column, width in zip(table.columns, widths, strict=True):
            column.width = width
        controls.mark_header(table)
        self._row(table.rows[0].cells, heads, "Table Heading", widths)
        for number, row in enumerate(rows, start=1):
            added = table.add_row()
            controls.keep_together(added)
            self._row(added.cells, row, "Table Text", widths)
            if whole and number < len(rows) <= _AT_ONE_GLANCE:
                for cell in added.cells:
                    cell.paragraphs[0].paragraph_format.keep_with_next = True
        gap = self.paragraph("", "Fine Print")  # what comes next stands clear of it
        gap.paragraph_format.line_spacing = Pt(_GAP)

    def _row(self, cells: Sequence[_Cell], values: Sequence[Any], style: str, widths: Sequence[Length]) -> None:
        for cell, value, width in zip(cells, values, widths, strict=True):
            cell.width = width
            first = self._styled(cell.paragraphs[0], style)
            if isinstance(value, str):
                first.add_run(value)
            else:
                value(cell)

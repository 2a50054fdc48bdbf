"""A DOCX file in the looks of the theme's reference file: paragraphs, facts and tables in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from partner_playbooks.downloads import controls
from partner_playbooks.downloads.column_widths import WHOLE, share_widths
from partner_playbooks.downloads.docx_blank import Surroundings, open_blank
from partner_playbooks.downloads.docx_text import TWIP, Cell, Paragraph, Table
from partner_playbooks.downloads.file_words import write_imprint

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from partner_playbooks.downloads.download_style import DownloadStyle
    from partner_playbooks.downloads.task_list import Frame
    from partner_playbooks.language.text import Piece, Run

    Filled = str | Callable[[Cell], None]
    """What stands in a cell: a text, or what fills it."""

_MILLIMETRE = 1440 / 25.4
"""In twips."""
WIDTH = 174
"""Millimetres between the margins of the reference file, for files that keep its page."""
_STEP = 6
"""Millimetres by which a list is further in than what it stands in."""
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
        self._title = title
        self._foot = " · ".join([*write_imprint(frame, style), *marks])
        warning = self.say("download.internal") if frame.internal else ""
        page = self.say("download.page", page="\0", pages="\1")
        around = Surroundings(frame.vendor, frame.programme, frame.language, warning, page)
        self._blank = open_blank(style.reference, style.logo, around)
        self._blocks: list[Paragraph | Table] = []
        self._links: dict[str, str] = {}

    def say(self, key: str, **values: str | int) -> str:
        """Say a message."""
        return str(self.style.messages.say(key, **values))

    def bytes(self) -> bytes:
        """Give the file."""
        links = ((id_, href) for href, id_ in self._links.items())
        return self._blank.fill(self._title, self._foot, self._blocks, links)

    def paragraph(self, text: str, style: str, cell: Cell | None = None) -> Paragraph:
        """Add a paragraph to a cell, or to the document."""
        paragraph = self._paragraph(text, style)
        (self._blocks if cell is None else cell.paragraphs).append(paragraph)
        return paragraph

    def _paragraph(self, text: str, style: str) -> Paragraph:
        paragraph = Paragraph(self._blank.styles[style])
        return paragraph.add(text) if text else paragraph

    def opening(self, above: str, title: str, subtitle: str, *, new_page: bool = False) -> None:
        """Begin with the title, a line above it and one below."""
        if above:
            self.paragraph(above, "Kicker").begins_page = new_page
        self.paragraph(title, "Title")
        self.paragraph(subtitle, "Subtitle")

    def facts(self, facts: Iterable[tuple[str, str]]) -> None:
        """Add what there is to know, each with its label; a date can be chosen where a value is missing."""
        paragraph = self.paragraph("", "Normal")
        for number, (label, value) in enumerate(facts):
            if number:
                paragraph.add(_BETWEEN)
            space = "\u00a0" if len(value) <= _SHORT else " "
            paragraph.add(f"{label}{'' if label.endswith(':') else ':'}{space}", bold=True)
            if value:
                paragraph.add(value)
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
            paragraph = self.paragraph("", "List Bullet" if piece.bullet else "Normal")
            paragraph.keeps_next = before_table
            if piece.number is not None:
                paragraph.add(f"{piece.number}. ")
            if piece.depth > (1 if piece.bullet else 0):
                paragraph.indent = round(_STEP * piece.depth * _MILLIMETRE)
            self._runs(paragraph, piece.runs)

    def _runs(self, paragraph: Paragraph, runs: Iterable[Run]) -> None:
        for part in runs:
            if part.href:
                relation = self._links.setdefault(part.href, f"link{len(self._links) + 1}")
                controls.add_link(paragraph, part.text, relation)
                continue
            font = "Consolas" if part.code else ""
            paragraph.add(part.text, bold=part.strong, italic=part.emphasis, font=font)

    def _cell_of(self, runs: Sequence[Run]) -> Callable[[Cell], None]:
        return lambda cell: self._runs(cell.first, runs)

    def table(
        self,
        heads: Sequence[Filled],
        rows: Sequence[Sequence[Filled]],
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
        widths = [round(WIDTH * share / sum(shares) * _MILLIMETRE) for share in shares]
        table = Table(self._blank.styles[style], widths, [self._row(heads, "Table Heading")])
        for number, row in enumerate(rows, start=1):
            added = self._row(row, "Table Text")
            if whole and number < len(rows) <= _AT_ONE_GLANCE:
                for cell in added:
                    cell.first.keeps_next = True
            table.rows.append(added)
        self._blocks.append(table)
        self.paragraph("", "Fine Print").height = _GAP * TWIP  # what comes next stands clear of it

    def _row(self, values: Sequence[Filled], style: str) -> list[Cell]:
        cells = []
        for value in values:
            cell = Cell([self._paragraph(value if isinstance(value, str) else "", style)])
            if not isinstance(value, str):
                value(cell)
            cells.append(cell)
        return cells


def write_bold(text: str) -> Callable[[Cell], None]:
    """Give what writes a text into a cell in bold."""

    def write(cell: Cell) -> None:
        cell.first.add(text, bold=True)

    return write

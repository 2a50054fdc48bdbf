"""Paragraphs and tables of a DOCX file: what stands in them, and the text that office programs read them from."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from xml.sax.saxutils import escape

from partner_playbooks.downloads.column_widths import measure_text

TWIP = 20
"""Twentieths of a point, in which Word measures."""
_BREAK = re.compile(r"([\t\n\r])")
_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_STAND_IN = "\ufffd"
_QUOTED = {'"': "&quot;", "\n": "&#10;", "\t": "&#9;", "\r": "&#13;"}


def write_text(text: str) -> str:
    """Give a text as XML has it; what XML cannot hold is replaced."""
    return escape(_NO_XML.sub(_STAND_IN, text))


def write_value(text: str) -> str:
    """Give a text as the value of an attribute, with its quotes."""
    return f'"{escape(_NO_XML.sub(_STAND_IN, text), _QUOTED)}"'


def write_run(text: str, properties: str = "") -> str:
    """Give text in one look; its tabs and line breaks are those of the file.

    Args:
        text: Any.
        properties: How it looks, as the file says it.
    """
    shown = "".join(map(_write_part, _BREAK.split(text)))
    return f"<w:r>{f'<w:rPr>{properties}</w:rPr>' if properties else ''}{shown}</w:r>"


def _write_part(part: str) -> str:
    if part == "\t":
        return "<w:tab/>"
    if part in ("\n", "\r"):
        return "<w:br/>"
    return f'<w:t xml:space="preserve">{write_text(part)}</w:t>' if part else ""


@dataclass(slots=True)
class Paragraph:
    """A paragraph that is being written."""

    style: str
    """The id of its style."""
    keeps_next: bool = False
    """Whether it stays on the page of what comes next; else its style says so."""
    begins_page: bool = False
    indent: int = 0
    """In twips."""
    height: int = 0
    """Of its one line, in twips; 0 if type decides."""
    letters: int = 0
    """How wide its text is."""
    _parts: list[str] = field(default_factory=list)

    def add(self, text: str, *, bold: bool = False, italic: bool = False, font: str = "", style: str = "") -> Paragraph:
        """Add text; `style` is the id of a style of characters."""
        properties = f"<w:rStyle w:val={write_value(style)}/>" if style else ""
        if font:
            properties += f"<w:rFonts w:ascii={write_value(font)} w:hAnsi={write_value(font)}/>"
        properties += ("<w:b/>" if bold else "") + ("<w:i/>" if italic else "")
        return self.put(write_run(text, properties), text)

    def put(self, written: str, shown: str) -> Paragraph:
        """Add something that is written already, and shows a text."""
        self._parts.append(written)
        self.letters += measure_text(shown)
        return self

    def write(self) -> str:
        """Give it as the file has it."""
        properties = f"<w:pStyle w:val={write_value(self.style)}/>"
        if self.keeps_next:
            properties += "<w:keepNext/>"
        if self.begins_page:
            properties += "<w:pageBreakBefore/>"
        if self.height:
            properties += f'<w:spacing w:line="{self.height}" w:lineRule="exact"/>'
        if self.indent:
            properties += f'<w:ind w:left="{self.indent}"/>'
        return f"<w:p><w:pPr>{properties}</w:pPr>{''.join(self._parts)}</w:p>"


@dataclass(slots=True)
class Cell:
    """A cell of a table; its first paragraph is there from the beginning."""

    paragraphs: list[Paragraph]

    @property
    def first(self) -> Paragraph:
        """Its first paragraph."""
        return self.paragraphs[0]


@dataclass(slots=True)
class Table:
    """A table that is being written; no row of it is broken, and its first one stands on each page."""

    style: str
    """The id of its style."""
    widths: list[int]
    """Of its columns, in twips."""
    rows: list[list[Cell]] = field(default_factory=list)

    def write(self) -> str:
        """Give it as the file has it."""
        columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in self.widths)
        return (
            f'<w:tbl><w:tblPr><w:tblStyle w:val={write_value(self.style)}/><w:tblW w:type="auto" w:w="0"/>'
            '<w:tblLayout w:type="fixed"/><w:tblLook w:firstColumn="1" w:firstRow="1" w:lastColumn="0" w:lastRow="0"'
            f' w:noHBand="0" w:noVBand="1" w:val="04A0"/></w:tblPr><w:tblGrid>{columns}</w:tblGrid>'
            f"{''.join(self._write_row(row, is_head=number == 0) for number, row in enumerate(self.rows))}</w:tbl>"
        )

    def _write_row(self, row: list[Cell], *, is_head: bool) -> str:
        cells = "".join(
            f'<w:tc><w:tcPr><w:tcW w:type="dxa" w:w="{width}"/></w:tcPr>'
            f"{''.join(paragraph.write() for paragraph in cell.paragraphs)}</w:tc>"
            for cell, width in zip(row, self.widths, strict=True)
        )
        return f"<w:tr><w:trPr><w:cantSplit/>{'<w:tblHeader/>' if is_head else ''}</w:trPr>{cells}</w:tr>"

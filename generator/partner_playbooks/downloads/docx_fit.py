"""How many pages a DOCX file takes, as far as that can be told before a program lays it out, and room to fit it."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from docx.oxml.ns import qn
from docx.shared import Pt

from partner_playbooks.downloads.docx_text import TWIP, Paragraph
from partner_playbooks.downloads.page_fit import End, choose_squeeze

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from docx.document import Document
    from docx.styles.styles import Styles

    from partner_playbooks.downloads.docx_text import Table

_LETTER, _LINE = 0.5, 1.22
"""Width of a letter and height of a line, in sizes of the type."""
_SAFE = 0.95
"""Part of a page that is counted on: fonts differ, and so do programs."""
_POWER = 3
"""Only the room between lines gives way, not the lines: it does so all the more."""
_SIZE = 11.0
"""Points of type, where no style says."""
_BESIDE = 8
"""Points that the space on both sides of a cell takes."""


@dataclass(frozen=True, slots=True)
class _Spacing:
    """The room of a paragraph, in points; `line` is a factor."""

    size: float
    before: float
    after: float
    line: float

    def squeeze(self, factor: float) -> _Spacing:
        return replace(
            self, before=self.before * factor, after=self.after * factor, line=1 + (self.line - 1) * min(1, factor)
        )


@dataclass(frozen=True, slots=True)
class _Unit:
    """A paragraph or a row of a table: what stands on one page."""

    height: float
    keeps_next: bool
    begins_page: bool


class DocxLayout:
    """The page and the styles of a document, and how much room what stands in it takes."""

    def __init__(self, document: Document) -> None:
        """Read them."""
        styles = {style.style_id: style for style in document.styles}
        self._spacings = _read_spacings(document.styles)
        self._margins = {id_: sum(int(side.get(qn("w:w"))) for side in _find_margins(s)) for id_, s in styles.items()}
        self._keeps_next = {id_ for id_, style in styles.items() if _has(style, "keepNext")}
        self._begins_page = {id_ for id_, style in styles.items() if _has(style, "pageBreakBefore")}
        page = document.sections[0]
        self._width = ((page.page_width or 0) - (page.left_margin or 0) - (page.right_margin or 0)) / Pt(1)
        self._height = ((page.page_height or 0) - (page.top_margin or 0) - (page.bottom_margin or 0)) / Pt(1)

    def choose_room(self, blocks: Sequence[Paragraph | Table]) -> float:
        """Give how much of their room styles have, less or more where a few lines would stand alone on a last page."""
        return choose_squeeze(lambda squeeze: self._find_ends(blocks, squeeze**_POWER)) ** _POWER

    def _find_ends(self, blocks: Sequence[Paragraph | Table], factor: float) -> tuple[End, ...]:
        """Give where the parts of a document end, when its styles have so much of their room."""
        room = self._height * _SAFE
        ends: list[End] = []
        page, used = 1, 0.0
        for chain in self._chains(blocks, factor):
            height = sum(unit.height for unit in chain)
            if chain[0].begins_page and used:
                ends.append(End(page, used / room))
                page, used = page + 1, 0.0
            elif used + height > room and height <= room:
                page, used = page + 1, 0.0
            used += height
            while used > room:  # what fits on no page goes on
                page, used = page + 1, used - room
        return (*ends, End(page, used / room))

    def _chains(self, blocks: Sequence[Paragraph | Table], factor: float) -> Iterator[list[_Unit]]:
        """Yield units that stay together."""
        spacings = {id_: spacing.squeeze(factor) for id_, spacing in self._spacings.items()}
        chain: list[_Unit] = []
        for unit in self._units(blocks, spacings, factor):
            chain.append(unit)
            if not unit.keeps_next:
                yield chain
                chain = []
        if chain:
            yield chain

    def _units(
        self, blocks: Sequence[Paragraph | Table], spacings: dict[str, _Spacing], factor: float
    ) -> Iterator[_Unit]:
        for block in blocks:
            if isinstance(block, Paragraph):
                begins = block.begins_page or block.style in self._begins_page
                yield _Unit(_measure(block, self._width, spacings), self._keeps(block), begins)
            else:
                yield from self._rows(block, spacings, factor)

    def _rows(self, table: Table, spacings: dict[str, _Spacing], factor: float) -> Iterator[_Unit]:
        widths = [width / TWIP - _BESIDE for width in table.widths]
        margins = self._margins[table.style] / TWIP * factor
        for row in table.rows:
            tallest = max(
                sum(_measure(each, width, spacings) for each in cell.paragraphs)
                for cell, width in zip(row, widths, strict=True)
            )
            yield _Unit(tallest + margins, self._keeps(row[0].first), begins_page=False)

    def _keeps(self, paragraph: Paragraph) -> bool:
        return paragraph.keeps_next or paragraph.style in self._keeps_next


def _measure(paragraph: Paragraph, width: float, spacings: dict[str, _Spacing]) -> float:
    """Give how high a paragraph is, in points."""
    spacing = spacings[paragraph.style]
    if paragraph.height:
        return paragraph.height / TWIP + spacing.before + spacing.after
    lines = max(1, math.ceil(paragraph.letters * spacing.size * _LETTER / width))
    return lines * spacing.size * _LINE * spacing.line + spacing.before + spacing.after


def squeeze_styles(styles: Styles, factor: float) -> None:
    """Write into styles of paragraphs and tables that they have so much of their room."""
    spacings = _read_spacings(styles)
    for style in styles:
        if style.style_id in spacings:
            wanted, form = spacings[style.style_id].squeeze(factor), style.paragraph_format
            form.space_before, form.space_after = Pt(round(wanted.before, 1)), Pt(round(wanted.after, 1))
            form.line_spacing = round(wanted.line, 2)
        for side in _find_margins(style):
            side.set(qn("w:w"), str(round(int(side.get(qn("w:w"))) * factor)))


def _read_spacings(styles: Styles) -> dict[str, _Spacing]:
    """Give the spacing of each style that has one, by its id."""
    return {style.style_id: _read_spacing(style) for style in styles if hasattr(style, "paragraph_format")}


def _read_spacing(style: Any) -> _Spacing:  # noqa: ANN401 - an element of python-docx
    """Give the spacing of a style, or of those that it is based on."""

    def read(name: str, part: str) -> Any:  # noqa: ANN401 - as above
        each = style
        while each is not None:
            value = getattr(getattr(each, part), name)
            if value is not None:
                return value
            each = each.base_style
        return None

    size, before = read("size", "font"), read("space_before", "paragraph_format")
    after, line = read("space_after", "paragraph_format"), read("line_spacing", "paragraph_format")
    return _Spacing(
        size.pt if size is not None else _SIZE,
        before.pt if before is not None else 0,
        after.pt if after is not None else 0,
        line if isinstance(line, float) else 1,
    )


def _find_margins(style: Any) -> list[Any]:  # noqa: ANN401 - as above
    """Give the elements that say how far text is from the upper and the lower edge of a cell."""
    margins = style.element.find(f"{qn('w:tblPr')}/{qn('w:tblCellMar')}")
    return [side for side in margins if side.tag in (qn("w:top"), qn("w:bottom"))] if margins is not None else []


def _has(style: Any, name: str) -> bool:  # noqa: ANN401 - as above
    """Tell whether a style has a property of paragraphs."""
    return style.element.find(f"{qn('w:pPr')}/{qn(f'w:{name}')}") is not None

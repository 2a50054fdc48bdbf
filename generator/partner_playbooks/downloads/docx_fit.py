"""How many pages a DOCX file takes, as far as that can be told before a program lays it out, and room to fit it."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from docx.oxml.ns import qn
from docx.shared import Pt

from partner_playbooks.downloads.column_widths import measure_text
from partner_playbooks.downloads.page_fit import End, choose_squeeze

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docx.document import Document

_TWIP = 20
"""Twentieths of a point, in which Word measures."""
_LETTER, _LINE = 0.5, 1.22
"""Width of a letter and height of a line, in sizes of the type."""
_SAFE = 0.95
"""Part of a page that is counted on: fonts differ, and so do programs."""
_POWER = 3
"""Only the room between lines gives way, not the lines: it does so all the more."""
_SIZE = 11.0
"""Points of type, where no style says."""


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


def fit_pages(document: Document) -> None:
    """Give the styles of a document a little less room, or more, where a few lines would stand alone on a last page."""
    layout = _Layout(document)
    squeeze = choose_squeeze(lambda squeeze: layout.find_ends(squeeze**_POWER))
    if squeeze != 1:
        layout.squeeze_styles(squeeze**_POWER)


class _Layout:
    def __init__(self, document: Document) -> None:
        self._document = document
        self._styles = {style.style_id: style for style in document.styles}
        self._spacings = {
            id_: _read_spacing(style) for id_, style in self._styles.items() if hasattr(style, "paragraph_format")
        }
        page = document.sections[0]
        self._width = ((page.page_width or 0) - (page.left_margin or 0) - (page.right_margin or 0)) / Pt(1)
        self._height = ((page.page_height or 0) - (page.top_margin or 0) - (page.bottom_margin or 0)) / Pt(1)

    def find_ends(self, factor: float) -> tuple[End, ...]:
        """Give where the parts of the document end, when its styles have so much of their room."""
        room = self._height * _SAFE
        ends: list[End] = []
        page, used = 1, 0.0
        for chain in self._chains(factor):
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

    def squeeze_styles(self, factor: float) -> None:
        """Write spacings into the styles of paragraphs and tables."""
        for id_, spacing in self._spacings.items():
            wanted = spacing.squeeze(factor)
            form = self._styles[id_].paragraph_format
            form.space_before, form.space_after = Pt(round(wanted.before, 1)), Pt(round(wanted.after, 1))
            form.line_spacing = round(wanted.line, 2)
        for style in self._styles.values():
            for side in _find_margins(style):
                side.set(qn("w:w"), str(round(int(side.get(qn("w:w"))) * factor)))

    def _chains(self, factor: float) -> Iterator[list[_Unit]]:
        """Yield units that stay together."""
        chain: list[_Unit] = []
        for unit in self._units(factor):
            chain.append(unit)
            if not unit.keeps_next:
                yield chain
                chain = []
        if chain:
            yield chain

    def _units(self, factor: float) -> Iterator[_Unit]:
        for child in self._document.element.body:
            if child.tag == qn("w:p"):
                keeps, begins = (_is_set(child, name, self._styles) for name in ("keepNext", "pageBreakBefore"))
                yield _Unit(self._paragraph(child, self._width, factor), keeps, begins)
            elif child.tag == qn("w:tbl"):
                yield from self._rows(child, factor)

    def _rows(self, table: Any, factor: float) -> Iterator[_Unit]:  # noqa: ANN401 - an element of python-docx
        widths = [int(column.get(qn("w:w"))) / _TWIP for column in table.iter(qn("w:gridCol"))]
        id_ = table.find(f".//{qn('w:tblStyle')}").get(qn("w:val"))
        margins = sum(int(side.get(qn("w:w"))) for side in _find_margins(self._styles[id_])) / _TWIP * factor
        for row in table.iter(qn("w:tr")):
            cells = row.findall(qn("w:tc"))
            tallest = max(
                sum(self._paragraph(each, width - 8, factor) for each in cell.iter(qn("w:p")))
                for cell, width in zip(cells, widths, strict=False)
            )
            first = next(row.iter(qn("w:p")))
            yield _Unit(tallest + margins, _is_set(first, "keepNext", self._styles), begins_page=False)

    def _paragraph(self, paragraph: Any, width: float, factor: float) -> float:  # noqa: ANN401 - as above
        spacing = self._spacings[_find_style(paragraph) or "Normal"].squeeze(factor)
        exact = paragraph.find(f"{qn('w:pPr')}/{qn('w:spacing')}")
        if exact is not None and exact.get(qn("w:lineRule")) == "exact":
            return int(exact.get(qn("w:line"))) / _TWIP + spacing.before + spacing.after
        letters = measure_text("".join(text.text or "" for text in paragraph.iter(qn("w:t"))))
        lines = max(1, math.ceil(letters * spacing.size * _LETTER / width))
        return lines * spacing.size * _LINE * spacing.line + spacing.before + spacing.after


def _read_spacing(style: Any) -> _Spacing:  # noqa: ANN401 - as above
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


def _find_style(paragraph: Any) -> str:  # noqa: ANN401 - as above
    style = paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
    return style.get(qn("w:val")) if style is not None else ""


def _is_set(paragraph: Any, name: str, styles: dict[str, Any]) -> bool:  # noqa: ANN401 - as above
    """Tell whether a paragraph, or its style, has a property."""
    own = paragraph.find(f"{qn('w:pPr')}/{qn(f'w:{name}')}")
    if own is not None:
        return own.get(qn("w:val")) not in ("0", "false")
    style = styles.get(_find_style(paragraph))
    return style is not None and style.element.find(f"{qn('w:pPr')}/{qn(f'w:{name}')}") is not None

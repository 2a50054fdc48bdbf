"""A report as slides: one for each part, with its finding, its table, and a chart that can be edited."""

from __future__ import annotations

import io
import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from zipfile import ZipFile

from pptx import Presentation
from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE
from pptx.enum.text import PP_ALIGN
from pptx.util import Mm, Pt

from partner_playbooks.downloads.archive import pack_archive
from partner_playbooks.downloads.file_words import write_imprint
from partner_playbooks.downloads.pictures import convert_to_png
from partner_playbooks.downloads.reports.report_parts import show_cell

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from partner_playbooks.downloads.download_style import DownloadStyle
    from partner_playbooks.downloads.reports.report_parts import Cell, Chart, Report, Section, Table

    Rows = Sequence[Sequence[Cell]]
    Slide = Any
    """A part of the library, which names no types."""

_WIDTH, _HEIGHT, _MARGIN = 339, 190, 16
"""Millimetres of a slide of 16:9."""
_LINES, _BODY, _FOOT = 40, 62, 178
"""Where a slide's sentences and facts begin, and its last line."""
_ROWS, _ROW = 9, 10
"""Rows of a table on a slide, and their height."""
_BARS = 12
_MADE = datetime(2000, 1, 1, tzinfo=UTC).replace(tzinfo=None)
_CORE = "docProps/core.xml"
_TIME = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*(</)")
_TITLE_ALONE = 5
"""The layout of the library's own template that has a title and nothing else."""


def render_pptx_report(report: Report, style: DownloadStyle) -> bytes:
    """Give a report.

    Raises:
        UserError: the logo is at fault.
    """
    slides = _Slides(report, style)
    slides.begin()
    for section in report.sections:
        slides.show(section)
    return slides.save()


class _Slides:
    def __init__(self, report: Report, style: DownloadStyle) -> None:
        self._report, self._style = report, style
        self._deck = Presentation()
        self._deck.slide_width, self._deck.slide_height = Mm(_WIDTH), Mm(_HEIGHT)
        core = self._deck.core_properties
        core.title, core.author, core.language = report.title[:255], report.frame.vendor[:255], report.frame.language
        core.subject, core.keywords, core.comments, core.last_modified_by = "", "", "", ""
        core.created = core.modified = _MADE
        core.revision = 1

    def save(self) -> bytes:
        out = io.BytesIO()
        self._deck.save(out)
        return _strip_all_times(out.getvalue())

    def begin(self) -> None:
        """Add the first slide: what it is, and what there is to know."""
        slide = self._add(self._report.title)
        self._write(slide, (_MARGIN, _LINES), [self._report.kicker, self._report.subtitle], 18)
        facts = [f"{label}: {value}" for label, value in self._report.facts]
        self._write(slide, (_MARGIN, _BODY + 10), facts, 16)

    def show(self, section: Section) -> None:
        """Add a part: what it says with its chart, then its table, on as many slides as that needs."""
        parts = list(_split(section.table))
        first, *rest = [None, *parts] if section.chart is not None or not parts else parts
        slide = self._add(section.heading)
        self._write(slide, (_MARGIN, _LINES), section.lines, 16)
        top = max(_LINES + 9 * len(section.lines) + 4, 52)
        if section.chart is not None:
            self._draw(slide, section.chart, top)
        for rows in (first, *rest):
            if section.table is not None and rows is not None:
                where, begin = (slide, top) if rows is first else (self._add(section.heading), 52)
                self._tabulate(where, (section.table.heads, rows), begin)

    def _add(self, title: str) -> Slide:
        slide = self._deck.slides.add_slide(self._deck.slide_layouts[_TITLE_ALONE])
        heading = slide.shapes.title
        heading.left, heading.top, heading.width, heading.height = Mm(_MARGIN), Mm(18), Mm(_WIDTH - 2 * _MARGIN), Mm(18)
        heading.text_frame.word_wrap = True
        _fill(heading.text_frame, [title], 26, self._colour("ink"), bold=True)
        heading.text_frame.paragraphs[0].alignment = PP_ALIGN.LEFT
        logo = io.BytesIO(convert_to_png(self._style.logo))
        picture = slide.shapes.add_picture(logo, Mm(_MARGIN), Mm(7), height=Mm(7))
        picture._element.nvPicPr.cNvPr.set("descr", self._report.frame.vendor)  # noqa: SLF001 - no alternative text yet
        imprint = " · ".join([*write_imprint(self._report.frame, self._style), *self._report.marks])
        self._write(slide, (_MARGIN, _FOOT), [imprint], 10, "quiet")
        if self._report.frame.internal:
            self._write(slide, (_WIDTH - 90, 7), [str(self._style.messages.say("download.internal"))], 12, "accent")
        return slide

    def _write(
        self, slide: Slide, place: tuple[float, float], lines: Sequence[str], size: int, colour: str = "ink"
    ) -> None:
        kept = [line for line in lines if line]
        if kept:
            left, top = place
            box = slide.shapes.add_textbox(Mm(left), Mm(top), Mm(_WIDTH - left - _MARGIN), Mm(9 * len(kept)))
            box.text_frame.word_wrap = True
            _fill(box.text_frame, kept, size, self._colour(colour))

    def _draw(self, slide: Slide, chart: Chart, top: float) -> None:
        bars = chart.bars[:_BARS]
        data = CategoryChartData()
        data.categories = [label for label, _ in reversed(bars)]
        data.add_series(chart.label, [each.value for _, each in reversed(bars)])
        place = (Mm(_MARGIN), Mm(top), Mm(_WIDTH - 2 * _MARGIN), Mm(_FOOT - top - 4))
        drawn = slide.shapes.add_chart(XL_CHART_TYPE.BAR_CLUSTERED, *place, data)
        told = "; ".join(f"{label}: {each.text}" for label, each in bars)
        drawn._element.nvGraphicFramePr.cNvPr.set("descr", f"{chart.label}: {told}")  # noqa: SLF001 - as above
        made = drawn.chart
        made.has_legend, made.has_title = False, False
        made.font.size, made.font.color.rgb = Pt(11), self._colour("ink")
        made.value_axis.visible = False
        made.value_axis.has_major_gridlines = False
        (plot,) = made.plots
        plot.has_data_labels, plot.gap_width = True, 40
        plot.data_labels.number_format, plot.data_labels.number_format_is_linked = "#,##0", False
        plot.series[0].format.fill.solid()
        plot.series[0].format.fill.fore_color.rgb = self._colour("accent")

    def _tabulate(self, slide: Slide, shown: tuple[Sequence[str], Rows], top: float) -> None:
        heads, rows = shown
        place = (Mm(_MARGIN), Mm(top), Mm(_WIDTH - 2 * _MARGIN), Mm(_ROW * (len(rows) + 1)))
        table = slide.shapes.add_table(len(rows) + 1, len(heads), *place).table
        for column, head in enumerate(heads):
            _fill(table.cell(0, column).text_frame, [head], 12, RGBColor(255, 255, 255), bold=True)
            table.cell(0, column).fill.solid()
            table.cell(0, column).fill.fore_color.rgb = self._colour("ink")
        for number, row in enumerate(rows, start=1):
            for column, cell in enumerate(row):
                _fill(table.cell(number, column).text_frame, [show_cell(cell)], 12, self._colour("ink"))
                table.cell(number, column).fill.background()

    def _colour(self, name: str) -> RGBColor:
        colour: RGBColor = RGBColor.from_string(self._style.colours[name].removeprefix("#").upper())
        return colour


def _split(table: Table | None) -> Iterator[Rows]:
    rows = () if table is None else table.rows
    for begin in range(0, len(rows), _ROWS):
        yield rows[begin : begin + _ROWS]


def _fill(frame: Slide, lines: Sequence[str], size: int, colour: RGBColor, *, bold: bool = False) -> None:
    for number, line in enumerate(lines):
        paragraph = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
        run = paragraph.add_run()
        run.text = line
        run.font.size, run.font.bold, run.font.color.rgb = Pt(size), bold, colour


def _strip_all_times(deck: bytes) -> bytes:
    """Give a presentation without the time at which it was made, or the workbooks that its charts are edited with."""
    with ZipFile(io.BytesIO(deck)) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    for name, raw in files.items():
        if name.endswith(".xlsx"):
            with ZipFile(io.BytesIO(raw)) as book:
                parts = {part: book.read(part) for part in book.namelist()}
            parts[_CORE] = _TIME.sub(rb"\g<1>2000-01-01T00:00:00Z\g<2>", parts[_CORE])
            files[name] = pack_archive(parts)
    return pack_archive(files)

"""What all reports say things with: the words of an edition, its figures in their units, its dates."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from partner_playbooks.downloads.file_words import format_day
from partner_playbooks.downloads.reports.report_parts import Amount
from partner_playbooks.pages.parts.tracked_rows import (
    NOTHING,
    find_metric,
    shorten,
    show_money,
    show_number,
    show_value,
)

if TYPE_CHECKING:
    import datetime as dt

    from partner_playbooks.downloads.download_style import DownloadStyle
    from partner_playbooks.downloads.reports.report_parts import Cell
    from partner_playbooks.downloads.task_list import Frame
    from partner_playbooks.downloads.task_list_maker import TaskListMaker
    from partner_playbooks.handbook.linked import Handbook
    from partner_playbooks.handbook.model.metric import Metric
    from partner_playbooks.tracking.snapshot_facts import Tracked


@dataclass(frozen=True, slots=True)
class ReportWriter:
    """Says things in reports. An entity that its edition does not show has no title and no figure in it."""

    maker: TaskListMaker
    style: DownloadStyle
    day: dt.date
    """As of when."""
    is_demo: bool

    @classmethod
    def of(cls, maker: TaskListMaker, style: DownloadStyle, tracked: Tracked) -> ReportWriter:
        """Give the writer of an edition's reports of a snapshot."""
        return cls(maker, style, tracked.day, tracked.demo)

    @property
    def language(self) -> str:
        """The language that it speaks."""
        return self.style.messages.language

    @property
    def handbook(self) -> Handbook:
        """The handbook of the edition."""
        return self.maker.handbook

    @property
    def frame(self) -> Frame:
        """What stands around a report."""
        return self.maker.frame(None)

    @property
    def marks(self) -> tuple[str, ...]:
        """What stands at the foot of each page: as of when, and whether the programme exists."""
        demo = (self.say("pack.demo"),) if self.is_demo else ()
        return (self.say("pack.as-of", date=self.date(self.day)), *demo)

    def say(self, key: str, **values: str | int) -> str:
        """Say a message."""
        return str(self.style.messages.say(key, **values))

    def heads(self, *names: str) -> tuple[str, ...]:
        """Give headings of columns."""
        return tuple(self.say(f"tracked.column.{name}") for name in names)

    def date(self, day: dt.date) -> str:
        """Write a day."""
        return format_day(day, self.frame, self.style)

    def say_day(self, day: dt.date | None) -> str:
        """Write a day that may not be known."""
        return NOTHING if day is None else self.date(day)

    def show_day(self, day: dt.date | None) -> Cell:
        """Give a day as a cell."""
        return NOTHING if day is None else Amount(self.date(day), day)

    def show_count(self, value: float | None) -> Cell:
        """Give a number as a cell."""
        return NOTHING if value is None else Amount(show_number(self, value), value)

    def show_money(self, value: float | None) -> Cell:
        """Give an amount of the programme's currency as a cell."""
        if value is None:
            return NOTHING
        return Amount(self.say_money(value), round(value, 2))

    def say_money(self, value: float) -> str:
        """Write an amount of the programme's currency."""
        return show_money(self, value)

    def show_figure(self, metric: Metric, value: float | None) -> Cell:
        """Give a figure of a metric as a cell: the number has the digits that are written."""
        if value is None:
            return NOTHING
        return Amount(show_value(self, metric, value), float(shorten(value, metric.unit)))

    def title(self, kind: str, id_: str | None) -> str:
        """Give the title of an entity; nothing where the edition does not show it."""
        entity = None if id_ is None else self.handbook.get(kind, id_)
        return NOTHING if entity is None else entity.title

    def metric(self, id_: str) -> Metric | None:
        """Give a metric, if the edition shows it."""
        return find_metric(self, id_)

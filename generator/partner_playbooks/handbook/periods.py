"""Spans of time as days: from when to when something is counted, on a day of calculation."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from partner_playbooks.handbook.model.quantity import Unit
from partner_playbooks.handbook.model.span import Calendar
from partner_playbooks.language.expressions import move_day

if TYPE_CHECKING:
    from partner_playbooks.handbook.model.quantity import Quantity
    from partner_playbooks.handbook.model.span import Span

_DAYS = {Unit.DAYS: 1, Unit.WEEKS: 7}
_MONTHS = {Unit.MONTHS: 1, Unit.QUARTERS: 3, Unit.YEARS: 12}
_MONTHS_OF = {Calendar.MONTH: 1, Calendar.QUARTER: 3, Calendar.YEAR: 12}
_DAYS_A_WEEK = 7


@dataclass(frozen=True, slots=True)
class Period:
    """From when to when something is counted, both days included."""

    start: date
    end: date


def find_period(span: Span | None, day: date, first_month: int = 1) -> Period:
    """Give the days that a span covers on a day of calculation.

    Years and quarters begin with the first month of the financial year.

    A period of the calendar is the last one that is over, and whose rows have been followed for their whole time. A
    state is that of the last day of such a period. Without a span, it is the day itself.
    """
    if span is None:
        return Period(day, day)
    if span.last is not None:
        return Period(_back(day, span.last) + timedelta(1), day)
    if span.begins is not None and span.ends is not None:
        return Period(_back(day, span.begins) + timedelta(1), _back(day, span.ends))
    calendar = span.calendar or span.state or Calendar.DAY
    followed = day if span.follow is None else _back(day, span.follow)
    return _last_whole(calendar, followed, first_month)


def find_running_period(span: Span | None, day: date, first_month: int = 1) -> Period | None:
    """Give the period of the calendar that is going on, up to a day; None for any other span."""
    if span is None or span.calendar is None or span.follow is not None:
        return None
    last = _last_whole(span.calendar, day, first_month)
    return last if last.end == day else Period(last.end + timedelta(1), day)


def find_delay(span: Span | None, day: date) -> int:
    """Give for how many days before a day of calculation rows are not complete yet: they are followed for so long."""
    if span is None:
        return 0
    length = span.follow or span.ends
    return 0 if length is None else (day - _back(day, length)).days


def _back(day: date, length: Quantity) -> date:
    count = int(length.value)
    if length.unit in _DAYS:
        return day - timedelta(count * _DAYS[length.unit])
    return move_day(day, months=-count * _MONTHS[length.unit])


def _last_whole(calendar: Calendar, day: date, first_month: int) -> Period:
    """Give the last period of the calendar that has ended on a day or before it."""
    if calendar is Calendar.DAY:
        return Period(day, day)
    after = day + timedelta(1)
    if calendar is Calendar.WEEK:
        begin = after - timedelta(after.weekday())
        return Period(begin - timedelta(_DAYS_A_WEEK), begin - timedelta(1))
    months = _MONTHS_OF[calendar]
    begin = move_day(date(after.year, after.month, 1), months=-((after.month - first_month) % months))
    return Period(move_day(begin, months=-months), begin - timedelta(1))

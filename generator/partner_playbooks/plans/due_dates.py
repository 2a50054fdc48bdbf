"""Day numbers turned into dates: weekends and public holidays move a due day, or are left out of the count."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from partner_playbooks.language.diagnostics import UserError

if TYPE_CHECKING:
    from collections.abc import Collection

MOST_WORKING_DAYS = 10_000
"""More are not counted, for each has to be looked at; they are some forty years. The browser has the same limit."""


@dataclass(frozen=True, slots=True)
class WorkCalendar:
    """The days on which work is due."""

    working_days: frozenset[int]
    """0 for Monday to 6 for Sunday; not empty."""
    holidays: Collection[date] = frozenset()

    def holidays_of(self, first: int, last: int) -> tuple[date, ...]:
        """Give the holidays of some years that fall on working days."""
        for year in range(first, last + 1):
            _ = date(year, 1, 1) in self.holidays  # a calendar of a country learns a year when it is first asked of it
        known = (day for day in self.holidays if first <= day.year <= last)
        return tuple(sorted(day for day in known if day.weekday() in self.working_days))

    def is_working(self, day: date) -> bool:
        """Tell whether something may be due on a day."""
        return day.weekday() in self.working_days and day not in self.holidays

    def roll(self, day: date, *, back: bool) -> date:
        """Give the nearest working day from a day on; towards the past if `back`."""
        step = timedelta(days=-1 if back else 1)
        while not self.is_working(day):
            day += step
        return day

    def count(self, day: date, count: int) -> date:
        """Give the working day that is so many after a day, or before it where the count is negative.

        Raises:
            OverflowError: no calendar reaches so far.
        """
        if abs(count) > MOST_WORKING_DAYS:
            raise OverflowError(count)
        step = timedelta(days=1 if count > 0 else -1)
        for _ in range(abs(count)):
            day = self.roll(day + step, back=count < 0)
        return day


def find_due_date(anchor: date, day: int, calendar: WorkCalendar, *, back: bool, working: bool = False) -> date:
    """Give the date of a numbered day.

    Args:
        anchor: The date of day 1. It is agreed on, so day 1 does not move when it falls on a weekend.
        day: A calendar day: 1 is the anchor date, 8 a week later, -7 seven days before it. There is no day 0.
        calendar: What a due day has to avoid.
        back: Whether days are counted to a target, so that a due day moves towards the past rather than the future.
        working: Whether working days are counted: 2 is the first one after the anchor date, -1 the last one before it.

    Raises:
        UserError: no calendar reaches so far.
    """
    if day == 1:
        return anchor
    count = day - 1 if day > 0 else day
    try:
        if working:
            return calendar.count(anchor, count)
        return calendar.roll(anchor + timedelta(days=count), back=back)
    except OverflowError:
        hint = "choose another date, or correct the day in the plan"
        raise UserError(f"day {day} counted from {anchor} is out of reach", hint) from None

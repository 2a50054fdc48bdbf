"""The days on which work is due: a working week, and the public holidays of a country."""

from __future__ import annotations

from typing import TYPE_CHECKING

import holidays

from partner_playbooks.language.diagnostics import UserError, suggest_nearest
from partner_playbooks.plans.due_dates import WorkCalendar

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from partner_playbooks.handbook.model.programme import Programme

_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_UNDATED = (2026, 2040)


def find_holiday_years(anchor: date | None) -> tuple[int, int]:
    """Give the first and last year that a file knows holidays of: a file without dates keeps for long."""
    return _UNDATED if anchor is None else (max(anchor.year - 1, 1), min(anchor.year + 3, 9999))


def build_programme_calendar(programme: Programme) -> WorkCalendar:
    """Give the calendar of a programme: its working week, and the public holidays of its country.

    Source of the holidays: the `holidays` library, national ones without regional ones.

    Raises:
        UserError: no holidays are known for the country.
    """
    return build_calendar([_DAYS.index(day) for day in programme.working_week], programme.holiday_country)


def build_calendar(weekdays: Iterable[int], country: str) -> WorkCalendar:
    """Give a calendar: days of the week, 0 for Monday, and the public holidays of a country by its two letters.

    Without a country it has no holidays.

    Raises:
        UserError: no holidays are known for the country.
    """
    if not country:
        return WorkCalendar(frozenset(weekdays))
    known = holidays.list_supported_countries(include_aliases=False)
    if country not in known:
        hint = (
            suggest_nearest(country, list(known))
            or "write its two letters under `holiday_country:` in programme.yml, as GB"
        )
        raise UserError(f'no public holidays are known for the country "{country}"', hint)
    free: Mapping[date, str] = holidays.country_holidays(country)
    return WorkCalendar(frozenset(weekdays), free)

"""A plan as a calendar file (RFC 5545): an entry for each task and milestone, which a later file renews.

theme/scripts/planfiles.js writes the same for plans in the browser, with what was said of them; tests hold both.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING
from urllib.parse import quote

from icalendar import Alarm, Calendar, Event

from partner_playbooks.downloads.file_words import write_heading
from partner_playbooks.downloads.task_list import UNDATED
from partner_playbooks.handbook.model.task import Recurrence

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from partner_playbooks.downloads.download_style import DownloadStyle
    from partner_playbooks.downloads.task_list import TaskList

_RULES: dict[Recurrence, dict[str, str | int]] = {
    Recurrence.WEEKLY: {"FREQ": "WEEKLY", "COUNT": 52},
    Recurrence.MONTHLY: {"FREQ": "MONTHLY", "COUNT": 12},
    Recurrence.QUARTERLY: {"FREQ": "MONTHLY", "INTERVAL": 3, "COUNT": 4},
    Recurrence.YEARLY: {"FREQ": "YEARLY", "COUNT": 2},
}
"""What comes back does so for a year, or once a year; a later file goes on from there."""
_EVERY_MONTH_HAS, _LONGEST_MONTH = 28, 31
_FEBRUARY = 2
_ALARM = timedelta(hours=-15)
"""From the midnight at which a day begins back to nine o'clock in the morning of the day before."""
_LAST_ISSUE = 2**31 - 1
_DAY = timedelta(days=1)


def render_calendar(task_list: TaskList, style: DownloadStyle) -> bytes:
    """Give all-day entries with the side as category and a reminder on the day before; none for what has no date."""
    calendar = Calendar()
    calendar.add("prodid", "-//Partner Playbooks//Plan//EN")
    calendar.add("version", "2.0")
    name = write_heading(task_list)
    calendar.add(
        "x-wr-calname", f"{style.messages.say('download.internal')}: {name}" if task_list.frame.internal else name
    )
    for event in _events(task_list):
        calendar.add_component(event)
    return bytes(calendar.to_ical())


def _events(task_list: TaskList) -> Iterator[Event]:
    for group in task_list.groups:
        if group.due is not None:
            tests = [f"- {test.text}" for test in group.tests]
            event = _entry(task_list, f"milestone {group.key}", group.title, (group.due, group.due))
            event.add("description", "\n".join(tests))
            event.add("categories", ["milestone"])
            yield event
    for task in task_list.tasks:
        if task.due is not None:
            first = task.begins or task.due
            event = _entry(task_list, task.key, task.title, (first, task.due))
            event.add("description", "\n".join(filter(None, [task.owner, task.support, task.done_when])))
            event.add("categories", [task.side.value])
            if task.recurrence is not None:
                event.add("rrule", build_rule(task.recurrence, first))
            yield event


def build_rule(recurrence: Recurrence, first: date) -> dict[str, str | int | list[int]]:
    """Give how something comes back: on the same day of the month, or on the last where a month has no such day."""
    rule: dict[str, str | int | list[int]] = {**_RULES[recurrence]}
    if recurrence is Recurrence.WEEKLY:
        return rule
    if recurrence is Recurrence.YEARLY:
        is_leap_day = first.month == _FEBRUARY and first.day > _EVERY_MONTH_HAS
        return rule | ({"BYMONTH": _FEBRUARY, "BYMONTHDAY": -1} if is_leap_day else {})
    if first.day == _LONGEST_MONTH:
        return rule | {"BYMONTHDAY": -1}
    if first.day > _EVERY_MONTH_HAS:
        return rule | {"BYMONTHDAY": list(range(_EVERY_MONTH_HAS, first.day + 1)), "BYSETPOS": -1}
    return rule


def _entry(task_list: TaskList, key: str, title: str, days: tuple[date, date]) -> Event:
    """Give an entry over days, the last included."""
    event = Event()
    # Its name stays as long as plan, partner and task do; dates may change. The plan builder gives the same.
    event.add("uid", "/".join(quote(part, safe="!*'()") for part in (task_list.id, task_list.partner, key)))
    # Calendars keep the entry with the higher number, and of two with the same one that of the later stamp.
    event.add("dtstamp", max(task_list.issued, UNDATED))
    event.add("sequence", min(max(int((task_list.issued - UNDATED).total_seconds()), 0), _LAST_ISSUE))
    event.add("dtstart", days[0])
    event.add("dtend", days[1] + _DAY)
    # Each side finds the other one's name in its calendar.
    other = task_list.partner if task_list.frame.internal else task_list.frame.vendor
    summary = ": ".join(filter(None, (other, title)))
    event.add("summary", summary)
    event.add("transp", "TRANSPARENT")
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", summary)
    alarm.add("trigger", _ALARM)
    event.add_component(alarm)
    return event

"""A plan as a calendar file (RFC 5545): an entry for each task and milestone, which a later import renews."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING
from urllib.parse import quote

from icalendar import Alarm, Calendar, Event

from partner_playbooks.downloads.wording import heading_of
from partner_playbooks.model.stage import Recurrence

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from partner_playbooks.downloads.look import Look
    from partner_playbooks.downloads.worklist import Worklist

_RULES = {
    Recurrence.MONTHLY: {"FREQ": "MONTHLY"},
    Recurrence.QUARTERLY: {"FREQ": "MONTHLY", "INTERVAL": 3},
    Recurrence.YEARLY: {"FREQ": "YEARLY"},
}
_DAY = timedelta(days=1)


def made(worklist: Worklist, look: Look) -> bytes:
    """Give all-day entries with the side as category and a reminder on the day before; none for what has no date."""
    calendar = Calendar()
    calendar.add("prodid", "-//Partner Playbooks//Plan//EN")
    calendar.add("version", "2.0")
    name = heading_of(worklist)
    calendar.add(
        "x-wr-calname", f"{look.messages.say('download.internal')}: {name}" if worklist.frame.internal else name
    )
    for event in _events(worklist):
        calendar.add_component(event)
    return bytes(calendar.to_ical())


def _events(worklist: Worklist) -> Iterator[Event]:
    for group in worklist.groups:
        if group.due is not None:
            tests = [f"- {test.text}" for test in group.tests]
            event = _entry(worklist, f"milestone {group.key}", group.title, group.due, tests)
            event.add("categories", ["milestone"])
            yield event
    for task in worklist.tasks:
        if task.due is not None:
            event = _entry(worklist, task.key, task.title, task.due, [task.owner, task.done_when])
            event.add("categories", [task.side.value])
            if task.recurrence is not None:
                event.add("rrule", _RULES[task.recurrence])
            yield event


def _entry(worklist: Worklist, key: str, title: str, due: date, notes: list[str]) -> Event:
    event = Event()
    # Its name stays as long as plan, partner and task do; dates may change. The plan builder gives the same.
    event.add("uid", "/".join(quote(part, safe="!*'()") for part in (worklist.id, worklist.partner, key)))
    start = worklist.anchors[0].date or due
    event.add("dtstamp", datetime.combine(start, time(), UTC))  # the same bytes whenever it is made
    event.add("dtstart", due)
    event.add("dtend", due + _DAY)
    event.add("summary", title)
    event.add("transp", "TRANSPARENT")
    event.add("description", "\n".join(filter(None, notes)))
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", title)
    alarm.add("trigger", -_DAY)
    event.add_component(alarm)
    return event

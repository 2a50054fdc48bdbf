"""A plan as a calendar file (RFC 5545): an entry for each task and milestone, which a later import renews."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING
from uuid import NAMESPACE_URL, uuid5

from icalendar import Alarm, Calendar, Event

from partner_playbooks.downloads.rows import rows, words
from partner_playbooks.model.stage import Recurrence

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from partner_playbooks.downloads.rows import Row
    from partner_playbooks.handbook import Handbook
    from partner_playbooks.plans import DatedPlan, Reached

_RULES = {
    Recurrence.MONTHLY: {"FREQ": "MONTHLY"},
    Recurrence.QUARTERLY: {"FREQ": "MONTHLY", "INTERVAL": 3},
    Recurrence.YEARLY: {"FREQ": "YEARLY"},
}
_DAY = timedelta(days=1)


def made(handbook: Handbook, plan: DatedPlan) -> bytes:
    """Give all-day entries with the side as category and a reminder on the day before."""
    calendar = Calendar()
    calendar.add("prodid", "-//Partner Playbooks//Plan//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", ": ".join(filter(None, (plan.request.partner, plan.plan.title))))
    for milestone in plan.milestones:
        calendar.add_component(_milestone(handbook, plan, milestone))
    for row in rows(handbook, plan):
        calendar.add_component(_task(plan, row))
    return bytes(calendar.to_ical())


def _entry(plan: DatedPlan, key: str, title: str, due: date, notes: Iterator[str]) -> Event:
    request = plan.request
    event = Event()
    # Its name stays as long as partner, plan and task do; dates may change.
    event.add("uid", str(uuid5(NAMESPACE_URL, f"{plan.plan.id}\n{request.partner}\n{key}")))
    event.add("dtstamp", datetime.combine(request.anchor, time(), UTC))  # the same bytes whenever it is made
    event.add("dtstart", due)
    event.add("dtend", due + _DAY)
    event.add("summary", title)
    event.add("transp", "TRANSPARENT")
    event.add("description", "\n".join(notes))
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", title)
    alarm.add("trigger", -_DAY)
    event.add_component(alarm)
    return event


def _task(plan: DatedPlan, row: Row) -> Event:
    notes = (note for note in (row.owner, row.done_when) if note)
    event = _entry(plan, row.key, row.title, row.due, notes)
    event.add("categories", [row.side.value])
    if row.recurrence is not None:
        event.add("rrule", _RULES[row.recurrence])
    return event


def _milestone(handbook: Handbook, plan: DatedPlan, milestone: Reached) -> Event:
    tests = (f"- {words(handbook, test.text)}" for test in milestone.exit_tests)
    event = _entry(plan, f"milestone {milestone.id}", milestone.title, milestone.due, tests)
    event.add("categories", ["milestone"])
    return event

"""A plan made for one partner: what applies to it, and on which dates."""

from partner_playbooks.plans.calendar import WorkCalendar, calendar_of, due_date, holiday_calendar, years_of
from partner_playbooks.plans.dated import DatedPlan, DatedTask, ExitTest, Reached, Request, dated, known
from partner_playbooks.plans.state import Status

__all__ = [
    "DatedPlan",
    "DatedTask",
    "ExitTest",
    "Reached",
    "Request",
    "Status",
    "WorkCalendar",
    "calendar_of",
    "dated",
    "due_date",
    "holiday_calendar",
    "known",
    "years_of",
]

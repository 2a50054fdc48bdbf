"""A plan made for one partner: what applies to it, and on which dates."""

from partner_playbooks.plans.calendar import WorkCalendar, due_date, holiday_calendar
from partner_playbooks.plans.dated import DatedPlan, DatedTask, ExitTest, Reached, Request, dated, known

__all__ = [
    "DatedPlan",
    "DatedTask",
    "ExitTest",
    "Reached",
    "Request",
    "WorkCalendar",
    "dated",
    "due_date",
    "holiday_calendar",
    "known",
]

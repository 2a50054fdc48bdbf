"""The final notice of a partner that an exit is to be talked about with: the handbook's own letter, filled in."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from partner_playbooks.downloads.form import Entries, Form, build_form
from partner_playbooks.pages.parts.tracked_rows import NOTHING, show_number, show_share
from partner_playbooks.plans.due_dates import find_due_date

if TYPE_CHECKING:
    from partner_playbooks.downloads.reports.report_words import ReportWriter
    from partner_playbooks.tracking.snapshot_facts import Tracked
    from partner_playbooks.tracking.snapshot_parts import ExitFacts

NOTICE = "final-notice-letter"
"""The document of the handbook that is filled in."""
_ANSWER = "figure.final_notice_answer"


def fill_notice(writer: ReportWriter, tracked: Tracked, candidate: ExitFacts) -> Form | None:
    """Give the letter with what records say, all else left open; None where the handbook has none."""
    document = next((each for each in writer.handbook.documents if each.id == NOTICE), None)
    if document is None:
        return None
    partner = next((each for each in tracked.partners if each.id == candidate.partner), None)
    fields = {each.id: each for section in document.sections for each in section.fields}
    choices = fields["compared-with"].choices if "compared-with" in fields else ()
    place = {"region": 0, "type": 1}.get(candidate.compared)
    values = {
        "partner": candidate.name,
        "region": candidate.region or "",
        "compared-with": choices[place] if place is not None and place < len(choices) else "",
        "last-activity-on": "" if partner is None or partner.last_seen is None else writer.say_day(partner.last_seen),
        "last-date-to-respond": _find_last_day(writer),
        "date": writer.say_day(tracked.day),
        "to": candidate.name,
    }
    rows = (
        (writer.say("pack.notice-acts"), str(candidate.acts), show_number(writer, candidate.average)),
        (writer.say("pack.notice-share"), show_share(writer, candidate.share), show_share(writer, 1)),
        (writer.say("pack.notice-silence"), show_number(writer, candidate.days_silent), NOTHING),
    )
    return build_form(writer.maker, document, Entries(values, {"figures": rows}))


def _find_last_day(writer: ReportWriter) -> str:
    """Give the last day of the answer: so many days after the letter, on a working day."""
    days = writer.handbook.figures.computed.get(_ANSWER)
    if not isinstance(days, Fraction):
        return ""
    return writer.say_day(find_due_date(writer.day, int(days) + 1, writer.maker.calendar, back=False))

"""Files of plans read back: they say what the model says, whatever the texts are, and nothing internal to partners."""

import csv
import io
import random
from datetime import date, timedelta
from itertools import product

import icalendar
import pytest
from hypothesis import given
from hypothesis import strategies as st
from leaks import CANARY, data_of, with_canaries
from shipped import EXAMINED, FILES, TODAY

from partner_playbooks.build import examine
from partner_playbooks.downloads import FORMATS, rows
from partner_playbooks.downloads.csv_file import as_text
from partner_playbooks.model.base import Audience
from partner_playbooks.plans import Request, dated, holiday_calendar

PARTNERS = EXAMINED.handbook.project(Audience.PARTNER)
INTERNAL = EXAMINED.handbook
CALENDAR = holiday_calendar(PARTNERS.programme)
START = date(2026, 12, 1)
HOSTILE = '=HYPERLINK("http://x.test")\\n;,"quoted" é 日本 🙂 <b>{{ x }}</b>'


def made(handbook, plan, form, **request):
    plan = dated(handbook, Request(plan, START, **request), CALENDAR)
    return list(rows(handbook, plan)), FORMATS[form](handbook, plan)


def table(raw):
    return list(csv.DictReader(io.StringIO(raw.decode("utf-8-sig"), newline="")))


def unfolded(raw):
    """Give all text of a file, with the lines that a calendar folds put together."""
    return raw.decode().replace("\r\n ", "").lower()


def from_text(cell):
    """Give a cell as a spreadsheet shows it: an apostrophe at its start only says that it is text."""
    return cell.removeprefix("'")


def events(raw):
    return icalendar.Calendar.from_ical(raw).walk("VEVENT")


CASES = [
    (handbook, plan.id, type_.id)
    for handbook in (INTERNAL, PARTNERS)
    for plan, type_ in product(handbook.plans, handbook.partner_types)
]


@pytest.mark.parametrize(("handbook", "plan", "type_"), CASES)
def test_every_format_says_what_the_plan_says(handbook, plan, type_):
    expected, raw = made(handbook, plan, "csv", partner="Acme", partner_type=type_)
    assert [
        tuple(from_text(line[name]) for name in ("id", "milestone", "task", "side", "owner", "due", "done_when"))
        for line in table(raw)
    ] == [
        (row.key, row.milestone, row.title, row.side, row.owner, row.due.isoformat(), row.done_when) for row in expected
    ]
    found = events(made(handbook, plan, "ics", partner="Acme", partner_type=type_)[1])
    tasks = [event for event in found if event["categories"].cats != ["milestone"]]
    assert [(str(event["summary"]), event["dtstart"].dt, event["categories"].cats) for event in tasks] == [
        (row.title, row.due, [row.side]) for row in expected
    ]
    assert len({event["uid"] for event in found}) == len(found)


def test_names_stand_beside_their_roles():
    expected, raw = made(PARTNERS, "onboarding-30", "csv", names={"alliance-lead": HOSTILE})
    owners = {from_text(line["owner"]) for line in table(raw)}
    assert f"{HOSTILE} ({PARTNERS.get('role', 'alliance-lead').title})" in owners
    assert not any(cell.startswith(("=", "+", "-", "@")) for line in table(raw) for cell in line.values())
    assert {row.owner for row in expected} == owners
    raw = made(PARTNERS, "onboarding-30", "ics", names={"alliance-lead": HOSTILE})[1]
    described = [str(event["description"]) for event in events(raw)]
    assert any(text.startswith(f"{HOSTILE} (") for text in described)


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"])))
def test_a_cell_is_never_a_formula_and_comes_back(cell):
    assert from_text(as_text(cell)) == cell
    assert not as_text(cell).startswith(("=", "+", "-", "@"))


def test_a_new_date_keeps_each_entry_of_the_calendar():
    def of(day):
        plan = dated(PARTNERS, Request("onboarding-30", day, "Acme"), CALENDAR)
        return {event["uid"]: event["dtstart"].dt for event in events(FORMATS["ics"](PARTNERS, plan))}

    before, after = of(START), of(START + timedelta(days=7))
    assert before.keys() == after.keys()
    assert all(before[uid] < after[uid] for uid in before)
    other = dated(PARTNERS, Request("onboarding-30", START, "Another"), CALENDAR)
    assert before.keys().isdisjoint({event["uid"] for event in events(FORMATS["ics"](PARTNERS, other))})


def test_what_comes_back_comes_back_in_the_calendar_too():
    handbook, plan = next(
        (handbook, plan.id)
        for handbook, plan in product((PARTNERS, INTERNAL), INTERNAL.plans)
        if any(task.recurrence for task in dated(INTERNAL, Request(plan.id, START), CALENDAR).tasks)
        and handbook.get("plan", plan.id)
    )
    expected, raw = made(handbook, plan, "ics")
    recurring = {row.title for row in expected if row.recurrence}
    assert recurring
    assert {str(event["summary"]) for event in events(raw) if "rrule" in event} == recurring


def test_a_reminder_comes_on_the_day_before():
    (alarm,) = events(made(PARTNERS, "onboarding-30", "ics")[1])[0].walk("VALARM")
    assert alarm["trigger"].dt == timedelta(days=-1)


@pytest.mark.parametrize("form", FORMATS)
def test_bytes_are_the_same_each_time(form):
    assert made(PARTNERS, "onboarding-90", form)[1] == made(PARTNERS, "onboarding-90", form)[1]


@pytest.mark.parametrize("form", FORMATS)
def test_no_canary_of_internal_content_reaches_a_partner_file(form):
    handbook = examine(with_canaries(data_of(FILES), random.Random(1)), TODAY).handbook
    for plan in handbook.project(Audience.PARTNER).plans:
        raw = made(handbook.project(Audience.PARTNER), plan.id, form)[1]
        assert CANARY not in unfolded(raw), plan.id
    assert CANARY in unfolded(made(PARTNERS, "onboarding-30", form, names={"alliance-lead": f"a {CANARY}"})[1])

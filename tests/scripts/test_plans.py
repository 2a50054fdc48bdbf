"""The browser makes and dates plans as Python does: the same file, the same days, the same calendar and table."""

import csv
import io
import json
import random
from datetime import date, timedelta
from itertools import pairwise

import pytest
from downloading import CALENDAR, INTERNAL, LOOK, MAKERS, PARTNERS
from icalendar import Calendar
from javascript import computed
from running import ROOT

from partner_playbooks.downloads.builder_data import describe_templates
from partner_playbooks.downloads.csv_file import render_csv as made_csv
from partner_playbooks.downloads.formats import DATED
from partner_playbooks.downloads.plan_json import describe_plan
from partner_playbooks.plans.calendar import build_calendar
from partner_playbooks.plans.dated import Request, date_plan
from partner_playbooks.plans.due_dates import find_due_date

TABLE = ROOT / "tests" / "scripts" / "due-dates.json"
"""Cases that both sides read: anchor, day, working days, country, whether days count back, whether working days are
counted, and the date."""
CASES = json.loads(TABLE.read_text(encoding="utf-8"))
EDITIONS = {"internal": INTERNAL, "partner": PARTNERS}
WORKING_WEEK = sorted(CALENDAR.working_days)


@pytest.mark.long
def test_working_days_are_counted_one_by_one():
    """By another way: of all days from the anchor on, the working ones, in order."""
    for anchor, day, week, country, _, working, due in CASES:
        if working and day != 1:
            calendar, start, step = build_calendar(week, country), date.fromisoformat(anchor), 1 if day > 0 else -1
            days = (start + timedelta(step * number) for number in range(1, 4000))
            ones = [each for each in days if calendar.is_working(each)]
            assert ones[abs(day) - (2 if day > 0 else 1)].isoformat() == due


def table(seed=6, count=640):
    """Make the table anew: `python -c "import test_plans as t; t.TABLE.write_text(t.table())"`."""
    rng = random.Random(seed)
    weeks = [[0, 1, 2, 3, 4]] * 4 + [[6, 0, 1, 2, 3], [0, 1, 2, 3, 4, 5], [0, 2, 4], [5], list(range(7))]
    cases = []
    for _ in range(count):
        anchor = date(2025, 12, 20) + timedelta(days=rng.randrange(365 * 12))
        day = rng.choice([day for day in range(-120, 401) if day])
        week, country, back = rng.choice(weeks), rng.choice(["GB", "GB", "DE", "US", "JP", ""]), rng.random() < 0.5
        due = find_due_date(anchor, day, build_calendar(week, country), back=back)
        cases.append([anchor.isoformat(), day, week, country, back, False, due.isoformat()])
    for anchor, day, week, country, back, *_ in cases[::3]:
        calendar = build_calendar(week, country)
        due = find_due_date(date.fromisoformat(anchor), day, calendar, back=back, working=True)
        cases.append([anchor, day, week, country, back, True, due.isoformat()])
    return "[\n" + ",\n".join(json.dumps(case) for case in cases) + "\n]\n"


def test_the_table_has_cases_of_every_kind():
    assert len(CASES) >= 500
    moved = [case for case in CASES if case[1] != 1]
    for country in ("GB", "DE", "US", "JP", ""):
        for back in (True, False):
            assert any(case[3] == country and case[4] is back for case in moved)
    counted = [(date.fromisoformat(anchor) + timedelta(day - (day > 0)), *rest) for anchor, day, *rest in CASES]
    assert sum(case[5] for case in CASES) >= 200
    free = [day for day, week, country, *_ in counted if country and day in build_calendar(week, country).holidays]
    assert len(free) >= 15


def test_python_has_the_dates_of_the_table():
    found = [
        find_due_date(
            date.fromisoformat(anchor), day, build_calendar(week, country), back=back, working=working
        ).isoformat()
        for anchor, day, week, country, back, working, _ in CASES
    ]
    assert found == [case[-1] for case in CASES]


def test_the_browser_has_the_dates_of_the_table():
    holidays = {
        country: [day.isoformat() for day in build_calendar(range(7), country).holidays_of(2024, 2045)]
        for country in {case[3] for case in CASES}
    }
    function = """({ cases, holidays }) => cases.map(([anchor, day, weekdays, country, back, working]) =>
        findDueDate(anchor, day, { weekdays, holidays: new Set(holidays[country]) }, back, working))"""
    assert computed(function, {"cases": CASES, "holidays": holidays}) == [case[-1] for case in CASES]


def wishes(handbook):
    """Yield requests for every plan, partner type and kind of anchor, with tiers and names in turn."""
    single = [(type_.id,) for type_ in handbook.partner_types]
    types = [(), *single, *(other + one for one, other in pairwise(single))]
    tiers = [None, *(tier.id for tier in handbook.tiers)]
    anchors = [None, date(2026, 12, 1), date(2027, 5, 2), date(2028, 2, 29)]
    for plan in handbook.plans:
        for number, type_ in enumerate(types):
            for anchor in anchors:
                names = {"alliance-lead": "A (new) user; “x”"} if number % 2 else {}
                partner = "Acme & Söhne" if number % 3 else ""
                yield Request(plan.id, anchor, partner, type_, tiers[number % len(tiers)], names)


def asked(request):
    return {
        "plan": request.plan,
        "partner": request.partner,
        "type": " ".join(request.partner_types),
        "tier": request.tier or "",
        "anchor": request.anchor.isoformat() if request.anchor else "",
        "names": dict(request.names),
        "weekdays": WORKING_WEEK,
        "holidays": True,
    }


@pytest.mark.long
@pytest.mark.parametrize("edition", EDITIONS)
def test_the_browser_makes_the_same_plan(edition):
    handbook, maker = EDITIONS[edition], MAKERS[edition]
    requests = list(wishes(handbook))
    given = {"templates": describe_templates(maker, ()), "wishes": [asked(request) for request in requests]}
    found = computed("({ templates, wishes }) => wishes.map((wish) => makePlan(templates, wish))", given)
    assert len(found) > 200
    for request, theirs in zip(requests, found, strict=True):
        assert theirs == describe_plan(maker.plan(date_plan(handbook, request, CALENDAR))), request


def dated_requests():
    plans = [plan.id for plan in PARTNERS.plans]
    types = [type_.id for type_ in PARTNERS.partner_types]
    return [
        Request(plan, date(2026, 12, 1) + timedelta(days=37 * number), "Grün, “Söhne”/1", (types[number % len(types)],))
        for number, plan in enumerate(plans)
    ]


FILES = """({ templates, wishes }) => wishes.map((wish) => {
    const plan = makePlan(templates, wish);
    const now = assessPlan(plan, calendarOf(templates, plan.working), "2026-01-01");
    return { json: planText(plan), csv: csvOf(plan, now.tasks),
             ics: calendarFile(plan, now, 0, otherSideOf(plan, templates.vendor)) };
})"""


def test_the_browser_writes_the_same_files():
    maker = MAKERS["partner"]
    requests = dated_requests()
    found = computed(
        FILES, {"templates": describe_templates(maker, ()), "wishes": [asked(request) for request in requests]}
    )
    for request, theirs in zip(requests, found, strict=True):
        task_list = maker.plan(date_plan(PARTNERS, request, CALENDAR))
        assert theirs["json"].encode() == DATED["json"](task_list, LOOK)
        assert rows_of(theirs["csv"]) == [
            [*row, *(("status", "done_on", "note") if row[0] == "id" else ("open", "", ""))]
            for row in rows_of(made_csv(task_list, LOOK).decode())
        ]
        assert entries(theirs["ics"]) == entries(DATED["ics"](task_list, LOOK))
        assert not [line for line in theirs["ics"].encode().split(b"\r\n") if len(line) > 75]


def rows_of(text):
    return list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline="")))


def entries(raw):
    """Give what a calendar holds, in no order."""
    calendar = Calendar.from_ical(raw)
    return {
        str(event["uid"]): [
            *(str(event[name]) for name in ("summary", "description", "transp")),
            *(event[name].dt for name in ("dtstart", "dtend", "dtstamp")),
            event["categories"].to_ical(),
            event["rrule"].to_ical() if "rrule" in event else None,
            [(alarm["trigger"].dt, str(alarm["action"])) for alarm in event.walk("valarm")],
        ]
        for event in calendar.walk("vevent")
    }


def test_no_cell_of_the_browser_s_table_is_a_formula():
    cells = ["=1+1", "+1", "-1", "@x", "'x", 'a "b", c\nd', "plain", 7]
    text = computed("(row) => tableOf([row])", cells)
    assert text.startswith("\ufeff")
    (row,) = csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""))
    assert row == ["'=1+1", "'+1", "'-1", "'@x", "''x", 'a "b", c\nd', "plain", "7"]


def test_a_date_that_no_calendar_has_is_refused():
    days = ["2026-02-30", "2026-13-01", "0000-01-01", "26-01-01", "2026-1-1", "9999-12-31", "2028-02-29", None, 7]
    assert computed("(days) => days.map(isDay)", days) == [False] * 5 + [True, True, False, False]

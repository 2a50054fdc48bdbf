"""What both sides ask has one answer: limits, lists, exit tests, calendar files, new dates (faults C2, C3, F1, A5)."""

import json
import random
from datetime import UTC, date, datetime, timedelta

import pytest
from dateutil.rrule import rrulestr
from downloading import CALENDAR, LOOK, MAKERS, PARTNERS
from filling import AT, plan_file
from icalendar import Calendar
from javascript import computed
from running import ROOT

from partner_playbooks.downloads.builder_data import describe_templates
from partner_playbooks.downloads.calendar_file import build_rule, render_calendar
from partner_playbooks.downloads.task_list_maker import TaskListMaker
from partner_playbooks.handbook.model.role import Side
from partner_playbooks.handbook.model.task import Recurrence
from partner_playbooks.language.diagnostics import UserError
from partner_playbooks.plans.dated import Request, date_plan
from partner_playbooks.plans.due_dates import MOST_WORKING_DAYS
from partner_playbooks.plans.interchange import SCHEMA, VERSION
from partner_playbooks.plans.plan_status import assess_plan, redate_plan
from partner_playbooks.plans.returned.json_file import read_plan_file, write_plan_file
from partner_playbooks.plans.returned.plan_words import read_time
from partner_playbooks.plans.state import ADDED, LATEST, Field, Status
from partner_playbooks.plans.tables import MAX_BYTES
from partner_playbooks.plans.texts import LIMIT

WORKING = describe_templates(MAKERS["partner"], ())["working"]
GATES = json.loads((ROOT / "tests" / "scripts" / "gates.json").read_text(encoding="utf-8"))
"""Cases that both sides read: what they are called, what is said, the day to look from, the next exit test and date."""


# -- limits and lists ----------------------------------------------------------------------------------------------


def test_limits_and_lists_are_the_same_on_both_sides():
    """Each stands once per language; what one side writes the other reads (faults C3)."""
    found = computed(
        """() => ({ bytes: MOST_OF_A_PLAN, text: MOST_OF_A_TEXT, statuses: STATUSES, fields: FIELDS, dates: DATES,
            ended: ENDED, schema: PLAN_SCHEMA, last: LAST_TIME, rules: Object.keys(RULES),
            working: MOST_WORKING_DAYS, sides: SIDES })""",
        None,
    )
    assert found == {
        "bytes": MAX_BYTES,
        "text": LIMIT,
        "statuses": [*Status],
        "fields": [*Field],
        "dates": ["done_on", "due", "anchor"],
        "ended": ["done", "dropped"],
        "schema": SCHEMA,
        "last": LATEST.timestamp() * 1000,
        "rules": [*Recurrence],
        "working": MOST_WORKING_DAYS,
        "sides": [*Side],
    }


def test_each_value_of_the_shared_lists_is_read_by_both_and_no_other():
    """Sides, recurrences, editions, kinds of anchors, ids of added tasks and versions (faults C3)."""
    base, (task, *_) = plan_file(), plan_file()["tasks"]
    word = {"title": {"value": "Ours", "at": "2026-12-01T00:00:00Z", "by": "P"}}
    good = [
        *(base | {"tasks": [task | {"side": side}]} for side in Side),
        *(base | {"tasks": [task | {"recurrence": each}]} for each in (None, *Recurrence)),
        *(base | {"edition": each} for each in ("internal", "partner")),
        *(base | {"anchor": base["anchor"] | {"kind": each}} for each in ("start", "target")),
        base | {"state": {f"{ADDED}ours": word}, "version": VERSION},
    ]
    bad = [
        base | {"tasks": [task | {"side": "both"}]},
        base | {"tasks": [task | {"recurrence": "daily"}]},
        base | {"edition": "public"},
        base | {"anchor": base["anchor"] | {"kind": "end"}},
        base | {"state": {"ours": word}},
    ]
    faults = computed(
        "(plans) => plans.map((each) => readPlanFile(JSON.stringify(each), 'a', '').faults.length)", good + bad
    )
    ours = [len(read_plan_file(json.dumps(each).encode(), "a", AT).unread) for each in good + bad]
    assert [bool(each) for each in faults] == [bool(each) for each in ours] == [False] * len(good) + [True] * len(bad)


def test_the_same_times_are_read_by_both():
    texts = [
        *(
            "2026-12-01T09:30:00Z",
            "2026-12-01T09:30Z",
            "2026-12-01 09:30:00.123456789+05:30",
            "2026-12-01T09:30:00-0800",
        ),
        *(
            "9999-12-30T23:59:59.999Z",
            "9999-12-31T00:00:00Z",
            "9999-12-31T00:00:00+14:00",
            "20261201T0930",
            "2026-12-01",
        ),
        *("yesterday", "", "2026-13-01T00:00:00Z", "2026-12-01T09:30:61Z", "+010000-01-01T00:00:00Z"),
    ]
    assert computed("(texts) => texts.map(isTime)", texts) == [read_time(text) is not None for text in texts]


# -- the same plan, whatever is wrong in it ------------------------------------------------------------------------


def spoil(rng, plan):
    """Put something wrong into a plan file, somewhere."""
    wrong = rng.choice([None, 7, "", "x\u202ey", "a\tb\u2028c", "x" * 2001, [], {}, True, "2026-02-30", -1.5, ["x"]])
    at = rng.choice(["top", "task", "milestone", "test", "anchor", "working", "state", "field", "word", "log", "extra"])
    first = plan["tasks"][0]
    within = {
        "top": plan,
        "task": first,
        "milestone": plan["milestones"][0],
        "anchor": plan["anchor"],
        "working": plan["working"],
        "test": plan["milestones"][1]["tests"][0],
    }
    within = {name: each for name, each in within.items() if isinstance(each, dict)}
    key = rng.choice([first["id"], plan["tasks"][1]["id"], "plan", "added.ours", "nowhere"])
    field = rng.choice([*Field, "colour"])
    word = {"value": rng.choice(["done", "", "2026-12-24", "a\tb"]), "at": "2026-12-01T00:00:00Z", "by": "P"}
    if at in {"top", "task", "milestone", "test", "anchor", "working"}:
        where = within.get(at, first)
        name = rng.choice(
            [
                each
                for each in where
                if each not in {"schema", "version", "id", "state", "log", "milestones", "tasks", "country"}
            ]
        )
        where[name] = wrong
    elif at == "extra":
        rng.choice([*within.values()])["more"] = wrong
    elif at == "log":
        plan["log"] = [*plan["log"], rng.choice([wrong, {**word, "id": key, "field": field}, {"id": key}])]
    elif isinstance(plan["state"], dict):
        fields = plan["state"].setdefault(key, {})
        if at == "state":
            plan["state"][key] = wrong
        elif isinstance(fields, dict):
            fields[field] = wrong if at == "field" else {**word, rng.choice(["value", "at", "by", "more"]): wrong}
    return plan


@pytest.mark.long
def test_both_sides_read_the_same_of_plans_in_which_something_is_wrong():
    """The same plan and the same words remain, and either both or neither name a fault (faults A1, C3)."""
    rng, plans = random.Random(14), []
    for _ in range(400):
        plan = plan_file()
        for _ in range(rng.randrange(1, 4)):
            plan = spoil(rng, plan)
        plans.append(plan)
    function = """(plans) => plans.map((each) => {
        const { plan, faults } = readPlanFile(JSON.stringify(each), "by-hand.json", "2026-12-10T12:00:00Z");
        return { plan, faults: faults.length };
    })"""
    for plan, theirs in zip(plans, computed(function, plans), strict=True):
        if theirs["plan"] is None:
            with pytest.raises(UserError, match="holds no plan"):
                read_plan_file(json.dumps(plan).encode(), "by-hand.json", AT)
            continue
        filled = read_plan_file(json.dumps(plan).encode(), "by-hand.json", AT)
        assert normal(theirs["plan"]) == normal(json.loads(write_plan_file(filled))), plan
        assert bool(theirs["faults"]) == bool(filled.unread), plan


def normal(plan):
    for word in [*(word for fields in plan["state"].values() for word in fields.values()), *plan["log"]]:
        word["at"] = datetime.fromisoformat(word["at"]).astimezone(UTC).isoformat()
    return plan


# -- the next exit test --------------------------------------------------------------------------------------------


def gate_plan(state):
    task = {"side": "vendor", "owner": "V", "due": None, "done_when": "", "recurrence": None, "milestone": "ready"}
    return plan_file() | {
        "anchor": {"kind": "start", "label": "Start", "date": "2026-03-02"},
        "tasks": [
            task | {"id": "a", "title": "A", "day": 1, "after": []},
            task | {"id": "b", "title": "B", "day": 8, "after": ["a"]},
            task | {"id": "c", "title": "C", "day": 15, "after": ["b"], "milestone": "later"},
        ],
        "milestones": [
            {"id": "later", "title": "Later", "day": 22, "due": None, "tests": [{"id": "later#1", "text": "Still."}]},
            {"id": "ready", "title": "Ready", "day": 12, "due": None, "tests": [{"id": "ready#1", "text": "All is."}]},
        ],
        "state": state,
    }  # fmt: skip


ANSWERS = """({ plans, working }) => plans.map(([data, today]) => {
    const plan = readPlan(JSON.stringify(data), "a", "2026-03-01T00:00:00Z");
    const calendar = calendarOf({ working }, plan.working);
    const answer = (each) => {
        const now = assessPlan(each, calendar, today);
        return { next: now.next ? [now.next.milestone.id, now.next.due] : null,
                 gates: now.gates.map(({ milestone, due }) => [milestone.id, due]), ics: calendarFile(each, now, 1) };
    };
    return [answer(plan), answer(redatePlan(plan, calendar, today))];
})"""


def in_calendar(text):
    """Give the dates of milestones in a calendar file, by id."""
    events = [event for event in Calendar.from_ical(text).walk("VEVENT") if "milestone%20" in event["uid"]]
    return {event["uid"].rpartition("milestone%20")[2]: event["dtstart"].dt.isoformat() for event in events}


def agree(data, today, answers):
    """Hold the page, the command line and the calendar file to one answer, before new dates and after."""
    filled = read_plan_file(json.dumps(data).encode(), "a", datetime(2026, 3, 1, tzinfo=UTC))
    for plan, theirs in zip((filled, redate_plan(filled, today, AT)), answers, strict=True):
        now = assess_plan(plan, today)
        ours = [[gate.milestone.id, gate.due and gate.due.isoformat()] for gate in now.gates]
        assert theirs["gates"] == ours
        assert in_calendar(theirs["ics"]) == {id_: due for id_, due in ours if due}
        gate = now.next_gate
        assert theirs["next"] == (gate and [gate.milestone.id, gate.due and gate.due.isoformat()])
    return answers[0]["next"]


def test_the_table_of_exit_tests_holds_on_all_sides():
    plans = [[gate_plan(state), today] for _, state, today, _ in GATES]
    for (name, _, today, expected), (data, _), answers in zip(
        GATES, plans, computed(ANSWERS, {"plans": plans, "working": WORKING}), strict=True
    ):
        assert agree(data, date.fromisoformat(today), answers) == expected, name


@pytest.mark.long
def test_the_next_exit_test_is_the_same_everywhere():
    """On plans that slip, after new dates, with agreed dates, and counted back (faults C2)."""
    rng, plans = random.Random(2), []
    for _ in range(200):
        plan = plan_file()
        plan["anchor"]["kind"] = rng.choice(["start", "target"])
        plan["anchor"]["date"] = rng.choice(["2026-12-01", "2026-12-01", "2027-05-02", None])
        for key in [task["id"] for task in plan["tasks"]] + [
            test["id"] for each in plan["milestones"] for test in each["tests"]
        ]:
            fields = {
                "status": rng.choice(["", "", "open", "doing", "done", "stuck", "dropped"]),
                "done_on": rng.choice(["", "", "2026-12-24", "2027-03-01"]),
                "due": rng.choice(["", "", "", "2027-01-15", "2026-11-02"]),
            }
            plan["state"][key] = {field: value for field, value in fields.items() if rng.random() < 0.4}
        plans.append([plan, (date(2026, 11, 20) + timedelta(days=rng.randrange(120))).isoformat()])
    answers = computed(ANSWERS, {"plans": plans, "working": WORKING})
    nexts = [
        agree(data, date.fromisoformat(today), answer) for (data, today), answer in zip(plans, answers, strict=True)
    ]
    assert len({str(each) for each in nexts}) > 20


# -- calendar files ------------------------------------------------------------------------------------------------


def entries(raw):
    """Give what a calendar holds, in no order."""
    return {
        str(event["uid"]): [
            *(str(event[name]) for name in ("summary", "description", "transp", "sequence")),
            *(event[name].dt for name in ("dtstart", "dtend", "dtstamp")),
            event["categories"].to_ical(),
            dict(event["rrule"]) if "rrule" in event else None,
            [(alarm["trigger"].dt, str(alarm["action"]), str(alarm["description"])) for alarm in event.walk("valarm")],
        ]
        for event in Calendar.from_ical(raw).walk("vevent")
    }


@pytest.mark.long
def test_both_sides_write_the_same_calendar_file():
    """For plans that fall on each end of a month, all recurrences among them (faults F1)."""
    issued = datetime(2026, 11, 28, 9, 30, tzinfo=UTC)
    maker = TaskListMaker(PARTNERS, LOOK.messages, CALENDAR, issued)
    seen = set()
    days = [date(2027, 12, 31), date(2028, 1, 30), date(2028, 2, 29), date(2027, 1, 29), date(2026, 12, 1)]
    given, ours = [], []
    for plan in PARTNERS.plans:
        for day in days:
            request = Request(plan.id, day, "Grün, “Söhne”/1")
            task_list = maker.plan(date_plan(PARTNERS, request, CALENDAR))
            for task in task_list.tasks:
                seen.add((task.recurrence, task.due.day))
            ours.append(entries(render_calendar(task_list, LOOK)))
            given.append([plan.id, day.isoformat()])
    function = """({ templates, given, issue }) => given.map(([plan, anchor]) => {
        const wish = { plan, anchor, partner: "Grün, “Söhne”/1", type: "", tier: "", names: {},
            weekdays: [0, 1, 2, 3, 4], holidays: true };
        const one = makePlan(templates, wish);
        const now = assessPlan(one, calendarOf(templates, one.working), "2026-01-01");
        return calendarFile(one, now, issue, otherSideOf(one, templates.vendor));
    })"""
    issue = int((issued - datetime(2020, 1, 1, tzinfo=UTC)).total_seconds())
    theirs = computed(function, {"templates": describe_templates(maker, ()), "given": given, "issue": issue})
    for case, text, expected in zip(given, theirs, ours, strict=True):
        assert entries(text) == expected, case
        assert all(line.startswith("Northwind: ") for line, *_ in expected.values())
        assert not [line for line in text.encode().split(b"\r\n") if len(line) > 75]


@pytest.mark.parametrize("recurrence", Recurrence)
def test_what_comes_back_does_so_at_the_end_of_months_that_are_shorter_and_ends(recurrence):
    """From the 29th, 30th and 31st, and from the 29th of February; expanded by another library (faults F1)."""
    starts = [
        date(2027, 12, 31),
        date(2028, 1, 30),
        date(2028, 2, 29),
        date(2027, 1, 29),
        date(2027, 11, 30),
        date(2028, 2, 28),
    ]
    texts = computed(
        "(days) => days.map(([rule, day]) => ruleOf(rule, day))", [[recurrence, day.isoformat()] for day in starts]
    )
    months = {"weekly": 0, "monthly": 1, "quarterly": 3, "yearly": 12}[recurrence]
    for start, text in zip(starts, texts, strict=True):
        ours = ";".join(
            f"{name}={','.join(map(str, each)) if isinstance(each, list) else each}"
            for name, each in build_rule(recurrence, start).items()
        )
        assert dict(part.split("=") for part in text.split(";")) == dict(part.split("=") for part in ours.split(";"))
        count = {"weekly": 52, "monthly": 12, "quarterly": 4, "yearly": 2}[recurrence]
        found = [at.date() for at in rrulestr(f"RRULE:{ours}", dtstart=datetime.combine(start, datetime.min.time()))]
        weeks = [start + timedelta(weeks=step) for step in range(count)]
        assert found == (weeks if not months else [later(start, months * step) for step in range(count)])


def later(start, months):
    """Give the same day some months on, or the last of that month."""
    year, month = divmod(start.month - 1 + months, 12)
    first = date(start.year + year, month + 1, 1)
    last = (first.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
    return min(first + timedelta(days=start.day - 1), last)


EXPORTS = """({ data, working }) => {
    const calendar = calendarOf({ working }, data.working);
    const plan = readPlan(JSON.stringify(data), "a", "2026-01-01T00:00:00Z");
    const file = (each) => calendarFile(each, assessPlan(each, calendar, "2026-12-20"));
    const first = plan.tasks[0].id;
    return [
        plan,
        say(plan, first, "status", "done", "partner"),
        redatePlan(plan, calendar, "2026-12-20"),
        { ...plan, anchor: { ...plan.anchor, date: "2026-11-02" } },
        { ...plan, anchor: { ...plan.anchor, date: "2027-11-02" } },
    ].map(file);
}"""


def test_a_later_export_renews_whatever_has_changed():
    """Another start, new dates, something said, somebody's clock ahead: SEQUENCE and DTSTAMP go up (faults F1)."""
    ahead = {plan_file()["tasks"][2]["id"]: {"note": {"value": "x", "at": "2031-01-01T00:00:00Z", "by": "V"}}}
    for state in ({}, ahead):
        files = computed(EXPORTS, {"data": plan_file() | {"state": state}, "working": WORKING})
        found = [entries(each) for each in files]
        assert len({tuple(sorted(each)) for each in found}) == 1  # the same entries throughout
        for uid in found[0]:
            for numbers in ([int(each[uid][3]) for each in found], [each[uid][6] for each in found]):
                assert numbers == sorted(set(numbers))
        if state:
            assert found[0][uid][6] >= datetime(2031, 1, 1, tzinfo=UTC)


def test_what_is_done_or_dropped_rings_no_more():
    first, second, third, *_ = plan_file()["tasks"]
    test = plan_file()["milestones"][0]["tests"]
    by_hand = {first["id"]: "done", second["id"]: "dropped", third["id"]: "stuck"} | {
        each["id"]: "done" for each in test
    }
    state = {key: {"status": status} for key, status in by_hand.items()}
    plan = plan_file() | {"state": state}
    (text, *_) = computed(EXPORTS, {"data": plan, "working": WORKING})
    alarms = {uid.rpartition("/")[2]: told[-1] for uid, told in entries(text).items()}
    assert alarms[first["id"]] == alarms[second["id"]] == alarms["milestone%20" + plan["milestones"][0]["id"]] == []
    (ring,) = alarms[third["id"]]
    assert ring == (timedelta(hours=-15), "DISPLAY", f"Acme: {third['title']}")  # nine o'clock on the day before


# -- new dates -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "stamp",
    ["2026-12-20T00:00:00Z", "2031-01-01T00:00:00Z", "9999-12-29T00:00:00Z", "2026-12-20T12:00:00.000001+05:30"],
)
def test_new_dates_hold_though_a_due_day_was_said_later(stamp):
    """A clock ahead, the same time, a time in another zone: the word of now holds, on both sides (faults A5)."""
    first = plan_file()["tasks"][0]["id"]
    said = {"value": "2026-12-02", "at": stamp, "by": "zzz"}
    data = plan_file() | {"state": {first: {"due": said}}}
    filled = read_plan_file(json.dumps(data).encode(), "a", AT)
    for at in (AT, datetime.fromisoformat(stamp)):
        after = redate_plan(filled, date(2026, 12, 20), at)
        assert after.state.find_value(first, Field.DUE) == "2026-12-21"
        assert read_plan_file(write_plan_file(after), "a", AT).unread == ()
    function = """({ data, working }) => {
        const plan = readPlan(JSON.stringify(data), "a", "");
        return findSaid(redatePlan(plan, calendarOf({ working }, data.working), "2026-12-20"), data.tasks[0].id, "due");
    }"""
    assert computed(function, {"data": data, "working": WORKING}) == "2026-12-21"

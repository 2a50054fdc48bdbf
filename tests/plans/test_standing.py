"""How a plan stands on a day, and its dates anew."""

import json
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from partner_playbooks.plans.calendar import build_calendar
from partner_playbooks.plans.plan_status import assess_plan, redate_plan
from partner_playbooks.plans.report import write_report
from partner_playbooks.plans.returned.json_file import ReturnedPlan, read_plan_file
from partner_playbooks.plans.state import PLAN, Field, State, StateChange, Status

AT = datetime(2026, 3, 31, 12, tzinfo=UTC)
MONDAY = date(2026, 3, 2)


def task(id_, day, *after, milestone="ready"):
    return {
        "id": id_,
        "milestone": milestone,
        "title": f"Do {id_}",
        "side": "vendor",
        "owner": "Partner manager",
        "day": day,
        "due": None,
        "done_when": "Done.",
        "after": list(after),
        "recurrence": None,
    }


def plan(*tasks, kind="start", anchor=MONDAY, **state):
    data = {
        "schema": "partner-playbooks/plan",
        "version": 1,
        "plan": "p",
        "title": "A plan",
        "edition": "partner",
        "programme": "N",
        "partner": "Acme",
        "made_for": [],
        "state": state,
        "log": [],
        "anchor": {"kind": kind, "label": "Start", "date": anchor and anchor.isoformat()},
        "working": {"weekdays": [0, 1, 2, 3, 4], "country": "GB"},
        "milestones": [
            {"id": "ready", "title": "Ready", "day": 12, "due": None, "tests": [{"id": "ready#1", "text": "All is."}]},
            {"id": "later", "title": "Later", "day": 40, "due": None, "tests": [{"id": "later#1", "text": "Still."}]},
        ],
        "tasks": list(tasks),
    }
    return read_plan_file(json.dumps(data).encode(), "plan.json", AT)


def keys(tasks):
    return [task.key for task in tasks]


THREE = (task("a", 1), task("b", 3, "a"), task("c", 8, "b"))  # Monday, Wednesday, Monday


def test_before_it_begins_nothing_is_late():
    now = assess_plan(plan(*THREE), MONDAY)
    assert [task.due for task in now.tasks] == [MONDAY, date(2026, 3, 4), date(2026, 3, 9)]
    assert (now.done, now.overdue, now.slipping, now.stuck) == ((), (), (), ())
    assert now.next_gate.milestone.id == "ready"


def test_what_waits_for_something_late_slips():
    now = assess_plan(plan(*THREE), date(2026, 3, 4))
    assert keys(now.overdue) == ["a"]
    assert keys(now.slipping) == ["b", "c"]
    assert [task.expected for task in now.tasks] == [date(2026, 3, 4), date(2026, 3, 6), date(2026, 3, 11)]
    assert now.next_gate.due == date(2026, 3, 13)


def test_a_gate_moves_with_what_leads_to_it():
    now = assess_plan(plan(*THREE), date(2026, 3, 16))
    assert now.next_gate.due == date(2026, 3, 23)  # c, a week after what it waits for


def test_something_done_late_moves_what_comes_after_it():
    state = {"a": {"status": "done", "done_on": "2026-03-05"}}
    now = assess_plan(plan(*THREE, **state), date(2026, 3, 5))
    assert [task.expected for task in now.tasks] == [date(2026, 3, 5), date(2026, 3, 9), date(2026, 3, 16)]
    assert keys(now.overdue) == ["b"]
    assert keys(now.slipping) == ["c"]
    assert keys(now.done) == ["a"]


def test_something_done_early_moves_nothing():
    now = assess_plan(plan(*THREE, a={"status": "done", "done_on": "2026-02-20"}), date(2026, 3, 2))
    assert [task.expected for task in now.tasks][1:] == [date(2026, 3, 4), date(2026, 3, 9)]


def test_what_is_not_needed_holds_nothing_up():
    now = assess_plan(plan(*THREE, a={"status": "dropped"}), date(2026, 3, 4))
    assert keys(now.dropped) == ["a"]
    assert (now.overdue, now.slipping) == ((), ())


def test_what_is_stuck_is_told_and_is_late_like_anything_open():
    now = assess_plan(plan(*THREE, a={"status": "stuck", "note": "no reply"}), date(2026, 3, 4))
    assert keys(now.stuck) == keys(now.overdue) == ["a"]


def test_a_day_when_it_was_done_says_that_it_is():
    assert keys(assess_plan(plan(*THREE, a={"done_on": "2026-03-02"}), MONDAY).done) == ["a"]


def test_a_day_that_was_agreed_takes_the_place_of_the_planned_one():
    now = assess_plan(plan(*THREE, b={"due": "2026-03-20"}), MONDAY)
    assert now.tasks[1].due == date(2026, 3, 20)
    assert keys(now.slipping) == ["c"]


def test_another_date_to_count_from_moves_all():
    now = assess_plan(plan(*THREE, plan={"anchor": "2026-03-09"}), MONDAY)
    assert [task.due for task in now.tasks] == [date(2026, 3, 9), date(2026, 3, 11), date(2026, 3, 16)]


def test_a_plan_that_counts_back_does_so_here_too():
    now = assess_plan(plan(task("a", -5), task("b", 1, "a"), kind="target", anchor=date(2026, 3, 20)), MONDAY)
    assert [task.due for task in now.tasks] == [date(2026, 3, 13), date(2026, 3, 20)]  # the 15th is a Sunday


def test_weekends_and_holidays_are_avoided():
    state = {"a": {"status": "done", "done_on": "2026-04-01"}}
    now = assess_plan(plan(task("a", 1), task("b", 3, "a"), **state), date(2026, 4, 1))
    assert now.tasks[1].expected == date(2026, 4, 6)  # the 3rd is Good Friday, the 6th a Monday that England has free
    assert build_calendar(range(5), "GB").is_working(date(2026, 4, 6))  # but not all of the country


def test_without_a_date_nothing_is_late():
    now = assess_plan(plan(*THREE, anchor=None), MONDAY)
    assert [task.due for task in now.tasks] == [None] * 3
    assert (now.overdue, now.slipping) == ((), ())
    assert now.next_gate.due is None


def test_a_ring_of_tasks_ends():
    assess_plan(plan(task("a", 1, "c"), task("b", 3, "a"), task("c", 8, "b")), date(2026, 4, 1))


@pytest.mark.long
def test_a_chain_is_as_long_as_a_file_can_hold():
    chain = [task(f"t{number}", 1, f"t{number + 1}") for number in range(5000)]
    last = assess_plan(plan(*chain), date(2026, 4, 1)).tasks[-1]
    assert (last.key, last.expected) == ("t4999", date(2026, 4, 1))


def test_tasks_that_somebody_added_are_told_like_others():
    state = {"added.x": {"title": "Ours", "due": "2026-03-03", "owner": "A new user"}}
    now = assess_plan(plan(*THREE, **state), date(2026, 3, 10))
    assert keys(now.overdue) == ["a", "added.x", "b", "c"]
    assert now.tasks[-1].title == "Ours"


def test_the_next_gate_is_the_first_that_is_not_passed():
    assert assess_plan(plan(*THREE, **{"ready#1": {"status": "done"}}), MONDAY).next_gate.milestone.id == "later"
    both = {"ready#1": {"status": "done"}, "later#1": {"status": "dropped"}}
    assert assess_plan(plan(*THREE, **both), MONDAY).next_gate is None


# -- dates anew ----------------------------------------------------------------------------------------------------


def test_new_dates_leave_nothing_late_and_keep_the_old_ones_in_the_log():
    before = plan(*THREE, b={"due": {"value": "2026-03-05", "at": "2026-03-01T00:00:00Z", "by": "P"}})
    after = redate_plan(before, date(2026, 3, 16), AT)
    now = assess_plan(after, date(2026, 3, 16))
    assert (now.overdue, now.slipping) == ((), ())
    assert [task.due for task in now.tasks] == [date(2026, 3, 16), date(2026, 3, 18), date(2026, 3, 23)]
    assert [(word.value, word.by) for word in after.state.passed_over] == [("2026-03-05", "P")]


def test_what_is_done_keeps_its_date():
    state = {"a": {"status": "done", "done_on": "2026-03-02"}}
    assert ("a", Field.DUE) not in redate_plan(plan(*THREE, **state), date(2026, 4, 1), AT).state.holding


@settings(max_examples=60)
@given(st.data())
def test_new_dates_are_working_days_from_today_on_and_final(data):
    count = data.draw(st.integers(1, 7))
    tasks = [
        task(
            f"t{n}",
            data.draw(st.integers(1, 60)),
            *data.draw(st.sets(st.sampled_from([f"t{k}" for k in range(n)] or ["x"]))),
        )
        for n in range(count)
    ]
    state = {
        f"t{n}": {
            "status": data.draw(st.sampled_from([*Status])),
            "done_on": data.draw(st.sampled_from(["", "2026-03-18"])),
        }
        for n in range(count)
    }
    today = MONDAY + timedelta(days=data.draw(st.integers(0, 90)))
    after = redate_plan(plan(*tasks, **state), today, AT)
    now = assess_plan(after, today)
    assert (now.overdue, now.slipping) == ((), ())
    assert redate_plan(after, today, AT) == after
    calendar = build_calendar(range(5), "GB")
    moved = [word for word in after.state.words if word.by == "re-dated"]
    assert all(calendar.is_working(date.fromisoformat(word.value)) for word in moved)
    assert all(date.fromisoformat(word.value) >= today for word in moved)


# -- in words ------------------------------------------------------------------------------------------------------


def test_the_report_says_all_of_it():
    state = {"a": {"status": "stuck", "note": "no reply"}}
    filled = plan(*THREE, **state)
    other = StateChange("a", Field.STATUS, AT + timedelta(hours=1), "P", "doing")
    filled = ReturnedPlan(filled.plan, State(filled.state.words | {other}))
    assert (
        write_report(assess_plan(filled, date(2026, 3, 4)))
        == """\
# Acme: A plan

On 2026-03-04: 0 of 3 tasks done.
1 overdue, 2 slipping, 0 stuck.

## Overdue

- 2026-03-02, 2 days late: Do a (Partner manager): no reply

## Slipping: waits for something that will be too late

- due 2026-03-04, not before 2026-03-06: Do b (Partner manager)
- due 2026-03-09, not before 2026-03-11: Do c (Partner manager)

## Next exit test: Ready, 2026-03-13

- open: All is.

## Not all say the same; the later word holds

- Do a, status: “doing” by P, 2026-03-31 13:00, against “stuck” by plan.json, 2026-03-31 12:00
"""
    )


def in_country(country):
    filled = plan(*THREE)
    working = filled.plan.working.model_copy(update={"country": country})
    return ReturnedPlan(filled.plan.model_copy(update={"working": working}), filled.state)


def test_a_plan_without_a_country_keeps_off_no_holiday():
    assert [task.due for task in assess_plan(in_country(""), MONDAY).tasks]


def test_the_whole_plan_has_a_key_that_no_task_has():
    assert PLAN not in keys(assess_plan(plan(*THREE), MONDAY).tasks)

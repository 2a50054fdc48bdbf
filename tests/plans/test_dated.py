"""Plans made for a partner: what applies, and when it is due."""

from datetime import date, timedelta
from itertools import pairwise, product

import pytest
from hypothesis import given
from hypothesis import strategies as st
from shipped import EXAMINED

from partner_playbooks.handbook.model.base import Audience
from partner_playbooks.handbook.model.plan import PlanAnchor
from partner_playbooks.language.diagnostics import UserError
from partner_playbooks.plans.calendar import build_programme_calendar
from partner_playbooks.plans.dated import Request, date_plan
from partner_playbooks.plans.due_dates import WorkCalendar, find_due_date

HANDBOOK = EXAMINED.handbook
PARTNERS = HANDBOOK.project(Audience.PARTNER)
WEEK = WorkCalendar(frozenset(range(5)), {date(2026, 12, 25), date(2026, 12, 28)})
START = date(2026, 12, 1)
"""A Tuesday."""


@pytest.mark.parametrize(
    ("day", "forward", "back"),
    [
        (1, "2026-12-01", "2026-12-01"),
        (3, "2026-12-03", "2026-12-03"),
        (5, "2026-12-07", "2026-12-04"),  # a Saturday
        (6, "2026-12-07", "2026-12-04"),  # a Sunday
        (25, "2026-12-29", "2026-12-24"),  # a holiday, then a weekend, then a holiday
        (-1, "2026-11-30", "2026-11-30"),
        (-2, "2026-11-30", "2026-11-27"),  # a Sunday
        (-7, "2026-11-24", "2026-11-24"),
    ],
)
def test_a_due_day_avoids_weekends_and_holidays(day, forward, back):
    assert find_due_date(START, day, WEEK, back=False).isoformat() == forward
    assert find_due_date(START, day, WEEK, back=True).isoformat() == back


def test_the_anchor_date_stays_where_it_was_agreed():
    saturday = date(2026, 12, 5)
    assert find_due_date(saturday, 1, WEEK, back=False) == saturday
    assert find_due_date(saturday, 2, WEEK, back=False) == date(2026, 12, 7)


@pytest.mark.long
@given(
    anchor=st.dates(date(2000, 1, 1), date(2099, 1, 1)),
    day=st.integers(-400, 400).filter(lambda day: day not in (0, 1)),
    working=st.frozensets(st.integers(0, 6), min_size=1),
    free=st.frozensets(st.integers(-500, 500), max_size=40),
    back=st.booleans(),
)
def test_the_nearest_working_day_on_the_right_side_is_taken(anchor, day, working, free, back):
    calendar = WorkCalendar(working, {anchor + timedelta(days=offset) for offset in free})
    counted = anchor + timedelta(days=day - (day > 0))
    found = find_due_date(anchor, day, calendar, back=back)
    assert calendar.is_working(found)
    assert (found <= counted) if back else (found >= counted)
    between = range(1, abs((found - counted).days) + (found != counted) - 1)
    step = -1 if back else 1
    assert not any(calendar.is_working(counted + timedelta(days=step * offset)) for offset in between)


def test_the_holidays_are_those_of_the_country():
    calendar = build_programme_calendar(HANDBOOK.programme.model_copy(update={"holiday_country": "DE"}))
    assert not calendar.is_working(date(2026, 10, 3))
    assert not calendar.is_working(date(2026, 12, 25))
    assert calendar.is_working(date(2026, 12, 28))


def test_an_unknown_country_is_told_with_a_way_out():
    with pytest.raises(UserError, match='no public holidays are known for the country "ZZ"') as told:
        build_programme_calendar(HANDBOOK.programme.model_copy(update={"holiday_country": "ZZ"}))
    assert "holiday_country" in told.value.hint or "did you mean" in told.value.hint


@pytest.mark.parametrize(
    ("handbook", "plan", "type_"),
    [
        (handbook, plan.id, type_.id)
        for handbook in (HANDBOOK, PARTNERS)
        for plan, type_ in product(handbook.plans, handbook.partner_types)
    ],
)
def test_each_plan_is_made_for_each_type(handbook, plan, type_):
    made = date_plan(handbook, Request(plan, START, "Acme", (type_,)), build_programme_calendar(handbook.programme))
    back = made.plan.anchor is PlanAnchor.TARGET
    keys = [task.key for task in made.tasks]
    assert keys
    assert len(keys) == len(set(keys))
    for task in made.tasks:
        counted = START + timedelta(days=task.days.calendar_day - (task.days.calendar_day > 0))
        assert task.days.working_days or (task.due <= counted if back else task.due >= counted)
        assert abs((task.due - counted).days) < 8
        assert (task.begins is None) == (task.days.from_day is None)
        assert task.begins is None or task.begins <= task.due
        assert set(task.after) <= set(keys)
        record = handbook.items[task.key.split("#")[0]].item if task.key.split("#")[0] in handbook.items else None
        assert record is None or type_ in (record.partner_types or (type_,))
    for milestone, written in zip(made.milestones, made.plan.milestones, strict=True):
        expected = [test.text for test in written.exit_tests if type_ in (test.partner_types or (type_,))]
        assert [test.text for test in milestone.exit_tests] == expected
        days = [task.days.calendar_day for task in milestone.tasks]
        assert days == sorted(days)


def test_a_type_leaves_out_what_does_not_apply():
    requests = {
        type_.id: Request("onboarding-30", START, partner_types=(type_.id,)) for type_ in HANDBOOK.partner_types
    }
    keys = {id_: {task.key for task in date_plan(HANDBOOK, request, WEEK).tasks} for id_, request in requests.items()}
    everything = {task.key for task in date_plan(HANDBOOK, Request("onboarding-30", START), WEEK).tasks}
    assert set.union(*keys.values()) == everything
    assert any(of_type < everything for of_type in keys.values())


@pytest.mark.parametrize("plan", [plan.id for plan in HANDBOOK.plans])
def test_whoever_is_of_two_types_does_what_either_does(plan):
    types = [type_.id for type_ in HANDBOOK.partner_types]
    for one, other in pairwise(types):
        of_one, of_other, both = (
            date_plan(HANDBOOK, Request(plan, START, partner_types=chosen), WEEK)
            for chosen in ((one,), (other,), (other, one))
        )
        assert {task.key for task in both.tasks} == {task.key for made in (of_one, of_other) for task in made.tasks}
        tests = [
            {test.key for each in made.milestones for test in each.exit_tests} for made in (of_one, of_other, both)
        ]
        assert tests[2] == tests[0] | tests[1]


@pytest.mark.parametrize(
    ("wanted", "words", "hint"),
    [
        (Request("onboarding-3", START), 'there is no plan "onboarding-3"', "onboarding-30"),
        (Request("onboarding-30", START, partner_types=("resseler",)), 'no partner type "resseler"', "reseller"),
        (Request("onboarding-30", START, tier="golden"), 'no tier "golden"', "gold"),
        (Request("onboarding-30", START, names={"partner-manger": "A"}), 'no role "partner-manger"', "partner-manager"),
        (Request("onboarding-30", date.max), "out of reach", "another date"),
        (Request("renewal", date.min), "out of reach", "another date"),
    ],
)
def test_what_is_not_there_is_told_with_a_way_out(wanted, words, hint):
    with pytest.raises(UserError, match=words) as told:
        date_plan(HANDBOOK, wanted, WEEK)
    assert hint in told.value.hint


def test_partners_get_a_plan_without_an_internal_role():
    made = [date_plan(PARTNERS, Request(plan.id, START), WEEK) for plan in PARTNERS.plans]
    known = {role.id for role in PARTNERS.roles}
    assert {task.owner for plan in made for task in plan.tasks} <= known

"""Expressions about records: days, what is empty, other days, and rows that belong to a row."""

from datetime import date, datetime
from fractions import Fraction

import pytest

from partner_playbooks.language.expressions import (
    ExpressionError,
    Kind,
    Type,
    check_expression,
    compute_expression,
    parse_expression,
    to_words,
)
from partner_playbooks.language.records.record_names import make_scope
from partner_playbooks.language.records.row_values import Records, RowValues, Surroundings

FIGURES = {"figure.silence": Type(Kind.DAYS), "figure.term": Type(Kind.MONTHS)}
OLD = parse_expression("signed <= day - 12 months")
DEFINED = {"partners": {"old": Type(Kind.FLAG)}}
AROUND = Surroundings(
    date(2026, 1, 1),
    date(2026, 3, 31),
    date(2026, 3, 31),
    {"figure.silence": Fraction(30), "figure.term": Fraction(2)},
    frozenset({"figure.term"}),
    {"partners": {"old": OLD}},
    lambda day: day.weekday() < 5,
)
ACRE = {
    "id": "A",
    "name": "Acre",
    "tier": "gold",
    "signed": datetime(2025, 3, 31, 17, 30),
    "ended": None,
    "score": None,
}
RECORDS = Records(
    {
        "partners": (ACRE,),
        "activity": (
            {"partner": "A", "at": date(2026, 3, 1), "kind": "meeting", "joint": True},
            {"partner": "A", "at": date(2026, 2, 1), "kind": "login", "joint": None},
            {"partner": "B", "at": date(2026, 3, 2), "kind": "login", "joint": False},
        ),
        "deals": ({"id": "D", "closed": date(2026, 2, 10), "outcome": "won", "amount": Fraction(100)},),
        "deal_partners": ({"deal": "D", "partner": "A", "role": "sourced"},),
    }
)


def asked(source, table="partners", row=ACRE):
    tree = parse_expression(source)
    check_expression(tree, make_scope(table, FIGURES, DEFINED))
    return compute_expression(tree, RowValues(RECORDS, table, row, AROUND))


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("signed <= day", True),
        ("signed + 1 year == day", True),
        ("signed + 11 months == day - 1 month", True),  # a month that is too short ends it
        ("signed + 12 months == day - 1 month", False),
        ("day - 1 month == start + 58 days", True),
        ("days(signed, day)", 365),
        ("days(signed, ended)", None),
        ("ended is empty", True),
        ("signed is not empty and not (ended is not empty)", True),
        ("ended < day", False),
        ("not (ended < day)", True),
        ("ended != day", False),
        ("score > 3 or score <= 3", False),
        ("score + 1 is empty", True),
        ("1 / (score - score) is empty", True),
        ("strategic or false", False),
        ("not strategic", True),
        ('tier == "gold"', True),
        ("old at day", True),
        ("old at start", False),
        ("signed + figure.term", date(2025, 5, 31)),
        ("signed - figure.silence", date(2025, 3, 1)),
        ("count(activity)", 2),
        ("count(activity where joint)", 1),
        ("count(activity where not joint)", 1),
        ("count(activity.kind)", 2),
        ("any(activity where at > day - figure.silence)", False),
        ("any(activity where at >= day - figure.silence)", True),
        ("last(activity.at)", date(2026, 3, 1)),
        ('first(activity.at where kind == "training")', None),
        ('any(deal_partners where deal.outcome == "won" and deal.closed > signed)', True),
        ('sum(deal_partners.deal.amount where role == "sourced")', 100),
        ('sum(deal_partners.deal.amount where role == "fulfilled")', 0),
        ("count(activity where at > signed + 11 months) > 0", True),
    ],
)
def test_what_a_row_is_asked(source, expected):
    found = asked(source)
    assert (found, type(found) is bool) == (expected, type(expected) is bool)


@pytest.mark.parametrize(
    ("first", "last", "hours"),
    [
        (datetime(2026, 3, 6, 16), datetime(2026, 3, 9, 10), 18),  # Friday to Monday
        (datetime(2026, 3, 7, 16), datetime(2026, 3, 8, 10), 0),  # a weekend
        (datetime(2026, 3, 3, 9), datetime(2026, 3, 3, 9, 30), Fraction(1, 2)),
        (datetime(2026, 3, 9, 10), datetime(2026, 3, 6, 16), -18),
    ],
)
def test_hours_of_working_days(first, last, hours):
    row = {"id": "R", "submitted": first, "decided": last}
    assert asked("working_hours(submitted, decided)", "registrations", row) == hours
    assert asked("hours(submitted, decided)", "registrations", row) == Fraction((last - first).total_seconds()) / 3600


@pytest.mark.parametrize(
    ("source", "message", "hint"),
    [
        ("signd <= day", "a row here has no `signd`", 'did you mean "signed"?'),
        ("activity > 3", "are rows", "count(activity)"),
        ("count(activities where joint)", "is no table of them", 'did you mean "activity"?'),
        ("count(activity.att)", "a row of activity has no `att`", 'did you mean "at"?'),
        ("sum(activity)", "needs a field", "name one"),
        ("sum(activity.kind)", "needs numbers", "count them"),
        ("first(deal_partners.deal.amount)", "needs days", "a day"),
        ("any(activity.at)", "asks for rows", "any(activity where …)"),
        ("any(activity where at)", "`where` needs true or false", "compare it"),
        ("signed + 3", "a day can be moved by days or months", "days"),
        ("signed + signed", "a day can be moved by days or months", "days("),
        ("days(signed, tier)", "needs two days", "two fields"),
        ("hours(signed, ended)", "needs two times of day", "two fields"),
        ("days(signed)", "takes two days", "days(entered, left)"),
        ("old at yesterday", "is no day that one can ask for", "at start"),
        ("signed at start", "needs true or false", "compare"),
        ("signed == 3 days", "cannot be compared", "is a day"),
        ("median(activity.partner.score where joint) +", "ends too early", "finish"),
    ],
)
def test_what_cannot_be_asked_is_told_with_a_way_out(source, message, hint):
    with pytest.raises(ExpressionError) as caught:
        asked(source)
    assert message in caught.value.message
    assert hint in caught.value.hint


def test_it_reads_as_words():
    labels = {"where": "mit", "is-empty": "ist leer", "not": "nicht"}
    assert to_words(parse_expression("not any(activity where ended is empty)"), labels) == (
        "nicht any(activity mit ended ist leer)"
    )
    assert to_words(parse_expression("old at start and days(signed, day) > 90 days"), {}) == (
        "old at start and days(signed, day) > 90 days"
    )


def test_deep_expressions_are_worked_out_once():
    tree = parse_expression("+".join(["score"] * 30))
    assert compute_expression(tree, RowValues(RECORDS, "partners", {**ACRE, "score": Fraction(1)}, AROUND)) == 30


def test_what_came_after_a_day_is_not_known_on_it():
    known = RECORDS.known_on(date(2026, 2, 9))
    assert known.tables["deals"][0]["closed"] is None
    assert known.tables["deals"][0]["outcome"] is None
    assert [row["at"] for row in known.tables["activity"]] == [date(2026, 2, 1)]

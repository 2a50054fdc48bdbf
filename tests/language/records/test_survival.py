"""Medians of stays that go on, and intervals of shares, against published tables."""

from collections import Counter
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from remissions import TREATED, stays

from partner_playbooks.language.records.survival import (
    Stay,
    find_median,
    find_median_interval,
    find_share_interval,
    list_survival,
)

PUBLISHED = {6: 0.857, 7: 0.807, 10: 0.753, 13: 0.690, 16: 0.627, 22: 0.538, 23: 0.448}


def test_survival_is_that_of_the_published_table():
    steps = list_survival(stays(TREATED))
    assert {int(step.length): round(float(step.share), 3) for step in steps} == PUBLISHED
    assert find_median(steps) == 23
    assert find_median_interval(steps) == (13, None)


def test_while_more_than_half_go_on_there_is_no_median():
    assert find_median(list_survival(stays([(5, 1), (9, 0), (9, 0)]))) is None
    assert find_median(list_survival(Counter())) is None


@given(
    st.lists(st.tuples(st.integers(0, 12), st.booleans(), st.integers(0, 12)), max_size=25).map(
        lambda rows: [(max(length, seen), ended, seen) for length, ended, seen in rows]
    )
)
def test_those_at_risk_are_counted_one_by_one(rows):
    found = list_survival(Counter(Stay(Fraction(length), ended, Fraction(seen)) for length, ended, seen in rows))
    share, expected = Fraction(1), []
    counted = [row for row in rows if row[0] > row[2] or not row[2]]
    for length in sorted({row[0] for row in counted if row[1]}):
        at_risk = [row for row in counted if row[0] >= length and (row[2] < length or not row[2])]
        gone = [row for row in at_risk if row[1] and row[0] == length]
        share *= Fraction(len(at_risk) - len(gone), len(at_risk))
        expected.append((length, share))
    assert [(step.length, step.share) for step in found] == expected


@pytest.mark.parametrize(
    ("part", "whole", "low", "high"),
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_intervals_of_shares_are_those_of_newcombe(part, whole, low, high):
    """(Newcombe, Statistics in Medicine 17 (1998), table I, method 3)"""
    found = find_share_interval(part, whole)
    assert [round(each, 4) for each in found] == pytest.approx([low, high], abs=0.00011)

"""Differences of two groups, against published results."""

from collections import Counter
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from remissions import PLACEBO, TREATED, stay, stays

from partner_playbooks.language.records.differences import compare_shares, compare_stays, correct_for_many


def test_stays_differ_as_in_the_published_trial():
    chance = compare_stays(stays(TREATED), stays([(weeks, True) for weeks in PLACEBO]))
    assert chance == pytest.approx(1.4e-4, rel=0.03)  # a chi-square of 14.5


def test_groups_that_are_alike_do_not_differ():
    alike = stays([(weeks, True) for weeks in PLACEBO])
    assert compare_stays(alike, alike) == pytest.approx(1)
    assert compare_stays(stays([(5, False)]), stays([(9, False)])) is None
    assert compare_stays(Counter(), Counter()) is None


def test_who_was_not_seen_at_its_beginning_is_not_at_risk_there():
    late = Counter({stay(30, 20): 5})
    early = stays([(10, True)] * 5 + [(40, True)] * 5)
    assert compare_stays(late, early) != compare_stays(stays([(30, True)] * 5), early)


@pytest.mark.parametrize(
    ("one", "other", "chance"),
    [
        ((3, 4), (1, 4), 0.4857),  # the lady and her tea (Fisher, 1935)
        ((1, 12), (9, 12), 0.002759),
        ((0, 5), (0, 9), 1.0),
        ((0, 0), (3, 4), 1.0),
    ],
)
def test_shares_differ_as_published(one, other, chance):
    assert compare_shares(one, other) == pytest.approx(chance, abs=5e-5)
    assert compare_shares(other, one) == pytest.approx(chance, abs=5e-5)


def test_many_comparisons_are_corrected():
    assert correct_for_many([0.01, 0.04, 0.03, 0.005]) == pytest.approx([0.03, 0.06, 0.06, 0.02])
    assert correct_for_many([]) == []


@given(st.lists(st.floats(0, 1), max_size=12))
def test_a_corrected_chance_is_never_less_likely(chances):
    raised = correct_for_many(chances)
    assert all(own <= more <= 1 for own, more in zip(chances, raised, strict=True))
    order = sorted(range(len(chances)), key=chances.__getitem__)
    assert [raised[place] for place in order] == sorted(raised)


def test_lengths_may_be_fractions():
    one = Counter({stay(Fraction(5, 2), 0): 3})
    assert compare_stays(one, stays([(7, True)] * 3)) < 0.1

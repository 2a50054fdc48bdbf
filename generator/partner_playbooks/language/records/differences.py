"""Whether two groups differ by more than chance: stays by a weighted log-rank test, shares by Fisher's exact test."""

from __future__ import annotations

from math import erfc, exp, lgamma, sqrt
from typing import TYPE_CHECKING

from partner_playbooks.language.records.survival import list_ends, list_risks

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from partner_playbooks.language.records.survival import Stay

_SLACK = 1e-7
"""Tables as likely as the one at hand, but for rounding, count as such."""


def compare_stays(one: Mapping[Stay, int], other: Mapping[Stay, int]) -> float | None:
    """Give how likely stays differ as much by chance; None where none ended.

    It is the log-rank test with the weights of Peto and Peto (1972): a difference counts by the share of stays that
    still go on. A few that go on for ever, as of partners that fell silent, would else hide one of all the others.

    Args:
        one: How many stays there are of each kind in one group.
        other: The same of the other group.
    """
    lengths = sorted({*list_ends(one), *list_ends(other)})
    surplus = spread = 0.0
    weight = 1.0
    for (_, at_risk, ended), (_, other_risk, other_ended) in zip(
        list_risks(one, lengths), list_risks(other, lengths), strict=True
    ):
        whole, gone = at_risk + other_risk, ended + other_ended
        surplus += weight * (ended - gone * at_risk / whole)
        if whole > 1:
            spread += weight**2 * gone * at_risk * other_risk * (whole - gone) / (whole**2 * (whole - 1))
        weight *= 1 - gone / whole
    return erfc(abs(surplus) / sqrt(2 * spread)) if spread > 0 else None


def compare_shares(one: tuple[int, int], other: tuple[int, int]) -> float:
    """Give how likely two shares differ as much by chance (Fisher's exact test, two-sided).

    Args:
        one: The part and the whole of one group.
        other: The same of the other group.
    """
    part, (whole, other_whole) = one[0], (one[1], other[1])
    parts = one[0] + other[0]
    likely = {
        each: _choose(whole, each) + _choose(other_whole, parts - each)
        for each in range(max(0, parts - other_whole), min(whole, parts) + 1)
    }
    every = _choose(whole + other_whole, parts)
    return min(1.0, sum(exp(each - every) for each in likely.values() if each <= likely[part] + _SLACK))


def _choose(many: int, few: int) -> float:
    """Give the logarithm of the number of ways to choose a few of many."""
    return lgamma(many + 1) - lgamma(few + 1) - lgamma(many - few + 1)


def correct_for_many(chances: Sequence[float]) -> list[float]:
    """Give chances raised so that among all of them one false alarm is as likely as stated (Holm, 1979)."""
    raised = [0.0] * len(chances)
    highest = 0.0
    for place, index in enumerate(sorted(range(len(chances)), key=chances.__getitem__)):
        highest = max(highest, min(1.0, (len(chances) - place) * chances[index]))
        raised[index] = highest
    return raised

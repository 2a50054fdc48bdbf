"""Stays that are still going: their median by Kaplan and Meier, with its interval, and shares with theirs."""

from __future__ import annotations

from collections import Counter, deque
from dataclasses import dataclass
from fractions import Fraction
from math import exp, log, sqrt
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

_Z = 1.959963984540054
"""The 97.5th percentile of the normal distribution."""


Length: TypeAlias = "int | Fraction"
"""Of days whole numbers, of hours fractions."""


@dataclass(frozen=True, slots=True, order=True)
class Stay:
    """How long something lasted, or has lasted so far."""

    length: Length
    has_ended: bool
    """Whether it ended as it should; else it goes on, or ended in another way."""
    seen_from: Length = 0
    """How long it had lasted when it was first seen."""


@dataclass(frozen=True, slots=True)
class SurvivalStep:
    """What share still goes on after a length, and the spread of that share."""

    length: Length
    share: Fraction
    spread: float
    """Greenwood's sum: the variance of the share, divided by its square."""


def list_survival(stays: Mapping[Stay, int]) -> list[SurvivalStep]:
    """Give the share of stays that last longer than each length at which one ended (Kaplan and Meier, 1958).

    A stay counts among those at risk of ending after it was first seen and up to its length.

    Args:
        stays: How many stays there are of each kind.
    """
    steps: list[SurvivalStep] = []
    share, spread = Fraction(1), 0.0
    for length, at_risk, ended in list_risks(stays, list_ends(stays)):
        share *= Fraction(at_risk - ended, at_risk)
        spread += ended / (at_risk * (at_risk - ended)) if at_risk > ended else 0.0
        steps.append(SurvivalStep(length, share, spread))
    return steps


def list_ends(stays: Mapping[Stay, int]) -> list[Length]:
    """Give the lengths at which stays ended that were seen before, the shortest first."""
    return sorted({stay.length for stay, count in stays.items() if stay.has_ended and count and _is_seen(stay)})


def list_risks(stays: Mapping[Stay, int], lengths: Iterable[Length]) -> Iterator[tuple[Length, int, int]]:
    """Yield for each of some lengths, in order, how many stays are at risk of ending at it, and how many end."""
    ended: Counter[Length] = Counter()
    entered: Counter[Length] = Counter()
    gone: Counter[Length] = Counter()
    for stay, count in stays.items():
        if _is_seen(stay):
            ended[stay.length] += count if stay.has_ended else 0
            entered[stay.seen_from] += count
            gone[stay.length] += count
    entries, ends = deque(sorted(entered.items())), deque(sorted(gone.items()))
    at_risk = 0
    for length in lengths:
        while entries and (entries[0][0] < length or not entries[0][0]):
            at_risk += entries.popleft()[1]
        while ends and ends[0][0] < length:
            at_risk -= ends.popleft()[1]
        yield length, at_risk, ended[length]


def _is_seen(stay: Stay) -> bool:
    return stay.length > stay.seen_from or not stay.seen_from


def find_median(steps: Sequence[SurvivalStep]) -> Fraction | None:
    """Give the shortest length that at most half of the stays outlast; None where more than half still go on."""
    return next((Fraction(step.length) for step in steps if 2 * step.share.numerator <= step.share.denominator), None)


def find_median_interval(steps: Sequence[SurvivalStep]) -> tuple[Fraction | None, Fraction | None]:
    """Give the 95 % interval of the median (Brookmeyer and Crowley, with the log-log transform); an end may be open."""
    low = high = None
    for step in steps:
        lower, upper = _interval(step)
        low = Fraction(step.length) if low is None and lower <= 1 / 2 else low
        high = Fraction(step.length) if high is None and upper <= 1 / 2 else high
    return low, high


def _interval(step: SurvivalStep) -> tuple[float, float]:
    """Give the 95 % interval of a share, by the log-log transform."""
    if step.share in {0, 1}:
        return float(step.share), float(step.share)
    middle = log(-log(step.share))
    reach = _Z * sqrt(step.spread) / abs(log(step.share))
    return exp(-exp(middle + reach)), exp(-exp(middle - reach))


def find_share_interval(part: int, whole: int) -> tuple[float, float]:
    """Give the 95 % interval of a share (Wilson, 1927). `whole` is more than 0."""
    share, z2 = part / whole, _Z * _Z
    middle = (share + z2 / (2 * whole)) / (1 + z2 / whole)
    reach = _Z * sqrt(share * (1 - share) / whole + z2 / (4 * whole * whole)) / (1 + z2 / whole)
    return max(0.0, middle - reach), min(1.0, middle + reach)

"""What can be said of differences, all of a run considered: false alarms are held at 5 %."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from partner_playbooks.language.records.differences import correct_for_many

if TYPE_CHECKING:
    from collections.abc import Sequence
    from fractions import Fraction

_CHANCE = 0.05


class Verdict(StrEnum):
    """What can be said of a difference."""

    CHANGED = "changed"
    NOT_TOLD = "within-chance"
    TOO_FEW = "too-few"
    """One of the two is made of fewer rows than a figure may be judged by."""


@dataclass(frozen=True, slots=True)
class Judged:
    """How likely a difference is by chance, all others of the run considered, and what that says."""

    chance: float
    verdict: Verdict


def judge(differences: Sequence[tuple[float, int]], fewest: Fraction) -> list[Judged]:
    """Judge differences that are looked at together.

    Args:
        differences: How likely each is by chance, and of how many rows the smaller side is made.
        fewest: Of how many rows a figure has to be made.
    """
    enough = [place for place, (_, size) in enumerate(differences) if size >= fewest]
    raised = dict(zip(enough, correct_for_many([differences[place][0] for place in enough]), strict=True))
    judged = []
    for place, (chance, _) in enumerate(differences):
        if place not in raised:
            judged.append(Judged(chance, Verdict.TOO_FEW))
        else:
            verdict = Verdict.CHANGED if raised[place] <= _CHANCE else Verdict.NOT_TOLD
            judged.append(Judged(raised[place], verdict))
    return judged

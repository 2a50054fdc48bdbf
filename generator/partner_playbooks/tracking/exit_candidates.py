"""Partners that an exit is to be talked about with, by rules of the handbook and against others of their region."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from partner_playbooks.tracking.engine.finding_queries import list_activity_shares

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from partner_playbooks.tracking.engine.record_base import RecordBase

_SHARE, _SILENCE, _SMALLEST = "figure.final_notice_share", "figure.final_notice_silence", "figure.smallest_group"


@dataclass(frozen=True, slots=True)
class ExitCandidate:
    """A partner that did little beside others of its region, and nothing for long."""

    partner: str
    name: str
    region: str | None
    acts: int
    """What it did within twelve months."""
    average: Fraction
    """What those beside it did on average."""
    compared: str
    """Who stands beside it: its "region"; its "type", where the region has too few; "all", where that has, too."""
    share: Fraction
    days_silent: int
    share_asked: Fraction
    """The share below which a partner is a candidate."""
    days_asked: int
    """The days of silence from which on it is one."""
    spared: str | None
    """Why it is none all the same: "young" (it signed within a year), "strategic" or "paused"."""


def list_exit_candidates(base: RecordBase, values: Mapping[str, Fraction], day: date) -> tuple[ExitCandidate, ...]:
    """Give the partners that the rule names, the least active first.

    Fairly: one that signed within the last year, stands on the list of strategic ones, or with which a pause is agreed
    is no candidate, and it is said why. Without activity on record there are none, as nobody knows.
    """
    if "activity" not in base.sources:
        return ()
    share, silence = values.get(_SHARE, Fraction(1, 4)), int(values.get(_SILENCE, Fraction(180)))
    fewest = int(values.get(_SMALLEST, Fraction(10)))
    found = []
    for id_, name, region, acts, average, compared, silent, spared in list_activity_shares(base, day, fewest):
        mean = Fraction(average or 0).limit_denominator(10**6)
        own = Fraction(acts) / mean if mean else Fraction(1)
        if own < share and silent >= silence:
            found.append(ExitCandidate(id_, name, region, acts, mean, compared, own, silent, share, silence, spared))
    return tuple(sorted(found, key=lambda each: (each.spared is not None, each.share, -each.days_silent, each.partner)))

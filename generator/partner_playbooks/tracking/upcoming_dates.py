"""What comes up in the next 30, 60 and 90 days, and which partners are silent."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from typing import TYPE_CHECKING

from partner_playbooks.tracking.engine.finding_queries import list_due, list_silent

if TYPE_CHECKING:
    from collections.abc import Mapping

    from partner_playbooks.tracking.engine.record_base import RecordBase

SPANS = (30, 60, 90)
_DORMANCY = "figure.dormancy"


@dataclass(frozen=True, slots=True)
class DueDate:
    """Something that falls due."""

    what: str
    """"notice", "agreement-ends", "certificate", "registration", "fund-claim", "review" or "pause-ends"."""
    on: date
    within: int
    """The shortest of the spans that it falls into, in days."""
    partner: str
    name: str
    many: int
    """How many of the kind fall due for the partner on the day."""


@dataclass(frozen=True, slots=True)
class SilentPartner:
    """A partner under agreement that has done nothing for a while."""

    partner: str
    name: str
    last_seen: date | None
    days: int
    """Since it last did something, or since the signature."""


def list_due_dates(base: RecordBase, day: date) -> tuple[DueDate, ...]:
    """Give what falls due within the longest span, the next first."""
    found = list_due(base, base.sources, day, day + timedelta(SPANS[-1]))
    return tuple(
        DueDate(what, on, next(span for span in SPANS if (on - day).days <= span), partner, name, many)
        for what, on, partner, name, many in found
    )


def list_silent_partners(base: RecordBase, values: Mapping[str, Fraction], day: date) -> tuple[SilentPartner, ...]:
    """Give the partners that have been silent for as long as makes one dormant, the longest first.

    None where no activity is on record: then nobody knows.
    """
    if "activity" not in base.sources:
        return ()
    silence = int(values.get(_DORMANCY, Fraction(SPANS[-1])))
    return tuple(SilentPartner(*row) for row in list_silent(base, day, silence))

"""A number with its unit, as metrics, tiers and figures of the programme have them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from partner_playbooks.language.expressions import Kind, Type


class Unit(StrEnum):
    """How a value is written. Percent and points show a ratio times one hundred."""

    PERCENT = "percent"
    POINTS = "points"
    CURRENCY = "currency"
    MINUTES = "minutes"
    HOURS = "hours"
    WORKING_DAYS = "working-days"
    DAYS = "days"
    WEEKS = "weeks"
    MONTHS = "months"
    QUARTERS = "quarters"
    YEARS = "years"
    COUNT = "count"
    RATIO = "ratio"
    SCORE = "score"


_HUNDREDTH = Fraction(1, 100)
_PLAIN = (Kind.NUMBER, Fraction(1))
_IN_EXPRESSIONS = {
    Unit.PERCENT: (Kind.NUMBER, _HUNDREDTH),
    Unit.POINTS: (Kind.NUMBER, _HUNDREDTH),
    Unit.CURRENCY: (Kind.MONEY, Fraction(1)),
    Unit.MINUTES: (Kind.HOURS, Fraction(1, 60)),
    Unit.HOURS: (Kind.HOURS, Fraction(1)),
    Unit.WORKING_DAYS: (Kind.WORKING_DAYS, Fraction(1)),
    Unit.DAYS: (Kind.DAYS, Fraction(1)),
    Unit.WEEKS: (Kind.DAYS, Fraction(7)),
    Unit.MONTHS: (Kind.MONTHS, Fraction(1)),
    Unit.QUARTERS: (Kind.MONTHS, Fraction(3)),
    Unit.YEARS: (Kind.MONTHS, Fraction(12)),
}
"""What a unit is in expressions, and by what a value is multiplied there. A month has no fixed number of days."""


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number in a unit."""

    value: Fraction
    unit: Unit

    @classmethod
    def of_computed(cls, value: Fraction, unit: Unit) -> Quantity:
        """Give what an expression gave as a quantity: 0.6 is 60 %."""
        return cls(value / _IN_EXPRESSIONS.get(unit, _PLAIN)[1], unit)

    def __str__(self) -> str:
        """Write it as messages do: `2 working days`, `60 percent`."""
        return f"{float(self.value):.15g} {self.unit.value.replace('-', ' ')}"

    @property
    def type(self) -> Type:
        """Its type in expressions."""
        return find_unit_type(self.unit)

    @property
    def computed(self) -> Fraction:
        """Its value in expressions: 0.6 for 60 %, 14 for 2 weeks, in days."""
        return self.value * _IN_EXPRESSIONS.get(self.unit, _PLAIN)[1]


def find_unit_type(unit: Unit) -> Type:
    """Give the type that values in a unit have in expressions."""
    return Type(_IN_EXPRESSIONS.get(unit, _PLAIN)[0])

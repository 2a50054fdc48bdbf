"""A span of time that counts, as data: pages say it in their language, and records are counted by it."""

import re
from enum import StrEnum
from fractions import Fraction
from typing import Annotated

from pydantic import InstanceOf

from partner_playbooks.handbook.model.base import Record, field
from partner_playbooks.handbook.model.field_types import RichLine
from partner_playbooks.handbook.model.field_values import Typed
from partner_playbooks.handbook.model.quantity import Quantity, Unit

_LENGTH = r"[1-9]\d{0,3} (?:days?|weeks?|months?|quarters?|years?)"


def _read_length(written: str) -> Quantity:
    number, unit = re.split(" ", written)
    return Quantity(Fraction(int(number)), Unit(f"{unit.removesuffix('s')}s"))


Length = Annotated[
    InstanceOf[Quantity],
    Typed("a length of time", _LENGTH, _read_length, "write a number and its unit, such as 12 months"),
]
"""A number of days, weeks, months, quarters or years."""


class Calendar(StrEnum):
    """A period of the calendar."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"


class Span(Record):
    """Which time counts: the last months, a period of the calendar, a time between two days, or a state at its end."""

    last: Length | None = field("Last", "The time up to the day of calculation.", "12 months", None)
    begins: Length | None = field("Begins", "How long ago it begins, where it ends before today.", "18 months", None)
    ends: Length | None = field("Ends", "How long ago it ends.", "6 months", None)
    calendar: Calendar | None = field("Calendar", "A whole period of the calendar.", "quarter", None)
    state: Calendar | None = field("State", "The state on the last day of a period.", "quarter", None)
    follow: Length | None = field("Follow", "How long each row is followed before it is judged.", "180 days", None)
    rows: RichLine | None = field(
        "Rows", "What falls into it, by which of its dates.", "Deals, by the day they were won.", None
    )

    @property
    def has_one_shape(self) -> bool:
        """Whether it is said in exactly one way."""
        shapes = (self.last, self.begins, self.calendar, self.state)
        return sum(shape is not None for shape in shapes) == 1 and (self.begins is None) is (self.ends is None)

"""A tier: what a partner must reach for it, what it then gets, and what happens when it falls short."""

from enum import StrEnum

from partner_playbooks.handbook.model.base import Entity, Entry, Statement, field, own_id, own_title
from partner_playbooks.handbook.model.field_types import (
    Flag,
    Number,
    PartnerTypeRef,
    Plain,
    RequiredMetricRef,
    RichLine,
    Slug,
    Whole,
)
from partner_playbooks.handbook.model.span import Span
from partner_playbooks.handbook.model.task import Recurrence


class Operator(StrEnum):
    """How a partner's figure is compared with the threshold."""

    AT_LEAST = ">="
    AT_MOST = "<="
    ABOVE = ">"
    BELOW = "<"

    @property
    def is_floor(self) -> bool:
        """Whether more than the threshold is fine; otherwise less is."""
        return self in {Operator.AT_LEAST, Operator.ABOVE}


class Requirement(Entry):
    """A figure that a partner must reach. Partners may read it only where they may read the metric."""

    metric: RequiredMetricRef = field("Metric", "Id of the metric, taken for the one partner.", "sourced-revenue")
    operator: Operator = field("Operator", "`>=` at least, `<=` at most, `>` more than, `<` less than.", ">=")
    threshold: Number = field(
        "Threshold", "The figure in the metric's unit (60 means 60 % where the unit is percent).", 60
    )
    span: Span | None = field("Span", "Which time counts.", {"last": "12 months"}, None)
    window: RichLine | None = field(
        "Note on the window", "Which time counts, where a span alone does not say it.", "At the yearly review.", None
    )
    partner_types: tuple[PartnerTypeRef, ...] = field(
        "Asked of", "Ids of the partner types that it is asked of; all where it is left out.", ["reseller"], ()
    )
    to_rise: Flag = field(
        "To rise only", "Whether it is asked to reach the tier, and not to keep it.", "true", default=False
    )
    met_by_none: Flag = field(
        "Met by none", "Whether it is met where there is nothing to count, as of a share.", "true", default=False
    )


class Tier(Entity):
    """A level of the programme. Each one states all that it asks, and only what it adds to the benefits."""

    id: Slug = own_id("gold")
    title: Plain = own_title("Gold")
    rank: Whole = field("Rank", "Its place among the tiers; 1 is the lowest.", 2)
    summary: RichLine = field("Summary", "Whom the tier is for, in one sentence.", "Partners that sell regularly.")
    partner_types: tuple[PartnerTypeRef, ...] = field(
        "Open to", "Ids of the partner types that can reach it; all where it is left out.", ["reseller"], ()
    )
    requirements: tuple[Requirement, ...] = field(
        "Requirements",
        "All that a partner must reach.",
        [{"metric": "sourced-revenue", "operator": ">=", "threshold": 50000}],
        (),
    )
    benefits: tuple[Statement, ...] = field(
        "Benefits", "What a partner gets besides the benefits of the tiers below.", [{"text": "A named engineer."}], ()
    )
    review_cadence: Recurrence = field("Review", "How often the requirements are checked.", "yearly")
    downgrade: tuple[Statement, ...] = field(
        "Downgrade rule",
        "What happens, in order, when a requirement is no longer met.",
        [{"text": "Two reviews missed in a row lead one tier down."}],
        (),
    )

"""A statement about the programme's own figures that has to hold, checked whenever content is."""

from enum import StrEnum

from partner_playbooks.handbook.model.base import Entity, field, own_id, own_title
from partner_playbooks.handbook.model.field_types import FormulaField, Plain, RichLine, Slug


class Each(StrEnum):
    """Of what it is stated one by one."""

    STAGE = "stage"
    TIER = "tier"
    METRIC = "metric"
    PLAN = "plan"


class Assertion(Entity):
    """What the figures of the programme must be to each other; content that breaks it is a mistake."""

    id: Slug = own_id("pipeline-reaches-revenue")
    title: Plain = own_title("The pipeline reaches the revenue")
    each: Each | None = field(
        "Each",
        "Where it is stated of each stage, tier, metric or plan: `each.time` is the figure of each one.",
        "stage",
        None,
    )
    holds: FormulaField = field(
        "Holds",
        "The statement, over names of figures: `figure.some_name`, `tier.gold.sourced_revenue`.",
        "figure.reminder < figure.answer",
    )
    why: RichLine = field("Why", "What goes wrong where it does not hold.", "A reminder after the answer helps nobody.")

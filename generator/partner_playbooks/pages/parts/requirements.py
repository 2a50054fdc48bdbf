"""What tiers ask of partners, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from partner_playbooks.handbook.model.tier import Operator
from partner_playbooks.wording.quantities import format_quantity

if TYPE_CHECKING:
    from partner_playbooks.handbook.model.metric import Metric
    from partner_playbooks.handbook.model.tier import Requirement
    from partner_playbooks.pages.parts.writers import PageWriter

_WORDS = {
    Operator.AT_LEAST: "threshold.at-least",
    Operator.AT_MOST: "threshold.at-most",
    Operator.ABOVE: "threshold.above",
    Operator.BELOW: "threshold.below",
}


def say_requirement(writer: PageWriter, requirement: Requirement) -> str:
    """Say what a requirement asks for, in the metric's unit: `60 % or more`."""
    metric = cast("Metric", writer.handbook.entities["metric"][requirement.metric])
    return writer.say(_WORDS[requirement.operator], value=format_quantity(writer, requirement.threshold, metric.unit))

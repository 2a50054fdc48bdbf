"""A change that somebody tries on purpose: what it is expected to do is said before it begins."""

from enum import StrEnum

from partner_playbooks.handbook.model.base import Entity, field, own_id, own_title
from partner_playbooks.handbook.model.field_types import Day, MetricRef, Plain, Rich, RoleRef, Slug, StageRef


class Expected(StrEnum):
    """Where a figure is expected to go."""

    UP = "up"
    DOWN = "down"


class Experiment(Entity):
    """Something that is done in another way from a day on, and what would count as an effect."""

    id: Slug = own_id("kickoff-within-five-days")
    title: Plain = own_title("Kickoff within five days")
    hypothesis: Rich = field(
        "Hypothesis", "What is believed, and why.", "Partners that meet us within five days finish activation sooner."
    )
    changed: Rich = field("What changed", "What is done in another way.", "The kickoff is booked at the signature.")
    stage: StageRef | None = field(
        "Stage", "Id of the stage in which it shows; all of them if left out.", "activate", None
    )
    metric: MetricRef = field("Metric", "Id of the metric by which it is judged.", "time-in-stage")
    expects: Expected = field("Expects", "Where the metric is to go: up or down.", "down")
    since: Day = field("Since", "The first day on which it is done in the new way.", "2026-06-01")
    decides: RoleRef = field("Decides", "Id of the role that decides whether it stays.", "programme-manager")
    decides_on: Day = field("Decides on", "The day on which that is decided.", "2026-12-15")

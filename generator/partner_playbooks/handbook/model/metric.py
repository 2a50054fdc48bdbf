"""A metric: what it means, how it is computed, and what to do at each level."""

from enum import StrEnum
from typing import Annotated

from partner_playbooks.handbook.model.base import Entity, Entry, Record, Statement, field, own_id, own_title
from partner_playbooks.handbook.model.field_types import (
    TYPES_TOLD,
    FormulaField,
    GivenValue,
    Internal,
    MetricRef,
    Number,
    Plain,
    Rich,
    RichLine,
    RoleRef,
    Slug,
    SourceRef,
    TypeField,
)
from partner_playbooks.handbook.model.measure import Measure, RecordedExample
from partner_playbooks.handbook.model.quantity import Unit
from partner_playbooks.handbook.model.span import Span


class Level(StrEnum):
    """Whose health a metric tells of."""

    BUSINESS = "business"
    PROGRAMME = "programme"
    PARTNER = "partner"


class Direction(StrEnum):
    """Which way is better; `mix` means that the balance counts."""

    UP = "up"
    DOWN = "down"
    MIX = "mix"


class Timing(StrEnum):
    """Whether a metric warns early or confirms late."""

    LEADING = "leading"
    LAGGING = "lagging"


class Period(StrEnum):
    """How often it is computed."""

    WEEKLY = "weekly"
    MONTHLY = "monthly"
    QUARTERLY = "quarterly"
    YEARLY = "yearly"


class MetricInput(Record):
    """A named, typed value that the formula uses."""

    name: Plain = field("Name", "The name in the formula: small letters, digits, underscores.", "partners_joined")
    type: TypeField = field("Type", TYPES_TOLD, "number")
    label: Plain = field("Label", "What readers see in the formula.", "partners that joined")
    measure: Annotated[Measure | None, Internal()] = field(
        "Measure", "How it is counted from records.", {"count": "partners", "dated": "signed"}, None
    )


class Per(StrEnum):
    """Of what a metric is computed one by one."""

    STAGE = "stage"
    TIER = "tier"
    TYPE = "type"
    REGION = "region"


class Target(Record):
    """The value to aim for, in the metric's unit."""

    value: Number = field("Value", "The value to aim for (60 means 60 % where the unit is percent).", 60)
    note: RichLine | None = field("Note", "What the target holds for, and where it comes from.", "After a year.", None)


class Band(Entry):
    """A range of values and what to do in it. The last band, without a bound, holds everything else."""

    title: Plain = field("Title", "What the range is called.", "On track")
    bound: Number | None = field(
        "Bound", "At least this value (at most, where lower is better); in the metric's unit.", 60, None
    )
    action: RichLine = field("Action", "What to do in this range.", "Keep going; share what works.")


class WorkedExample(Record):
    """Numbers that anybody can follow; the checks compute them."""

    story: RichLine | None = field("Story", "Who and when, in one sentence.", "In the first quarter …", None)
    given: dict[str, GivenValue] = field(
        "Given", "A value, or a list of values, for each input by name.", {"partners_joined": "40"}
    )
    result: Number = field("Result", "What the formula gives, in the metric's unit.", 65)


class Metric(Entity):
    """A figure the programme is run by, defined so that two people compute the same."""

    id: Slug = own_id("activation-rate")
    title: Plain = own_title("Activation rate")
    level: Level = field("Level", "Whose health it tells of.", "programme")
    definition: Rich = field("Definition", "What it means, in words a newcomer understands.", "The share of …")
    formula: FormulaField = field("Formula", "How it is computed from its inputs.", "activated / joined")
    inputs: tuple[MetricInput, ...] = field("Inputs", "What the formula uses.", [{"name": "joined"}])
    unit: Unit = field("Unit", "How the result is written.", "percent")
    direction: Direction = field("Direction", "Which way is better.", "up")
    timing: Timing = field("Timing", "Whether it warns early or confirms late.", "leading")
    period: Period = field("Period", "How often it is computed.", "monthly")
    event: RichLine = field("Event", "What exactly is counted.", "The partner's first registered deal.")
    clock: RichLine | None = field("Clock", "When the clock starts and stops, for times.", "From signature.", None)
    span: Span | None = field("Span", "Which time counts.", {"last": "12 months"}, None)
    window: RichLine | None = field(
        "Note on the window",
        "Which time counts, where a span alone does not say it.",
        "Proof may follow within 30 days.",
        None,
    )
    per: Annotated[Per | None, Internal()] = field(
        "Per", "Computed from records for each stage, tier, type or region by itself.", "stage", None
    )
    data_source: Plain = field("Data source", "Where the figures come from.", "Partner portal log")
    owner: RoleRef = field("Owner", "Id of the role that publishes it.", "partner-operations")
    target: Target | None = field("Target", "The value to aim for.", {"value": 60}, None)
    bands: tuple[Band, ...] = field("Bands", "Ranges, best first, and what to do in each.", [{"title": "On track"}], ())
    example: WorkedExample = field("Worked example", "The formula with numbers.", {"given": {"joined": "40"}})
    recorded: Annotated[tuple[RecordedExample, ...], Internal()] = field(
        "Recorded examples", "A few records, and what the inputs are by them.", [{"day": "2026-09-30"}], ()
    )
    pitfalls: tuple[Statement, ...] = field(
        "Pitfalls", "How the figure misleads.", [{"text": "Counts training, not use."}], ()
    )
    advice: tuple[Statement, ...] = field(
        "Advice", "How to work with the figure.", [{"text": "Look at single partners before the mean."}], ()
    )
    related: tuple[MetricRef, ...] = field("Related", "Ids of metrics to read with it.", ["dormancy"], ())
    source: SourceRef | None = field("Source", "Id of the source of the definition.", "six-stage-article", None)

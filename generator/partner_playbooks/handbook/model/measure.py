"""How an input of a metric is counted from records: as data, so that checks compute it and an engine does."""

from enum import StrEnum

from partner_playbooks.handbook.model.base import Entity, Record, field, own_id, own_title
from partner_playbooks.handbook.model.field_types import (
    Day,
    Flag,
    GivenValue,
    Number,
    Plain,
    RichLine,
    RowFormulaField,
    Slug,
    StageRef,
)


class Clock(StrEnum):
    """In what a stay is measured."""

    DAYS = "days"
    WORKING_HOURS = "working-hours"


class Measure(Record):
    """What is counted of the rows of a table. Exactly one of the first six fields says what."""

    count: Plain | None = field(
        "Count", "A table, whose rows are counted; or a field of one, whose different values are.", "deals", None
    )
    sum: Plain | None = field("Sum", "A field of a table, whose values are added up.", "deals.amount", None)
    values: Plain | None = field("Values", "A field of a table, whose values make a list.", "deals.amount", None)
    stays: Plain | None = field(
        "Stays", "A table, of whose rows each is a stay from one day to another.", "stage_entries", None
    )
    like: Plain | None = field(
        "Like", "Another input of the metric, counted alike but for what is said here.", "joined", None
    )
    untold: RichLine | None = field(
        "Untold",
        "Why no record says it; it is then given as a figure of the table `targets`.",
        "A planned value.",
        None,
    )
    dated: RowFormulaField | None = field(
        "Dated", "The day by which a row falls into the span; without it, all rows count.", "closed", None
    )
    where: RowFormulaField | None = field("Where", "Which rows count.", 'outcome == "won"', None)
    begins: RowFormulaField | None = field("Begins", "The day or time on which a stay begins.", "committed", None)
    until: RowFormulaField | None = field("Until", "The day or time on which it ends as it should.", "activated", None)
    leaves: RowFormulaField | None = field("Leaves", "The day on which it ends in another way.", "ended", None)
    clock: Clock = field("Clock", "In what a stay is measured.", "days", Clock.DAYS)
    over_all: Flag = field(
        "Over all",
        "Whether it is counted over all groups that the metric is computed for, as their whole.",
        "true",
        default=False,
    )
    per: Plain | None = field("Per", "A field: the list has a value for each of its values.", "partner.region", None)
    top: Number | None = field(
        "Top", "The share of partners that have most of it (0.2 is the strongest fifth); only they count.", 0.2, None
    )
    of: RowFormulaField | None = field(
        "Of", "With `top`: which partners there are to choose from.", "in_business", None
    )


class RecordedExample(Record):
    """A few records and what is counted of them; the checks compute it."""

    day: Day = field("Day", "The day of calculation.", "2026-09-30")
    group: Plain | None = field("Group", "Of which group, where the metric is computed per one.", "enable", None)
    records: dict[str, tuple[dict[str, GivenValue], ...]] = field(
        "Records", "Rows by table.", {"deals": [{"id": "A", "opened": "2026-01-10"}]}
    )
    gives: dict[str, GivenValue] = field("Gives", "What each input is then, by its name.", {"won": "1"})


class Definition(Entity):
    """A condition on the rows of a table, or a value of them, that has a name: measures ask `in_business at end`."""

    id: Slug = own_id("in-business")
    title: Plain = own_title("In business")
    rows: Plain = field("Rows", "The table whose rows it is said of.", "partners")
    means: RowFormulaField = field(
        "Means", "The condition or value.", "signed <= day and (ended is empty or ended > day)"
    )
    stage: StageRef | None = field(
        "Stage", "Id of the stage that a partner has reached where the condition holds of it.", "activate", None
    )
    why: RichLine = field("Why", "Why it is drawn here.", "An agreement that has ended brings nothing more.")

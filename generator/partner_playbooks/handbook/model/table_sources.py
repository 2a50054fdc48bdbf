"""What tracking.yml may say: the file of each table of records, and how it is written."""

from enum import StrEnum

from partner_playbooks.handbook.model.base import Record, field
from partner_playbooks.handbook.model.field_types import Day, Flag, Number, Plain, Whole

UNANSWERED = "?"
"""Stands where somebody has yet to say what a word means; until then it is a word that means nothing."""


class Once(StrEnum):
    """Which of several rows with one id counts."""

    FIRST = "first"
    LAST = "last"


class Owners(StrEnum):
    """How owners of partners are read."""

    HIDDEN = "hidden"
    """Hashed, as all people are."""
    SHOWN = "shown"
    """As they are written: lists of work then say whose it is."""


class TableSource(Record):
    """The file that a table's rows stand in, and how it is written."""

    file: Plain = field(
        "File",
        "Its path below the project folder: CSV, XLSX or Parquet; of a folder, all of these in it.",
        "records/partners.csv",
    )
    columns: dict[str, Plain] = field(
        "Columns", "A field of the table, and the heading of its column.", {"id": "Account ID", "name": "Account"}
    )
    values: dict[str, dict[str, Plain]] = field(
        "Values",
        "By field: a word of the file (`*`: any other), and what it is here.",
        {"stage": {"Onboarding": "activate"}},
        {},
    )
    dates: Plain | None = field(
        "Dates",
        "How days are written, where it is not 2026-03-31: `dd/MM/yyyy`, `MM/dd/yy hh:mm a`.",
        "dd/MM/yyyy",
        None,
    )
    decimal: Plain = field("Decimal", "The sign before the decimals of a number.", ",", ".")
    empty: tuple[Plain, ...] = field(
        "Empty", "Words that mean no value, such as a day on which nothing ends.", ["9999-12-31", "n/a"], ()
    )
    separator: Plain | None = field("Separator", "Between columns of a CSV file; found out if left out.", ";", None)
    encoding: Plain | None = field("Encoding", "How a CSV file is encoded; found out if left out.", "latin-1", None)
    sheet: Plain | None = field("Sheet", "Which sheet of a workbook; the first if left out.", "Export", None)
    only: dict[str, tuple[Plain, ...]] = field(
        "Only", "By heading: the words of the rows that count; all others are passed over.", {"Field": ["Status"]}, {}
    )
    once: Once | None = field(
        "Once",
        "Which of several rows with one id counts, as of a history: the `first` or the `last`.",
        "last",
        None,
    )
    stages: dict[str, Plain] = field(
        "Stages",
        "Where each stage has a column: a stage, and the heading of the day on which it began.",
        {"activate": "Date entered Onboarding"},
        {},
    )
    zone: Plain | None = field("Zone", "The time zone of its times, where they name none.", "UTC", None)

    @property
    def fields(self) -> tuple[str, ...]:
        """The fields of the table that the file says something of."""
        return tuple(dict.fromkeys((*self.columns, *(("stage", "entered") if self.stages else ()))))


class Rate(Record):
    """What a unit of another currency is worth in the programme's, from a day on."""

    currency: Plain = field("Currency", "Its three letters.", "USD")
    since: Day = field("Since", "The first day on which the rate holds.", "2026-01-01")
    rate: Number = field("Rate", "What one unit is worth in the programme's currency.", 0.92)


class TrackingSettings(Record):
    """Where the records of a programme are, and how they are written."""

    zone: Plain = field("Zone", "The programme's time zone: days are those of its calendar.", "Europe/London", "UTC")
    rates: tuple[Rate, ...] = field(
        "Rates",
        "What other currencies are worth; amounts of one without a rate are left out, and told.",
        [{"currency": "USD", "since": "2026-01-01", "rate": 0.92}],
        (),
    )
    keep: Whole = field(
        "Keep",
        "For how many days the records of each run are kept in archive/, so that its day can be computed again.",
        400,
        400,
    )
    owners: Owners = field(
        "Owners",
        "Whether owners of partners are `hidden` (hashed, as all people are) or `shown` in lists of work.",
        "shown",
        Owners.HIDDEN,
    )
    plans: Plain | None = field(
        "Plans",
        "A folder with plan files and workbooks of partners, as they came back: pages then say how plans stand.",
        "plans",
        None,
    )
    demo: Flag = field(
        "Demo", "Whether the programme does not exist: all that is made of it says so.", "true", default=False
    )
    tables: dict[str, TableSource] = field("Tables", "A table of records, and where its rows come from.", {})

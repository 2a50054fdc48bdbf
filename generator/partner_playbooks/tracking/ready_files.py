"""What a data file says of the exports of a known system."""

from partner_playbooks.handbook.model.base import Record, field
from partner_playbooks.handbook.model.field_types import Plain
from partner_playbooks.handbook.model.table_sources import Once


class ReadyFile(Record):
    """An export that is known by its headings."""

    title: Plain = field("Title", "What is exported.", "Accounts")
    table: Plain = field("Table", "The table of records that it makes.", "partners")
    told_by: tuple[Plain, ...] = field("Told by", "Headings that it is known by: all of them are there.", ["Id"])
    columns: dict[str, Plain] = field(
        "Columns", "A field, and the heading of its column, if that is there.", {"id": "Id"}
    )
    only: dict[str, tuple[Plain, ...]] = field("Only", "Which rows count, if the column is there.", {}, {})
    values: dict[str, dict[str, Plain]] = field("Values", "By field: a word of the file, and what it is here.", {}, {})
    empty: tuple[Plain, ...] = field("Empty", "Words that mean no value.", [], ())
    once: Once | None = field("Once", "Which of several rows with one id counts.", "last", None)
    stages_like: Plain | None = field(
        "Stages like",
        "A pattern of headings that name a stage, where each has a column.",
        "Entered (?P<stage>.+)",
        None,
    )


class ReadySystem(Record):
    """A system whose exports are known."""

    system: Plain = field("System", "What it is called.", "Salesforce")
    files: tuple[ReadyFile, ...] = field("Files", "What it exports.", [{"title": "Accounts"}])

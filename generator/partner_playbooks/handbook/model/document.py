"""A document that partner work needs: what it is for, a form to fill in, and a filled example."""

import re
from collections.abc import Iterator
from decimal import Decimal
from enum import StrEnum

from partner_playbooks.handbook.model.base import Entity, Entry, field, own_id, own_title
from partner_playbooks.handbook.model.field_types import (
    Cell,
    Flag,
    Lines,
    PartnerTypeRef,
    Plain,
    Rich,
    RichLine,
    RoleRef,
    Slug,
    Whole,
)

NUMBER = re.compile(r"-?\d+(\.\d+)?", re.ASCII)
"""How a number is written in an example: digits alone, with the unit in the label."""


class DocumentKind(StrEnum):
    """What a document is in use."""

    TEMPLATE = "template"
    SCORECARD = "scorecard"
    AGENDA = "agenda"
    GUIDE = "guide"
    POLICY = "policy"
    CHECKLIST = "checklist"
    LETTER = "letter"
    WORKSHEET = "worksheet"


class FieldType(StrEnum):
    """What is written into a field."""

    TEXT = "text"
    LONG_TEXT = "long-text"
    CHOICE = "choice"
    NUMBER = "number"
    DATE = "date"
    TABLE = "table"


class DocumentField(Entry):
    """One field of the form, with the value it has in the filled example."""

    id: Slug = field("Id", "Stable name within the section.", "goal")
    label: Plain = field("Label", "What is to be filled in.", "Goal for the first 90 days")
    type: FieldType = field("Type", "What is written into it.", "text", FieldType.TEXT)
    choices: tuple[Plain, ...] = field("Choices", "For a choice: what to choose from.", ["Yes", "No"], ())
    columns: tuple[Plain, ...] = field("Columns", "For a table: its columns.", ["Step", "Owner", "Date"], ())
    weight: Whole | None = field(
        "Weight", "For a scorecard: the share of the total in points; all weights add up to 100.", 20, None
    )
    example: Lines | None = field(
        "Example",
        "The value in the filled example; not for tables. In a long text, lines stay lines: begin it with `|`.",
        "First deal",
        None,
    )
    rows: tuple[tuple[Cell, ...], ...] = field(
        "Rows",
        'For a table: the rows of the filled example, a value per column; `""` leaves a cell empty.',
        [["Kickoff", "Partner"]],
        (),
    )
    totals: tuple[Plain, ...] = field(
        "Totals", "For a table: the columns whose numbers are added up in a last row.", ["Hours"], ()
    )
    labelled_rows: Flag = field(
        "Labelled rows",
        "For a table: whether the first column of its rows names them, and stands in the blank form too.",
        "true",
        default=False,
    )
    standing: tuple[Plain, ...] = field(
        "Standing columns",
        "For a table: the columns that are the same each time, as topics and minutes of a meeting are; they stand in "
        "the blank form too, and the others are filled in.",
        ["Topic", "Minutes"],
        (),
    )

    @property
    def labels(self) -> tuple[str, ...]:
        """Give the names of a table's rows in the blank form; none where rows are blank."""
        return tuple(row[0] for row in self.rows if row) if self.labelled_rows else ()

    @property
    def blank_rows(self) -> tuple[tuple[str, ...], ...]:
        """Give the rows of the blank form with what stands in them each time; none where nothing does."""
        stands = self.labelled_rows or self.standing
        return tuple(map(self._leave_standing, self.rows)) if stands else ()

    def add_up(self, label: str) -> tuple[str, ...]:
        """Give the last row of a filled table, `label` and the sums below their columns; empty where there are none."""
        if not self.totals:
            return ()
        sums = (
            str(sum(self._numbers(place))) if name in self.totals else "" for place, name in enumerate(self.columns)
        )
        return (label, *tuple(sums)[1:])

    def add_up_blank(self, label: str) -> tuple[str, ...]:
        """Give the last row of the blank form: `label`, and the sums of what stands there each time."""
        return self.add_up(label)[:1] + self._leave_standing(self.add_up(label))[1:]

    def _leave_standing(self, row: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(
            cell if name in self.standing or (place == 0 and self.labelled_rows) else ""
            for place, (name, cell) in enumerate(zip(self.columns, row, strict=False))
        )

    def _numbers(self, place: int) -> Iterator[Decimal]:
        for row in self.rows:
            if place < len(row) and NUMBER.fullmatch(row[place]):
                yield Decimal(row[place])


class DocumentSection(Entry):
    """A part of the document: how to fill it in, and its fields."""

    heading: Plain = field("Heading", "What the section is about.", "Goals")
    guidance: Rich = field("Guidance", "How to fill it in well.", "Agree one goal per side.")
    fields: tuple[DocumentField, ...] = field("Fields", "What is to be filled in.", [{"id": "goal"}], ())


class Document(Entity):
    """A document of the toolkit, ready to be used."""

    id: Slug = own_id("kickoff-agenda")
    title: Plain = own_title("Kickoff agenda")
    kind: DocumentKind = field("Kind", "What it is in use.", "agenda")
    purpose: RichLine = field("Purpose", "What it is used for.", "Runs the first joint meeting.")
    use_when: Plain = field("Use when", "The situation it is made for.", "In the first week after signature")
    filled_by: tuple[RoleRef, ...] = field(
        "Filled in by", "Ids of the roles that fill it in.", ["partner-manager", "alliance-lead"], ()
    )
    partner_types: tuple[PartnerTypeRef, ...] = field(
        "Partner types", "Ids of the types it is made for; left out, it is for all.", ["reseller"], ()
    )
    version: Plain = field("Version", "Version of this form; filled copies name it.", "1.0")
    sections: tuple[DocumentSection, ...] = field("Sections", "In the order of the form.", [{"heading": "Goals"}])

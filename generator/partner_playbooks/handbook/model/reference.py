"""Where a fact or figure was read."""

from partner_playbooks.handbook.model.base import Entity, Entry, field, own_id, own_title
from partner_playbooks.handbook.model.field_types import Plain, Rich, RichLine, Slug, Url, Whole


class SourceRow(Entry):
    """One thing a source says, and where the handbook deals with it."""

    row: Plain = field("Row", "Short name of the row, to refer to it.", "S3")
    says: Plain = field("Says", "What the source says there, in a few words.", "Onboarding and the first 90 days")
    places: RichLine = field(
        "Places", "Links to where the handbook deals with it.", "[Activate](stage:activate), [MAP](plan:onboarding-90)"
    )


class Source(Entity):
    """A publication that the handbook takes facts from. Its figures are reported, never asserted."""

    id: Slug = own_id("partner-survey")
    title: Plain = own_title("Partner survey")
    publisher: Plain = field("Publisher", "Who published it.", "Forrester")
    year: Whole | None = field("Year", "Year of publication.", 2025, None)
    url: Url | None = field("Address", "Where it can be read.", "https://example.com/report", None)
    note: Rich | None = field("Note", "What to know when citing it.", "The publisher sells such software.", None)
    rows: tuple[SourceRow, ...] = field(
        "Rows", "What the source says, row by row, with the place in the handbook.", [{"row": "S3"}], ()
    )

"""Where a fact or figure was read."""

from partner_playbooks.model.base import Entity, Plain, Rich, Url, Whole, field


class Source(Entity):
    """A publication that the handbook takes facts from. Its figures are reported, never asserted."""

    publisher: Plain = field("Publisher", "Who published it.", "Forrester")
    year: Whole | None = field("Year", "Year of publication.", 2025, None)
    url: Url | None = field("Address", "Where it can be read.", "https://example.com/report", None)
    note: Rich | None = field("Note", "What to know when citing it.", "The publisher sells such software.", None)

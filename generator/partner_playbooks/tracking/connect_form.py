"""What a page connects a file by, in the browser: tables of records, what exports call their columns, fitting words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from partner_playbooks.language.records import TABLES
from partner_playbooks.tracking.headings import WORDS, list_words
from partner_playbooks.tracking.tracking_settings import list_words as list_choices

if TYPE_CHECKING:
    from partner_playbooks.handbook.linked import Handbook


def describe_tables(handbook: Handbook) -> dict[str, Any]:
    """Give the tables whose columns are known by what exports call them, each with its fields."""
    return {
        name: {
            "about": TABLES[name].about,
            "fields": [
                {
                    "name": field.name,
                    "about": field.about,
                    "needed": field.needed,
                    "shape": field.shape.value,
                    "called": list_words(name, field.name),
                    "words": list_choices(name, field.name, handbook) or (),
                }
                for field in TABLES[name].fields
                if not field.derived
            ],
        }
        for name in WORDS
    }

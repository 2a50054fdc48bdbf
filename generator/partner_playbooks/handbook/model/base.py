"""What every model shares: strict frozen records, declared fields, and the two audiences.

A field is declared with `field(title, description, example)`; editors see all three while they type.
"""

import re
from enum import StrEnum
from typing import Any

from pydantic import BaseModel, ConfigDict, Field
from pydantic_core import PydanticUndefined

from partner_playbooks.handbook.model.field_types import Day, Plain, RichLine, RoleRef, Slug


class Audience(StrEnum):
    """Who may read something. Everything is internal unless it says otherwise."""

    INTERNAL = "internal"
    PARTNER = "partner"


def field(title: str, description: str, example: object, default: Any = PydanticUndefined) -> Any:  # noqa: ANN401 - stands for pydantic's Field, which returns Any for the same reason
    """Declare a model field with all that an editor should see: title, description and an example."""
    return Field(default=default, title=title, description=description, examples=[example])


class Record(BaseModel):
    """Anything that stands in YAML: unknown fields are mistakes, and nothing changes after it is read."""

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        arbitrary_types_allowed=True,
        model_title_generator=lambda model: re.sub(r"(?<=[a-z])(?=[A-Z])", " ", model.__name__).capitalize(),
    )


class Entry(Record):
    """A list entry with an audience of its own."""

    audience: Audience = field(
        "Audience",
        "Who may read this: `internal` (the default) or `partner`. Only `partner` leaves the organisation.",
        "partner",
        Audience.INTERNAL,
    )


def own_id(example: str) -> Any:  # noqa: ANN401 - as `field`
    """Declare the id of a kind of entity, with one of its own as an example."""
    said = "Stable name in small letters, digits and hyphens. Links and saved ticks hang on it."
    return field("Id", said, example)


def own_title(example: str) -> Any:  # noqa: ANN401 - as `field`
    """Declare the title of a kind of entity, with one of its own as an example."""
    return field("Title", "The name readers see.", example)


def own_words(example: str) -> Any:  # noqa: ANN401 - as `field`
    """Declare the words by which people look for something that has a title."""
    return field("Other words", "What else people would type into the search to find this.", [example], ())


class Review(Record):
    """When somebody last read this with care, and when it is due again."""

    reviewed: Day = field("Reviewed", "The day somebody last read this with care.", "2026-11-01")
    due: Day = field("Review due", "The day it should be read again; overdue reviews are warned of.", "2027-05-01")
    owner: RoleRef | None = field(
        "Reviewer", "Id of the role that reads it again; left out, whoever owns it.", "partner-manager", None
    )


class Entity(Entry):
    """Something with a stable id and a page or entry of its own."""

    id: Slug = own_id("some-name")
    title: Plain = own_title("Some name")
    aliases: tuple[Slug, ...] = field(
        "Former ids",
        "Ids this once had. Old links are redirected from them.",
        ["channel-manager"],
        (),
    )
    other_words: tuple[Plain, ...] = own_words("registered pipeline does not move")
    review: Review | None = field(
        "Review", "When this was last reviewed and when it is due again.", {"reviewed": "2026-11-01"}, None
    )


class Statement(Entry):
    """One criterion, responsibility or question: a single sentence."""

    text: RichLine = field("Text", "One clear, checkable sentence.", "Both sponsors are named.")

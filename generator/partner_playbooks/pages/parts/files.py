"""Files that an edition offers beside its pages. What makes them stands above this; pages lead to them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from .addresses import DOWNLOADS

if TYPE_CHECKING:
    from partner_playbooks.pages.parts.writers import PageWriter

    from .links import Link

FOLDER = "downloads"
"""Of the site, below its root."""


@dataclass(frozen=True, slots=True)
class File:
    """A file to download."""

    path: str
    """Below the folder of downloads: `plans/onboarding-30.pdf`."""
    kind: str
    """Of what it shows: plan, stage or document."""
    id: str
    partner_type: str | None
    """Id of the type that it is made for; None where it is for any."""
    format: str
    """What its name ends in."""


FORMATS = ("pdf", "docx", "xlsx", "csv", "zip")
"""In the order in which pages show them."""


def link_files(writer: PageWriter, kind: str, id_: str, partner_type: str | None = None) -> tuple[Link, ...]:
    """Link to the files that show something, made for a partner type or for any."""
    wanted = (kind, id_, partner_type)
    found = {file.format: file for file in writer.edition.files if (file.kind, file.id, file.partner_type) == wanted}
    return tuple(
        writer.place(writer.say(f"download.format.{each}"), f"{FOLDER}/{found[each].path}")
        for each in FORMATS
        if each in found
    )


def link_files_by_type(writer: PageWriter, plan: str) -> tuple[Link, ...]:
    """Link to the download centre, where a plan is another one for some partner types."""
    special = any(file.partner_type for file in writer.edition.files if (file.kind, file.id) == ("plan", plan))
    return (writer.place(writer.say("download.by-type"), DOWNLOADS),) if special else ()


def make_type_anchor(id_: str) -> str:
    """Give the anchor of a partner type in the download centre."""
    return f"for-{id_}"

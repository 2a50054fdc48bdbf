"""Links to the files that an edition offers beside its pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from partner_playbooks.pages.parts.download import FOLDER, FORMATS

from .addresses import DOWNLOADS

if TYPE_CHECKING:
    from partner_playbooks.pages.parts.writers import PageWriter

    from .links import Link


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

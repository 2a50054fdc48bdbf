"""A file that an edition offers beside its pages. What makes it stands above this; pages lead to it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

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


def group_files(files: Iterable[File]) -> Mapping[tuple[str, str, str | None], Mapping[str, File]]:
    """Give the files that show the same, by its kind, its id and the partner type they are made for; each by format."""
    found: dict[tuple[str, str, str | None], dict[str, File]] = {}
    for file in files:
        found.setdefault((file.kind, file.id, file.partner_type), {})[file.format] = file
    return found

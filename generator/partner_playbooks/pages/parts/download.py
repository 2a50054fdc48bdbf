"""A file that an edition offers beside its pages. What makes it stands above this; pages lead to it."""

from __future__ import annotations

from dataclasses import dataclass

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

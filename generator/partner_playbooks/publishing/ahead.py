"""A few pages ahead of all others, for a preview: those that somebody is looking at.

They come out as in the whole site, byte for byte: every page is there to be linked to and stands in the navigation, but
only these are built. What is made of many pages (booklets, search) waits for the whole.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import yaml

from partner_playbooks.pages.parts.addresses import find_location
from partner_playbooks.publishing.finishing import remove_search
from partner_playbooks.publishing.publishers import PUBLISHERS, Run

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from partner_playbooks.publishing.edition import Edition

AHEAD = "ahead"
"""The folder in the staging folder in which they are made."""
_CONFIG = "ahead.yml"
_PUBLISHER = replace(PUBLISHERS["mkdocs"], arguments=("build", "--quiet"))
"""Not strict: that a link leads to a page that is not built is as it should be."""


def list_buildable(edition: Edition) -> Mapping[str, str]:
    """Give the pages that can be built ahead: address within the site → path of the Markdown."""
    return {find_location(page.path): page.path for page in edition.pages if not page.chapters}


def build_ahead(staging: Path, paths: Iterable[str]) -> None:
    """Build the pages at these paths of a staging folder into its folder `ahead/`.

    Raises:
        UserError: the publisher failed.
    """
    settings = {
        "INHERIT": "mkdocs.yml",
        "site_dir": AHEAD,
        "exclude_docs": "".join(["*.md\n", *(f"!/{path}\n" for path in paths)]),
    }
    (staging / _CONFIG).write_text(yaml.safe_dump(settings), encoding="utf-8")
    with Run(_PUBLISHER, staging, config=_CONFIG) as run:
        run.wait_for_end()
    remove_search(staging / AHEAD)

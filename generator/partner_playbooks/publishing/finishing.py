"""What no publisher gives, added once to every built site: redirects, booklets, sizes, embeds."""

from __future__ import annotations

import html
import json
import shutil
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

from partner_playbooks.pages.parts.addresses import find_location
from partner_playbooks.publishing.booklets import write_booklets
from partner_playbooks.publishing.embeds import list_embed_redirects, write_embeds
from partner_playbooks.publishing.publishers import SEARCH
from partner_playbooks.publishing.sizes import write_sizes
from partner_playbooks.publishing.staging import BESIDE, EXTRAS

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from partner_playbooks.project.finished_work import FinishedWork


def finish_site(staging: Path, finished: FinishedWork | None = None) -> dict[Path, str]:
    """Add redirects, booklets, sizes and pages to be embedded to the site that stands in a staging folder.

    What is staged to stand beside its pages goes into it. With a folder of `finished` work, chapters of booklets are
    read once. Give what booklets hold beside their chapters, as `write_booklets` does.
    """
    site = staging / "site"
    extras = json.loads((staging / EXTRAS).read_text(encoding="utf-8"))
    remove_search(site)
    _move_into(site, staging / BESIDE)
    _write_redirects(site, extras, {**extras["redirects"], **list_embed_redirects(extras)})
    own = write_booklets(site, extras["booklets"], finished, extras["edition"])
    if extras["files"]:
        write_sizes(site, extras["size"])
    write_embeds(site, extras)
    return own


def _move_into(site: Path, folder: Path) -> None:
    """Move all files of a folder to the same places of a site."""
    for path in [path for path in folder.rglob("*") if path.is_file()]:
        place = site / path.relative_to(folder)
        place.parent.mkdir(parents=True, exist_ok=True)
        path.replace(place)


def remove_search(site: Path) -> None:
    """Remove what the publisher left for its own search."""
    for name in SEARCH:
        if (site / name).is_dir():
            shutil.rmtree(site / name)
        else:
            (site / name).unlink(missing_ok=True)


_REDIRECT = """<!DOCTYPE html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<title>{title}</title>
<meta name="robots" content="noindex">
<link rel="canonical" href="{target}">
<meta http-equiv="refresh" content="0; url={target}">
</head>
<body>
<main>
<h1>{title}</h1>
<p>{text} <a href="{target}">{target}</a></p>
</main>
</body>
</html>
"""


def _write_redirects(site: Path, extras: Mapping[str, Any], redirects: Mapping[str, str]) -> None:
    words = {name: html.escape(text) for name, text in extras["moved"].items()}
    for former, path in redirects.items():
        page = site / find_location(former) / "index.html"
        up = "../" * len(PurePosixPath(find_location(former)).parts)
        target = html.escape(up + find_location(path))
        page.parent.mkdir(parents=True, exist_ok=True)
        text = _REDIRECT.format(**words, language=extras["languages"][-1], target=target)
        page.write_text(text, encoding="utf-8", newline="\n")

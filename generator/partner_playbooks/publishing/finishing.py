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
from partner_playbooks.publishing.staging import EXTRAS, write_files

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from partner_playbooks.project.finished_work import FinishedWork


def finish_site(staging: Path, beside: Iterable[Mapping[str, str]] = (), finished: FinishedWork | None = None) -> None:
    """Add redirects, booklets, sizes and pages to be embedded to the site that stands in a staging folder.

    What stands `beside` its pages is added by name. With a folder of `finished` work, chapters of booklets are made
    once.
    """
    site = staging / "site"
    extras = json.loads((staging / EXTRAS).read_text(encoding="utf-8"))
    remove_search(site)
    for texts in beside:
        write_files(site, texts)
    _write_redirects(site, extras, {**extras["redirects"], **list_embed_redirects(extras)})
    write_booklets(site, extras["booklets"], finished)
    if extras["files"]:
        write_sizes(site, extras["size"])
    write_embeds(site, extras)


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
        page.write_text(_REDIRECT.format(**words, language=extras["languages"][-1], target=target), encoding="utf-8")

"""What no publisher gives, added once to every built site: search entries for single items, and redirects."""

from __future__ import annotations

import html
import json
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

from partner_playbooks.workspace.staging import EXTRAS, location

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

_INDEXES = ("search/search_index.json", "search.json")
"""Where MkDocs and Zensical keep their search index; both hold lists of location, title and text."""


def finish(staging: Path) -> None:
    """Add search entries and redirect pages to the site that a publisher built in a staging folder."""
    site = staging / "site"
    extras = json.loads((staging / EXTRAS).read_text(encoding="utf-8"))
    for name in _INDEXES:
        if (site / name).is_file():
            _add_search_entries(site / name, extras["search"])
    _write_redirects(site, extras["redirects"])


def _add_search_entries(index: Path, entries: Sequence[Mapping[str, Any]]) -> None:
    data: dict[str, Any] = json.loads(index.read_text(encoding="utf-8"))
    listed = data["docs"] if "docs" in data else data["items"]
    known = {item["location"]: item for item in listed}
    for entry in entries:
        place = f"{location(entry['path'])}#{entry['anchor']}"
        if place not in known:
            known[place] = {**_blank(listed), "location": place}
            listed.append(known[place])
        known[place] |= {name: html.escape(entry[name], quote=False) for name in ("title", "text")}
        if entry["boost"] != 1:
            known[place]["boost"] = entry["boost"]
    index.write_text(json.dumps(data, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")


def _blank(listed: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Give an entry with the fields that the publisher's own entries have, all empty."""
    return {name: type(value)() for name, value in listed[0].items()} if listed else {}


_REDIRECT = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>This page has moved</title>
<meta name="robots" content="noindex">
<link rel="canonical" href="{target}">
<meta http-equiv="refresh" content="0; url={target}">
</head>
<body>
<main>
<h1>This page has moved</h1>
<p>It is now at <a href="{target}">{target}</a>.</p>
</main>
</body>
</html>
"""


def _write_redirects(site: Path, redirects: Mapping[str, str]) -> None:
    for former, path in redirects.items():
        page = site / location(former) / "index.html"
        up = "../" * len(PurePosixPath(location(former)).parts)
        page.parent.mkdir(parents=True, exist_ok=True)
        page.write_text(_REDIRECT.format(target=html.escape(up + location(path))), encoding="utf-8")

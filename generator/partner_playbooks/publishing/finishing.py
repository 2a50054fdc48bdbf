"""What no publisher gives, added once to every built site: search entries, redirects, booklets, sizes, embeds."""

from __future__ import annotations

import html
import json
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

from partner_playbooks.language.diagnostics import UserError
from partner_playbooks.publishing.booklets import write_booklets
from partner_playbooks.publishing.embeds import list_embed_redirects, write_embeds
from partner_playbooks.publishing.sizes import write_sizes
from partner_playbooks.publishing.staging import EXTRAS, find_location

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

INDEXES = ("search/search_index.json", "search.json")
"""Where publishers keep their search index; each holds a list of location, title and text."""


def finish_site(staging: Path) -> None:
    """Add search entries, redirects and pages to be embedded to the site that a publisher built in a staging folder.

    Raises:
        UserError: the site has no search index at a place that is known.
    """
    site = staging / "site"
    extras = json.loads((staging / EXTRAS).read_text(encoding="utf-8"))
    index = next((site / name for name in INDEXES if (site / name).is_file()), None)
    if index is None:
        raise UserError(
            f"the publisher left no search index: none of {', '.join(INDEXES)}", "name its place in INDEXES"
        )
    _extend_search(site, index, extras)
    _write_redirects(site, extras, {**extras["redirects"], **list_embed_redirects(extras)})
    write_booklets(site, extras["booklets"])
    if extras["files"]:
        write_sizes(site, extras["size"])
    write_embeds(site, extras)


def _extend_search(site: Path, index: Path, extras: Mapping[str, Any]) -> None:
    """Add entries, and let the search know the endings of words in every language of the site."""
    data: dict[str, Any] = json.loads(index.read_text(encoding="utf-8"))
    known = {path.name.split(".")[1] for path in (site / _STEMMERS).glob("lunr.*.min.js")} | {"en"}
    spoken = [language for language in extras["languages"] if language in known]
    if spoken and "lang" in data.get("config", {}):
        data["config"]["lang"] = spoken
    listed = data["docs"] if "docs" in data else data["items"]
    again = {find_location(path) for path in extras["booklets"]}  # what they say, their pages say
    listed[:] = [entry for entry in listed if entry["location"].partition("#")[0] not in again]
    _add_search_entries(listed, extras["search"])
    index.write_text(json.dumps(data, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")


def _add_search_entries(listed: list[dict[str, Any]], entries: Sequence[Mapping[str, Any]]) -> None:
    known = {item["location"]: item for item in listed}
    for entry in entries:
        place = f"{find_location(entry['path'])}#{entry['anchor']}"
        if place not in known:
            known[place] = {**_blank(listed), "location": place}
            listed.append(known[place])
        known[place] |= {name: html.escape(entry[name], quote=False) for name in ("title", "text")}
        if entry["boost"] != 1:
            known[place]["boost"] = entry["boost"]


def _blank(listed: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Give an entry with the fields that the publisher's own entries have, all empty."""
    return {name: type(value)() for name, value in listed[0].items()} if listed else {}


_STEMMERS = "assets/javascripts/lunr/min"
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

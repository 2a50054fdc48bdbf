"""A built site as one file that works without a server: unpacked, it is opened from the disk.

There, folders have no index, a script may not fetch, and a worker may not start: links name files, the search index is
a script, and a small library runs the search in a frame. No policy stands in the pages as `<meta>`: it could allow
nothing, since for a browser each file on a disk is another origin.
"""

from __future__ import annotations

import json
import posixpath
import re
from typing import TYPE_CHECKING

from lxml import html

from partner_playbooks.downloads.archive import pack_archive
from partner_playbooks.publishing.embeds import EMBED
from partner_playbooks.publishing.policy import HEADERS, NGINX, NGINX_EMBED
from partner_playbooks.publishing.staging import WRITTEN

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_INDEX = "search/search_index.json"
_SHIM = "assets/js/vendor/iframe-worker.js"
_OF_A_SERVER = {"404.html", "sitemap.xml", "sitemap.xml.gz", WRITTEN, HEADERS, NGINX, NGINX_EMBED, _INDEX}
"""What has no use without one."""
_ABSOLUTE = re.compile(r"[a-z][a-z0-9+.-]*:|/", re.IGNORECASE)
_ADDRESS = re.compile(r"([^?#]*)(.*)", re.DOTALL)
_REFRESH = re.compile(r"(\s*\d+\s*;\s*url=)(.*)", re.IGNORECASE | re.DOTALL)


def name_copy(edition: str) -> str:
    """Give the name of the file."""
    return f"handbook-{edition}.zip"


def write_offline(file: Path) -> None:
    """Write the file into the built site that it is to stand in; inside, all stands in one folder."""
    file.write_bytes(pack_archive({f"{file.stem}/{path}": raw for path, raw in _files(file.parent)}))


def _files(site: Path) -> Iterator[tuple[str, bytes]]:
    for file in sorted(site.rglob("*")):
        path = file.relative_to(site).as_posix()
        if path == _INDEX:
            yield path.removesuffix("on"), _as_script(file.read_text(encoding="utf-8"))
        elif file.is_file() and path not in _OF_A_SERVER and not path.startswith((".", f"{EMBED}/")):
            yield path, _page(file.read_text(encoding="utf-8"), path) if file.suffix == ".html" else file.read_bytes()


def _as_script(index: str) -> bytes:
    """Give the search index as the script that Material looks for where there is no server."""
    data = json.loads(index)
    for entry in data["docs"]:
        entry["location"] = name_file_in_copy(f"./{entry['location']}").removeprefix("./")
    return f"var __index = {json.dumps(data, ensure_ascii=False, separators=(',', ':'))};\n".encode()


def _page(text: str, path: str) -> bytes:
    """Give a page whose links name files, and which finds its search."""
    root = html.document_fromstring(text)
    for element in root.xpath("//*[contains(@class, 'offline-copy')]"):
        element.drop_tree()
    for element in root.xpath("//*[@href]"):
        element.set("href", name_file_in_copy(element.get("href")))
    for element in root.xpath("//meta[@http-equiv='refresh']"):
        element.set(
            "content", _REFRESH.sub(lambda match: match[1] + name_file_in_copy(match[2]), element.get("content", ""))
        )
    for script in root.xpath("//script[contains(@src, 'assets/javascripts/bundle')]"):
        up = posixpath.relpath(_SHIM, posixpath.dirname(path) or ".")
        script.addprevious(html.Element("script", src=up))
    return html.tostring(root, doctype="<!DOCTYPE html>", encoding="unicode").encode()


def name_file_in_copy(address: str) -> str:
    """Give an address within the site by the name of its file: `../stages/#exit` → `../stages/index.html#exit`."""
    found = _ADDRESS.fullmatch(address)
    if found is None or _ABSOLUTE.match(address) or not found[1]:
        return address
    path, rest = found.groups()
    if posixpath.basename(path) in {"", ".", ".."}:
        path = posixpath.join(path, "index.html")
    return path + rest

"""A built site as one file that works without a server: unpacked, it is opened from the disk.

There, folders have no index and a script may not fetch: links name files, and all data are scripts. No policy stands in
the pages as `<meta>`: it could allow nothing, since for a browser each file on a disk is another origin.
"""

from __future__ import annotations

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

_OF_A_SERVER = {"404.html", "sitemap.xml", "sitemap.xml.gz", WRITTEN, HEADERS, NGINX, NGINX_EMBED}
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
        if file.is_file() and path not in _OF_A_SERVER and not path.startswith((".", f"{EMBED}/")):
            yield path, _page(file.read_text(encoding="utf-8")) if file.suffix == ".html" else file.read_bytes()


def _page(text: str) -> bytes:
    """Give a page whose links name files."""
    root = html.document_fromstring(text)
    for element in root.xpath("//*[contains(@class, 'offline-copy')]"):
        element.drop_tree()
    for element in root.xpath("//*[@href]"):
        element.set("href", name_file_in_copy(element.get("href")))
    for element in root.xpath("//meta[@http-equiv='refresh']"):
        element.set(
            "content", _REFRESH.sub(lambda match: match[1] + name_file_in_copy(match[2]), element.get("content", ""))
        )
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

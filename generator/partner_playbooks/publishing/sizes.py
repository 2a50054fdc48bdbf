"""The size of each file to download, written beside the link that leads to it."""

from __future__ import annotations

import html
import posixpath
import re
from functools import partial
from typing import TYPE_CHECKING
from urllib.parse import unquote

from partner_playbooks.pages.parts.download import FORMATS
from partner_playbooks.project.workers import map_forked

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

_LINK = re.compile(rf'(<a href="([^":#?]+\.(?:{"|".join(FORMATS)}))"[^>]*>)([^<]*)</a>')

_ENDINGS = [f'.{name}"'.encode() for name in FORMATS]


def write_sizes(site: Path, words: str) -> None:
    """Write sizes into the pages of a built site.

    Args:
        site: Its folder.
        words: How a size is said, as `{size} KB`.
    """
    said = {
        path.as_posix(): html.escape(words.replace("{size}", str(max(1, round(size / 1000)))))
        for path in site.rglob("*")
        if path.suffix.removeprefix(".") in FORMATS
        and path.is_file()
        and (size := path.stat().st_size)  # a preview makes it when asked
    }
    pages = [*site.rglob("*.html")]
    map_forked(partial(_write_into, said), (pages[::2], pages[1::2]))


def _write_into(said: Mapping[str, str], pages: Iterable[Path]) -> None:
    for page in pages:
        raw = page.read_bytes()
        if not any(ending in raw for ending in _ENDINGS):  # as on most
            continue
        text = raw.decode("utf-8")
        shown = _LINK.sub(partial(_with_size, f"{page.parent.as_posix()}/", said), text)
        if shown != text:  # a page is there whole, should the process be killed: another does the same again
            page.with_suffix(".sized").write_text(shown, encoding="utf-8", newline="")
            page.with_suffix(".sized").replace(page)


def _with_size(folder: str, said: Mapping[str, str], match: re.Match[str]) -> str:
    size = said.get(posixpath.normpath(folder + unquote(html.unescape(match[2]))))
    return match[0] if size is None else f'{match[1]}{match[3]} <span class="size">({size})</span></a>'

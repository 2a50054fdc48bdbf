"""The size of each file to download, written beside the link that leads to it."""

from __future__ import annotations

import html
import re
from functools import partial
from typing import TYPE_CHECKING
from urllib.parse import unquote

from partner_playbooks.pages.parts.download import FORMATS

if TYPE_CHECKING:
    from pathlib import Path

_LINK = re.compile(rf'(<a href="([^":#?]+\.(?:{"|".join(FORMATS)}))"[^>]*>)([^<]*)</a>')

_ENDINGS = [f'.{name}"'.encode() for name in FORMATS]


def write_sizes(site: Path, words: str) -> None:
    """Write sizes into the pages of a built site.

    Args:
        site: Its folder.
        words: How a size is said, as `{size} KB`.
    """
    for page in site.rglob("*.html"):
        raw = page.read_bytes()
        if not any(ending in raw for ending in _ENDINGS):  # as on most
            continue
        text = raw.decode("utf-8")
        shown = _LINK.sub(partial(_with_size, page.parent, words), text)
        if shown != text:
            page.write_text(shown, encoding="utf-8", newline="")


def _with_size(folder: Path, words: str, match: re.Match[str]) -> str:
    path = folder / unquote(html.unescape(match[2]))
    size = path.stat().st_size if path.is_file() else 0
    if not size:  # a preview makes it when asked
        return match[0]
    said = html.escape(words.replace("{size}", str(max(1, round(size / 1000)))))
    return f'{match[1]}{match[3]} <span class="size">({said})</span></a>'

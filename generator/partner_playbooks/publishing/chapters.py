"""Chapters of booklets: the inside of a built page, read once and written into every booklet that it is part of.

Only its ids and its links differ from one booklet to another. What stands between them is kept as text.
"""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from typing import TYPE_CHECKING, TypeAlias

from lxml import html

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lxml.html import HtmlElement

_OF_THE_PAGE = ("as-markdown", "headerlink", "on-paper", "to-print", "overdue-note", "written")
"""Classes of what a page says of itself alone, or to the screen."""
_IDENTIFYING = ("id", "for", "name", "headers", "aria-labelledby", "aria-describedby", "aria-controls", "data-stage")
"""Attributes that hold ids, or names that are made for one page."""
_LINKING = ("href", "src")
_LEFT_OUT = f".//*[{' or '.join(f'contains(@class, {name!r})' for name in _OF_THE_PAGE)}]"
_VARYING = f".//*[{' or '.join(f'@{name}' for name in (*_IDENTIFYING, *_LINKING))}]"
_ABSOLUTE = re.compile(r"[a-z][a-z0-9+.-]*:|//", re.IGNORECASE)

Place: TypeAlias = "tuple[str, str, bool]"
"""Where a link leads: the folder or file of the site, the link from `?` or `#` on, and whether it is a file."""


@dataclass(frozen=True, slots=True)
class Article:
    """The inside of a page's article, as HTML; between each two texts stands a place, or ids with spaces between."""

    texts: list[str]
    between: list[Place | str]

    def write(self, booklet: Booklet, prefix: str = "") -> str:
        """Give it as it stands in a booklet, with `prefix` before every id."""
        parts = [self.texts[0]]
        for varying, text in zip(self.between, self.texts[1:], strict=True):
            if isinstance(varying, str):
                value = " ".join(prefix + id_ for id_ in varying.split())
            else:
                value = booklet.link(varying)
            parts += [value, text]
        return "".join(parts)


@dataclass(frozen=True, slots=True)
class Booklet:
    """A booklet's address within the site, `print/stages/activate/`, and what it holds."""

    address: str
    names: Mapping[str, str]
    """The addresses of its chapters, and what each is called in ids."""

    def write_chapter(self, address: str, article: Article) -> str:
        """Give a chapter of it."""
        name = self.names[address]
        return f'<section class="chapter" id="{name}">{article.write(self, f"{name}--")}</section>\n'

    def link(self, place: Place) -> str:
        """Give a link to a place of the site as it runs from the booklet."""
        there, rest, is_file = place
        folder = f"{there}/" if there else ""
        anchor = rest.partition("#")[2]
        if folder in self.names:
            return f"#{self.names[folder]}--{anchor}" if anchor else f"#{self.names[folder]}"
        if folder == self.address:
            return f"#{anchor}"
        return _relate(there, self.address) + ("" if is_file else "/") + rest


def read_article(inner: str, address: str, *, as_chapter: bool) -> Article:
    """Read the inside of the article of the built page at `address`; a chapter is without what is for the screen."""
    root = html.fragment_fromstring(inner, create_parent="div")
    for element in root.xpath(_LEFT_OUT) if as_chapter else ():
        element.drop_tree()
    mark = _choose_mark(inner)
    between: list[Place | str] = []
    for element in root.xpath(_VARYING):
        for name, value in element.items():
            if name in _LINKING and not _ABSOLUTE.match(value):
                found: Place | str = _find_place(_escape(value), address)
            elif name in _IDENTIFYING and as_chapter:
                found = _escape(value)
            else:
                continue
            element.set(name, f"{mark}{len(between)}{mark}")
            between.append(found)
    texts = re.split(f"{mark}([0-9]+){mark}", _write_inside(root))
    return Article(texts[::2], [between[int(number)] for number in texts[1::2]])


@lru_cache(maxsize=4096)
def _relate(there: str, address: str) -> str:
    return posixpath.relpath(f"/{there}", f"/{address}")


def _escape(value: str) -> str:
    return escape(value, quote=False).replace('"', "&quot;")


def _choose_mark(text: str) -> str:
    """Give letters that a text has not."""
    mark = "varying"
    while mark in text:
        mark += "x"
    return mark


def _write_inside(root: HtmlElement) -> str:
    text = escape(root.text or "", quote=False)
    return text + "".join(html.tostring(child, encoding="unicode") for child in root)


def _find_place(target: str, address: str) -> Place:
    path = re.split("[?#]", target, maxsplit=1)[0]
    there = posixpath.normpath(posixpath.join("/", address, path)).strip("/")
    return there, target[len(path) :], "." in posixpath.basename(there)

"""Booklets: pages of the built site put together on one, for printing. Their contents page is built already.

Every id gets the name of its chapter in front, and every link to a page of the booklet leads to its chapter.
"""

from __future__ import annotations

import hashlib
import posixpath
import re
from dataclasses import dataclass
from functools import cache, partial
from typing import TYPE_CHECKING

from lxml import etree, html

from partner_playbooks.pages.parts.addresses import find_location
from partner_playbooks.project.finished_work import make_key
from partner_playbooks.project.resources import fingerprint_publishing
from partner_playbooks.project.workers import map_forked

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from partner_playbooks.project.finished_work import FinishedWork

_ARTICLE = re.compile(r"(<article\b[^>]*>)(.*)(</article>)", re.DOTALL)
_OF_THE_PAGE = ("as-markdown", "headerlink", "on-paper", "to-print", "overdue-note", "written")
"""Classes of what a page says of itself alone, or to the screen."""
_LEFT_OUT = f"//*[{' or '.join(f'contains(@class, {name!r})' for name in _OF_THE_PAGE)}]"
_IDENTIFYING = ("id", "for", "name", "headers", "aria-labelledby", "aria-describedby", "aria-controls", "data-stage")
"""Attributes that hold ids, or names that are made for one page."""
_LINKING = ("href", "src")
_ABSOLUTE = re.compile(r"[a-z][a-z0-9+.-]*:|//", re.IGNORECASE)


def write_booklets(site: Path, booklets: Mapping[str, Sequence[str]], finished: FinishedWork | None = None) -> None:
    """Put chapters below the contents of each booklet. Paths are those of Markdown files: `print/index.md`."""
    made = [_Booklet.of(path, chapters) for path, chapters in booklets.items()]
    for half in map_forked(partial(_write_beside, site, finished), (made[::2], made[1::2])):
        for file in half:
            file.replace(file.with_suffix(".html"))


def _write_beside(site: Path, finished: FinishedWork | None, booklets: Sequence[_Booklet]) -> list[Path]:
    """Write booklets beside their contents, which stay as they are: where a process is killed, another does it again.

    Give the files.
    """
    written = []
    read = cache(lambda address: _cut(_name_file(site, address))[1])
    for booklet in booklets:
        file = _name_file(site, booklet.address)
        before, contents, after = _cut(file)
        articles = {booklet.address: contents} | {address: read(address) for address in booklet.names}
        parts = _make_parts(booklet, articles, finished)
        written.append(file.with_suffix(".whole"))
        written[-1].write_text("".join([before, *parts, after]), encoding="utf-8")
    return written


def _name(path: str) -> str:
    return path.removesuffix(".md").replace("/", "-")


def _name_file(site: Path, address: str) -> Path:
    return site / address / "index.html"


def _cut(file: Path) -> tuple[str, str, str]:
    """Cut a built page into what stands before its article, the article's inside, and the rest."""
    page = file.read_text(encoding="utf-8")
    found = _ARTICLE.search(page)
    if found is None:  # a theme of the project's own without one
        return page, "", ""
    return page[: found.start(2)], found[2], page[found.end(2) :]


def _make_parts(booklet: _Booklet, articles: Mapping[str, str], finished: FinishedWork | None) -> Iterator[str]:
    """Yield the parts of a booklet, its contents first; what was made of the same article is taken from there."""
    told = hashlib.sha256(repr((fingerprint_publishing(), booklet)).encode()).digest()
    for address, article in articles.items():
        key = make_key(b"chapter", told, address.encode(), article.encode())
        kept = None if finished is None else finished.find(key)
        made = booklet.make_part(article, address) if kept is None else kept.decode()
        if finished is not None and kept is None:
            finished.keep(key, made.encode())
        yield made


@dataclass(frozen=True, slots=True)
class _Booklet:
    address: str
    """Its address within the site: `print/stages/activate/`."""
    names: Mapping[str, str]
    """The addresses of its chapters, and what each is called in ids."""

    @classmethod
    def of(cls, path: str, chapters: Iterable[str]) -> _Booklet:
        """Take it from the paths of Markdown files."""
        return cls(find_location(path), {find_location(chapter): _name(chapter) for chapter in chapters})

    def make_part(self, inner: str, address: str) -> str:
        """Make its contents, or a chapter, of the inside of a page's article."""
        name = self.names.get(address)
        if name is None:
            return self.article(inner, address)
        return f'<section class="chapter" id="{name}">{self.article(inner, address, f"{name}--")}</section>\n'

    def article(self, inner: str, address: str, prefix: str = "") -> str:
        """Give what a built page says, with `prefix` before every id and links as they run from the booklet."""
        root = html.fragment_fromstring(inner, create_parent="div")
        for element in root.xpath(_LEFT_OUT) if prefix else ():
            element.drop_tree()
        for element in root.iter(etree.Element):
            for attribute, value in element.items():
                if attribute in _LINKING:
                    element.set(attribute, self.link(value, address))
                elif attribute in _IDENTIFYING and prefix:
                    element.set(attribute, " ".join(prefix + id_ for id_ in value.split()))
        return (root.text or "") + "".join(html.tostring(child, encoding="unicode") for child in root)

    def link(self, target: str, address: str) -> str:
        """Give a link of the page at `address` as it runs from the booklet."""
        if _ABSOLUTE.match(target):
            return target
        path, mark, anchor = target.partition("#")
        there = posixpath.normpath(posixpath.join("/", address, path)).strip("/")
        folder = f"{there}/" if there else ""
        if folder in self.names:
            return f"#{self.names[folder]}--{anchor}" if anchor else f"#{self.names[folder]}"
        if folder == self.address:
            return f"#{anchor}"
        is_file = "." in posixpath.basename(there)
        return posixpath.relpath(f"/{there}", f"/{self.address}") + ("" if is_file else "/") + mark + anchor

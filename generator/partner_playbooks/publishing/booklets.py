"""Booklets: pages of the built site put together on one, for printing. Their contents page is built already.

Every id gets the name of its chapter in front, and every link to a page of the booklet leads to its chapter.
"""

from __future__ import annotations

import json
import re
from functools import partial
from typing import TYPE_CHECKING, TypeAlias

from partner_playbooks.pages.parts.addresses import find_location
from partner_playbooks.project.finished_work import make_key
from partner_playbooks.project.resources import fingerprint_publishing
from partner_playbooks.project.workers import map_forked
from partner_playbooks.publishing.chapters import Article, Booklet, read_article

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Mapping, Sequence
    from pathlib import Path

    from partner_playbooks.project.finished_work import FinishedWork
    from partner_playbooks.publishing.chapters import Place

_Article: TypeAlias = "tuple[str, list[str], list[Place | str]]"
"""The address of a page that was read, and what an `Article` is made of."""
_ARTICLE = re.compile(r"(<article\b[^>]*>)(.*)(</article>)", re.DOTALL)


def write_booklets(
    site: Path, booklets: Mapping[str, Sequence[str]], finished: FinishedWork | None = None, edition: str = ""
) -> dict[Path, str]:
    """Put chapters below the contents of each booklet; give what its page holds beside them.

    Chapters stand in the site as pages of their own.

    Args:
        site: Its folder.
        booklets: Their chapters; paths are those of Markdown files, `print/index.md`.
        finished: Where the chapters are kept that were read, so that each page is read once.
        edition: Of which edition the site is.
    """
    made = [
        Booklet(find_location(path), {find_location(chapter): _name(chapter) for chapter in chapters})
        for path, chapters in booklets.items()
    ]
    addresses = list(dict.fromkeys(address for booklet in made for address in booklet.names))
    key = make_key(b"chapters", fingerprint_publishing().encode(), edition.encode())
    known: dict[str, _Article] = {} if finished is None else finished.find_json(key) or {}
    read: dict[str, _Article] = {}
    for half in map_forked(partial(_read_chapters, site, known), (addresses[::2], addresses[1::2])):
        read |= {key: article or known[key] for key, article in half.items()}
    if finished is not None and read.keys() != known.keys():
        finished.keep(key, json.dumps(read, separators=(",", ":")).encode())
    articles = {address: Article(texts, between) for address, texts, between in read.values()}
    own: dict[Path, str] = {}
    for held in map_forked(partial(_write_beside, site, articles), (made[::2], made[1::2])):
        own |= held
    for file in own:
        file.with_suffix(".whole").replace(file)
    return own


def _read_chapters(site: Path, known: Container[str], addresses: Iterable[str]) -> dict[str, _Article | None]:
    """Read pages as chapters; of those that are known, nothing is given."""
    read: dict[str, _Article | None] = {}
    for address in addresses:
        _, inner, _ = _cut(_name_file(site, address))
        key = make_key(address.encode(), inner.encode())
        read[key] = None
        if key not in known:
            article = read_article(inner, address, as_chapter=True)
            read[key] = address, article.texts, article.between
    return read


def _write_beside(site: Path, articles: Mapping[str, Article], booklets: Iterable[Booklet]) -> dict[Path, str]:
    """Write booklets beside their contents, which stay as they are: where a process is killed, another does it again.

    Give what each holds beside its chapters, by the file of its contents.
    """
    own: dict[Path, str] = {}
    for booklet in booklets:
        file = _name_file(site, booklet.address)
        before, inner, after = _cut(file)
        contents = read_article(inner, booklet.address, as_chapter=False).write(booklet)
        with file.with_suffix(".whole").open("w", encoding="utf-8", newline="\n") as whole:
            whole.write(before + contents)
            for address in booklet.names:
                whole.write(booklet.write_chapter(address, articles[address]))
            whole.write(after)
        own[file] = before + contents + after
    return own


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

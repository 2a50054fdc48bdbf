"""Booklets, to be printed in one go: the whole handbook, and what belongs to a stage or a role.

Their Markdown holds the contents alone; the publisher puts the pages themselves below it (`Page.chapters`).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from itertools import groupby
from typing import TYPE_CHECKING

from partner_playbooks.pages.parts import addresses, related
from partner_playbooks.pages.parts.addresses import find_booklet_path, find_page_path
from partner_playbooks.pages.parts.writers import PageHead

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from partner_playbooks.pages.artifact import Page
    from partner_playbooks.pages.parts.links import Link
    from partner_playbooks.pages.parts.writers import EditionWriter


@dataclass(frozen=True, slots=True)
class Part:
    """Chapters that stand under one heading of the navigation."""

    title: str | None
    chapters: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Context:
    """What the template shows."""

    title: str
    parts: tuple[Part, ...]


_OF_NO_USE_ON_PAPER = {addresses.DOWNLOADS, addresses.MY_PLANS}


def pages(edition: EditionWriter, made: Sequence[Page]) -> Iterator[Page]:
    """Yield the booklets of a handbook whose pages are made."""
    by_path = {page.path: page for page in made}
    printed = [page for page in made if page.path not in _OF_NO_USE_ON_PAPER and not addresses.is_of_records(page.path)]
    if len(printed) > 1:
        yield _booklet(edition, PageHead(addresses.BOOKLET, edition.messages.say("booklet.whole")), printed)
    for kind, holders in (("stage", edition.handbook.stages), ("role", edition.handbook.roles)):
        for holder in holders:
            chapters = [by_path[path] for path in related.list_companion_paths(edition, holder)]
            if len(chapters) > 1:
                path = find_booklet_path(find_page_path(kind, holder.id))
                title = edition.messages.say("booklet.of", title=holder.title)
                yield _booklet(edition, PageHead(path, title, former=_former(kind, holder.aliases)), chapters)


def _booklet(edition: EditionWriter, head: PageHead, chapters: Sequence[Page]) -> Page:
    page = edition.page(head, "booklet.md.jinja", partial(_context, edition, head, chapters))
    return replace(page, chapters=tuple(chapter.path for chapter in chapters), listed=False)


def _context(edition: EditionWriter, head: PageHead, chapters: Sequence[Page]) -> Context:
    writer = edition.writer(head.path)
    parts = (
        Part(title or None, tuple(writer.place(page.title, page.path) for page in part))
        for title, part in groupby(chapters, key=lambda page: next(iter(page.nav), ""))
    )
    return Context(head.title, tuple(parts))


def _former(kind: str, aliases: Sequence[str]) -> tuple[str, ...]:
    return tuple(find_booklet_path(find_page_path(kind, alias)) for alias in aliases)

"""The page of a guide: one editing task, step by step."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from partner_playbooks.pages.parts.addresses import find_page_path
from partner_playbooks.pages.parts.book import Head, list_former_paths

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from partner_playbooks.handbook.model.guide import Guide
    from partner_playbooks.pages.artifact import Page
    from partner_playbooks.pages.parts.book import Book, Freshness, Sheet
    from partner_playbooks.wording.markdown import Markdown


@dataclass(frozen=True, slots=True)
class Step:
    """One step."""

    number: int
    title: str
    text: Markdown


@dataclass(frozen=True, slots=True)
class Context:
    """What the template shows."""

    title: str
    use_when: str
    review: Freshness | None
    before: Markdown | None
    steps: tuple[Step, ...]
    done_when: Markdown


def pages(book: Book) -> Iterator[Page]:
    """Yield a page per guide."""
    guides = cast("Mapping[str, Guide]", book.handbook.entities.get("guide", {}))
    for guide in guides.values():
        path = find_page_path("guide", guide.id)
        sheet = book.sheet(path)
        nav = (sheet.say("reference.nav"), sheet.say("editing.nav"))
        head = Head(path, guide.title, nav, list_former_paths("guide", guide))
        yield book.page(head, "guide.md.jinja", _context(sheet, guide))


def _context(sheet: Sheet, guide: Guide) -> Context:
    return Context(
        title=guide.title,
        use_when=guide.use_when,
        review=sheet.review(guide.review),
        before=sheet.maybe(guide.before),
        steps=tuple(Step(number, step.title, sheet.rich(step.text)) for number, step in enumerate(guide.steps, 1)),
        done_when=sheet.rich(guide.done_when),
    )

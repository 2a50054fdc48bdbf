"""The page of a guide: one editing task, step by step."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, cast

from partner_playbooks.pages.parts.addresses import find_page_path
from partner_playbooks.pages.parts.writers import PageHead, list_former_paths

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from partner_playbooks.handbook.model.guide import Guide
    from partner_playbooks.pages.artifact import Page
    from partner_playbooks.pages.parts.writers import EditionWriter, Freshness, PageWriter
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


def pages(edition: EditionWriter) -> Iterator[Page]:
    """Yield a page per guide."""
    guides = cast("Mapping[str, Guide]", edition.handbook.entities.get("guide", {}))
    for guide in guides.values():
        path = find_page_path("guide", guide.id)
        writer = edition.writer(path)
        nav = (writer.say("reference.nav"), writer.say("editing.nav"))
        head = PageHead(path, guide.title, nav, list_former_paths("guide", guide))
        yield edition.page(head, "guide.md.jinja", partial(_context, writer, guide))


def _context(writer: PageWriter, guide: Guide) -> Context:
    return Context(
        title=guide.title,
        use_when=guide.use_when,
        review=writer.review(guide.review),
        before=writer.maybe(guide.before),
        steps=tuple(Step(number, step.title, writer.rich(step.text)) for number, step in enumerate(guide.steps, 1)),
        done_when=writer.rich(guide.done_when),
    )

"""The page of a bottleneck: how it shows, why it comes, and what to do now."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from partner_playbooks.pages.artifact import SearchEntry
from partner_playbooks.pages.parts import addresses
from partner_playbooks.pages.parts.addresses import find_page_path
from partner_playbooks.pages.parts.book import Head, list_former_paths
from partner_playbooks.pages.parts.stuck import has_tool_of, list_bottlenecks, make_family_anchor

if TYPE_CHECKING:
    from collections.abc import Iterator

    from partner_playbooks.handbook.model.bottleneck import Bottleneck
    from partner_playbooks.handbook.model.stage import Stage
    from partner_playbooks.pages.artifact import Page
    from partner_playbooks.pages.parts.book import Book, Freshness, Sheet
    from partner_playbooks.pages.parts.links import Link
    from partner_playbooks.wording.markdown import Markdown

_BOOST = 3
"""The words of somebody in trouble lead here before they lead to a pitfall or a checklist item."""


@dataclass(frozen=True, slots=True)
class Context:
    """What the template shows."""

    title: str
    symptom: str
    other_words: tuple[str, ...]
    stages: tuple[Link, ...]
    metric: Link | None
    family: Link | None
    review: Freshness | None
    play: Markdown
    causes: tuple[Markdown, ...]
    items: tuple[tuple[Link, str], ...]
    """Checklist items, with their stages."""
    plans: tuple[Link, ...]
    documents: tuple[Link, ...]
    automations: tuple[Link, ...]
    pitfalls: tuple[Link, ...]
    """The pitfalls of its stages."""


def pages(book: Book) -> Iterator[Page]:
    """Yield a page per bottleneck."""
    for bottleneck in list_bottlenecks(book.handbook):
        path = find_page_path("bottleneck", bottleneck.id)
        sheet = book.sheet(path)
        nav = (sheet.say("bottleneck.nav"),)
        former = list_former_paths("bottleneck", bottleneck)
        head = Head(path, bottleneck.title, nav, former, (_entry(book, bottleneck),))
        yield book.page(head, "bottleneck.md.jinja", _context(sheet, bottleneck))


def _entry(book: Book, bottleneck: Bottleneck) -> SearchEntry:
    causes = (book.plain(cause.text) for cause in bottleneck.causes)
    text = ". ".join((*bottleneck.other_words, bottleneck.title, *causes))
    return SearchEntry("symptom", bottleneck.symptom, text, _BOOST)


def _context(sheet: Sheet, bottleneck: Bottleneck) -> Context:
    handbook = sheet.handbook
    return Context(
        title=bottleneck.title,
        symptom=bottleneck.symptom,
        other_words=bottleneck.other_words,
        stages=sheet.entities("stage", bottleneck.stages),
        metric=None if bottleneck.metric is None else sheet.entity("metric", bottleneck.metric),
        family=_family(sheet, bottleneck),
        review=sheet.review(bottleneck.review),
        play=sheet.rich(bottleneck.play),
        causes=tuple(sheet.rich(cause.text) for cause in bottleneck.causes),
        items=tuple((sheet.item(id_), handbook.items[id_].stage.title) for id_ in bottleneck.items),
        plans=sheet.entities("plan", bottleneck.plans),
        documents=sheet.entities("document", bottleneck.documents),
        automations=sheet.entities("automation", bottleneck.automations),
        pitfalls=tuple(_pitfalls(sheet, bottleneck)),
    )


def _family(sheet: Sheet, bottleneck: Bottleneck) -> Link | None:
    family = bottleneck.family
    if family is None or not has_tool_of(sheet.handbook, family):
        return None
    return sheet.place(sheet.book.messages.name(family), addresses.TOOLS, make_family_anchor(family))


def _pitfalls(sheet: Sheet, bottleneck: Bottleneck) -> Iterator[Link]:
    for id_ in bottleneck.stages:
        stage = cast("Stage", sheet.handbook.entities["stage"][id_])
        if stage.pitfalls:
            label = sheet.within(stage.title, sheet.say("stage.pitfalls"))
            yield sheet.place(label, find_page_path("stage", id_), "pitfalls")

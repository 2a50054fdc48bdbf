"""The page of a bottleneck: how it shows, why it comes, and what to do now."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, cast

from partner_playbooks.pages.parts import addresses
from partner_playbooks.pages.parts.addresses import find_page_path
from partner_playbooks.pages.parts.stuck import has_tool_of, list_bottlenecks, make_family_anchor
from partner_playbooks.pages.parts.tracked_now import say_bottleneck_now
from partner_playbooks.pages.parts.writers import PageHead, list_former_paths

if TYPE_CHECKING:
    from collections.abc import Iterator

    from partner_playbooks.handbook.model.bottleneck import Bottleneck
    from partner_playbooks.handbook.model.stage import Stage
    from partner_playbooks.pages.artifact import Page
    from partner_playbooks.pages.parts.links import Link
    from partner_playbooks.pages.parts.tracked_now import Now
    from partner_playbooks.pages.parts.writers import EditionWriter, Freshness, PageWriter
    from partner_playbooks.wording.markdown import Markdown


SAID = 5
"""How many of the words by which a bottleneck is found are shown."""


@dataclass(frozen=True, slots=True)
class Context:
    """What the template shows."""

    title: str
    now: Now | None
    """What records say of it."""
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


def pages(edition: EditionWriter) -> Iterator[Page]:
    """Yield a page per bottleneck."""
    for bottleneck in list_bottlenecks(edition.handbook):
        path = find_page_path("bottleneck", bottleneck.id)
        writer = edition.writer(path)
        nav = (writer.say("bottleneck.nav"),)
        former = list_former_paths("bottleneck", bottleneck)
        head = PageHead(path, bottleneck.title, nav, former)
        yield edition.page(head, "bottleneck.md.jinja", partial(_context, writer, bottleneck))


def _context(writer: PageWriter, bottleneck: Bottleneck) -> Context:
    handbook = writer.handbook
    return Context(
        now=say_bottleneck_now(writer, bottleneck.metric, bottleneck.stages),
        title=bottleneck.title,
        symptom=bottleneck.symptom,
        other_words=bottleneck.other_words[:SAID],
        stages=writer.entities("stage", bottleneck.stages),
        metric=None if bottleneck.metric is None else writer.entity("metric", bottleneck.metric),
        family=_family(writer, bottleneck),
        review=writer.review(bottleneck.review),
        play=writer.rich(bottleneck.play),
        causes=tuple(writer.rich(cause.text) for cause in bottleneck.causes),
        items=tuple((writer.item(id_), handbook.items[id_].stage.title) for id_ in bottleneck.items),
        plans=writer.entities("plan", bottleneck.plans),
        documents=writer.entities("document", bottleneck.documents),
        automations=writer.entities("automation", bottleneck.automations),
        pitfalls=tuple(_pitfalls(writer, bottleneck)),
    )


def _family(writer: PageWriter, bottleneck: Bottleneck) -> Link | None:
    family = bottleneck.family
    if family is None or not has_tool_of(writer.handbook, family):
        return None
    return writer.place(writer.edition.messages.name(family), addresses.TOOLS, make_family_anchor(family))


def _pitfalls(writer: PageWriter, bottleneck: Bottleneck) -> Iterator[Link]:
    for id_ in bottleneck.stages:
        stage = cast("Stage", writer.handbook.entities["stage"][id_])
        if stage.pitfalls:
            label = writer.within(stage.title, writer.say("stage.pitfalls"))
            yield writer.place(label, find_page_path("stage", id_), "pitfalls")

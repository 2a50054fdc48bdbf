"""How to use the handbook: how the lifecycle hangs together, and the steps of applying it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from partner_playbooks.pages.parts import addresses
from partner_playbooks.pages.parts.addresses import make_anchor
from partner_playbooks.pages.parts.writers import PageHead

if TYPE_CHECKING:
    from collections.abc import Iterator

    from partner_playbooks.handbook.model.lifecycle import Lifecycle
    from partner_playbooks.pages.artifact import Page
    from partner_playbooks.pages.parts.links import Link
    from partner_playbooks.pages.parts.writers import EditionWriter, PageWriter
    from partner_playbooks.wording.markdown import Markdown


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the guide."""

    anchor: str
    number: int
    title: str
    text: Markdown
    questions: tuple[Markdown, ...]


@dataclass(frozen=True, slots=True)
class Context:
    """What the template shows."""

    lifecycle: Link | None
    description: Markdown | None
    steps: tuple[Step, ...]
    others: tuple[tuple[Link, Markdown], ...]
    """The lifecycles besides the primary one, with their summaries."""


def pages(edition: EditionWriter) -> Iterator[Page]:
    """Yield the page, unless the edition holds no lifecycle."""
    lifecycles = edition.handbook.lifecycles
    if not lifecycles:
        return
    writer = edition.writer(addresses.HOW_TO_USE)
    primary = edition.handbook.lifecycle
    context = Context(
        lifecycle=None if primary is None else writer.entity("lifecycle", primary.id),
        description=None if primary is None else writer.rich(primary.description),
        steps=() if primary is None else tuple(_steps(writer, primary)),
        others=tuple(
            (writer.entity("lifecycle", other.id), writer.rich(other.summary))
            for other in lifecycles
            if other is not primary
        ),
    )
    yield edition.page(PageHead(addresses.HOW_TO_USE, writer.say("guide.nav")), "how_to_use.md.jinja", context)


def _steps(writer: PageWriter, lifecycle: Lifecycle) -> Iterator[Step]:
    for number, step in enumerate(lifecycle.guide, 1):
        questions = tuple(writer.rich(question.text) for question in step.questions)
        yield Step(make_anchor(step.id), number, step.title, writer.rich(step.text), questions)

"""How to use the handbook: how the lifecycle hangs together, and the steps of applying it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from partner_playbooks.pages.parts import addresses
from partner_playbooks.pages.parts.addresses import anchor_of, lifecycle_anchor
from partner_playbooks.pages.parts.book import Head
from partner_playbooks.pages.parts.order import phases_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from partner_playbooks.model.lifecycle import Lifecycle
    from partner_playbooks.pages.artifact import Page
    from partner_playbooks.pages.parts.book import Book, Sheet
    from partner_playbooks.pages.parts.links import Link
    from partner_playbooks.pages.parts.markdown import Markdown


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the guide."""

    anchor: str
    number: int
    title: str
    text: Markdown
    questions: tuple[Markdown, ...]


@dataclass(frozen=True, slots=True)
class OtherLifecycle:
    """A lifecycle besides the primary one."""

    anchor: str
    title: str
    summary: Markdown
    description: Markdown
    phases: tuple[tuple[str, tuple[Link, ...]], ...]
    """Title and stages of each phase."""


@dataclass(frozen=True, slots=True)
class Context:
    """What the template shows."""

    lifecycle: Link | None
    description: Markdown | None
    steps: tuple[Step, ...]
    others: tuple[OtherLifecycle, ...]


def pages(book: Book) -> Iterator[Page]:
    """Yield the page, unless the edition holds no lifecycle."""
    lifecycles = book.handbook.lifecycles
    if not lifecycles:
        return
    sheet = book.sheet(addresses.HOW_TO_USE)
    primary = book.handbook.lifecycle
    context = Context(
        lifecycle=None if primary is None else sheet.entity("lifecycle", primary.id),
        description=None if primary is None else sheet.rich(primary.description),
        steps=() if primary is None else tuple(_steps(sheet, primary)),
        others=tuple(_other(sheet, other) for other in lifecycles if other is not primary),
    )
    yield book.page(Head(addresses.HOW_TO_USE, sheet.say("guide.title")), "how_to_use.md.jinja", context)


def _steps(sheet: Sheet, lifecycle: Lifecycle) -> Iterator[Step]:
    for number, step in enumerate(lifecycle.guide, 1):
        questions = tuple(sheet.rich(question.text) for question in step.questions)
        yield Step(anchor_of(step.id), number, step.title, sheet.rich(step.text), questions)


def _other(sheet: Sheet, lifecycle: Lifecycle) -> OtherLifecycle:
    phases = tuple(
        (part.phase.title, sheet.entities("stage", (stage.id for stage in part.stages)))
        for part in phases_of(sheet.handbook, lifecycle)
    )
    return OtherLifecycle(
        lifecycle_anchor(lifecycle.id),
        lifecycle.title,
        sheet.rich(lifecycle.summary),
        sheet.rich(lifecycle.description),
        phases,
    )

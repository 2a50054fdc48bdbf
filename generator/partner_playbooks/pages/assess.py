"""Assess yourself: every stage's questions on one sheet, answered on paper or in the browser."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from partner_playbooks.pages.parts import addresses
from partner_playbooks.pages.parts.writers import PageHead

if TYPE_CHECKING:
    from collections.abc import Iterator

    from partner_playbooks.handbook.model.stage import Stage
    from partner_playbooks.pages.artifact import Page
    from partner_playbooks.pages.parts.links import Link
    from partner_playbooks.pages.parts.writers import EditionWriter, PageWriter
    from partner_playbooks.wording.markdown import Markdown


_YES = 2
"""Points for a yes; the template gives one for partly, none for no."""


@dataclass(frozen=True, slots=True)
class AssessedStage:
    """A stage with its questions; each has a name that its answers share."""

    id: str
    link: Link
    questions: tuple[tuple[str, Markdown], ...]
    most: int
    """Points if every answer is yes."""


@dataclass(frozen=True, slots=True)
class Context:
    """What the template shows."""

    stages: tuple[AssessedStage, ...]


def pages(edition: EditionWriter) -> Iterator[Page]:
    """Yield the sheet, unless no stage has a question."""
    writer = edition.writer(addresses.ASSESS)
    stages = tuple(_stage(writer, stage) for stage in edition.handbook.stages if stage.questions)
    if stages:
        head = PageHead(addresses.ASSESS, writer.say("assess.title"))
        yield edition.page(head, "assess.md.jinja", Context(stages))


def _stage(writer: PageWriter, stage: Stage) -> AssessedStage:
    questions = tuple(
        (f"{stage.id}-{number}", writer.rich(question.text)) for number, question in enumerate(stage.questions, 1)
    )
    return AssessedStage(stage.id, writer.entity("stage", stage.id), questions, _YES * len(questions))

"""All automations, by stage, and the partner fields that their conditions use."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from partner_playbooks.pages.parts import addresses
from partner_playbooks.pages.parts.writers import PageHead

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from partner_playbooks.handbook.model.automation import Automation
    from partner_playbooks.pages.artifact import Page
    from partner_playbooks.pages.parts.links import Chip, Link
    from partner_playbooks.pages.parts.writers import EditionWriter, PageWriter
    from partner_playbooks.wording.markdown import Markdown


@dataclass(frozen=True, slots=True)
class Row:
    """An automation with what starts it and who answers for it."""

    link: Link
    trigger: Markdown
    owner: Chip
    sla: Markdown


@dataclass(frozen=True, slots=True)
class StageAutomations:
    """What runs by itself in a stage."""

    anchor: str
    title: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a partner's record."""

    label: str
    name: str
    type: str


@dataclass(frozen=True, slots=True)
class Context:
    """What the template shows."""

    stages: tuple[StageAutomations, ...]
    fields: tuple[Field, ...]


def pages(edition: EditionWriter) -> Iterator[Page]:
    """Yield the catalogue, unless there are no automations."""
    if not edition.handbook.automations:
        return
    writer = edition.writer(addresses.AUTOMATIONS)
    head = PageHead(
        addresses.AUTOMATIONS, writer.say("automation.all"), (writer.say("reference.nav"), writer.say("automation.nav"))
    )
    yield edition.page(head, "automation_index.md.jinja", Context(tuple(_stages(writer)), tuple(_fields(writer))))


def _stages(writer: PageWriter) -> Iterator[StageAutomations]:
    automations = writer.handbook.automations
    for stage in writer.handbook.stages:
        rows = _rows(writer, (each for each in automations if stage.id in each.stages))
        if rows:
            yield StageAutomations(stage.id, stage.title, rows)
    rows = _rows(writer, (each for each in automations if not each.stages))
    if rows:
        yield StageAutomations("any_stage", writer.say("automation.any-stage"), rows)


def _rows(writer: PageWriter, automations: Iterable[Automation]) -> tuple[Row, ...]:
    return tuple(
        Row(
            writer.entity("automation", each.id),
            writer.rich(each.trigger),
            writer.role(each.owner),
            writer.rich(each.sla),
        )
        for each in automations
    )


def _fields(writer: PageWriter) -> Iterator[Field]:
    for field in writer.handbook.programme.partner_fields:
        key = "input.many" if field.type.many else "input.one"
        yield Field(field.label, field.name, writer.say(key, kind=writer.edition.messages.name(field.type.kind)))

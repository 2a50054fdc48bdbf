"""All automations, by stage, and the partner fields that their conditions use."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from partner_playbooks.pages.parts import addresses
from partner_playbooks.pages.parts.book import Head

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from partner_playbooks.handbook.model.automation import Automation
    from partner_playbooks.pages.artifact import Page
    from partner_playbooks.pages.parts.book import Book, Sheet
    from partner_playbooks.pages.parts.links import Chip, Link
    from partner_playbooks.wording.markdown import Markdown


@dataclass(frozen=True, slots=True)
class Row:
    """An automation with what starts it and who answers for it."""

    link: Link
    trigger: Markdown
    owner: Chip
    sla: str


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


def pages(book: Book) -> Iterator[Page]:
    """Yield the catalogue, unless there are no automations."""
    if not book.handbook.automations:
        return
    sheet = book.sheet(addresses.AUTOMATIONS)
    head = Head(
        addresses.AUTOMATIONS, sheet.say("automation.all"), (sheet.say("reference.nav"), sheet.say("automation.nav"))
    )
    yield book.page(head, "automation_index.md.jinja", Context(tuple(_stages(sheet)), tuple(_fields(sheet))))


def _stages(sheet: Sheet) -> Iterator[StageAutomations]:
    automations = sheet.handbook.automations
    for stage in sheet.handbook.stages:
        rows = _rows(sheet, (each for each in automations if stage.id in each.stages))
        if rows:
            yield StageAutomations(stage.id, stage.title, rows)
    rows = _rows(sheet, (each for each in automations if not each.stages))
    if rows:
        yield StageAutomations("any_stage", sheet.say("automation.any-stage"), rows)


def _rows(sheet: Sheet, automations: Iterable[Automation]) -> tuple[Row, ...]:
    return tuple(
        Row(sheet.entity("automation", each.id), sheet.rich(each.trigger), sheet.role(each.owner), each.sla)
        for each in automations
    )


def _fields(sheet: Sheet) -> Iterator[Field]:
    for field in sheet.handbook.programme.partner_fields:
        key = "input.many" if field.type.many else "input.one"
        yield Field(field.label, field.name, sheet.say(key, kind=sheet.book.messages.name(field.type.kind)))

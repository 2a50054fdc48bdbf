"""All automations, by stage, and the partner fields that their conditions use."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from partner_playbooks.language.expressions import to_words
from partner_playbooks.pages.parts import addresses
from partner_playbooks.pages.parts.writers import PageHead
from partner_playbooks.wording.markdown import Markdown

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from partner_playbooks.handbook.model.automation import Automation
    from partner_playbooks.handbook.model.programme import PartnerField
    from partner_playbooks.pages.artifact import Page
    from partner_playbooks.pages.parts.links import Chip, Link
    from partner_playbooks.pages.parts.writers import EditionWriter, PageWriter


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
    counted: Markdown
    """How records say it; empty where nobody has said so."""


@dataclass(frozen=True, slots=True)
class Context:
    """What the template shows."""

    stages: tuple[StageAutomations, ...]
    fields: tuple[Field, ...]
    is_counted: bool
    """Whether it is said of any field how records say it."""


def pages(edition: EditionWriter) -> Iterator[Page]:
    """Yield the catalogue, unless there are no automations."""
    if not edition.handbook.automations:
        return
    writer = edition.writer(addresses.AUTOMATIONS)
    head = PageHead(
        addresses.AUTOMATIONS, writer.say("automation.all"), (writer.say("reference.nav"), writer.say("automation.nav"))
    )
    yield edition.page(head, "automation_index.md.jinja", partial(_context, writer))


def _context(writer: PageWriter) -> Context:
    fields = tuple(_fields(writer))
    return Context(tuple(_stages(writer)), fields, any(field.counted for field in fields))


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
        kind = writer.edition.messages.name(field.type.kind)
        yield Field(field.label, field.name, writer.say(key, kind=kind), _say_counted(writer, field))


def _say_counted(writer: PageWriter, field: PartnerField) -> Markdown:
    if field.untold is not None:
        return writer.rich(field.untold)
    if field.means is None:
        return Markdown()
    tree = field.means.tree
    words = to_words(tree, writer.edition.values.label(tree))
    rows = field.rows.replace("_", " ")
    return writer.edition.messages.markdown("automation.counted-of", rows=rows, words=words)

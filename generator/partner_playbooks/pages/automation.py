"""The page of an automation: when it acts, what it does, and what happens when it fails."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from partner_playbooks.handbook.model.bottleneck import Bottleneck
from partner_playbooks.handbook.places import find_place
from partner_playbooks.language.expressions import Kind, Type, list_names, to_mathml, to_words
from partner_playbooks.pages.parts.addresses import find_page_path
from partner_playbooks.pages.parts.related import link_symptoms
from partner_playbooks.pages.parts.tracked_now import say_automation_now
from partner_playbooks.pages.parts.writers import PageHead, list_former_paths
from partner_playbooks.wording.markdown import Markdown
from partner_playbooks.wording.quantities import format_given

if TYPE_CHECKING:
    from collections.abc import Iterator

    from partner_playbooks.handbook.model.automation import Automation
    from partner_playbooks.pages.artifact import Page
    from partner_playbooks.pages.parts.links import Chip, Link
    from partner_playbooks.pages.parts.tracked_now import Now
    from partner_playbooks.pages.parts.writers import EditionWriter, Freshness, PageWriter


_STUCK = find_place(Bottleneck, lambda bottleneck: bottleneck.automations)


@dataclass(frozen=True, slots=True)
class Row:
    """An example: a value for each field of the condition, and what follows from them."""

    values: tuple[str, ...]
    fires: str
    why: Markdown


@dataclass(frozen=True, slots=True)
class Context:
    """What the template shows."""

    title: str
    now: Now | None
    """What records say of it."""
    owner: Chip
    sla: Markdown
    channel: str
    stages: tuple[Link, ...]
    review: Freshness | None
    trigger: Markdown
    runs_for: str
    mathml: Markdown
    words: str
    fields: tuple[str, ...]
    """The labels of the condition's fields: the columns of the examples."""
    examples: tuple[Row, ...]
    actions: tuple[Markdown, ...]
    fallback: Markdown
    stuck: tuple[Link, ...]
    """Symptoms that it notices or prevents."""


def pages(edition: EditionWriter) -> Iterator[Page]:
    """Yield a page per automation."""
    for automation in edition.handbook.automations:
        path = find_page_path("automation", automation.id)
        writer = edition.writer(path)
        head = PageHead(
            path,
            automation.title,
            (writer.say("reference.nav"), writer.say("automation.nav")),
            list_former_paths("automation", automation),
        )
        yield edition.page(head, "automation.md.jinja", partial(_context, writer, automation))


def _context(writer: PageWriter, automation: Automation) -> Context:
    fields = {field.name: field.label for field in writer.handbook.programme.partner_fields}
    tree = automation.condition.tree
    labels = writer.edition.values.label(tree) | fields
    return Context(
        now=say_automation_now(writer, automation.id),
        title=automation.title,
        owner=writer.role(automation.owner),
        sla=writer.rich(automation.sla),
        channel=automation.channel,
        stages=writer.entities("stage", automation.stages),
        review=writer.review(automation.review),
        trigger=writer.rich(automation.trigger),
        runs_for=writer.say(f"for-each.{automation.for_each}"),
        mathml=Markdown(to_mathml(tree, labels)),
        words=to_words(tree, labels),
        fields=tuple(labels.get(name, name) for name in list_names(tree)),
        examples=tuple(_rows(writer, automation)),
        actions=tuple(writer.rich(action.text) for action in automation.actions),
        fallback=writer.rich(automation.fallback),
        stuck=link_symptoms(writer, _STUCK, automation.id),
    )


def _rows(writer: PageWriter, automation: Automation) -> Iterator[Row]:
    types = writer.handbook.programme.field_types
    for example in automation.examples:
        values = tuple(
            format_given(writer, example.given.get(name, ""), types.get(name, Type(Kind.TEXT)))
            for name in list_names(automation.condition.tree)
        )
        yield Row(values, writer.say(f"value.{str(example.fires).lower()}"), writer.rich(example.why))

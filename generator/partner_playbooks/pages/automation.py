"""The page of an automation: when it acts, what it does, and what happens when it fails."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from partner_playbooks.language.expressions import Kind, Type, list_names, to_mathml, to_words
from partner_playbooks.pages.parts.addresses import find_page_path
from partner_playbooks.pages.parts.book import Head, list_former_paths
from partner_playbooks.pages.parts.stuck import link_symptoms
from partner_playbooks.wording.markdown import Markdown
from partner_playbooks.wording.quantities import format_given

if TYPE_CHECKING:
    from collections.abc import Iterator

    from partner_playbooks.handbook.model.automation import Automation
    from partner_playbooks.pages.artifact import Page
    from partner_playbooks.pages.parts.book import Book, Freshness, Sheet
    from partner_playbooks.pages.parts.links import Chip, Link


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
    owner: Chip
    sla: str
    channel: str
    stages: tuple[Link, ...]
    review: Freshness | None
    trigger: Markdown
    mathml: Markdown
    words: str
    fields: tuple[str, ...]
    """The labels of the condition's fields: the columns of the examples."""
    examples: tuple[Row, ...]
    actions: tuple[Markdown, ...]
    fallback: Markdown
    stuck: tuple[Link, ...]
    """Symptoms that it notices or prevents."""


def pages(book: Book) -> Iterator[Page]:
    """Yield a page per automation."""
    for automation in book.handbook.automations:
        path = find_page_path("automation", automation.id)
        sheet = book.sheet(path)
        head = Head(
            path,
            automation.title,
            (sheet.say("reference.nav"), sheet.say("automation.nav")),
            list_former_paths("automation", automation),
        )
        yield book.page(head, "automation.md.jinja", _context(sheet, automation))


def _context(sheet: Sheet, automation: Automation) -> Context:
    fields = {field.name: field.label for field in sheet.handbook.programme.partner_fields}
    labels = {**sheet.book.operators, **fields}
    tree = automation.condition.tree
    return Context(
        title=automation.title,
        owner=sheet.role(automation.owner),
        sla=automation.sla,
        channel=automation.channel,
        stages=sheet.entities("stage", automation.stages),
        review=sheet.review(automation.review),
        trigger=sheet.rich(automation.trigger),
        mathml=Markdown(to_mathml(tree, labels)),
        words=to_words(tree, labels),
        fields=tuple(labels.get(name, name) for name in list_names(tree)),
        examples=tuple(_rows(sheet, automation)),
        actions=tuple(sheet.rich(action.text) for action in automation.actions),
        fallback=sheet.rich(automation.fallback),
        stuck=link_symptoms(sheet, "bottleneck.automations", automation.id, "automation"),
    )


def _rows(sheet: Sheet, automation: Automation) -> Iterator[Row]:
    types = sheet.handbook.programme.field_types
    for example in automation.examples:
        values = tuple(
            format_given(sheet, example.given.get(name, ""), types.get(name, Type(Kind.TEXT)))
            for name in list_names(automation.condition.tree)
        )
        yield Row(values, sheet.say(f"value.{str(example.fires).lower()}"), sheet.rich(example.why))

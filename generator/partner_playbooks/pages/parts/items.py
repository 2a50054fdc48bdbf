"""Checklist items as pages show them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from partner_playbooks.pages.artifact import SearchEntry
from partner_playbooks.wording.days import say_due

from .marks import Marks

if TYPE_CHECKING:
    from partner_playbooks.handbook.model.stage import ChecklistItem
    from partner_playbooks.pages.parts.writers import EditionWriter, PageWriter
    from partner_playbooks.wording.markdown import Markdown

    from .links import Chip, Link


_BOOST = 2
"""Who types the words of a checklist item wants the item, not a page that mentions them."""


@dataclass(frozen=True, slots=True)
class Item:
    """A checklist item on its stage page."""

    id: str
    marks: Marks
    aliases: tuple[str, ...]
    title: str
    owner: Chip
    support: Chip | None
    due: str
    tags: tuple[str, ...]
    """Optional, recurring, how long it takes, for which tiers."""
    partner_types: tuple[Link, ...]
    done_when: Markdown
    after: tuple[Link, ...]
    documents: tuple[Link, ...]
    detail: Markdown | None


def show_item(writer: PageWriter, item: ChecklistItem) -> Item:
    """Give an item as its stage page shows it."""
    owner = writer.role(item.owner)
    return Item(
        id=item.id,
        marks=Marks(item.id, item.owner, owner.side, item.partner_types, item.tiers, item.depends_on, item.aliases),
        aliases=item.aliases,
        title=item.title,
        owner=owner,
        support=None if item.support is None else writer.role(item.support),
        due=say_due(writer, item.due),
        tags=_tags(writer, item),
        partner_types=writer.entities("partner-type", item.partner_types),
        done_when=writer.rich(item.done_when),
        after=tuple(map(writer.item, item.depends_on)),
        documents=writer.entities("document", item.documents),
        detail=writer.maybe(item.detail),
    )


def build_search_entry(edition: EditionWriter, item: ChecklistItem) -> SearchEntry:
    """Let search find an item by its title, evidence and detail."""
    texts = [item.done_when] if item.detail is None else [item.done_when, item.detail]
    return SearchEntry(item.id, item.title, " ".join(map(edition.plain, texts)), _BOOST)


def _tags(writer: PageWriter, item: ChecklistItem) -> tuple[str, ...]:
    tags = []
    if not item.required:
        tags.append(writer.say("item.optional"))
    if item.recurrence is not None:
        tags.append(writer.edition.messages.name(item.recurrence))
    if item.duration is not None:
        tags.append(writer.say("item.duration", count=item.duration))
    if item.tiers:
        tiers = ", ".join(link.label for link in writer.entities("tier", item.tiers))
        tags.append(writer.say("item.tiers", count=len(item.tiers), tiers=tiers))
    return tuple(tags)

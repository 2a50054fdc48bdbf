"""What can be found: every page, and what stands on one under a name of its own."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from partner_playbooks.handbook.model.glossary import Term
from partner_playbooks.handbook.model.metric import Metric
from partner_playbooks.handbook.model.plan import Plan, PlanTask
from partner_playbooks.handbook.model.role import Role
from partner_playbooks.handbook.model.stage import ChecklistItem, Pitfall, Practice, Stage
from partner_playbooks.handbook.model.walk import walk_leaves, walk_records
from partner_playbooks.language.text import RichText, to_plain
from partner_playbooks.pages.parts.addresses import (
    FOLDERS,
    HOME,
    Address,
    is_of_records,
    make_anchor,
)
from partner_playbooks.pages.parts.claims import list_practice_anchors
from partner_playbooks.pages.parts.metric_rows import write_target

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from partner_playbooks.handbook.model.base import Entity
    from partner_playbooks.handbook.model.walk import Leaf
    from partner_playbooks.language.source import Path
    from partner_playbooks.pages.artifact import Page
    from partner_playbooks.pages.parts.writers import EditionWriter
    from partner_playbooks.wording.values import ValueWriter

KINDS = (
    *("stage", "plan", "metric", "role", "bottleneck", "partner-type", "tier", "document", "term", "item", "task"),
    *("guide", "automation", "practice", "pitfall", "figure", "statistic", "definition", "assertion", "experiment"),
    *("tool", "source", "lifecycle", "page", "partner"),
)
"""Every kind of what can be found."""
_CALLED = frozenset({"subtitle", "symptom", "sign", "other_words", "abbreviation", "aliases", "use_when"})
"""Fields that say how people call something, or when they look for it."""
_UNSAID = frozenset({"given", "measure", "recorded", "gives", "name", "words", "other_meanings", "version"})
"""Fields that programs read, or that say how something is checked: nobody looks for their words."""
_ANSWER = 240
"""Characters that an answer has at most, before it is cut after a sentence."""
_SENTENCE = re.compile(r"(?<=[.!?]) +(?=[A-ZÄÖÜ])")
_MARKDOWN = re.compile(r"<[^>]*>|\{[^}]*\}|!?\[([^\]]*)\]\([^)]*\)|[*_`#>|]+")
_HEADING = re.compile(r"^##? +(.+)$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Entry:
    """Something that can be found."""

    kind: str
    """One of `KINDS`."""
    id: str
    """Its own id; a page has its path, a practice its anchor."""
    title: str
    address: Address
    where: str
    """The title of what it stands in; empty where it stands for itself."""
    words: tuple[str, ...]
    """What else people call it."""
    text: str
    """All that it says, on one line."""
    answer: str = ""
    """What it is, in short, where that may be all that was asked: of a metric, a term or a role."""


@dataclass(slots=True)
class _Part:
    """An entry in the making, by a record that has a name of its own."""

    kind: str
    id: str
    title: str
    anchor: str
    words: list[str]
    text: list[str]


def list_entries(edition: EditionWriter, pages: Iterable[Page]) -> tuple[Entry, ...]:
    """Give all that readers of an edition can find, and nothing that its handbook does not hold.

    Args:
        edition: Its handbook, and its words for values.
        pages: Its pages.
    """
    by_path = {page.path: page for page in pages}
    entries = [
        entry
        for kind, found in edition.handbook.entities.items()
        for entity in found.values()
        for entry in _of_entity(edition, kind, entity, by_path)
    ]
    taken = {entry.address.path for entry in entries if not entry.address.anchor} - {HOME}
    entries += [_of_page(edition, page) for page in by_path.values() if page.path not in taken and not page.chapters]
    return tuple(sorted(entries, key=lambda entry: (KINDS.index(entry.kind), entry.address)))


def _of_entity(edition: EditionWriter, kind: str, entity: Entity, pages: Mapping[str, Page]) -> Iterator[Entry]:
    address = edition.address(kind, entity.id)
    if address is None or address.path not in pages:
        return
    page = pages[address.path]
    parts: dict[Path, _Part] = {(): _Part(kind, entity.id, entity.title, address.anchor, [], [])}
    parts |= dict(_parts_of(entity))
    for leaf in walk_leaves(entity):
        path = leaf.path
        while path not in parts:
            path = path[:-1]
        _read(parts[path], leaf, leaf.path[len(path) :], edition.values)
    own = "" if kind in FOLDERS else page.title
    for path, part in parts.items():
        where = entity.title if path else own
        yield Entry(
            part.kind,
            part.id,
            part.title,
            Address(address.path, part.anchor),
            where if where != part.title else "",
            tuple(part.words),
            " ".join(part.text),
            "" if path else _answer(edition, entity, address.path),
        )


def _answer(edition: EditionWriter, entity: Entity, path: str) -> str:
    match entity:
        case Metric():
            target = write_target(edition.writer(path), entity)
            aim = "" if target is None else f" {edition.messages.say('search.target', target=target)}"
            return _shorten(edition.plain(entity.definition)) + aim
        case Term():
            return _shorten(edition.plain(entity.definition))
        case Role():
            return _shorten(edition.plain(entity.mission))
    return ""


def _shorten(text: str) -> str:
    """Give the first sentences of a text."""
    first, *others = _SENTENCE.split(text)
    for sentence in others:
        if len(first) + len(sentence) > _ANSWER:
            break
        first = f"{first} {sentence}"
    return first


def _parts_of(entity: Entity) -> Iterator[tuple[Path, _Part]]:
    """Yield what within an entity is found by itself: items, tasks of a plan's own, practices and pitfalls."""
    practices = [anchor for anchor, _ in list_practice_anchors(entity)] if isinstance(entity, Stage) else []
    for path, record in walk_records(entity) if isinstance(entity, Stage | Plan) else ():
        match record:
            case ChecklistItem(id=str(id_), title=str(title)):
                yield path, _Part("item", id_, title, id_, [], [])
            case PlanTask(id=str(id_), title=str(title)):
                yield path, _Part("task", id_, title, id_, [], [])
            case Pitfall():
                yield path, _Part("pitfall", record.id, record.title, make_anchor(record.id), [], [])
            case Practice():
                anchor = practices.pop(0)
                yield path, _Part("practice", anchor, record.title, anchor, [], [])


def _read(part: _Part, leaf: Leaf, path: Path, values: ValueWriter) -> None:
    """Put what a leaf says to the title, the words or the text of the part that it belongs to."""
    names = [name for name in path if isinstance(name, str)]
    if names == ["title"] or not _UNSAID.isdisjoint(names):
        return
    if isinstance(leaf.value, RichText):
        part.text.append(to_plain(leaf.value, value=values.write))
    elif names[0] in _CALLED and isinstance(leaf.value, str):
        part.words.append(leaf.value.replace("-", " ") if names[0] == "aliases" else leaf.value)
    elif _is_said(leaf):
        part.text.append(values.fill(str(leaf.value)))


def _is_said(leaf: Leaf) -> bool:
    """Tell whether a text is one that readers read: no id, no word of a fixed list, no address."""
    value = leaf.value
    named = leaf.ref is not None or leaf.identifier is not None
    return isinstance(value, str) and not isinstance(value, Enum) and not named and "://" not in value


def _of_page(edition: EditionWriter, page: Page) -> Entry:
    is_partner = is_of_records(page.path) and bool(page.words)
    where = next(reversed(page.nav), "")
    own = edition.messages.catalogue["search"]["pages"].get(page.path.removesuffix(".md"), "")
    return Entry(
        "partner" if is_partner else "page",
        page.path.removesuffix(".md"),
        page.title,
        Address(page.path),
        where if where != page.title else "",
        (*page.words, *filter(None, map(str.strip, own.split(",")))),
        "" if is_of_records(page.path) else _summarise(page.markdown),
    )


def _summarise(markdown: str) -> str:
    """Give what a page says of itself: its first words, and the headings of its sections."""
    first = markdown.partition("\n## ")[0]
    told = [first, *_HEADING.findall(markdown)]
    return " ".join(" ".join(_MARKDOWN.sub(r" \1 ", text) for text in told).split())

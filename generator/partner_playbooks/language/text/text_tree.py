"""The tree that rich text becomes: blocks that hold inlines, the same for every output format.

The parser keeps two promises that renderers may build on: no node is without content, and every list item
starts with a paragraph.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

REFERENCE_KINDS = (
    "stage",
    "item",
    "role",
    "metric",
    "plan",
    "partner-type",
    "document",
    "automation",
    "tier",
    "term",
    "source",
    "lifecycle",
    "bottleneck",
    "tool",
    "statistic",
    "figure",
    "assertion",
    "definition",
    "experiment",
    "guide",
)
"""The kinds of entity that a text may link to, as in `[label](role:partner-manager)`."""


@dataclass(frozen=True, slots=True)
class Reference:
    """An entity of the handbook, named by kind and id; whether it exists is for the checks to say."""

    kind: str
    """One of `REFERENCE_KINDS`."""
    id: str
    """The entity's id; `stage.item` for a checklist item."""


@dataclass(frozen=True, slots=True)
class Text:
    """Characters to be shown exactly so; one line."""

    value: str


@dataclass(frozen=True, slots=True)
class Emphasis:
    """Stressed text."""

    children: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Strong:
    """Important text."""

    children: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Code:
    """Characters to be typed or seen elsewhere: a field name, a file name."""

    value: str


@dataclass(frozen=True, slots=True)
class Link:
    """A label that leads somewhere."""

    children: tuple[Inline, ...]
    target: str | Reference
    """An absolute `http:`, `https:` or `mailto:` URL, percent-encoded; or an entity of the handbook."""


@dataclass(frozen=True, slots=True)
class NamedValue:
    """A place where a value stands that is written elsewhere: `{programme.portal}`, `{figure.dispute-reply}`."""

    name: str
    """`programme.portal`; whether it exists is for the checks to say."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A run of inlines."""

    children: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class ListBlock:
    """A bullet or numbered list."""

    ordered: bool
    start: int
    """The number of the first item; 1 for a bullet list."""
    items: tuple[tuple[Block, ...], ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A small table: rows of cells, as many in each as in the first, which is its head."""

    rows: tuple[tuple[tuple[Inline, ...], ...], ...]


Inline = Text | Emphasis | Strong | Code | Link | NamedValue
Block = Paragraph | ListBlock | Table


@dataclass(frozen=True, slots=True)
class RichText:
    """A parsed rich field."""

    blocks: tuple[Block, ...]


def merge_texts(children: Iterable[Inline]) -> tuple[Inline, ...]:
    """Join texts that stand side by side, so that each is seen in the light of its neighbours."""
    found: list[Inline] = []
    for child in children:
        if isinstance(child, Text) and found and isinstance(found[-1], Text):
            found[-1] = Text(found[-1].value + child.value)
        else:
            found.append(child)
    return tuple(found)


def list_references(text: RichText) -> Iterator[Reference]:
    """Yield every entity that the text links to, in reading order, repeated where it repeats."""
    for inline in _inlines(text.blocks):
        if isinstance(inline, Link) and isinstance(inline.target, Reference):
            yield inline.target


def list_addresses(text: RichText) -> Iterator[str]:
    """Yield every web or mail address that the text links to, in reading order, repeated where it repeats."""
    for inline in _inlines(text.blocks):
        if isinstance(inline, Link) and isinstance(inline.target, str):
            yield inline.target


def list_value_names(text: RichText) -> Iterator[str]:
    """Yield the name of every value that the text shows, in reading order, repeated where it repeats."""
    for inline in _inlines(text.blocks):
        if isinstance(inline, NamedValue):
            yield inline.name


def to_plain(text: RichText, *, value: Callable[[str], str]) -> str:
    """Give the text alone on one line, blocks, list items and cells parted by a blank.

    For search entries, titles and table cells. `value` gives the words of a value by its name.
    """

    def shown(inline: Inline) -> str:
        match inline:
            case Text(characters) | Code(characters):
                return characters
            case NamedValue(name):
                return value(name)
            case _:
                return "".join(map(shown, inline.children))

    return " ".join("".join(map(shown, paragraph.children)) for paragraph in _paragraphs(text.blocks))


def _paragraphs(blocks: Iterable[Block]) -> Iterator[Paragraph]:
    for block in blocks:
        if isinstance(block, Paragraph):
            yield block
        elif isinstance(block, Table):
            yield from (Paragraph(cell) for row in block.rows for cell in row if cell)
        else:
            for item in block.items:
                yield from _paragraphs(item)


def _inlines(blocks: Iterable[Block]) -> Iterator[Inline]:
    for paragraph in _paragraphs(blocks):
        yield from _nested(paragraph.children)


def _nested(children: Iterable[Inline]) -> Iterator[Inline]:
    for child in children:
        yield child
        if isinstance(child, Emphasis | Strong | Link):
            yield from _nested(child.children)

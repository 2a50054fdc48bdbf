"""Rich text for office formats: paragraphs, list items and tables, each of characters with their marks."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from .text_tree import Code, Emphasis, Link, NamedValue, Paragraph, Strong, Table, Text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from .text_tree import Block, Inline, RichText


@dataclass(frozen=True, slots=True)
class Run:
    """Characters that look alike."""

    text: str
    strong: bool = False
    emphasis: bool = False
    code: bool = False
    href: str = ""
    """An absolute address; empty where the text leads nowhere."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A paragraph, the first paragraph of a list item, or a table."""

    runs: tuple[Run, ...]
    depth: int = 0
    """How many lists it stands in."""
    number: int | None = None
    """Its number in a numbered list."""
    bullet: bool = False
    """Whether it begins an item of a bullet list."""
    rows: tuple[tuple[tuple[Run, ...], ...], ...] = ()
    """In place of `runs`: the cells of a table, row by row, its head first."""


def to_pieces(text: RichText, *, value: Callable[[str], str]) -> tuple[Piece, ...]:
    """Give the text piece by piece. Links to other parts of the handbook lead nowhere outside of it: their labels stay.

    Args:
        text: What to give.
        value: Words of a value by its name.
    """
    return tuple(_blocks(text.blocks, 0, value))


def _blocks(blocks: Iterable[Block], depth: int, value: Callable[[str], str]) -> Iterator[Piece]:
    for block in blocks:
        if isinstance(block, Paragraph):
            yield Piece(tuple(_runs(block.children, Run(""), value)), depth)
            continue
        if isinstance(block, Table):
            rows = ((tuple(_runs(cell, Run(""), value)) for cell in row) for row in block.rows)
            yield Piece((), depth, rows=tuple(map(tuple, rows)))
            continue
        for place, item in enumerate(block.items, start=block.start):
            first, *others = _blocks(item, depth + 1, value)
            yield replace(first, number=place if block.ordered else None, bullet=not block.ordered)
            yield from others


def _runs(children: Iterable[Inline], look: Run, value: Callable[[str], str]) -> Iterator[Run]:
    for child in children:
        match child:
            case Text(characters):
                yield replace(look, text=characters)
            case Code(characters):
                yield replace(look, text=characters, code=True)
            case NamedValue(name):
                yield replace(look, text=value(name))
            case Emphasis(inner):
                yield from _runs(inner, replace(look, emphasis=True), value)
            case Strong(inner):
                yield from _runs(inner, replace(look, strong=True), value)
            case Link(inner, target):
                yield from _runs(inner, replace(look, href=target if isinstance(target, str) else ""), value)

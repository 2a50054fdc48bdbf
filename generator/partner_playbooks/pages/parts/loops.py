"""Ways back to earlier stages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from partner_playbooks.model.lifecycle import Lifecycle

    from .book import Sheet
    from .links import Link
    from .markdown import Markdown

_LEAST = 2  # a path of one stage leads nowhere


@dataclass(frozen=True, slots=True)
class LoopView:
    """A loop of the lifecycle."""

    title: str
    path: tuple[Link, ...]
    description: Markdown


def loops(sheet: Sheet, lifecycle: Lifecycle) -> Iterator[LoopView]:
    """Yield the loops that still lead somewhere in this edition."""
    for loop in lifecycle.loops:
        if len(loop.path) >= _LEAST:
            yield LoopView(loop.title, sheet.entities("stage", loop.path), sheet.rich(loop.description))

"""Ways back to earlier stages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from partner_playbooks.handbook.model.lifecycle import Lifecycle, Loop
    from partner_playbooks.pages.parts.writers import PageWriter
    from partner_playbooks.wording.markdown import Markdown

    from .links import Link

_DRAWN = 12  # the site's styles draw loops between as many stages
_LEAST = 2  # a path of one stage leads nowhere


@dataclass(frozen=True, slots=True)
class Ends:
    """The numbers of a loop's first and last stage."""

    first: int
    last: int


@dataclass(frozen=True, slots=True)
class LoopView:
    """A loop of the lifecycle."""

    title: str
    ends: Ends | None
    """None where the map has no place to draw them."""
    path: tuple[Link, ...]
    description: Markdown


def show_loops(writer: PageWriter, lifecycle: Lifecycle) -> Iterator[LoopView]:
    """Yield the loops that still lead somewhere in this edition."""
    for loop in lifecycle.loops:
        if len(loop.path) >= _LEAST:
            yield LoopView(
                loop.title, _ends(writer, loop), writer.entities("stage", loop.path), writer.rich(loop.description)
            )


def _ends(writer: PageWriter, loop: Loop) -> Ends | None:
    positions = writer.edition.order.positions
    numbers = [positions[id_].number for id_ in (loop.path[0], loop.path[-1]) if id_ in positions]
    return Ends(*numbers) if len(numbers) == 2 and max(numbers) <= _DRAWN else None  # noqa: PLR2004 - both ends

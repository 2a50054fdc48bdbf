"""What pages say of a stage's place besides its order: ways back, and what it is called in another lifecycle."""

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


@dataclass(frozen=True, slots=True)
class Counterpart:
    """What a stage is in another lifecycle."""

    lifecycle: str
    stages: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """A stage, and the stages of the other lifecycle that cover the same ground."""

    stage: Link
    counterparts: tuple[Link, ...]
    note: Markdown | None


def cross_to_primary(writer: PageWriter, lifecycle: Lifecycle) -> Iterator[Row]:
    """Yield the stages of a lifecycle with their counterparts in the primary one."""
    for entry in lifecycle.crosswalk:
        yield Row(writer.entity("stage", entry.stage), writer.entities("stage", entry.to), writer.maybe(entry.note))


def cross_from_primary(writer: PageWriter, lifecycle: Lifecycle) -> Iterator[Row]:
    """Yield the stages of the primary lifecycle with their counterparts in another one."""
    for id_ in writer.edition.order.line:
        found = [entry.stage for entry in lifecycle.crosswalk if id_ in entry.to]
        yield Row(writer.entity("stage", id_), writer.entities("stage", found), None)


def list_counterparts(writer: PageWriter, stage: str) -> tuple[Counterpart, ...]:
    """Give what a stage is called in the other lifecycles."""
    return tuple(_counterparts(writer, stage))


def _counterparts(writer: PageWriter, stage: str) -> Iterator[Counterpart]:
    primary = writer.handbook.lifecycle
    for lifecycle in writer.handbook.lifecycles:
        covering = [entry.stage for entry in lifecycle.crosswalk if stage in entry.to]
        if covering:
            yield Counterpart(lifecycle.title, writer.entities("stage", covering))
        covered = next((entry.to for entry in lifecycle.crosswalk if entry.stage == stage), ())
        if covered and primary is not None:
            yield Counterpart(primary.title, writer.entities("stage", covered))

"""PB205: checklist items, or tasks of a plan, that wait for each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from partner_playbooks.handbook.model.plan import PlanTask
from partner_playbooks.handbook.model.stage import ChecklistItem
from partner_playbooks.language.diagnostics import Diagnostic, Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from partner_playbooks.handbook.linked import Handbook


def check(handbook: Handbook, _today: date) -> Iterator[Diagnostic]:
    """Yield one finding per ring of prerequisites, naming the whole ring."""
    rings = find_rings(handbook)
    places = dict(_places(handbook)) if rings else {}
    for ring in rings:
        first, *others = (places[step] for step in zip(ring, (*ring[1:], ring[0]), strict=True))
        related = tuple((f'"{id_}" waits here', place) for id_, place in zip(ring[1:], others, strict=True))
        hint = "take out one of these prerequisites, so that one can be done first"
        yield Diagnostic("PB205", _message(ring), first, hint, related=related)


def find_rings(handbook: Handbook) -> tuple[tuple[str, ...], ...]:
    """Give the rings of items and tasks that wait for each other."""
    waits_for = {id_: tuple(dict.fromkeys(owned.item.depends_on)) for id_, owned in handbook.items.items()}
    for plan in handbook.plans:
        waits_for |= {task.id: tuple(dict.fromkeys(task.depends_on)) for task, _ in handbook.tasks(plan) if task.id}
    return tuple(_rings(waits_for))


def _message(ring: tuple[str, ...]) -> str:
    if len(ring) == 1:
        return f'"{ring[0]}" waits for itself'
    return f"these wait for each other: {' → '.join((*ring, ring[0]))}"


def _rings(waits_for: Mapping[str, tuple[str, ...]]) -> Iterator[tuple[str, ...]]:
    """Find rings by walking depth first, without recursion; every item is entered once."""
    finished: set[str] = set()
    for start in waits_for:
        trail: list[str] = []
        position: dict[str, int] = {}
        pending = [(start, iter(waits_for[start]))] if start not in finished else []
        if pending:
            position[start] = 0
            trail.append(start)
        while pending:
            current, rest = pending[-1]
            following = next(rest, None)
            if following is None:
                pending.pop()
                finished.add(current)
                del position[trail.pop()]
            elif following in position:
                yield tuple(trail[position[following] :])
            elif following in waits_for and following not in finished:
                position[following] = len(trail)
                trail.append(following)
                pending.append((following, iter(waits_for[following])))


def _places(handbook: Handbook) -> Iterator[tuple[tuple[str, str], Span]]:
    """Give the place where each item or task names each of its prerequisites."""
    for placed in handbook.list_written():
        for leaf in placed.leaves:
            holder = leaf.holder
            if isinstance(holder, ChecklistItem | PlanTask) and holder.id and "depends_on" in leaf.path:
                yield (holder.id, str(leaf.value)), placed.span(*leaf.path)

"""PB205: checklist items that wait for each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from partner_playbooks.diagnostics import Diagnostic, Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from partner_playbooks.handbook import Handbook


def check(handbook: Handbook, _today: date) -> Iterator[Diagnostic]:
    """Yield one finding per ring of prerequisites, naming the whole ring."""
    waits_for = {id_: tuple(dict.fromkeys(owned.item.depends_on)) for id_, owned in handbook.items.items()}
    places = dict(_places(handbook))
    for ring in _rings(waits_for):
        shown = " → ".join((*ring, ring[0]))
        related = tuple((f"“{id_}” is part of the ring", places[id_]) for id_ in ring[1:])
        hint = "remove one of these prerequisites"
        yield Diagnostic("PB205", f"ring of prerequisites: {shown}", places[ring[0]], hint, related=related)


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


def _places(handbook: Handbook) -> Iterator[tuple[str, Span]]:
    for link in handbook.links():
        if link.path[-2:-1] == ("depends_on",):
            owner = link.holder.record
            for part in link.path[:-2]:
                owner = owner[part] if isinstance(part, int) else getattr(owner, part)  # type: ignore[index]  # the path was read off this record
            yield owner.id, link.holder.span(*link.path)  # type: ignore[attr-defined]  # only items depend on others

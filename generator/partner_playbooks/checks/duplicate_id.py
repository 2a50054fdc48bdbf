"""PB202: two things with the same id, also when only the case differs or they stand in different files."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from partner_playbooks.handbook.model.base import Entity
from partner_playbooks.language.diagnostics import Diagnostic

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from partner_playbooks.handbook.linked import Handbook
    from partner_playbooks.handbook.model.content import Placed
    from partner_playbooks.language.source import Path

Scope = tuple[object, ...]


def check(handbook: Handbook, _today: date) -> Iterator[Diagnostic]:
    """Yield a finding for each later use of an id, naming the first."""
    first: dict[Scope, tuple[Placed, Path]] = {}
    for placed in handbook.list_written():
        for scope, id_, path in placed.remember(check, partial(_list_ids, placed)):
            here = placed, path
            there = first.setdefault((*scope, id_.casefold()), here)
            if there is not here:
                yield Diagnostic(
                    "PB202",
                    f'duplicate id "{id_}"',
                    placed.span(*path),
                    "give one of the two another id",
                    related=(("first used here", there[0].span(*there[1])),),
                )


def _list_ids(placed: Placed) -> tuple[tuple[Scope, str, Path], ...]:
    return tuple(_ids(placed))


def _ids(placed: Placed) -> Iterator[tuple[Scope, str, Path]]:
    """Yield each id with the scope in which it must be unique: its kind, all items, or its list."""
    for path, record in placed.records:
        id_ = getattr(record, "id", None)
        if not isinstance(id_, str):
            continue
        own = (*path, "id")
        if isinstance(record, Entity):
            yield (placed.kind,), id_, own
        elif "." in id_:
            yield ("item",), id_, own
        else:
            yield (placed.kind, placed.id, path[:-1]), id_, own

"""PB203: an id that cannot be part of an address, that is reserved, or that belongs to another holder."""

from __future__ import annotations

from typing import TYPE_CHECKING

from partner_playbooks.diagnostics import Diagnostic
from partner_playbooks.model.base import ITEM, RESERVED, SLUG
from partner_playbooks.model.problems import visible

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from partner_playbooks.handbook import Handbook
    from partner_playbooks.model.content import Placed
    from partner_playbooks.model.walk import Leaf

_SHOWN = 80
_SHAPE = "use 1 to 64 small letters, digits and hyphens"


def check(handbook: Handbook, _today: date) -> Iterator[Diagnostic]:
    """Yield a finding per id, or former id, that cannot be one."""
    for placed in handbook.written():
        for leaf in placed.leaves:
            problem = _problem(placed, leaf)
            if problem:
                message, hint = problem
                yield Diagnostic("PB203", message, placed.span(*leaf.path), hint)


def _problem(placed: Placed, leaf: Leaf) -> tuple[str, str] | None:
    mark, id_ = leaf.identifier, leaf.value
    if mark is None or not isinstance(id_, str):
        return None
    if mark.dotted:
        return _dotted_problem(placed, id_)
    if id_ in RESERVED:
        return f'the id "{id_}" is reserved', "choose another; the site or a file system needs this name"
    return None if SLUG.fullmatch(id_) else (f"{visible(_short(id_))} cannot be an id", _SHAPE)


def _dotted_problem(placed: Placed, id_: str) -> tuple[str, str] | None:
    if not ITEM.fullmatch(id_):
        name = id_ if SLUG.fullmatch(id_) else "name"
        hint = f'write "{placed.name}.{name}"; after the dot, {_SHAPE}'
        return f"{visible(_short(id_))} cannot be an id", hint
    owner, _, name = id_.partition(".")
    if owner != placed.name:
        return f'the id "{id_}" does not belong to "{placed.name}"', f'write "{placed.name}.{name}"'
    return None


def _short(id_: str) -> str:
    return id_ if len(id_) <= _SHOWN else id_[:_SHOWN] + "…"

"""PB203: an id that cannot be part of an address, that is reserved, or that belongs to another holder."""

from __future__ import annotations

import re
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
_LONGEST = 64
_SHAPE = f"ids are 1 to {_LONGEST} small letters, digits and hyphens"


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
        former = "aliases" in leaf.path  # a former id may begin with a former stage's
        return _dotted_problem(placed, id_, former=former)
    if id_ in RESERVED:
        return f'the id "{id_}" is reserved', "choose another; the site or a file system needs this name"
    return None if SLUG.fullmatch(id_) else (f"{visible(_short(id_))} cannot be an id", _way_out(id_))


def _dotted_problem(placed: Placed, id_: str, *, former: bool) -> tuple[str, str] | None:
    if not ITEM.fullmatch(id_):
        prefix = f"{placed.name}."
        return f"{visible(_short(id_))} cannot be an id", _way_out(id_.removeprefix(prefix), prefix)
    owner, _, name = id_.partition(".")
    if owner != placed.name and not former:
        return f'the id "{id_}" does not belong to "{placed.name}"', f'write "{placed.name}.{name}"'
    return None


def _way_out(id_: str, prefix: str = "") -> str:
    """Give the id that was probably meant, and what ids are made of."""
    name = re.sub(r"[^a-z0-9]+", "-", id_.lower())[:_LONGEST].strip("-") or "some-name"
    return f'write "{prefix}{name}"; {_SHAPE}'


def _short(id_: str) -> str:
    return id_ if len(id_) <= _SHOWN else id_[:_SHOWN] + "…"

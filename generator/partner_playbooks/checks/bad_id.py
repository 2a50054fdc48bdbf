"""PB203: an id that cannot be part of an address, that is reserved, or that belongs to another holder."""

from __future__ import annotations

from typing import TYPE_CHECKING

from partner_playbooks.checks.single import check_each
from partner_playbooks.handbook.model.ids import find_dotted_problem, find_slug_problem
from partner_playbooks.language.diagnostics import Diagnostic

if TYPE_CHECKING:
    from collections.abc import Iterator

    from partner_playbooks.handbook.model.content import Placed
    from partner_playbooks.handbook.model.ids import Problem
    from partner_playbooks.handbook.model.walk import Leaf


@check_each
def check(placed: Placed) -> Iterator[Diagnostic]:
    """Yield a finding per id, or former id, that cannot be one."""
    for leaf in placed.leaves:
        problem = _problem(placed, leaf)
        if problem:
            message, hint = problem
            yield Diagnostic("PB203", message, placed.span(*leaf.path), hint)


def _problem(placed: Placed, leaf: Leaf) -> Problem | None:
    mark, id_ = leaf.identifier, leaf.value
    if mark is None or not isinstance(id_, str):
        return None
    if mark.dotted:
        return find_dotted_problem(id_, placed.name, former="aliases" in leaf.path)
    return find_slug_problem(id_)

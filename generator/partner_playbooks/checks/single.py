"""Checks that look at one thing by itself: each is asked once for everything, as long as its file stays as it is."""

from __future__ import annotations

from functools import partial, wraps
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date

    from partner_playbooks.handbook.linked import Handbook
    from partner_playbooks.handbook.model.content import Placed
    from partner_playbooks.language.diagnostics import Diagnostic


def check_each(
    check_one: Callable[[Placed], Iterator[Diagnostic]],
) -> Callable[[Handbook, date], Iterator[Diagnostic]]:
    """Make a check of one that is given the programme or an entity, and looks at nothing else."""

    def find(placed: Placed) -> tuple[Diagnostic, ...]:
        return tuple(check_one(placed))

    @wraps(check_one)
    def check(handbook: Handbook, _today: date) -> Iterator[Diagnostic]:
        for placed in handbook.list_written():
            yield from placed.remember(check_one, partial(find, placed))

    return check

"""PB301: a RACI activity without exactly one accountable role."""

from __future__ import annotations

from typing import TYPE_CHECKING

from partner_playbooks.handbook.model.stage import Stage
from partner_playbooks.language.diagnostics import Diagnostic

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from partner_playbooks.handbook.linked import Handbook


def check(handbook: Handbook, _today: date) -> Iterator[Diagnostic]:
    """Yield a finding per activity for which nobody, or more than one role, is accountable."""
    for placed in handbook.list_written():
        if not isinstance(placed.record, Stage):
            continue
        for index, activity in enumerate(placed.record.raci):
            number = len(activity.accountable)
            if number != 1:
                who = "no role is" if number == 0 else f"{number} roles are"
                message = f'{who} accountable for "{activity.activity}"'
                hint = "name exactly one role under `accountable:`; others can be responsible"
                yield Diagnostic("PB301", message, placed.span("raci", index, "accountable"), hint)

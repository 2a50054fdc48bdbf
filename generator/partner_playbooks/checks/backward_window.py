"""PB320: a task whose first day does not lie before its last."""

from __future__ import annotations

from typing import TYPE_CHECKING

from partner_playbooks.checks.single import check_each
from partner_playbooks.handbook.model.task import DayCount
from partner_playbooks.language.diagnostics import Diagnostic

if TYPE_CHECKING:
    from collections.abc import Iterator

    from partner_playbooks.handbook.model.content import Placed


@check_each
def check(placed: Placed) -> Iterator[Diagnostic]:
    """Yield a finding per window that ends before it begins, or has one day only."""
    for path, record in placed.records:
        if isinstance(record, DayCount) and record.from_day is not None and record.from_day >= record.day:
            message = f"`from_day` is {record.from_day}, which is not before `day`, {record.day}"
            hint = "give `from_day:` an earlier day, or remove it where the task is due on one day"
            yield Diagnostic("PB320", message, placed.span(*path, "from_day"), hint)

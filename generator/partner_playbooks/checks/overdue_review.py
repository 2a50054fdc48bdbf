"""PB601: a review that is overdue (a warning)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from partner_playbooks.handbook.model.base import Entity
from partner_playbooks.language.diagnostics import Diagnostic, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from partner_playbooks.handbook.linked import Handbook


def check(handbook: Handbook, today: date) -> Iterator[Diagnostic]:
    """Yield a warning per entity whose review was due before `today`."""
    for placed in handbook.list_written():
        review = placed.record.review if isinstance(placed.record, Entity) else None
        if review is not None and review.due < today:
            message = f'the review of "{placed.id}" was due on {review.due.isoformat()}'
            hint = "read it, mend it, then set `reviewed:` to today and `due:` to the next date"
            yield Diagnostic("PB601", message, placed.span("review", "due"), hint, Severity.WARNING)

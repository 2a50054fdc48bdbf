"""The tasks of a plan as plain words: what every format shows of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from partner_playbooks.text import to_plain

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from partner_playbooks.handbook import Handbook
    from partner_playbooks.model.role import Side
    from partner_playbooks.model.stage import Recurrence
    from partner_playbooks.plans import DatedPlan
    from partner_playbooks.text import RichText


@dataclass(frozen=True, slots=True)
class Row:
    """A task in words."""

    key: str
    milestone: str
    title: str
    side: Side
    owner: str
    """Who does it: the role, with the name of whoever fills it."""
    due: date
    done_when: str
    after: tuple[str, ...]
    recurrence: Recurrence | None


def rows(handbook: Handbook, plan: DatedPlan) -> Iterator[Row]:
    """Yield each task of a plan in words, milestone by milestone."""
    for milestone in plan.milestones:
        for task in milestone.tasks:
            yield Row(
                key=task.key,
                milestone=milestone.title,
                title=task.title,
                side=task.side,
                owner=who(handbook, plan, task.owner),
                due=task.due,
                done_when="" if task.done_when is None else words(handbook, task.done_when),
                after=task.after,
                recurrence=task.recurrence,
            )


def who(handbook: Handbook, plan: DatedPlan, role: str) -> str:
    """Name who fills a role: `A new user (Partner manager)`, or the role alone."""
    title = handbook.entities["role"][role].title
    return f"{plan.request.names[role]} ({title})" if role in plan.request.names else title


def words(handbook: Handbook, text: RichText) -> str:
    """Give rich text as one plain line."""
    return to_plain(text, setting=handbook.programme.settings().__getitem__)

"""Plans, checklists and documents that were put into words before: what would read the same is taken as it is.

For a preview, which lists all files at each save of one.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

    from partner_playbooks.downloads.download_style import DownloadStyle
    from partner_playbooks.downloads.task_list_maker import TaskListMaker
    from partner_playbooks.handbook.model.plan import Plan

T = TypeVar("T")


@dataclass(slots=True)
class KnownLists:
    """What was made last, by kind and id, with what it was made of."""

    _shared: object = None
    """What all of it was made of."""
    _made: dict[tuple[str, str], tuple[object, Any]] = field(default_factory=dict)

    def begin(self, maker: TaskListMaker, style: DownloadStyle) -> None:
        """Forget everything if any of it may read another way now, whatever it is made of besides.

        The calendar is that of the programme; two that are the same differ by the years that they were asked for.
        """
        handbook = maker.handbook
        titled = [handbook.entities.get(kind) for kind in ("role", "partner-type", "tier")]
        words = (maker.messages, style.digest, style.messages, style.script_version)
        shared = (handbook.edition, handbook.programme, handbook.figures, titled, words)
        if shared != self._shared:
            self._made.clear()
        self._shared = shared

    def recall(self, kind: str, id_: str, made_of: object, make: Callable[[], T]) -> T:
        """Give what stands under a kind and id, if it was made of the same; else what `make` gives."""
        known = self._made.get((kind, id_))
        if known is None or known[0] != made_of:
            known = self._made[kind, id_] = (made_of, make())
        made: T = known[1]
        return made


def list_parts(maker: TaskListMaker, plan: Plan) -> tuple[object, ...]:
    """Give what a plan is made of: itself, and the items of checklists that are its tasks."""
    owned = (found for _, found in maker.handbook.tasks(plan) if found is not None)
    return (plan, *(found.item for found in owned))

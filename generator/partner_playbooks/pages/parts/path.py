"""The onboarding path of a partner type: what applies to it, in order, and what opens what."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from .days import due, due_order

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from partner_playbooks.handbook import Owned
    from partner_playbooks.model.stage import Stage

    from .book import Sheet
    from .links import Chip, Link


@dataclass(frozen=True, slots=True)
class Step:
    """A checklist item on the path."""

    due: str
    link: Link
    owner: Chip
    stage: str
    own: bool
    """Whether the item names the type; the others apply to every type."""
    optional: bool
    opens: tuple[Link, ...]
    """Items of the path that wait for this one."""


def onboarding_stages(sheet: Sheet) -> tuple[Stage, ...]:
    """Give the stages that the primary lifecycle calls onboarding, in its order."""
    lifecycle = sheet.handbook.lifecycle
    named = () if lifecycle is None else lifecycle.onboarding
    return tuple(stage for stage in sheet.handbook.stages if stage.id in named)


def onboarding_items(sheet: Sheet, type_: str) -> tuple[Owned, ...]:
    """Give the items of these stages that apply to a partner type, by anchor and day."""
    stages = {stage.id for stage in onboarding_stages(sheet)}
    found = (
        owned
        for owned in sheet.handbook.items.values()
        if owned.stage.id in stages and type_ in (owned.item.partner_types or (type_,))
    )
    return tuple(sorted(found, key=lambda owned: due_order(owned.item.due)))


def steps(sheet: Sheet, items: Iterable[Owned]) -> Iterator[Step]:
    """Yield the items as the steps of a path."""
    path = tuple(items)
    for stage, item in path:
        yield Step(
            due=due(sheet, item.due),
            link=sheet.item(item.id),
            owner=sheet.role(item.owner),
            stage=stage.title,
            own=bool(item.partner_types),
            optional=not item.required,
            opens=tuple(sheet.item(other.item.id) for other in path if item.id in other.item.depends_on),
        )

"""The onboarding path of a partner type: what applies to it, in order, and what opens what."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from partner_playbooks.handbook.model.applying import applies
from partner_playbooks.wording.days import order_due, say_due

if TYPE_CHECKING:
    from collections.abc import Sequence

    from partner_playbooks.handbook.model.stage import ChecklistItem, Stage
    from partner_playbooks.pages.parts.writers import PageWriter

    from .links import Chip, Link


_FEW = 3
"""A list of more partner types leaves some out, rather than being made for those it names."""


@dataclass(frozen=True, slots=True)
class Step:
    """A checklist item on the path."""

    due: str
    link: Link
    owner: Chip
    own: bool
    """Whether the item is made for this type and few others."""
    optional: bool
    opens: tuple[Link, ...]
    """Items of the path that wait for this one."""


class StageSteps(NamedTuple):
    """The part of the path that lies in a stage."""

    stage: Stage
    steps: tuple[Step, ...]


def build_onboarding_path(writer: PageWriter, type_: str) -> tuple[StageSteps, ...]:
    """Give the items that apply to a partner type in the stages that the primary lifecycle calls onboarding.

    Stages are in the lifecycle's order, and the items of each by anchor and day.
    """
    lifecycle = writer.handbook.lifecycle
    named = () if lifecycle is None else lifecycle.onboarding
    stages = [stage for stage in writer.handbook.stages if stage.id in named]
    path = [item for stage in stages for item in _applying(stage, type_)]
    return tuple(
        StageSteps(stage, tuple(_step(writer, item, path) for item in _applying(stage, type_))) for stage in stages
    )


def _applying(stage: Stage, type_: str) -> list[ChecklistItem]:
    items = (item for item in stage.checklist if applies(item.partner_types, type_))
    return sorted(items, key=lambda item: order_due(item.due))


def _step(writer: PageWriter, item: ChecklistItem, path: Sequence[ChecklistItem]) -> Step:
    return Step(
        due=say_due(writer, item.due),
        link=writer.item(item.id),
        owner=writer.role(item.owner),
        own=0 < len(item.partner_types) <= _FEW,
        optional=not item.required,
        opens=tuple(writer.item(other.id) for other in path if item.id in other.depends_on),
    )

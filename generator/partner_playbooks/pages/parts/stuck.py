"""Bottlenecks in the order of the stages in which they are met, and the families of tools that help."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from partner_playbooks.handbook.linked import Handbook
    from partner_playbooks.handbook.model.bottleneck import Bottleneck
    from partner_playbooks.handbook.model.tool import Family, Tool
    from partner_playbooks.pages.parts.writers import EditionWriter


@dataclass(frozen=True, slots=True)
class Stuck:
    """The bottlenecks of a phase."""

    anchor: str
    title: str | None
    """None for those outside the primary lifecycle."""
    bottlenecks: tuple[Bottleneck, ...]


def list_bottlenecks(handbook: Handbook) -> tuple[Bottleneck, ...]:
    """Give all bottlenecks of a handbook, by id."""
    return tuple(cast("Mapping[str, Bottleneck]", handbook.entities.get("bottleneck", {})).values())


def list_tools(handbook: Handbook) -> tuple[Tool, ...]:
    """Give all tools of a handbook, by id."""
    return tuple(cast("Mapping[str, Tool]", handbook.entities.get("tool", {})).values())


def has_tool_of(handbook: Handbook, family: Family) -> bool:
    """Tell whether a handbook has a tool of a family."""
    return any(strength.family is family for tool in list_tools(handbook) for strength in tool.strengths)


def make_family_anchor(family: Family) -> str:
    """Give the anchor of a family; the underscore keeps it apart from the id of a tool."""
    return f"family_{family.value}"


def group_by_phase(edition: EditionWriter) -> Iterator[Stuck]:
    """Yield the bottlenecks of each phase, by the first of their stages that stands in the primary lifecycle."""
    positions = edition.order.positions
    places = {
        each.id: min(positions[id_].number for id_ in each.stages if id_ in positions)
        for each in list_bottlenecks(edition.handbook)
        if positions.keys() & set(each.stages)
    }
    found = (each for each in list_bottlenecks(edition.handbook) if each.id in places)
    placed = sorted(found, key=lambda each: places[each.id])
    for part in edition.order.phases:
        numbers = {positions[stage.id].number for stage in part.stages}
        own = tuple(each for each in placed if places[each.id] in numbers)
        if own:
            yield Stuck(f"stuck-{part.phase.id}", part.phase.title, own)
    rest = tuple(each for each in list_bottlenecks(edition.handbook) if each.id not in places)
    if rest:
        yield Stuck("stuck_elsewhere", None, rest)

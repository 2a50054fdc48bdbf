"""Who uses what: every reference of the handbook, turned round, gathered in one pass."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from partner_playbooks.handbook.model.base import Entity, Record
from partner_playbooks.handbook.model.walk import walk_leaves
from partner_playbooks.handbook.named_figures import find_whole_name
from partner_playbooks.handbook.references import find_input_types, list_held, list_named

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from partner_playbooks.handbook.linked import Handbook
    from partner_playbooks.handbook.places import Place

E_ = TypeVar("E_", bound=Entity)
R_ = TypeVar("R_", bound=Record)


class Use(NamedTuple):
    """A place that names something."""

    kind: str
    entity: Entity
    place: str
    """Kind and fields: `stage.checklist.owner`."""
    record: Record
    """The record that holds the reference: for `stage.checklist.owner`, the checklist item."""


@dataclass(frozen=True, slots=True)
class Uses:
    """All uses, by kind and id of what is used, in the order of the handbook."""

    by_target: Mapping[tuple[str, str], tuple[Use, ...]]
    by_value: Mapping[str, tuple[Use, ...]]
    """By the name of a value that texts and expressions state, as in texts."""

    def all(self, kind: str, id_: str) -> tuple[Use, ...]:
        """Give every place that names it, in fields and in rich text."""
        return self.by_target.get((kind, id_), ())

    def of_value(self, name: str) -> tuple[Use, ...]:
        """Give every place that states a value, by its name in texts: `figure.claim-window`."""
        return self.by_value.get(name, ())

    def at(self, place: Place[E_, R_], id_: str) -> Iterator[tuple[E_, R_]]:
        """Yield entity and record for each use of what has this id at a place."""
        for use in self.all(place.target, id_):
            if (
                use.place == place.path
                and isinstance(use.entity, place.entity)
                and isinstance(use.record, place.record)
            ):
                yield use.entity, use.record


def gather_uses(handbook: Handbook) -> Uses:
    """Walk over all entities once and note every reference."""
    found: dict[tuple[str, str], list[Use]] = defaultdict(list)
    stated: dict[str, list[Use]] = defaultdict(list)
    written = {id(placed.record): placed for placed in handbook.list_written()}
    for kind, entities in handbook.entities.items():
        for entity in entities.values():
            placed = written.get(id(entity))  # none where it is one for partners
            for leaf, mentions, values in (
                list_named(walk_leaves(entity), find_input_types(entity, handbook.programme))
                if placed is None
                else list_held(placed, handbook.programme)
            ):
                place = ".".join((kind, *(part for part in leaf.path if isinstance(part, str))))
                use = Use(kind, entity, place, leaf.holder)
                for each in mentions:
                    found[each.kind, each.id].append(use)
                for name in values:
                    stated[find_whole_name(handbook.figures, name)].append(use)
    return Uses(
        {target: tuple(uses) for target, uses in found.items()}, {name: tuple(uses) for name, uses in stated.items()}
    )

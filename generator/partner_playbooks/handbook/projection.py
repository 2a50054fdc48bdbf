"""What partners see of a record: all but its internal parts, and nothing that leads to them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from partner_playbooks.handbook.model.base import Audience, Entry, Record
from partner_playbooks.handbook.model.role import Role, Side
from partner_playbooks.handbook.model.walk import list_marks

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping

    from partner_playbooks.handbook.model.base import Entity
    from partner_playbooks.handbook.model.field_types import Ref
    from partner_playbooks.handbook.model.programme import Programme
    from partner_playbooks.handbook.model.stage import Stage

PARTNER_TEAM = "partner-team"
"""Id of the role that stands for every internal one in the partner edition."""


@dataclass(slots=True)
class Projection:
    """What partners see of a handbook."""

    visible: Mapping[str, Mapping[str, Entity]]
    """The entities that they see, by kind and id, as they are written."""
    items: Collection[str]
    """Ids of the checklist items that they see."""
    tasks: Collection[str]
    """Those, and ids of the tasks of plans that they see."""
    names_team: bool = False
    """Whether an internal role was named in what was projected so far."""

    @classmethod
    def of(cls, entities: Mapping[str, Mapping[str, Entity]], tasks: Collection[str]) -> Projection:
        """Begin with the entities of a handbook, and the ids of all tasks that partners see."""
        visible = {
            kind: {id_: entity for id_, entity in found.items() if entity.audience is Audience.PARTNER}
            for kind, found in entities.items()
        }
        stages = cast("Mapping[str, Stage]", visible.get("stage", {})).values()
        return cls(visible, {item.id for stage in stages for item in stage.checklist if is_for_partners(item)}, tasks)

    def project_all(self, kind: str) -> dict[str, Entity]:
        """Give the entities of a kind as partners see them, by their ids."""
        return {id_: cast("Entity", self.project(entity)) for id_, entity in self.visible.get(kind, {}).items()}

    def project(self, record: Record) -> Record:
        """Give a record as partners see it."""
        return project_record(record, self._keep)

    def _keep(self, ref: Ref, id_: str) -> str | None:
        if ref.kind in {"item", "task"}:
            return id_ if id_ in (self.items if ref.kind == "item" else self.tasks) else None
        if id_ in self.visible.get(ref.kind, {}):
            return id_
        if ref.kind != "role":
            return None
        self.names_team = True
        return PARTNER_TEAM


def project_record(record: Record, keep: Callable[[Ref, str], str | None]) -> Record:
    """Give a record without what partners may not see; `keep` gives the id that a reference has for them, or None."""
    changes = {}
    for name, marks in list_marks(type(record)).items():
        value = getattr(record, name)
        if marks.is_internal:
            projected: object = type(record).model_fields[name].get_default(call_default_factory=True)
        else:
            projected = _project_value(value, marks.ref, keep)
        if projected is not value:
            changes[name] = projected
        form = marks.form
        if form is not None and value is not None:  # it stands after the field that it takes the place of
            changes |= {form.field: changes.get(name, value), name: None}
    return record.model_copy(update=changes) if changes else record


def is_for_partners(record: Record) -> bool:
    """Tell whether partners may see a record of an entity that they may see."""
    return not isinstance(record, Entry) or record.audience is Audience.PARTNER


def build_partner_team(programme: Programme) -> Role:
    """Give the role that stands for every internal one in the partner edition."""
    team = programme.partner_team
    return Role.model_construct(
        id=PARTNER_TEAM,
        title=programme.vendor,
        side=Side.VENDOR,
        mission=team.mission,
        responsibilities=(),
        audience=Audience.PARTNER,
        aliases=(),
        review=None,
    )


def _project_value(value: object, ref: Ref | None, keep: Callable[[Ref, str], str | None]) -> object:
    if isinstance(value, Record):
        return project_record(value, keep) if is_for_partners(value) else None
    if isinstance(value, tuple):
        kept = (
            _project_value(part, ref, keep) for part in value if not isinstance(part, Record) or is_for_partners(part)
        )
        return tuple(part for part in _unique(kept, ref) if part is not None)
    if ref is not None and isinstance(value, str):
        return keep(ref, value)
    return value


def _unique(values: Iterator[object], ref: Ref | None) -> Iterable[object]:
    """Several internal roles become one partner team, named last: their number and places are internal too."""
    return sorted(dict.fromkeys(values), key=lambda value: value == PARTNER_TEAM) if ref is not None else values

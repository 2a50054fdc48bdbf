"""Fields that name something, written so that a type checker follows: one that the model lacks is an error of types."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar, cast

from partner_playbooks.handbook.model.base import Entity, Record
from partner_playbooks.handbook.model.fields import find_record_model
from partner_playbooks.handbook.model.kinds import KINDS
from partner_playbooks.handbook.model.walk import list_marks

if TYPE_CHECKING:
    from collections.abc import Callable

E_ = TypeVar("E_", bound=Entity)
R_ = TypeVar("R_", bound=Record)
E_co = TypeVar("E_co", bound=Entity, covariant=True)
R_co = TypeVar("R_co", bound=Record, covariant=True)

_KINDS = {kind.model: kind.name for kind in KINDS}


@dataclass(frozen=True, slots=True)
class Place(Generic[E_co, R_co]):
    """A field that names something: of an entity, or of the records within one."""

    entity: type[E_co]
    record: type[R_co]
    """The model of what has the field; the entity's own, unless the field is of a record within."""
    path: str
    """Kind and fields: `stage.checklist.owner`."""
    target: str
    """The kind of what the field names."""

    @property
    def kind(self) -> str:
        """The kind of the entity."""
        return _KINDS[self.entity]


def find_place(entity: type[E_], field: Callable[[E_], object]) -> Place[E_, E_]:
    """Give the place of a field of an entity: `find_place(Stage, lambda stage: stage.owner)`.

    Raises:
        TypeError: the field names nothing.
    """
    (name,) = _record(field)
    return Place(entity, entity, f"{_KINDS[entity]}.{name}", _find_target(entity, name))


def find_place_within(entity: type[E_], record: Callable[[E_], R_], field: Callable[[R_], object]) -> Place[E_, R_]:
    """Give the place of a field of the records within an entity; any index stands for all of them.

    For example `find_place_within(Stage, lambda stage: stage.checklist[0], lambda item: item.owner)`.

    Raises:
        TypeError: the field names nothing.
    """
    way, (name,) = _record(record), _record(field)
    model: type[Record] = entity
    for part in way:
        model = cast("type[Record]", find_record_model(model.model_fields[part].annotation))
    return Place(entity, cast("type[R_]", model), ".".join((_KINDS[entity], *way, name)), _find_target(model, name))


def _find_target(model: type[Record], name: str) -> str:
    ref = list_marks(model)[name].ref
    if ref is None:
        raise TypeError(f"{model.__name__}.{name} names nothing")
    return ref.kind


class _Recorder:
    """Takes down which fields it is asked for."""

    def __init__(self) -> None:
        self.names: list[str] = []

    def __getattr__(self, name: str) -> _Recorder:
        self.names.append(name)
        return self

    def __getitem__(self, _index: int) -> _Recorder:
        return self


def _record(way: Callable[[R_], object]) -> tuple[str, ...]:
    recorder = _Recorder()
    way(cast("R_", recorder))
    return tuple(recorder.names)

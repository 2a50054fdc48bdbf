"""What a field is called and marked, wherever in an entity it stands."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple, get_args

from partner_playbooks.model.base import Record
from partner_playbooks.model.kinds import KINDS
from partner_playbooks.model.programme import Programme
from partner_playbooks.model.walk import Mark, marks_of


class Field(NamedTuple):
    """A field as editors know it."""

    title: str
    marks: tuple[Mark, ...]


def fields(kind: str, path: Sequence[str]) -> tuple[Field, ...]:
    """Give every field on the way to a value of an entity; one that the model lacks is called by its name."""
    models: dict[str, type[Record]] = {kind.name: kind.model for kind in KINDS}
    return tuple(_fields(models.get(kind, Programme), path))


def _fields(model: type[Record] | None, path: Sequence[str]) -> Iterator[Field]:
    for name in path:
        info = None if model is None else model.model_fields.get(name)
        if model is None or info is None:
            yield Field(name.replace("_", " "), ())
            model = None
        else:
            yield Field(info.title or name, marks_of(model)[name])
            model = record_in(info.annotation)


def record_in(annotation: object) -> type[Record] | None:
    """Give the model of the records that a field holds, if it holds any."""
    if isinstance(annotation, type) and issubclass(annotation, Record):
        return annotation
    return next((found for part in get_args(annotation) if (found := record_in(part)) is not None), None)

"""What a field is called and marked, wherever in an entity it stands."""

import re
from collections.abc import Iterator, Sequence
from enum import StrEnum
from functools import cache
from typing import NamedTuple, TypeGuard, get_args

from partner_playbooks.handbook.model.base import Record
from partner_playbooks.handbook.model.kinds import KINDS
from partner_playbooks.handbook.model.programme import Programme
from partner_playbooks.handbook.model.walk import Marks, list_marks


class Field(NamedTuple):
    """A field as editors know it."""

    title: str
    marks: Marks
    key: str = ""
    """Its title as a key of message catalogues: `review-due`; empty for a field that the model lacks."""
    annotation: object = None
    """The type of its values."""

    @property
    def refers_to(self) -> str | None:
        """The kind of entity whose ids it holds, if it holds any."""
        return None if self.marks.ref is None else self.marks.ref.kind

    @property
    def choices(self) -> type[StrEnum] | None:
        """The fixed list that its value is from, if it is from one."""
        return next((part for part in list_type_parts(self.annotation) if _is_choice(part)), None)


def find_fields(kind: str, path: Sequence[str]) -> tuple[Field, ...]:
    """Give every field on the way to a value of an entity; one that the model lacks is called by its name."""
    models: dict[str, type[Record]] = {kind.name: kind.model for kind in KINDS}
    return tuple(_fields(models.get(kind, Programme), path))


def _fields(model: type[Record] | None, path: Sequence[str]) -> Iterator[Field]:
    for name in path:
        field, model = _find_field(model, name)
        yield field


@cache
def _find_field(model: type[Record] | None, name: str) -> tuple[Field, type[Record] | None]:
    """Give a field of a model, and the model of the records that it holds."""
    info = None if model is None else model.model_fields.get(name)
    if model is None or info is None:
        return Field(name.replace("_", " "), Marks()), None
    found = Field(info.title or name, list_marks(model)[name], make_key(info.title or name), info.annotation)
    return found, find_record_model(info.annotation)


def make_key(title: str) -> str:
    """Give a field's title as a key of message catalogues."""
    return re.sub(r"[^a-z]+", "-", title.lower()).strip("-")


def list_type_parts(annotation: object) -> Iterator[object]:
    """Yield a type and all that it is made of."""
    yield annotation
    for part in get_args(annotation):
        yield from list_type_parts(part)


def _is_choice(part: object) -> TypeGuard[type[StrEnum]]:
    return isinstance(part, type) and issubclass(part, StrEnum)


def find_record_model(annotation: object) -> type[Record] | None:
    """Give the model of the records that a field holds, if it holds any."""
    if isinstance(annotation, type) and issubclass(annotation, Record):
        return annotation
    return next((found for part in get_args(annotation) if (found := find_record_model(part)) is not None), None)

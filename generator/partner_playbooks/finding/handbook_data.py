"""A handbook as data for other programs: what an edition holds, by kind, and a schema that says what stands where."""

from __future__ import annotations

import types
from collections.abc import Mapping
from datetime import date
from enum import Enum
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Union, get_args, get_origin

from partner_playbooks.handbook.model.base import Audience, Record
from partner_playbooks.handbook.model.content import PROGRAMME_KIND
from partner_playbooks.handbook.model.field_types import Formula
from partner_playbooks.handbook.model.kinds import KINDS
from partner_playbooks.handbook.model.programme import Programme
from partner_playbooks.language.text import RichText, to_markdown
from partner_playbooks.pages.parts.addresses import write_address

if TYPE_CHECKING:
    from collections.abc import Callable

    from partner_playbooks.language.text import Reference
    from partner_playbooks.pages.parts.writers import EditionWriter

SCHEMA, VERSION = "partner-playbooks/handbook", 1
_OWN = frozenset({"confidential_words", "repository", "feedback", "same_words", "recorded", "schema_version"})
"""Fields that are of no use outside of the project, or that must not leave it."""
_EDITORIAL = frozenset({"audience", "review"})
"""Fields that partners need not know: how the handbook is kept."""


def describe_handbook(edition: EditionWriter) -> dict[str, Any]:
    """Give all that an edition holds as plain data; records of partners are no part of it."""
    handbook = edition.handbook
    left = _OWN | (_EDITORIAL if handbook.edition is Audience.PARTNER else frozenset())
    describe = _Describer(edition, left)
    return {
        "schema": SCHEMA,
        "version": VERSION,
        "edition": handbook.edition.value,
        PROGRAMME_KIND: describe.record(handbook.programme),
        "kinds": {
            kind.name: [
                {"id": id_, "address": describe.address(kind.name, id_), **describe.record(entity)}
                for id_, entity in handbook.entities[kind.name].items()
            ]
            for kind in KINDS
            if handbook.entities.get(kind.name)
        },
    }


def describe_kind(whole: Mapping[str, Any], kind: str) -> dict[str, Any]:
    """Give the entities of one kind, with what says whose they are."""
    head = {name: whole[name] for name in ("schema", "version", "edition")}
    return {**head, "kind": kind, "entities": whole["kinds"][kind]}


class _Describer:
    def __init__(self, edition: EditionWriter, left: frozenset[str]) -> None:
        self._edition, self._left = edition, left
        write = edition.values
        self._writers: Mapping[type, Callable[[Any], object]] = {
            RichText: lambda text: to_markdown(text, link=self._link, value=write.write),
            Record: self.record,
            Enum: lambda member: member.value,
            bool: bool,
            int: int,
            str: write.fill_known,
            Fraction: lambda number: int(number) if number.denominator == 1 else float(number),
            date: date.isoformat,
            Formula: lambda formula: formula.source,
        }
        """How values are written, by their type; the first that fits."""
        self._chosen: dict[type, Callable[[Any], object]] = {}

    def address(self, kind: str, id_: str) -> str | None:
        found = self._edition.address(kind, id_)
        return None if found is None else write_address(found)

    def record(self, record: Record) -> dict[str, Any]:
        values = ((name, getattr(record, name)) for name in type(record).model_fields if name not in self._left)
        return {name: self._value(value) for name, value in values if value not in (None, ())}

    def _value(self, value: object) -> object:
        if isinstance(value, tuple):
            return [self._value(part) for part in value]
        if isinstance(value, Mapping):
            return {str(name): self._value(part) for name, part in value.items()}
        return self._choose(type(value))(value)

    def _choose(self, kind: type) -> Callable[[Any], object]:
        if kind not in self._chosen:
            self._chosen[kind] = next((write for each, write in self._writers.items() if issubclass(kind, each)), str)
        return self._chosen[kind]

    def _link(self, target: Reference) -> str | None:
        return self.address(target.kind, target.id)


def build_data_schema() -> dict[str, Any]:
    """Give the JSON Schema (2020-12) of what `describe_handbook` gives."""
    found: dict[str, Any] = {}
    text = {"type": "string"}
    entity = {"id": text, "address": {"type": ["string", "null"]}}
    kinds = {
        kind.name: {
            "type": "array",
            "items": {"allOf": [_refer(kind.model, found), {"properties": entity, "required": ["id", "title"]}]},
        }
        for kind in KINDS
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Partner Playbooks: a handbook as data",
        "type": "object",
        "properties": {
            "schema": {"const": SCHEMA},
            "version": {"const": VERSION},
            "edition": {"enum": [audience.value for audience in Audience]},
            PROGRAMME_KIND: _refer(Programme, found),
            "kinds": {"type": "object", "properties": kinds},
        },
        "required": ["schema", "version", "edition", PROGRAMME_KIND, "kinds"],
        "$defs": dict(sorted(found.items())),
    }


def _refer(model: type[Record], found: dict[str, Any]) -> dict[str, Any]:
    name = model.__name__
    if name not in found:
        found[name] = {}
        found[name] |= {
            "type": "object",
            "description": (model.__doc__ or "").partition("\n")[0],
            "properties": {
                field: {"description": info.description, **_describe_type(info.annotation, found)}
                for field, info in model.model_fields.items()
                if field not in _OWN
            },
        }
    return {"$ref": f"#/$defs/{name}"}


_PLAIN: Mapping[type, dict[str, Any]] = {
    bool: {"type": "boolean"},
    int: {"type": "integer"},
    Fraction: {"type": "number"},
    date: {"type": "string", "format": "date"},
    RichText: {"type": "string", "contentMediaType": "text/markdown"},
}


def _describe_type(annotation: object, found: dict[str, Any]) -> dict[str, Any]:
    parts, origin = get_args(annotation), get_origin(annotation)
    if isinstance(annotation, type) and not parts:
        return _describe_class(annotation, found)
    each = [_describe_type(part, found) for part in parts if part not in (type(None), ...)]
    if origin is tuple:
        return {"type": "array", "items": each[0]}
    if origin is dict:
        return {"type": "object", "additionalProperties": each[1]}
    if origin in {types.UnionType, Union} and len(each) > 1:
        return {"anyOf": each}
    return each[0] if each else {"type": "string"}


def _describe_class(class_: type, found: dict[str, Any]) -> dict[str, Any]:
    if issubclass(class_, Record):
        return _refer(class_, found)
    if issubclass(class_, Enum):
        return {"enum": [member.value for member in class_]}
    return dict(_PLAIN.get(class_, {"type": "string"}))

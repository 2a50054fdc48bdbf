"""Examples of what may stand in a field: whole ones, which a reader of a message can type as they are."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import get_args, get_origin

from pydantic import BaseModel

from partner_playbooks.handbook.model.base import Entity, Record
from partner_playbooks.handbook.model.field_types import SLUG, Identifier, Ref
from partner_playbooks.handbook.model.fields import find_record_model
from partner_playbooks.handbook.model.kinds import KINDS
from partner_playbooks.handbook.model.walk import list_marks
from partner_playbooks.language.source import Data, Document

Ids = Mapping[str, Sequence[str]]
"""Kind → the ids that there are."""


@dataclass(frozen=True, slots=True)
class Known:
    """What an example may name."""

    ids: Ids = field(default_factory=dict)
    file: str = ""
    """The name of the file that an entity has of its own, without its ending: that is its id."""

    def free(self, id_: str) -> str:
        """Give an id like another one that nothing has yet."""
        taken = {other for known in self.ids.values() for other in known}
        return next(each for each in (id_, *(f"{id_}-{n}" for n in range(2, 10_000))) if each not in taken)


_PLAIN = re.compile(r"-?[A-Za-z0-9](?:[\w .()/-]*[\w.)])?")


def list_ids(documents: Sequence[Document]) -> Ids:
    """Give the ids that content files hold by kind, in order, whether or not the rest of a file is in order."""
    found: dict[str, list[str]] = {}
    for document in documents:
        for kind in KINDS:
            place = document.file.partition("/")[2]
            if place == kind.place or (not kind.listed and place.rpartition("/")[0] == kind.place):
                data = document.data if isinstance(document.data, dict) else {}
                entities = data.get(kind.list_key) if kind.listed else [data]
                for entity in entities if isinstance(entities, list) else ():
                    _add(found, kind.name, entity)
    return found


def _add(found: dict[str, list[str]], kind: str, entity: Data) -> None:
    if not isinstance(entity, dict):
        return
    if isinstance(entity.get("id"), str):
        found.setdefault(kind, []).append(str(entity["id"]))
    items = entity.get("checklist") if kind == "stage" else None
    for item in items if isinstance(items, list) else ():
        for name in ("item", "task"):
            _add(found, name, item)


def build_example(model: type[BaseModel], name: str, known: Known) -> Data:
    """Give an example for a field of a model as YAML would give it: all of it, with ids that there are."""
    info = model.model_fields[name]
    is_list = any(get_origin(part) is tuple for part in (info.annotation, *get_args(info.annotation)))
    (example,) = info.examples or [""]
    inner = find_record_model(info.annotation)
    if inner is not None:
        part = example[0] if isinstance(example, list) else example
        wanted = [
            part_name for part_name, each in inner.model_fields.items() if each.is_required() or _names(part, part_name)
        ]
        entry: Data = {each: build_example(inner, each, known) for each in wanted}
        return [entry] if is_list else entry
    for mark in _marks(model, name):
        if isinstance(mark, Ref) and known.ids.get(mark.kind):
            first = known.ids[mark.kind][0]
            return [first] if is_list else first
        if isinstance(mark, Identifier) and not is_list:
            return _own_id(mark, str(example), known, of_file=issubclass(model, Entity))
    return _as_typed(example)


def _own_id(mark: Identifier, example: str, known: Known, *, of_file: bool) -> str:
    if mark.dotted:
        owner, _, name = example.partition(".")
        return known.free(f"{known.file or owner}.{name}")
    return known.file if of_file and SLUG.fullmatch(known.file) else known.free(example)


def _names(part: object, field: str) -> bool:
    return isinstance(part, dict) and field in part


def _marks(model: type[BaseModel], name: str) -> tuple[object, ...]:
    return list_marks(model)[name] if issubclass(model, Record) else ()


def _as_typed(example: object) -> Data:
    if isinstance(example, list):
        return [_as_typed(part) for part in example]
    if isinstance(example, dict):
        return {str(key): _as_typed(value) for key, value in example.items()}
    return str(example)


def write_example(data: Data) -> str:
    """Write an example as it can be typed on one line: `{anchor: signature, day: 3}`."""
    if isinstance(data, dict):
        return f"{{{', '.join(f'{key}: {write_example(value)}' for key, value in data.items())}}}"
    if isinstance(data, list):
        return f"[{', '.join(map(write_example, data))}]"
    text = "" if data is None else data
    return text if _PLAIN.fullmatch(text) else f"'{text.replace(chr(39), chr(39) * 2)}'"

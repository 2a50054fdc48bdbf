"""Revisions as plain data: from files as they were, of whatever schema, or from a handbook that could be read."""

from __future__ import annotations

from datetime import date
from enum import Enum
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, TypeAlias

from partner_playbooks.model.base import Audience, Formula, Record
from partner_playbooks.model.kinds import KINDS
from partner_playbooks.source import Data, parse
from partner_playbooks.text import RichText, to_plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from partner_playbooks.handbook import Handbook

Key: TypeAlias = tuple[str, str]
"""Kind and id."""
Entities: TypeAlias = "dict[Key, dict[str, Data]]"
"""Everything of a revision."""

PROGRAMME = ("programme", "programme")


def of_files(files: Mapping[str, bytes]) -> Entities:
    """Read content files without judging them: what cannot be parsed is left out, unknown fields are kept.

    Args:
        files: Path below the project folder (`content/stages/align.yml`) → bytes.
    """
    found: Entities = {}
    for file in sorted(files):
        document, _ = parse(file, files[file])
        if document is not None and isinstance(document.data, dict):
            for key, data in _entities_in(PurePosixPath(file), document.data):
                found.setdefault(key, data)
    return found


def of_handbook(handbook: Handbook) -> Entities:
    """Give a handbook of either edition as data: nothing is in it that this edition does not hold."""
    settings = handbook.programme.settings()
    found = {PROGRAMME: _dumped(handbook.programme, settings)}
    for kind, entities in handbook.entities.items():
        for id_, entity in entities.items():
            found[kind, id_] = _dumped(entity, settings)
    return found


def _entities_in(file: PurePosixPath, data: dict[str, Data]) -> Iterator[tuple[Key, dict[str, Data]]]:
    place = "/".join(file.parts[1:])
    if place == "programme.yml":
        yield PROGRAMME, data
        return
    folder = place.partition("/")[0]
    kind = next((kind for kind in KINDS if kind.place == folder), None)
    if kind is not None and kind.listed:
        listed = data.get(kind.list_key)
        for entry in listed if isinstance(listed, list) else ():
            if isinstance(entry, dict) and isinstance(entry.get("id"), str):
                yield (kind.name, str(entry["id"])), entry
    else:  # a folder of an older schema names its own kind
        name = folder if kind is None else kind.name
        yield (name, str(data.get("id") or file.stem)), data


def _dumped(record: Record, settings: Mapping[str, str]) -> dict[str, Data]:
    written: dict[str, Data] = {}
    for name, info in type(record).model_fields.items():
        value = getattr(record, name)
        if value is not None and value != info.default:
            written[name] = _value(value, settings)
    return written


def _value(value: object, settings: Mapping[str, str]) -> Data:
    if isinstance(value, Record):
        return _dumped(value, settings)
    if isinstance(value, tuple | list):
        return [_value(part, settings) for part in value]
    if isinstance(value, dict):
        return {str(name): _value(part, settings) for name, part in value.items()}
    if isinstance(value, RichText):
        return to_plain(value, setting=settings.__getitem__)
    return _scalar(value)


def _scalar(value: object) -> str:
    """Give a value as it is typed in content."""
    match value:
        case Formula():
            return value.source
        case Enum():
            return str(value.value)
        case bool():
            return str(value).lower()
        case date():
            return value.isoformat()
        case _:
            return str(value)


def audience(data: Data) -> Audience:
    """Tell who may read something; what does not say so is internal."""
    seen = isinstance(data, dict) and data.get("audience") == Audience.PARTNER.value
    return Audience.PARTNER if seen else Audience.INTERNAL


def aliases(data: Data) -> Iterable[str]:
    """Give the former ids of something."""
    listed = data.get("aliases") if isinstance(data, dict) else None
    return [str(alias) for alias in listed] if isinstance(listed, list) else []

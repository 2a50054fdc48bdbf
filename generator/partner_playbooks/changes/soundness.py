"""What of an entity's data can be read: a value that does not fit its field is left open, and the rest stands."""

from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING, NamedTuple, cast, get_origin

from pydantic import ValidationError

from partner_playbooks.handbook.model.field_problems import explain_problems
from partner_playbooks.handbook.model.fields import find_record_model, list_type_parts
from partner_playbooks.language.spelling import find_nearest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from partner_playbooks.handbook.model.base import Record
    from partner_playbooks.language.diagnostics import Diagnostic
    from partner_playbooks.language.source import Data, Document, Path


class _Unread(str):
    """Stands where something is written that cannot be read."""

    __slots__ = ()


UNREAD = _Unread("\0")
"""A value of which nothing can be said: neither that it is gone, nor that it is another one."""


class CheckedData(NamedTuple):
    """An entity's data, held against its model."""

    data: Data
    """With `UNREAD` for each value that cannot be read."""
    findings: list[Diagnostic]
    """Why these cannot be read."""
    is_whole: bool
    """Whether the model takes all of it as it is."""


def hold_against(model: type[Record], document: Document, path: Path, *, was_read: bool = False) -> CheckedData:
    """Give the data of an entity as far as it can be read; `was_read` tells that the model has taken all of it before.

    A field that is missing, or that the model lacks, is as it is written: older content has others. But a misspelt
    field leaves the one open that it is meant for, and a list under an unknown name leaves the missing lists open.
    """
    data = _at(document.data, path)
    try:
        if not was_read:
            model.model_validate(data)
    except ValidationError as error:
        data = deepcopy(data)
        left_open = [place for details in error.errors() for place in _left_open(data, model, dict(details))]
        if not left_open:
            return CheckedData(data, [], is_whole=False)
        for place in left_open:
            data = _opened(data, place)
        return CheckedData(data, list(explain_problems(error, model, document, path)), is_whole=False)
    return CheckedData(data, [], is_whole=True)


def _at(data: Data, path: Path) -> Data:
    for part in path:
        data = data[part]  # type: ignore[index]  # the path was read off this very data
    return data


def _left_open(data: Data, model: type[Record], details: dict[str, object]) -> Iterator[Path]:
    """Yield the ways to the values that an error leaves open."""
    kind, loc = details["type"], cast("Path", details["loc"])
    if kind == "missing":
        if loc[-1] == "id":
            yield loc
    elif kind == "extra_forbidden":
        owner = _model_at(model, loc[:-1])
        holder = _reached(data, loc[:-1])
        given = holder[1] if isinstance(holder[1], dict) else {}
        absent = {name: info for name, info in owner.model_fields.items() if name not in given}
        meant = find_nearest(str(loc[-1]), absent)
        if meant is not None:
            yield from ((*holder[0], meant), loc)
        elif isinstance(details["input"], list):
            yield from ((*holder[0], name) for name, info in absent.items() if _is_list(info.annotation))
            yield loc
    else:
        way, value = _reached(data, loc)
        if not (kind == "value_error" and isinstance(value, dict)):  # else it is told of the whole, and can be read
            yield way


def _reached(data: Data, loc: Path) -> tuple[Path, Data]:
    """Follow a location as far as the data goes; pydantic puts the tags of unions into it."""
    way: Path = ()
    for part in loc:
        if isinstance(data, dict) and part in data:
            data = data[str(part)]
        elif isinstance(data, list) and isinstance(part, int) and part < len(data):
            data = data[part]
        else:
            continue
        way = (*way, part)
    return way, data


def _opened(data: Data, way: Path) -> Data:
    if not way:
        return UNREAD
    holder = _reached(data, way[:-1])[1]
    if isinstance(holder, dict | list):
        holder[way[-1]] = UNREAD  # type: ignore[index]  # a name for fields, a number for lists
    return data


def _model_at(model: type[Record], loc: Path) -> type[Record]:
    for part in loc:
        info = model.model_fields.get(part) if isinstance(part, str) else None
        model = (find_record_model(info.annotation) if info else None) or model
    return model


def _is_list(annotation: object) -> bool:
    return any(get_origin(part) is tuple for part in list_type_parts(annotation))

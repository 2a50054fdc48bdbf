"""Former ids in a revision, followed to what they are now: a reference to something renamed is no other reference."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, get_args

from partner_playbooks.changes.revision_data import PROGRAMME, list_aliases, list_records_with_ids
from partner_playbooks.handbook.model.field_types import Formula
from partner_playbooks.handbook.model.fields import find_fields
from partner_playbooks.handbook.references import follow_value_name
from partner_playbooks.language.records.record_names import list_entity_fields
from partner_playbooks.language.text import fill_values

if TYPE_CHECKING:
    from collections.abc import Mapping

    from partner_playbooks.changes.revision_data import Entities, Key
    from partner_playbooks.handbook.model.fields import Field
    from partner_playbooks.language.source import Data

_LINK = re.compile(r"\((<?)([a-z-]+):([a-z0-9.-]+)(?=>?\))")
"""Where a link in rich text leads: `(role:finance`."""
_QUOTED = re.compile(r"""(["'])([a-z0-9-]+)\1""")
_PATH = re.compile(r"\b[a-z]+(?:\.[a-z0-9][a-z0-9_]*)+")
"""The name of a figure in an expression: `tier.gold.sourced_revenue`."""
_NAME = re.compile(r"[a-z][a-z0-9_]*")
_COUNTED = frozenset({"metric", "definition", PROGRAMME})
"""Kinds that have expressions about the rows of records."""
_GROUP = "group"


def map_former_ids(entities: Entities) -> dict[Key, str]:
    """Give for each former id, by its kind, the id that its holder has now; items and tasks share a kind here."""
    found: dict[Key, str] = {}
    for kind, record in list_records_with_ids(entities):
        for alias in list_aliases(record):
            if alias != record["id"]:
                found[kind, alias] = str(record["id"])
    return {(kind, alias): id_ for (kind, alias), id_ in found.items() if (kind, alias) not in entities}


def replace_former_ids(
    data: dict[str, Data], kind: str, ids: Mapping[Key, str], kinds: Mapping[str, str]
) -> dict[str, Data]:
    """Give an entity's data with present ids in the place of former ones, wherever a value names something.

    Args:
        data: The entity as it is written.
        kind: Its kind.
        ids: What `map_former_ids` gave.
        kinds: Which kind of entity each field of a partner's record names, as `map_kinds_of_fields` gave it.
    """
    inputs = data.get("inputs")
    own = _kinds_of(inputs) if isinstance(inputs, list) else {}
    if kind in _COUNTED:
        own |= {name: type_.of for name, type_ in list_entity_fields().items()}
        own[_GROUP] = own.get(str(data.get("per")), "")
    return _Following(kind, ids, {**kinds, **own}).fields(data, ()) if ids else data


def map_kinds_of_fields(entities: Entities) -> dict[str, str]:
    """Give the kind of entity whose ids a field of a partner's record holds, by the field's name."""
    listed = entities.get(PROGRAMME, {}).get("partner_fields")
    return {"tier": "tier", "partner_type": "partner-type", **(_kinds_of(listed) if isinstance(listed, list) else {})}


def _kinds_of(listed: list[Data]) -> dict[str, str]:
    named = [entry for entry in listed if isinstance(entry, dict)]
    types = {str(entry.get("name")): str(entry.get("type")).removeprefix("list of ") for entry in named}
    return {name: type_ for name, type_ in types.items() if type_ != "text"}


class _Following:
    def __init__(self, kind: str, ids: Mapping[Key, str], kinds: Mapping[str, str]) -> None:
        self._kind, self._ids, self._kinds = kind, ids, kinds

    def fields(self, data: dict[str, Data], path: tuple[str, ...]) -> dict[str, Data]:
        return {name: self._value(value, (*path, name)) for name, value in data.items()}

    def _value(self, value: Data, path: tuple[str, ...]) -> Data:
        if isinstance(value, dict):
            return self.fields(value, path)
        if isinstance(value, list):
            return [self._value(part, path) for part in value]
        return self._text(value, path) if isinstance(value, str) else value

    def _text(self, value: str, path: tuple[str, ...]) -> str:
        field = find_fields(self._kind, path)[-1]
        if field.refers_to:
            return self._present(field.refers_to, value)
        if "given" in path[:-1]:
            return self._present(self._kinds.get(path[path.index("given") + 1], ""), value)
        if path[:1] == ("recorded",) and path[-1] in self._kinds:
            return self._present(self._kinds[path[-1]], value)
        if _is_formula(field):
            if field.marks.is_of_rows:
                value = _NAME.sub(lambda found: self._defined(found[0]), value)
            value = _PATH.sub(lambda found: self._named(found[0].replace("_", "-")).replace("-", "_"), value)
            kinds = [self._kinds[name] for name in _NAME.findall(value) if name in self._kinds]
            return _QUOTED.sub(lambda found: f"{found[1]}{self._first(kinds, found[2])}{found[1]}", value)
        if "{" in value:
            value = fill_values(value, lambda name: f"{{{self._named(name)}}}")
        if "(" in value:
            return _LINK.sub(lambda found: f"({found[1]}{found[2]}:{self._present(found[2], found[3])}", value)
        return value

    def _defined(self, name: str) -> str:
        """Give a name in an expression about rows with the present id, if it is a definition's."""
        present = self._present("definition", name.replace("_", "-"))
        return present.replace("-", "_")

    def _named(self, name: str) -> str:
        return follow_value_name(name, self._present)

    def _present(self, kind: str, id_: str) -> str:
        return self._ids.get(("task" if kind == "item" else kind, id_), id_)

    def _first(self, kinds: list[str], id_: str) -> str:
        return next((new for kind in kinds if (new := self._present(kind, id_)) != id_), id_)


def _is_formula(field: Field) -> bool:
    """Tell whether a field holds an expression; one that may be left out is wrapped once more."""
    parts = (field.annotation, *get_args(field.annotation))
    return any(part is Formula or Formula in get_args(part) for part in parts)

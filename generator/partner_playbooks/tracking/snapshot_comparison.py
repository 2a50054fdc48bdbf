"""Two snapshots held against each other: what a figure was, and where a partner stood."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from partner_playbooks.language.diagnostics import UserError
from partner_playbooks.tracking.snapshot_facts import SCHEMA, VERSION

if TYPE_CHECKING:
    from collections.abc import Iterator

_MOST = 12
_PARTS = {"version", "as_of", "digests", "figures", "partners"}


def compare_snapshots(former: bytes, present: bytes, name: str) -> list[str]:
    """Give in words what differs between two snapshots, the figures first.

    Args:
        former: The one that was written before.
        present: The one of this run.
        name: What the former is called, for messages.

    Raises:
        UserError: the former is no snapshot, or the two were counted differently.
    """
    before, after = _read(former, name), _read(present, "the snapshot of this run")
    for part, said in (("measures", "what is counted"), ("settings", "tracking.yml")):
        if before["digests"].get(part) != after["digests"].get(part):
            hint = "compute the former day again: playbooks track --as-of DATE"
            raise UserError(f"{name} cannot be compared: {said} has changed since", hint)
    figures = list(_list_figures(before, after))
    places = list(_list_places(before, after))
    lines = [f"Against {before['as_of']}: {len(figures)} figures and the stage of {len(places)} partners differ"]
    return [*lines, *figures[:_MOST], *places[:_MOST]]


def _read(raw: bytes, name: str) -> dict[str, Any]:
    try:
        data = json.loads(raw)
    except ValueError:
        data = None
    if not isinstance(data, dict) or data.get("schema") != SCHEMA or not data.keys() >= _PARTS:
        raise UserError(f"{name} is no snapshot", "name a snapshot.json that `playbooks track` has written")
    if data.get("version") != VERSION:
        raise UserError(f"{name} is of another version", f"this package reads version {VERSION}: compute its day again")
    return data


def _list_figures(before: dict[str, Any], after: dict[str, Any]) -> Iterator[str]:
    former = {(each["metric"], each["group"]): each for each in before["figures"]}
    for each in after["figures"]:
        old = former.get((each["metric"], each["group"]))
        if old is not None and old["value"] != each["value"]:
            group = f", {each['group']}" if each["group"] else ""
            yield f"  {each['metric']}{group}: {_show(old)} → {_show(each)}"


def _show(figure: dict[str, Any]) -> str:
    value = figure["value"]
    return f"{'-' if value is None else f'{value:,.6g}'} (n = {figure['size']})"


def _list_places(before: dict[str, Any], after: dict[str, Any]) -> Iterator[str]:
    former = {each["id"]: each for each in before["partners"]}
    present = {each["id"]: each for each in after["partners"]}
    for id_, each in present.items():
        old = former.get(id_)
        if old is None or old["stage"] != each["stage"]:
            yield f"  {each['name']}: {'new' if old is None else old['stage']} → {each['stage']}"
    for id_, each in former.items():
        if id_ not in present:
            yield f"  {each['name']}: {each['stage']} → left"

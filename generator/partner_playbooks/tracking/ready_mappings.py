"""What known systems call the columns of their exports: data files, one per system."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from partner_playbooks.language.source import parse_file
from partner_playbooks.tracking.ready_files import ReadyFile, ReadySystem

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_FOLDER = Path(__file__).parent / "ready"


@cache
def list_ready_systems() -> tuple[ReadySystem, ...]:
    """Give the systems whose exports are known, by their names."""
    found = []
    for path in sorted(_FOLDER.glob("*.yml")):
        document, _ = parse_file(path.name, path.read_bytes())
        if document is not None:
            found.append(ReadySystem.model_validate(document.data))
    return tuple(found)


def find_ready_files(headings: Sequence[str]) -> list[tuple[str, ReadyFile]]:
    """Give what an export with some headings is known as: the system, and the file; for each table, the closest.

    A file is what most of its headings say: a history that names accounts is no list of them.
    """
    known = [
        (system.system, each)
        for system in list_ready_systems()
        for each in system.files
        if set(each.told_by) <= set(headings) and (each.stages_like is None or list_stage_headings(each, headings))
    ]
    closest = max((len(each.told_by) for _, each in known), default=0)
    best: dict[str, tuple[str, ReadyFile]] = {}
    for system, each in known:
        is_close = each.stages_like is not None or len(each.told_by) == closest
        if is_close and (each.table not in best or len(each.told_by) > len(best[each.table][1].told_by)):
            best[each.table] = (system, each)
    return list(best.values())


def list_stage_headings(ready: ReadyFile, headings: Sequence[str]) -> dict[str, str]:
    """Give the stages that headings name, each with its heading, where each stage has a column."""
    return dict(_list_stages(ready.stages_like, headings)) if ready.stages_like else {}


def _list_stages(pattern: str, headings: Sequence[str]) -> Iterator[tuple[str, str]]:
    for heading in headings:
        match = re.fullmatch(pattern, heading)
        if match is not None:
            yield match["stage"], heading

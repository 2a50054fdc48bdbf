"""A snapshot: the figures of one day as plain data, without any record but what names a partner that needs somebody."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from fractions import Fraction

    from partner_playbooks.tracking.engine.loading import LoadedTable
    from partner_playbooks.tracking.placement import Placements
    from partner_playbooks.tracking.row_findings import RowFinding
    from partner_playbooks.tracking.stage_loads import StageLoad
    from partner_playbooks.tracking.tracked_figures import TrackedFigure, UntrackedFigure

SCHEMA = "partner-playbooks/snapshot"
VERSION = 1
_DIGITS = 6
_PARTNERS = '"partners": null'
"""Stands where the list of partners comes, which is JSON already. No text holds it: there, quotes are escaped."""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What a run of `playbooks track` has found."""

    day: date
    programme: str
    digests: Mapping[str, str]
    """Of the measures and of the settings: two snapshots that were counted differently are not compared."""
    tables: tuple[LoadedTable, ...]
    findings: tuple[RowFinding, ...]
    figures: tuple[TrackedFigure, ...]
    lacking: tuple[UntrackedFigure, ...]
    placed: Placements
    loads: tuple[StageLoad, ...]


def digest(*parts: bytes) -> str:
    """Give a digest of some bytes, short enough to be compared by eye."""
    return hashlib.sha256(b"\0".join(parts)).hexdigest()[:16]


def write_snapshot(snapshot: Snapshot) -> str:
    """Give a snapshot as JSON: the same bytes for the same records, settings and handbook."""
    counts: dict[str, int] = {}
    for each in snapshot.findings:
        counts[each.file] = counts.get(each.file, 0) + 1
    data = {
        "schema": SCHEMA,
        "version": VERSION,
        "as_of": snapshot.day.isoformat(),
        "programme": snapshot.programme,
        "digests": dict(sorted(snapshot.digests.items())),
        "tables": [
            {
                "table": table.name,
                "file": table.file,
                "rows": table.rows,
                "used": table.kept,
                "findings": counts.get(table.file, 0),
            }
            for table in snapshot.tables
        ],
        "figures": [_figure(each) for each in snapshot.figures],
        "not_computed": [
            {"metric": each.metric, "needs": list(each.needs), "untold": list(each.untold)} for each in snapshot.lacking
        ],
        "partners": None,
        "stages": [
            {
                "stage": load.stage,
                "partners": load.sum.waiting,
                "over_limit": load.sum.over,
                "stuck": load.sum.stuck,
                "days_lost": _number(load.sum.lost),
                "trouble": load.trouble and load.trouble.value,
                "moved_on": load.moved,
                "left_programme": load.ended,
            }
            for load in snapshot.loads
        ],
    }
    head, _, tail = json.dumps(data, ensure_ascii=False, indent=1).partition(_PARTNERS)
    return f'{head}"partners": {snapshot.placed.rows}{tail}\n'


def _figure(each: TrackedFigure) -> dict[str, Any]:
    return {
        "metric": each.metric,
        "group": each.group or None,
        "from": each.period.start.isoformat(),
        "to": each.period.end.isoformat(),
        "value": _number(each.value),
        "low": _number(each.low),
        "high": _number(each.high),
        "n": each.size,
        "still_open": each.still_open,
        "inputs": {name: _number(value) for name, value in each.inputs},
    }


def _number(value: Fraction | float | None) -> int | float | None:
    if value is None:
        return None
    rounded = round(float(value), _DIGITS)
    return int(rounded) if rounded.is_integer() else rounded

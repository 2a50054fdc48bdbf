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
    from partner_playbooks.tracking.placement import Placement, StageLoad
    from partner_playbooks.tracking.row_findings import RowFinding
    from partner_playbooks.tracking.tracked_figures import TrackedFigure, UntrackedFigure

SCHEMA = "partner-playbooks/snapshot"
VERSION = 1
_DIGITS = 6


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
    placed: tuple[Placement, ...]
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
        "partners": [_placement(each) for each in snapshot.placed],
        "stages": [
            {
                "stage": load.stage,
                "partners": load.waiting,
                "over_limit": load.over,
                "stuck": load.stuck,
                "days_lost": _number(load.days_lost),
                "trouble": load.trouble and load.trouble.value,
                "moved_on": load.moved,
                "left_programme": load.ended,
            }
            for load in snapshot.loads
        ],
    }
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


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


def _placement(each: Placement) -> dict[str, Any]:
    joint, until = each.partner.last_joint, each.partner.paused_until
    return {
        "id": each.partner.id,
        "name": each.partner.name,
        "type": each.partner.type,
        "stage": each.stage,
        "since": each.since and each.since.isoformat(),
        "days": each.days,
        "limit": _number(each.limit),
        "limit_from": None if each.limit is None else "median" if each.from_median else "stage",
        "pace": each.pace.value,
        "last_joint": joint and joint.isoformat(),
        "known_until": until and until.isoformat(),
        "reason": each.partner.reason,
        "also_in": list(each.also_in),
    }


def _number(value: Fraction | None) -> int | float | None:
    if value is None:
        return None
    rounded = round(float(value), _DIGITS)
    return int(rounded) if rounded.is_integer() else rounded

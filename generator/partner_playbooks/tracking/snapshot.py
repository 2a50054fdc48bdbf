"""A snapshot: the figures of one day as plain data, without any record but what names a partner that needs somebody."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, fields
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from partner_playbooks.handbook.periods import Period
from partner_playbooks.tracking.snapshot_facts import SCHEMA, VERSION

if TYPE_CHECKING:
    from collections.abc import Mapping

    from partner_playbooks.tracking.attainment import Attainment, ControlTotal
    from partner_playbooks.tracking.automation_runs import AutomationRun
    from partner_playbooks.tracking.commitments import Commitment
    from partner_playbooks.tracking.deal_stalls import DealStall
    from partner_playbooks.tracking.enablement import Enablement
    from partner_playbooks.tracking.engine.loaded_tables import LoadedTable
    from partner_playbooks.tracking.exit_candidates import ExitCandidate
    from partner_playbooks.tracking.figure_changes import FigureChange
    from partner_playbooks.tracking.figure_histories import CohortFigure, GroupFigure, TrendPoint
    from partner_playbooks.tracking.group_differences import GroupDifference
    from partner_playbooks.tracking.partner_business import AlikeNames, PartnerCertificate, PartnerDeal
    from partner_playbooks.tracking.partner_moves import PartnerMove
    from partner_playbooks.tracking.partner_stays import PartnerStay
    from partner_playbooks.tracking.placement import Placements
    from partner_playbooks.tracking.plan_standings import PlanStanding
    from partner_playbooks.tracking.play_changes import SinceChange
    from partner_playbooks.tracking.revenue_shares import RevenueShare
    from partner_playbooks.tracking.row_findings import RowFinding
    from partner_playbooks.tracking.stage_loads import StageLoad
    from partner_playbooks.tracking.tier_results import TierResult
    from partner_playbooks.tracking.tracked_figures import TrackedFigure, UntrackedFigure
    from partner_playbooks.tracking.upcoming_dates import DueDate, SilentPartner
    from partner_playbooks.tracking.wrong_rows import WrongRows

_DIGITS = 6
_PARTNERS = '"partners": null'
"""Stands where the list of partners comes, which is JSON already. No text holds it: there, quotes are escaped."""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What a run of `playbooks track` has found."""

    day: date
    since: date
    """From which day on automations have fired, and with what comes before it figures are compared."""
    is_past: bool
    """Whether the day is past and its records were not kept: tier, region and owner are then those of today."""
    programme: str
    is_demo: bool
    """Whether the programme does not exist."""
    digests: Mapping[str, str]
    """Of the measures and of the settings: two snapshots that were counted differently are not compared."""
    tables: tuple[LoadedTable, ...]
    findings: tuple[RowFinding, ...]
    figures: tuple[TrackedFigure, ...]
    lacking: tuple[UntrackedFigure, ...]
    placed: Placements
    loads: tuple[StageLoad, ...]
    moves_since: date
    """From which day on moves are listed: a quarter ago; `since`, where that is earlier or partners are very many."""
    moves: tuple[PartnerMove, ...]
    stays: tuple[PartnerStay, ...]
    deals: tuple[PartnerDeal, ...]
    certificates: tuple[PartnerCertificate, ...]
    trends: tuple[TrendPoint, ...]
    groups: tuple[GroupFigure, ...]
    cohorts: tuple[CohortFigure, ...]
    wrong: tuple[WrongRows, ...]
    alike: tuple[AlikeNames, ...]
    changes: tuple[FigureChange, ...]
    """None unless a day since when was asked for."""
    since_plays: tuple[SinceChange, ...]
    plays_known: date | None
    """From which day on changes of plays are known; None without a history."""
    due: tuple[DueDate, ...]
    silent: tuple[SilentPartner, ...]
    attainments: tuple[Attainment, ...]
    control_totals: tuple[ControlTotal, ...]
    revenue_shares: tuple[RevenueShare, ...]
    stalls: tuple[DealStall, ...]
    tiers: tuple[TierResult, ...]
    commitments: tuple[Commitment, ...]
    enablement: Enablement
    differences: tuple[GroupDifference, ...]
    candidates: tuple[ExitCandidate, ...]
    automations: tuple[AutomationRun, ...]
    plans: tuple[PlanStanding, ...] = ()


def digest(*parts: bytes) -> str:
    """Give a digest of some bytes, short enough to be compared by eye."""
    return hashlib.sha256(b"\0".join(parts)).hexdigest()[:16]


def write_snapshot(snapshot: Snapshot) -> bytes:
    """Give a snapshot as JSON: the same bytes for the same records, settings and handbook."""
    counts: dict[str, int] = {}
    for each in snapshot.findings:
        counts[each.file] = counts.get(each.file, 0) + 1 + each.more
    data = {
        "schema": SCHEMA,
        "version": VERSION,
        "as_of": snapshot.day,
        "since": snapshot.since,
        "attributes": "today" if snapshot.is_past else "as-of",
        "programme": snapshot.programme,
        "demo": snapshot.is_demo,
        "digests": dict(sorted(snapshot.digests.items())),
        "tables": [
            {
                "table": table.name,
                "file": table.file,
                "rows": table.rows,
                "used": table.kept,
                "findings": sum(counts.get(file, 0) for file in (table.file, *table.parts)),
            }
            for table in snapshot.tables
        ],
        "figures": snapshot.figures,
        "not_computed": snapshot.lacking,
        "partners": None,
        "stages": snapshot.loads,
        "moves_since": snapshot.moves_since,
        "moves": snapshot.moves,
        "stays": snapshot.stays,
        "deals": snapshot.deals,
        "certificates": snapshot.certificates,
        "trends": snapshot.trends,
        "groups": snapshot.groups,
        "cohorts": snapshot.cohorts,
        "wrong_rows": snapshot.wrong,
        "alike_names": snapshot.alike,
        "changes": snapshot.changes,
        "since_plays": snapshot.since_plays,
        "plays_known_since": snapshot.plays_known,
        "due": snapshot.due,
        "silent": snapshot.silent,
        "attainment": snapshot.attainments,
        "control_totals": snapshot.control_totals,
        "revenue_shares": snapshot.revenue_shares,
        "deal_stalls": snapshot.stalls,
        "tiers": snapshot.tiers,
        "commitments": snapshot.commitments,
        "enablement": snapshot.enablement,
        "differences": snapshot.differences,
        "exit_candidates": snapshot.candidates,
        "automations": snapshot.automations,
        "plans": snapshot.plans,
    }
    head, _, tail = ",\n".join(f'"{name}": {_write_part(part)}' for name, part in data.items()).partition(_PARTNERS)
    return b"".join((f'{{\n{head}"partners": '.encode(), snapshot.placed.rows, f"{tail}\n}}\n".encode()))


def _write_part(part: object) -> str:
    """Write a part of the snapshot as JSON: of a list, each item on a line of its own, so that two can be compared."""
    plain = _make_plain(part)
    if not isinstance(plain, list) or not plain:
        return json.dumps(plain, ensure_ascii=False)
    return "[\n" + ",\n".join(json.dumps(each, ensure_ascii=False) for each in plain) + "\n]"


def _make_plain(value: Any) -> Any:  # noqa: ANN401, PLR0911 - whatever a snapshot holds
    """Give a value as JSON knows it: a record by the names of its fields, a day as text, numbers to six digits."""
    match value:
        case str() | int() | None:
            return value
        case Period():
            return {"from": value.start.isoformat(), "to": value.end.isoformat()}
        case date():
            return value.isoformat()
        case Fraction() | Decimal() | float():
            rounded = round(float(value), _DIGITS)
            return int(rounded) if rounded.is_integer() else rounded
        case dict():
            return {key: _make_plain(each) for key, each in value.items()}
        case tuple() | list():
            named = getattr(value, "_asdict", None)
            return [_make_plain(each) for each in value] if named is None else _make_plain(named())
    return {field.name: _make_plain(getattr(value, field.name)) for field in fields(value)}

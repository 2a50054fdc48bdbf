"""One run: records read and held against each other, figures computed, and all of it put into a snapshot."""

from __future__ import annotations

import csv
import io
import logging
import tempfile
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

from partner_playbooks.handbook.measuring import RecordLanguage
from partner_playbooks.language.diagnostics import UserError
from partner_playbooks.plans.calendar import build_programme_calendar
from partner_playbooks.plans.tables import MAX_BYTES
from partner_playbooks.tracking import SNAPSHOT
from partner_playbooks.tracking.attainment import list_attainments, list_control_totals
from partner_playbooks.tracking.automation_runs import list_automation_runs
from partner_playbooks.tracking.commitments import list_kept_commitments
from partner_playbooks.tracking.deal_stalls import list_deal_stalls
from partner_playbooks.tracking.enablement import compare_enablement
from partner_playbooks.tracking.engine.archives import (
    FIGURE_COLUMNS,
    list_figure,
    open_archive,
    write_archive,
    write_figures,
)
from partner_playbooks.tracking.engine.days_ahead import find_days_ahead
from partner_playbooks.tracking.engine.finding_queries import count_partners, name_partners
from partner_playbooks.tracking.engine.record_base import load_records
from partner_playbooks.tracking.exit_candidates import list_exit_candidates
from partner_playbooks.tracking.figure_changes import list_changes
from partner_playbooks.tracking.figure_computation import FigureMaker, compute_figures
from partner_playbooks.tracking.figure_histories import list_cohorts, list_group_figures, list_month_ends, list_trends
from partner_playbooks.tracking.group_differences import list_group_differences
from partner_playbooks.tracking.partner_business import list_alike, list_partner_certificates, list_partner_deals
from partner_playbooks.tracking.partner_moves import list_moves
from partner_playbooks.tracking.partner_stays import list_partner_stays
from partner_playbooks.tracking.placement import place_partners
from partner_playbooks.tracking.plan_standings import PlanSource, list_plan_standings
from partner_playbooks.tracking.play_changes import PlayHistory, list_since
from partner_playbooks.tracking.revenue_shares import list_revenue_shares
from partner_playbooks.tracking.row_findings import RowFinding
from partner_playbooks.tracking.snapshot import Snapshot, digest, write_snapshot
from partner_playbooks.tracking.snapshot_facts import MOST_PARTNERS
from partner_playbooks.tracking.stage_loads import rank_stages
from partner_playbooks.tracking.tier_results import list_tier_results
from partner_playbooks.tracking.upcoming_dates import list_due_dates, list_silent_partners
from partner_playbooks.tracking.wrong_rows import group_findings

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from partner_playbooks.handbook.linked import Handbook
    from partner_playbooks.tracking.engine.loaded_tables import LoadedTable
    from partner_playbooks.tracking.engine.record_base import RecordBase
    from partner_playbooks.tracking.tracked_figures import TrackedFigure
    from partner_playbooks.tracking.tracking_settings import PlacedSettings


ARCHIVE = "archive"
_PLANS = frozenset({".json", ".xlsx", ".csv"})
_LOG = logging.getLogger(__name__)
_WEEK, _QUARTER = timedelta(7), timedelta(92)


def check_records(
    root: Path, placed: PlacedSettings, handbook: Handbook, today: date
) -> tuple[tuple[LoadedTable, ...], tuple[RowFinding, ...]]:
    """Read all records of a project and give its tables, and what is wrong with their rows.

    Raises:
        UserError: a file is missing or cannot be read.
    """
    with tempfile.TemporaryDirectory() as scratch:
        calendar = build_programme_calendar(handbook.programme)
        base = load_records(root, Path(scratch), placed.settings, handbook, calendar)
        return tuple(base.loaded.values()), _list_findings(base, today)


@dataclass(frozen=True, slots=True)
class RunDays:
    """The days of a run."""

    day: date
    """The day of calculation."""
    today: date
    since: date | None = None
    """From which day on figures are compared with what came before. Without it none are, and moves are those of a
    week."""
    months: int = 12
    """Months at whose ends metrics are given, to show how they went."""
    plays: PlayHistory = field(default_factory=PlayHistory)
    """Changes of plays that figures are held against."""


@dataclass(frozen=True, slots=True)
class RunFiles:
    """What a run leaves behind, by path below the folder of the records."""

    snapshot: Snapshot
    before: Mapping[str, bytes]
    """Files as they are there now; those that a run does not write again are removed."""
    after: Mapping[str, bytes]


def track_records(root: Path, placed: PlacedSettings, handbook: Handbook, days: RunDays) -> RunFiles:
    """Read all records of a project, compute its figures as of a day, and give what is to be saved.

    A past day is computed from the records that were kept on it, if any were; else from today's.

    Args:
        root: The folder of the records.
        placed: Where they are, and how they are written.
        handbook: What is counted.
        days: Of when, since when, and today.

    Raises:
        UserError: a file is missing or cannot be read.
    """
    kept = root / ARCHIVE / days.day.isoformat()
    calendar = build_programme_calendar(handbook.programme)
    with tempfile.TemporaryDirectory() as scratch:
        arguments = (Path(scratch), placed.settings, handbook, calendar)
        is_kept = days.day < days.today and any(kept.glob("*.parquet"))
        base = open_archive(kept, *arguments) if is_kept else load_records(root, *arguments)
        _LOG.info("computing figures")
        snapshot = _compute(base, placed, handbook, days, is_past=days.day < days.today and not is_kept)
        snapshot = _add_plans(snapshot, root, placed, name_partners(base))
        after = {SNAPSHOT: write_snapshot(snapshot), "figures.csv": _write_csv(snapshot.figures)}
        after["figures.parquet"] = write_figures(base, snapshot.figures)
        before = {name: (root / name).read_bytes() for name in after if (root / name).is_file()}
        if not is_kept:
            today = f"{ARCHIVE}/{days.today.isoformat()}"
            after |= {f"{today}/{name}": raw for name, raw in write_archive(base).items()}
            stale = [today, *_list_stale(root / ARCHIVE, days.today - timedelta(int(placed.settings.keep)))]
            before |= {f"{name}/{path.name}": path.read_bytes() for name in stale for path in (root / name).glob("*")}
        return RunFiles(snapshot, before, after)


def _add_plans(snapshot: Snapshot, root: Path, placed: PlacedSettings, names: Mapping[str, str]) -> Snapshot:
    """Add how the plans of partners stand, where a folder holds them.

    Raises:
        UserError: the folder is missing.
    """
    if placed.settings.plans is None:
        return snapshot
    folder = root / placed.settings.plans
    if not folder.is_dir() or not folder.resolve().is_relative_to(root.resolve()):
        raise UserError(f"{placed.settings.plans} is no folder", "make it, or correct `plans:` in tracking.yml")
    files, wrong = [], []
    for path in sorted(folder.rglob("*")):
        if not path.is_file() or path.suffix.lower() not in _PLANS or path.name[0] in ".~":
            continue
        name = path.relative_to(root).as_posix()
        if not path.resolve().is_relative_to(root.resolve()) or path.stat().st_size > MAX_BYTES:
            wrong.append(
                RowFinding(name, 1, 0, "", "leads out of the folder of the records, or is too large for a plan")
            )
            continue
        files.append(PlanSource(name, path.read_bytes(), datetime.fromtimestamp(path.stat().st_mtime, UTC)))
    standings, more = list_plan_standings(files, names, snapshot.day)
    findings = tuple(sorted((*snapshot.findings, *wrong, *more)))
    return replace(snapshot, plans=standings, findings=findings, wrong=group_findings(findings))


def _list_stale(archive: Path, first: date) -> list[str]:
    """Give the folders of records that were kept long enough."""
    return [f"{ARCHIVE}/{each.name}" for each in archive.glob("????-??-??") if each.name < first.isoformat()]


def _write_csv(figures: Iterable[TrackedFigure]) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(FIGURE_COLUMNS)
    writer.writerows(map(list_figure, figures))
    return out.getvalue().encode()


def _compute(base: RecordBase, placed: PlacedSettings, handbook: Handbook, days: RunDays, *, is_past: bool) -> Snapshot:
    language = RecordLanguage.of(handbook)
    values = {name: value for name, value in handbook.figures.computed.items() if isinstance(value, Fraction)}
    day, since = days.day, days.since
    changes = () if since is None else list_changes(handbook, base, language, values, (since, day))
    since_plays = list_since(handbook, base, language, values, (days.plays, day))
    begin = since or day - _WEEK
    automations = list_automation_runs(handbook, base, language, values, (begin, day))

    def know(when: date) -> FigureMaker:
        base.know_on(when)
        return FigureMaker(base, language, values, when, handbook.programme.financial_year.number)

    maker = know(day)
    figures, lacking = compute_figures(handbook, maker)
    one_by_one = count_partners(base) <= MOST_PARTNERS
    trends = list_trends(handbook, figures, list_month_ends(day, days.months if one_by_one else 0), know)
    maker = know(day)
    moved_since = min(begin, day - _QUARTER) if one_by_one else begin
    findings = _list_findings(base, days.today)
    return Snapshot(
        day=day,
        since=begin,
        is_past=is_past,
        programme=handbook.programme.name,
        is_demo=placed.settings.demo,
        digests=_digest(handbook, values, placed),
        tables=tuple(base.loaded.values()),
        findings=findings,
        figures=figures,
        lacking=lacking,
        placed=place_partners(handbook, maker, figures, values, day),
        loads=rank_stages(handbook, base, day),
        moves_since=moved_since,
        moves=list_moves(handbook, base, moved_since, day),
        stays=list_partner_stays(base, day) if one_by_one else (),
        deals=list_partner_deals(base, day) if one_by_one else (),
        certificates=list_partner_certificates(base, day) if one_by_one else (),
        trends=trends,
        groups=list_group_figures(handbook, maker, figures) if one_by_one else (),
        cohorts=list_cohorts(handbook, maker, figures) if one_by_one else (),
        wrong=group_findings(findings),
        alike=list_alike(base) if one_by_one else (),
        changes=changes,
        since_plays=since_plays,
        plays_known=days.plays.begins,
        due=list_due_dates(base, day),
        silent=list_silent_partners(base, values, day),
        attainments=list_attainments(handbook, base, maker, day),
        control_totals=list_control_totals(handbook, base, maker),
        revenue_shares=list_revenue_shares(handbook, maker),
        stalls=list_deal_stalls(base, day),
        tiers=list_tier_results(handbook, base, maker, day),
        commitments=list_kept_commitments(handbook, base, maker),
        enablement=compare_enablement(base, day),
        differences=list_group_differences(handbook, base, maker, values, day),
        candidates=list_exit_candidates(base, values, day),
        automations=automations,
    )


def _list_findings(base: RecordBase, today: date) -> tuple[RowFinding, ...]:
    return tuple(sorted((*base.findings, *map(base.place, find_days_ahead(base, today)))))


def _digest(handbook: Handbook, values: Mapping[str, Fraction], placed: PlacedSettings) -> dict[str, str]:
    measures = repr([(name, str(value)) for name, value in sorted(values.items())]).encode()
    written = (each.document.text for kind in ("metric", "definition") for each in handbook.list_written(kind))
    content = "".join(sorted(set(written))).encode()
    return {"measures": digest(measures, content), "settings": digest(placed.document.text.encode())}

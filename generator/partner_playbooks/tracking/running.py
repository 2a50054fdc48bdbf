"""One run: records read and held against each other, figures computed, and all of it put into a snapshot."""

from __future__ import annotations

import tempfile
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

from partner_playbooks.handbook.measuring import RecordLanguage
from partner_playbooks.handbook.named_figures import list_figure_values
from partner_playbooks.plans.calendar import build_programme_calendar
from partner_playbooks.tracking.engine.record_base import load_records
from partner_playbooks.tracking.figure_computation import FigureMaker, compute_figures
from partner_playbooks.tracking.placement import place_partners
from partner_playbooks.tracking.snapshot import Snapshot, digest
from partner_playbooks.tracking.stage_loads import rank_stages

if TYPE_CHECKING:
    from datetime import date

    from partner_playbooks.handbook.linked import Handbook
    from partner_playbooks.tracking.engine.loading import LoadedTable
    from partner_playbooks.tracking.row_findings import RowFinding
    from partner_playbooks.tracking.tracking_settings import PlacedSettings


def check_records(
    root: Path, placed: PlacedSettings, handbook: Handbook
) -> tuple[tuple[LoadedTable, ...], tuple[RowFinding, ...]]:
    """Read all records of a project and give its tables, and what is wrong with their rows.

    Raises:
        UserError: a file is missing or cannot be read.
    """
    with tempfile.TemporaryDirectory() as scratch:
        calendar = build_programme_calendar(handbook.programme)
        base = load_records(root, Path(scratch), placed.settings, handbook, calendar.is_working)
        return tuple(base.loaded.values()), base.findings


def take_snapshot(root: Path, placed: PlacedSettings, handbook: Handbook, day: date) -> Snapshot:
    """Read all records of a project and compute its figures as of a day.

    Raises:
        UserError: a file is missing or cannot be read.
    """
    language = RecordLanguage.of(handbook)
    values = {
        name: value for name, value in list_figure_values(handbook.figures).items() if isinstance(value, Fraction)
    }
    with tempfile.TemporaryDirectory() as scratch:
        calendar = build_programme_calendar(handbook.programme)
        base = load_records(root, Path(scratch), placed.settings, handbook, calendar.is_working)
        base.know_on(day)
        maker = FigureMaker(base, language, values, day)
        figures, lacking = compute_figures(handbook, maker)
        partners = place_partners(handbook, base, figures, values, day)
        loads = rank_stages(handbook, base, day)
    measures = repr([(name, str(value)) for name, value in sorted(values.items())]).encode()
    content = "".join(sorted(each.document.text for each in handbook.list_written("metric"))).encode()
    digests = {"measures": digest(measures, content), "settings": digest(placed.document.text.encode())}
    name = handbook.programme.name
    tables = tuple(base.loaded.values())
    return Snapshot(day, name, digests, tables, base.findings, figures, lacking, partners, loads)

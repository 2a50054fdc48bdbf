"""Plans that come back filled in: read, put together, and told how they stand."""

from __future__ import annotations

from partner_playbooks.plans.tables import MAX_BYTES
from partner_playbooks.status.findings import Finding
from partner_playbooks.status.plan_file import Filled, read_plan_file, written
from partner_playbooks.status.reading import WithoutPlanError, read
from partner_playbooks.status.report import FileReport, report, report_files
from partner_playbooks.status.standing import Standing, redated, standing
from partner_playbooks.status.together import Together, together

__all__ = [
    "MAX_BYTES",
    "FileReport",
    "Filled",
    "Finding",
    "Standing",
    "Together",
    "WithoutPlanError",
    "read",
    "read_plan_file",
    "redated",
    "report",
    "report_files",
    "standing",
    "together",
    "written",
]

"""Plans that come back filled in: read, put together, and told how they stand."""

from __future__ import annotations

from partner_playbooks.status.plan_file import Filled, read_plan_file, written
from partner_playbooks.status.reading import Refused, read
from partner_playbooks.status.report import report
from partner_playbooks.status.standing import Standing, redated, standing
from partner_playbooks.status.together import Together, together

__all__ = [
    "Filled",
    "Refused",
    "Standing",
    "Together",
    "read",
    "read_plan_file",
    "redated",
    "report",
    "standing",
    "together",
    "written",
]

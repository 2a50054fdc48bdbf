"""What changed between two revisions of the content: facts about entities and their entries, not about lines."""

from __future__ import annotations

from partner_playbooks.changes.changed_figures import ChangedFigure, find_changed_figures
from partner_playbooks.changes.comparing import compare
from partner_playbooks.changes.facts import Change, Subject, What
from partner_playbooks.changes.history import Chronicle, Day, DayState, History, build_chronicle
from partner_playbooks.changes.revision_data import Entities, Reader, read_handbook_data

__all__ = [
    "Change",
    "ChangedFigure",
    "Chronicle",
    "Day",
    "DayState",
    "Entities",
    "History",
    "Reader",
    "Subject",
    "What",
    "build_chronicle",
    "compare",
    "find_changed_figures",
    "read_handbook_data",
]

"""What changed between two revisions of the content: facts about entities and their entries, not about lines."""

from __future__ import annotations

from partner_playbooks.changes.comparing import compare
from partner_playbooks.changes.facts import Change, Subject, What
from partner_playbooks.changes.history import Chronicle, Day, DayState, History, chronicle
from partner_playbooks.changes.reading import Entities, Reader, of_files, of_handbook

__all__ = [
    "Change",
    "Chronicle",
    "Day",
    "DayState",
    "Entities",
    "History",
    "Reader",
    "Subject",
    "What",
    "chronicle",
    "compare",
    "of_files",
    "of_handbook",
]

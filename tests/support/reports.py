"""Packs of the few records of which everything is known."""

import json
import tempfile
from dataclasses import replace
from datetime import date
from functools import lru_cache
from pathlib import Path

from downloading import CALENDAR, LOOK
from shipped import EXAMINED
from small_records import TABLES, write_project

from partner_playbooks.downloads.reports.monday_list import make_monday_list
from partner_playbooks.downloads.reports.report_words import ReportWriter
from partner_playbooks.downloads.reports.review_packs import ReviewPacks
from partner_playbooks.downloads.reports.xlsx_report import render_xlsx_report
from partner_playbooks.downloads.task_list import UNDATED
from partner_playbooks.downloads.task_list_maker import TaskListMaker
from partner_playbooks.handbook.model.base import Audience
from partner_playbooks.pages.parts.by_partner import ByPartner
from partner_playbooks.tracking.running import RunDays, track_records
from partner_playbooks.tracking.snapshot_reading import read_snapshot

DAY = date(2026, 8, 15)


@lru_cache(maxsize=1)
def track_small():
    """Give the snapshot of the small records, as data."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        placed = write_project(folder, TABLES)
        return track_records(folder, placed, EXAMINED.handbook, RunDays(DAY, DAY)).after["snapshot.json"]


def read_small(data):
    """Give a snapshot as pages see it, from data."""
    return read_snapshot(json.dumps(data).encode(), "snapshot.json")


def open_packs(tracked, words=()):
    """Give what packs are made with."""
    writers = [
        ReportWriter.of(TaskListMaker(replace(handbook, content=None), LOOK.messages, CALENDAR, UNDATED), LOOK, tracked)
        for handbook in (EXAMINED.handbook, EXAMINED.handbook.project(Audience.PARTNER))
    ]
    return ReviewPacks(*writers, tracked, ByPartner.of(tracked), words)


def open_small():
    return open_packs(read_snapshot(track_small(), "snapshot.json"))


def make_monday(tracked):
    packs = open_packs(tracked)
    return render_xlsx_report(make_monday_list(packs.inside, tracked), LOOK)

"""A plan as `plan.json`: what it is, and what both sides have said of it. Other formats carry it, to be read back."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from partner_playbooks.plans.interchange import SCHEMA, VERSION

if TYPE_CHECKING:
    from partner_playbooks.downloads.download_style import DownloadStyle
    from partner_playbooks.downloads.task_list import TaskList

PLAN_FILE = "plan.json"


def render_plan_json(task_list: TaskList, _look: DownloadStyle) -> bytes:
    """Give the file; `state` is empty, for nothing was said yet."""
    return (json.dumps(describe_plan(task_list), ensure_ascii=False, indent=1) + "\n").encode()


def describe_plan(task_list: TaskList) -> dict[str, Any]:
    """Give a plan as plain data; docs/downloads.md describes it."""
    anchor = task_list.anchors[0]
    return {
        "schema": SCHEMA,
        "version": VERSION,
        "plan": task_list.id,
        "title": task_list.title,
        "edition": "internal" if task_list.frame.internal else "partner",
        "programme": task_list.frame.programme,
        "partner": task_list.partner,
        "made_for": list(task_list.made_for),
        "anchor": {"kind": anchor.key, "label": anchor.label, "date": anchor.date and anchor.date.isoformat()},
        "working": {"weekdays": list(task_list.working.weekdays), "country": task_list.working.country},
        "milestones": [
            {
                "id": group.key,
                "title": group.title,
                "day": group.day,
                "due": group.due and group.due.isoformat(),
                "tests": [{"id": test.key, "text": test.text} for test in group.tests],
            }
            for group in task_list.groups
        ],
        "tasks": [
            {
                "id": task.key,
                "milestone": group.key,
                "title": task.title,
                "side": task.side.value,
                "owner": task.owner,
                "day": task.day,
                "due": task.due and task.due.isoformat(),
                "done_when": task.done_when,
                "after": list(task.after),
                "recurrence": task.recurrence and task.recurrence.value,
            }
            for group in task_list.groups
            for task in group.tasks
        ],
        "state": {},
        "log": [],
    }

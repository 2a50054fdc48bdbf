"""A plan as `plan.json`: what it is, and what both sides have said of it. Other formats carry it, to be read back."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from partner_playbooks.plans.interchange import SCHEMA, VERSION

if TYPE_CHECKING:
    from partner_playbooks.downloads.download_style import DownloadStyle
    from partner_playbooks.downloads.task_list import Task, TaskList

PLAN_FILE = "plan.json"


def render_plan_json(task_list: TaskList, _style: DownloadStyle) -> bytes:
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
                "day": task.days.day,
                "due": task.due and task.due.isoformat(),
                "done_when": task.done_when,
                "after": list(task.after),
                "recurrence": task.recurrence and task.recurrence.value,
                **_besides(task),
            }
            for group in task_list.groups
            for task in group.tasks
        ],
        "state": {},
        "log": [],
    }


def _besides(task: Task) -> dict[str, Any]:
    """Give what only some tasks have: programs that know no such field read all plans without it as before."""
    besides = {
        "from_day": task.days.from_day,
        "begins": task.begins and task.begins.isoformat(),
        "working_days": task.days.working_days,
        "support": task.support,
        "duration": task.duration,
    }
    return {name: value for name, value in besides.items() if value}

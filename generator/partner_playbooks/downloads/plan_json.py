"""A plan as `plan.json`: what it is, and what both sides have said of it. Other formats carry it, to be read back."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from partner_playbooks.plans.interchange import SCHEMA, VERSION

if TYPE_CHECKING:
    from partner_playbooks.downloads.look import Look
    from partner_playbooks.downloads.worklist import Worklist

PLAN_FILE = "plan.json"


def render_plan_json(worklist: Worklist, _look: Look) -> bytes:
    """Give the file; `state` is empty, for nothing was said yet."""
    return (json.dumps(describe_plan(worklist), ensure_ascii=False, indent=1) + "\n").encode()


def describe_plan(worklist: Worklist) -> dict[str, Any]:
    """Give a plan as plain data; docs/downloads.md describes it."""
    anchor = worklist.anchors[0]
    return {
        "schema": SCHEMA,
        "version": VERSION,
        "plan": worklist.id,
        "title": worklist.title,
        "edition": "internal" if worklist.frame.internal else "partner",
        "programme": worklist.frame.programme,
        "partner": worklist.partner,
        "made_for": list(worklist.made_for),
        "anchor": {"kind": anchor.key, "label": anchor.label, "date": anchor.date and anchor.date.isoformat()},
        "working": {"weekdays": list(worklist.working.weekdays), "country": worklist.working.country},
        "milestones": [
            {
                "id": group.key,
                "title": group.title,
                "day": group.day,
                "due": group.due and group.due.isoformat(),
                "tests": [{"id": test.key, "text": test.text} for test in group.tests],
            }
            for group in worklist.groups
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
            for group in worklist.groups
            for task in group.tasks
        ],
        "state": {},
        "log": [],
    }

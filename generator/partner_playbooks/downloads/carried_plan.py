"""What a workbook carries in a hidden sheet: its plan, and the words it was made with, to be read back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from partner_playbooks.downloads.file_words import name_side, say_limits
from partner_playbooks.downloads.plan_json import describe_plan
from partner_playbooks.handbook.model.role import Side
from partner_playbooks.plans.interchange import COLUMNS, TEST_COLUMNS
from partner_playbooks.plans.state import Status

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from partner_playbooks.downloads.download_style import DownloadStyle
    from partner_playbooks.downloads.task_list import TaskList


def describe_carried(task_list: TaskList, style: DownloadStyle, opening: Sequence[str]) -> dict[str, Any]:
    """Give a plan as plain data, with the words of its workbook.

    Args:
        task_list: The plan.
        style: What the workbook is made with.
        opening: What stands above the tasks: all else there is somebody's own when the workbook comes back.
    """
    messages = style.messages
    return describe_plan(task_list) | {
        "statuses": {status.value: str(messages.name(status)) for status in Status},
        "sides": {side.value: name_side(style, side) for side in Side},
        "columns": {str(messages.say(f"download.{name}")): name for name in {**COLUMNS, **TEST_COLUMNS}},
        "date_format": task_list.frame.date_format,
        "opening": list(opening),
        "people": [[person.title, person.name, person.address] for person in task_list.people],
        "limits": {key: limit for key, limit in _limits(task_list, style) if limit},
    }


def _limits(task_list: TaskList, style: DownloadStyle) -> Iterator[tuple[str, str]]:
    """Yield whom tasks and exit tests are for, by their keys, as it stands in their rows."""
    yield from ((task.key, say_limits(task, style)) for task in task_list.tasks)
    yield from ((test.key, ", ".join(test.partner_types)) for each in task_list.groups for test in each.tests)

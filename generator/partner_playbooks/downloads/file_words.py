"""Words that several formats add around content."""

from __future__ import annotations

from typing import TYPE_CHECKING

from partner_playbooks.wording import dates

if TYPE_CHECKING:
    from datetime import date

    from partner_playbooks.downloads.download_style import DownloadStyle
    from partner_playbooks.downloads.task_list import Frame, Task, TaskList, Test


def format_day(day: date, frame: Frame, look: DownloadStyle) -> str:
    """Write a date in the programme's format."""
    return dates.format_date(day, frame.date_format, look.messages.language)


def write_imprint(frame: Frame, look: DownloadStyle) -> list[str]:
    """Say whose file it is, and how fresh."""
    say = look.messages.say
    parts: list[str] = [frame.programme]
    if frame.version:
        parts.append(say("download.version", version=frame.version))
    if frame.reviewed is not None:
        parts.append(say("download.reviewed", date=format_day(frame.reviewed, frame, look)))
    return parts


def write_kicker(task_list: TaskList, look: DownloadStyle) -> str:
    """Say whom a list is made for, above its title."""
    whom = [look.messages.say("download.made-for", partner=task_list.partner)] if task_list.partner else []
    return " · ".join([*whom, *task_list.made_for])


def write_heading(task_list: TaskList) -> str:
    """Give the title that a file has for its reader's programs."""
    return ": ".join(filter(None, (task_list.partner, task_list.title)))


def say_for_whom(task: Task, look: DownloadStyle) -> list[str]:
    """Give the lines that say which partner types and tiers a task is for, as its page does; none if it is for all."""
    say = look.messages.say
    types = [f"{say('item.for')} {', '.join(task.partner_types)}"] if task.partner_types else []
    return [*types, *_say_tiers(task, look)]


def say_limits(task: Task, look: DownloadStyle) -> str:
    """Give in one line whom a task is for, below a heading that says so: `Reseller, MSP; For the tier Gold`."""
    return "; ".join(filter(None, [", ".join(task.partner_types), *_say_tiers(task, look)]))


def _say_tiers(task: Task, look: DownloadStyle) -> list[str]:
    return [look.messages.say("item.tiers", count=len(task.tiers), tiers=", ".join(task.tiers))] if task.tiers else []


def say_test(test: Test) -> str:
    """Give an exit test after the partner types that it holds for, as its page says it."""
    return f"{', '.join(test.partner_types)}: {test.text}" if test.partner_types else test.text


def say_recurrence(task: Task, look: DownloadStyle) -> str:
    """Say how often a task comes back; nothing if it does not."""
    if task.recurrence is None:
        return ""
    return look.messages.say("download.again", recurrence=look.messages.name(task.recurrence))

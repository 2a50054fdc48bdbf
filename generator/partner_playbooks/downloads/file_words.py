"""Words that several formats add around content."""

from __future__ import annotations

from typing import TYPE_CHECKING

from partner_playbooks.wording import dates

if TYPE_CHECKING:
    from datetime import date

    from partner_playbooks.downloads.download_style import DownloadStyle
    from partner_playbooks.downloads.task_list import Frame, Task, TaskList, Test
    from partner_playbooks.handbook.model.role import Side

PEOPLE = ("role", "side", "name", "contact")
"""Columns of the table of people, as messages call them."""
NAMED = (0, 0, 22, 22)
"""Letters that each of them has room for: names and addresses are often filled in later."""


def format_day(day: date, frame: Frame, style: DownloadStyle) -> str:
    """Write a date in the programme's format."""
    return dates.format_date(day, frame.date_format, style.messages.language)


def name_side(style: DownloadStyle, side: Side) -> str:
    """Name the side that somebody stands on: in files for partners, the vendor by its name."""
    return style.messages.say(f"download.sides.{side.value}")


def write_imprint(frame: Frame, style: DownloadStyle) -> list[str]:
    """Say whose file it is, and how fresh."""
    say = style.messages.say
    parts: list[str] = [frame.programme if frame.vendor in frame.programme else f"{frame.vendor}: {frame.programme}"]
    if frame.version:
        parts.append(say("download.version", version=frame.version))
    if frame.reviewed is not None:
        parts.append(say("download.reviewed", date=format_day(frame.reviewed, frame, style)))
    return parts


def write_kicker(task_list: TaskList, style: DownloadStyle) -> str:
    """Say whom a list is made for, above its title."""
    whom = [style.messages.say("download.made-for", partner=task_list.partner)] if task_list.partner else []
    return " · ".join([*whom, *task_list.made_for])


def write_heading(task_list: TaskList) -> str:
    """Give the title that a file has for its reader's programs."""
    return ": ".join(filter(None, (task_list.partner, task_list.title)))


def say_for_whom(task: Task, style: DownloadStyle) -> list[str]:
    """Give the lines that say which partner types and tiers a task is for, as its page does; none if it is for all."""
    say = style.messages.say
    types = [f"{say('item.for')} {', '.join(task.partner_types)}"] if task.partner_types else []
    return [*types, *_say_tiers(task, style)]


def say_limits(task: Task, style: DownloadStyle) -> str:
    """Give in one line whom a task is for, below a heading that says so: `Reseller, MSP; For the tier Gold`."""
    return "; ".join(filter(None, [", ".join(task.partner_types), *_say_tiers(task, style)]))


def _say_tiers(task: Task, style: DownloadStyle) -> list[str]:
    return [style.messages.say("item.tiers", count=len(task.tiers), tiers=", ".join(task.tiers))] if task.tiers else []


def say_test(test: Test) -> str:
    """Give an exit test after the partner types that it holds for, as its page says it."""
    return f"{', '.join(test.partner_types)}: {test.text}" if test.partner_types else test.text


def say_effort(task: Task, style: DownloadStyle) -> str:
    """Say who must act too, how long a task takes and how often it comes back; nothing where nobody says so."""
    say, parts = style.messages.say, []
    if task.support:
        parts.append(f"{say('item.with')} {task.support}")
    if task.duration is not None:
        parts.append(say("item.duration", count=task.duration))
    if task.recurrence is not None:
        parts.append(say("download.again", recurrence=style.messages.name(task.recurrence)))
    return " · ".join(parts)


def say_dates(task: Task, frame: Frame, style: DownloadStyle) -> str:
    """Say on which day a task is due, or from which to which day it may be done; nothing while it has no date."""
    days = dict.fromkeys(format_day(day, frame, style) for day in (task.begins, task.due) if day is not None)
    return " – ".join(days)  # noqa: RUF001 - a dash between two dates

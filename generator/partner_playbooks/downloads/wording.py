"""Words that several formats add around content."""

from __future__ import annotations

from typing import TYPE_CHECKING

from partner_playbooks.pages.parts import dates

if TYPE_CHECKING:
    from datetime import date

    from partner_playbooks.downloads.look import Look
    from partner_playbooks.downloads.worklist import Frame, Task, Worklist


def written(day: date, frame: Frame, look: Look) -> str:
    """Write a date in the programme's format."""
    return dates.written(day, frame.date_format, look.messages)


def imprint(frame: Frame, look: Look) -> list[str]:
    """Say whose file it is, and how fresh."""
    say = look.messages.say
    parts: list[str] = [frame.programme]
    if frame.version:
        parts.append(say("download.version", version=frame.version))
    if frame.reviewed is not None:
        parts.append(say("download.reviewed", date=written(frame.reviewed, frame, look)))
    return parts


def kicker(worklist: Worklist, look: Look) -> str:
    """Say whom a list is made for, above its title."""
    whom = [look.messages.say("download.made-for", partner=worklist.partner)] if worklist.partner else []
    return " · ".join([*whom, *worklist.made_for])


def heading_of(worklist: Worklist) -> str:
    """Give the title that a file has for its reader's programs."""
    return ": ".join(filter(None, (worklist.partner, worklist.title)))


def told_again(task: Task, look: Look) -> str:
    """Say how often a task comes back; nothing if it does not."""
    if task.recurrence is None:
        return ""
    return look.messages.say("download.again", recurrence=look.messages.name(task.recurrence))

"""The weekly digest of `playbooks plan status`: read from the plans that came back, for one side."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

from partner_playbooks.cli.open_faultless import open_faultless
from partner_playbooks.downloads.partner_plan import make_partner_plan
from partner_playbooks.downloads.task_list_maker import TaskListMaker
from partner_playbooks.handbook.model.base import Audience
from partner_playbooks.handbook.model.role import PARTIES, Side
from partner_playbooks.language.confidential import find_confidential
from partner_playbooks.language.diagnostics import UserError
from partner_playbooks.plans.calendar import build_programme_calendar
from partner_playbooks.plans.digest import DigestWords, digest_plan, find_week_before
from partner_playbooks.plans.digest_files import write_digest_html, write_digest_text
from partner_playbooks.plans.partner_version import convert_for_partner, find_partner_plan
from partner_playbooks.plans.together import merge_files
from partner_playbooks.project.folder import Project
from partner_playbooks.project.resources import find_shipped
from partner_playbooks.project.saving import save_files
from partner_playbooks.project.theme_files import ALWAYS_READ, read_theme
from partner_playbooks.wording.messages import Messages

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import date
    from pathlib import Path

    from partner_playbooks.plans.returned.json_file import ReturnedPlan

_DATE_FORMAT = "d MMMM yyyy"
"""How dates are written where no handbook says it."""


@dataclass(frozen=True, slots=True)
class _Handbook:
    """What a handbook gives to a digest."""

    words: DigestWords
    maker: TaskListMaker | None
    """Makes plans of the partner edition; None without a handbook."""
    not_to_leave: Collection[str]


def choose_side(given: str) -> Side:
    """Give the side that `--digest` names.

    Raises:
        UserError: it names none of the two.
    """
    if given not in PARTIES:
        raise UserError(f'there is no digest for "{given}"', f"choose one of {', '.join(PARTIES)}")
    return Side(given)


def write_digest(
    files: Sequence[tuple[str, ReturnedPlan]],
    side: Side,
    period: tuple[date | None, date],
    *,
    project: Path | None,
    out: Path | None,
) -> None:
    """Write the digest of a plan: its text to stdout, or both forms into a folder.

    Args:
        files: Name and content of what was understood.
        side: Whose digest it is.
        period: The first day of what counts as done lately, if it is given, and the day to look from.
        project: The folder of the handbook that the plan was made of, if it is given.
        out: The folder for the files, if it is given; nothing else is written there.

    Raises:
        UserError: there is nothing that the partner may have, or a word in it must not leave.
    """
    first, today = period
    since = first or find_week_before(today)
    if since > today:
        raise UserError(f"--since {since} lies after the day to look from, {today}", "give an earlier day")
    handbook = _open(project)
    plan = _find_partner_version(files, handbook) if side is Side.PARTNER else merge_files(files)
    digest = digest_plan(plan, side, today, since, handbook.words)
    text = write_digest_text(digest)
    if side is Side.PARTNER:
        for word in find_confidential(handbook.not_to_leave, text):
            raise UserError(f'"{word}" must not leave, and it stands in this digest', "take it out of the plan")
    if out is None:
        sys.stdout.write(text)
        return
    stem = f"digest-{side.value}{'-internal' if digest.mark else ''}"
    made = {f"{stem}.txt": text.encode(), f"{stem}.html": write_digest_html(digest).encode()}
    out.mkdir(parents=True, exist_ok=True)
    save_files(out, {}, made)
    sys.stdout.writelines(f"{out / name}\n" for name in made)


def _find_partner_version(files: Sequence[tuple[str, ReturnedPlan]], handbook: _Handbook) -> ReturnedPlan:
    """Give the plan as the partner may have it: as a file of theirs has it, else as their edition would make it.

    Raises:
        UserError: no file is of the partner edition, and no handbook is at hand, or its partners have no such plan.
    """
    plan = find_partner_plan(files)
    if plan is None:
        if handbook.maker is None:
            raise UserError(
                "all of these files are of the internal edition, so the partner may not read what stands in them",
                "name the partner's plan.json too, or the folder of the handbook with --project",
            )
        whole = merge_files(files).plan
        plan = make_partner_plan(handbook.maker, whole)
        if plan is None:
            raise UserError(
                f'the partner edition has no plan "{whole.plan}", so there is no digest for the partner',
                "mark the plan `audience: partner` in content/, or write the digest for the vendor alone",
            )
    return convert_for_partner(files, plan)


def _open(project: Path | None) -> _Handbook:
    if project is None:
        messages = Messages(read_theme(Project(find_shipped())).messages[ALWAYS_READ])
        return _Handbook(DigestWords(messages, _DATE_FORMAT), None, ())
    opened = open_faultless(project)
    programme, messages = opened.handbook.programme, opened.style.messages
    partners = opened.handbook.project(Audience.PARTNER)
    maker = TaskListMaker(partners, messages, build_programme_calendar(programme))
    words = DigestWords(messages, programme.date_format)
    return _Handbook(words, maker, programme.words_that_must_not_leave)

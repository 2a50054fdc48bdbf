"""`playbooks track pack`: what to take into a review, for one partner or for all; Monday lists, and a board's page."""

from __future__ import annotations

import hashlib
import sys
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from partner_playbooks.cli.open_faultless import open_faultless
from partner_playbooks.cli.open_records import RecordsOption
from partner_playbooks.cli.progress import progress
from partner_playbooks.cli.shared import ProjectOption, tell_failures
from partner_playbooks.downloads.making import make_files
from partner_playbooks.downloads.task_list_maker import TaskListMaker
from partner_playbooks.handbook.model.base import Audience
from partner_playbooks.language.diagnostics import UserError, suggest_nearest
from partner_playbooks.pages.parts.by_partner import ByPartner
from partner_playbooks.plans.calendar import build_programme_calendar
from partner_playbooks.project.clock import find_time_of_issue
from partner_playbooks.project.pack_folders import PackOutcome, add_files
from partner_playbooks.project.review_folders import StoppedPack, write_review_packs
from partner_playbooks.tracking import SNAPSHOT
from partner_playbooks.tracking.snapshot_reading import read_snapshot

if TYPE_CHECKING:
    from collections.abc import Sequence

    from partner_playbooks.downloads.making import Failure
    from partner_playbooks.downloads.reports.review_packs import ReviewPacks
    from partner_playbooks.project.opening import OpenProject
    from partner_playbooks.tracking.snapshot_facts import PartnerFacts, Tracked


def track_pack(
    partners: Annotated[
        list[str] | None, typer.Argument(metavar="[PARTNER]…", help="Ids or names of partners; all, if none is given.")
    ] = None,
    project: ProjectOption = Path(),
    *,
    out: Annotated[Path, typer.Option("--out", metavar="DIR", help="The folder that the packs go into.")],
    records: RecordsOption = None,
    lists: Annotated[
        bool, typer.Option("--lists", help="Make the Monday lists and the board's page alone, and no packs.")
    ] = False,
) -> None:
    """Make packs from the last snapshot: for each partner a folder that it gets, and one that stays inside."""
    if find_spec("pptx") is None:
        raise UserError("what makes slides is not installed", "pip install 'partner-playbooks[tracking]'")
    opened = open_faultless(project)
    root = opened.project.root if records is None else records.resolve()
    place = root / SNAPSHOT
    if not place.is_file():
        raise UserError(f"{root} holds no {SNAPSHOT}", "`playbooks track` writes it")
    raw = place.read_bytes()
    tracked = read_snapshot(raw, SNAPSHOT)
    packs = _open_packs(opened, tracked)
    chosen = tracked.partners if not partners else [_find(tracked, each) for each in partners]
    stopped = [] if lists else _write_packs(packs, chosen, out, _digest(raw, opened))
    failures: list[Failure] = []
    if lists or not partners:
        wanted = packs.list_common_files()
        kept = [name for name in wanted if (out / name).exists()]  # somebody may have typed into them
        files, failures = make_files(
            {name: make for name, make in wanted.items() if name not in kept}, lambda _name: SNAPSHOT
        )
        add_files(files, out)
        sys.stdout.writelines(f"  {out / name}\n" for name in files)
        sys.stdout.writelines(f"  {out / name} is there already and stays as it is\n" for name in kept)
    if stopped:
        sys.stdout.write(f"{len(stopped)} packs could not be made:\n")
        sys.stdout.writelines(f"  {each.partner}: {each.reason}\n" for each in stopped)
    if failures:
        tell_failures(failures)
    if stopped or failures:
        raise typer.Exit(1)


def _digest(raw: bytes, opened: OpenProject) -> str:
    """Give what tells packs of another snapshot, handbook or look apart."""
    handbook = (each.document.text for each in opened.handbook.list_written())
    parts = (opened.style.digest, *sorted(set(handbook)))
    return hashlib.sha256(b"\0".join([raw, *(part.encode() for part in parts)])).hexdigest()


def _open_packs(opened: OpenProject, tracked: Tracked) -> ReviewPacks:
    from partner_playbooks.downloads.reports.report_words import ReportWriter
    from partner_playbooks.downloads.reports.review_packs import ReviewPacks  # an extra, looked for by now

    programme, style = opened.handbook.programme, opened.style
    words = programme.words_that_must_not_leave
    style.refuse(words)
    calendar, issued = build_programme_calendar(programme), find_time_of_issue()
    inside, outside = (
        ReportWriter.of(TaskListMaker(handbook, speaking.messages, calendar, issued), speaking, tracked)
        for handbook, speaking in (
            (replace(opened.handbook, content=None), style),
            (replace(opened.handbook.project(Audience.PARTNER), content=None), style.speak_to(Audience.PARTNER)),
        )
    )
    return ReviewPacks(inside, outside, tracked, ByPartner.of(tracked), words)


def _find(tracked: Tracked, name: str) -> PartnerFacts:
    """Give a partner by its id, or by its name as far as no other has it.

    Raises:
        UserError: there is none, or several.
    """
    by_id = {each.id: each for each in tracked.partners}
    if name in by_id:
        return by_id[name]
    found = [each for each in tracked.partners if each.name.casefold() == name.casefold()]
    if len(found) == 1:
        return found[0]
    if found:
        raise UserError(
            f'{len(found)} partners are called "{name}"', f"give an id: {', '.join(each.id for each in found)}"
        )
    names = [*by_id, *(each.name for each in tracked.partners)]
    raise UserError(f'no partner in a stage has the id or the name "{name}"', suggest_nearest(name, names))


def _write_packs(packs: ReviewPacks, chosen: Sequence[PartnerFacts], out: Path, made_of: str) -> list[StoppedPack]:
    stopped, counted = [], dict.fromkeys(PackOutcome, 0)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=progress) as bar:
        task = bar.add_task("packs", total=len(chosen))
        for outcome in write_review_packs(packs, chosen, out, made_of):
            if isinstance(outcome, StoppedPack):
                stopped.append(outcome)
            else:
                counted[outcome] += 1
            bar.advance(task)
    sys.stdout.write(f"{counted[PackOutcome.MADE]} packs made, {counted[PackOutcome.KEPT]} kept, in {out}.\n")
    return stopped

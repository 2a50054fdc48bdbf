"""`playbooks plan`: plans for partners, with their dates, in every format; and what both sides say of one."""

from __future__ import annotations

import sys
from dataclasses import replace
from datetime import datetime
from functools import partial
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Annotated, cast

import typer
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from partner_playbooks.cli.open_faultless import open_faultless
from partner_playbooks.cli.progress import progress
from partner_playbooks.cli.shared import ProjectOption, tell_failures
from partner_playbooks.downloads.invitation_files import INVITATIONS, InvitationMaker
from partner_playbooks.downloads.making import make_files
from partner_playbooks.downloads.partner_list import Row, WrongRow, read_partners
from partner_playbooks.downloads.task_list_maker import TaskListMaker
from partner_playbooks.handbook.model.base import Audience
from partner_playbooks.handbook.model.plan import PlanAnchor
from partner_playbooks.language.diagnostics import UserError
from partner_playbooks.plans.calendar import build_programme_calendar
from partner_playbooks.plans.dated import Request, date_plan, get_entity
from partner_playbooks.plans.invitation import PlanContact
from partner_playbooks.plans.texts import clean_name, find_name_fault
from partner_playbooks.project.clock import find_time_of_issue
from partner_playbooks.project.folder import Project
from partner_playbooks.project.pack_folders import DOCUMENTS, PackOutcome, PackSettings, add_files, write_packs
from partner_playbooks.project.saving import save_files
from partner_playbooks.project.settings import find_partner_site

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from partner_playbooks.handbook.linked import Handbook
    from partner_playbooks.handbook.model.plan import Plan

_DATES = ["%Y-%m-%d"]


def plan_make(
    plan_id: Annotated[str, typer.Argument(metavar="PLAN", help="Id of the plan, such as onboarding-30.")],
    project: ProjectOption = Path(),
    *,
    out: Annotated[Path, typer.Option("--out", metavar="DIR", help="The folder that the files go into.")],
    start: Annotated[
        datetime | None, typer.Option("--start", metavar="DATE", formats=_DATES, help="The day that is day 1.")
    ] = None,
    target: Annotated[
        datetime | None,
        typer.Option("--target", metavar="DATE", formats=_DATES, help="The day that the plan is counted back from."),
    ] = None,
    partner: Annotated[str, typer.Option("--partner", metavar="NAME", help="Whom it is made for.")] = "",
    types: Annotated[
        list[str] | None,
        typer.Option(
            "--type", metavar="TYPE", help="Id of the partner's type; leaves out all else; may be given again."
        ),
    ] = None,
    tier: Annotated[
        str | None, typer.Option("--tier", metavar="TIER", help="Id of the partner's tier; leaves out all else.")
    ] = None,
    name: Annotated[
        list[str] | None, typer.Option("--name", metavar="ROLE=NAME", help="Who fills a role; may be given again.")
    ] = None,
    partners: Annotated[
        Path | None,
        typer.Option(
            "--partners",
            metavar="FILE",
            help="Many at once: a CSV file with the columns partner, start (or target), and if you like type, tier, "
            "contact and ids of roles. Each row gets a folder; run it again to go on where it stopped.",
        ),
    ] = None,
    documents: Annotated[
        bool, typer.Option("--documents", help="Add the documents that its tasks need, to be filled in.")
    ] = False,
    internal: Annotated[
        bool, typer.Option("--internal", help="For your own side: with what partners may not read.")
    ] = False,
    invite: Annotated[
        bool, typer.Option("--invite", help="Add the mail that invites the partner to the plan, and its code.")
    ] = False,
    contact: Annotated[
        str, typer.Option("--contact", metavar="NAME", help="With --invite: the person whom the partner asks.")
    ] = "",
    contact_mail: Annotated[
        str, typer.Option("--contact-mail", metavar="ADDRESS", help="With --invite: that person's mail address.")
    ] = "",
    contact_phone: Annotated[
        str, typer.Option("--contact-phone", metavar="NUMBER", help="With --invite: that person's telephone.")
    ] = "",
    contact_booking: Annotated[
        str, typer.Option("--contact-booking", metavar="URL", help="With --invite: where a talk is booked.")
    ] = "",
) -> None:
    """Make a plan for one partner, or for many: what applies to each, on real dates, in every format."""
    making = _making(project, documents=documents, internal=internal)
    handbook = making.maker.handbook
    named = PlanContact(*map(str.strip, (contact, contact_mail, contact_phone, contact_booking)))
    if invite:
        if internal:
            raise UserError("--invite is for partners", "leave out --internal, or leave out --invite")
        making = replace(making, inviting=InvitationMaker(making.maker, _find_site(project), named))
    if partners is not None:
        if any(given is not None for given in (start, target, types, tier, name)) or partner:
            raise UserError(
                "--partners says whom the plans are for",
                "leave out all options but --out, --documents, --internal, --invite and those of a contact",
            )
        _many(making, plan_id, partners, out)
        return
    anchor = _anchor(handbook, plan_id, start, target)
    names = dict(_named(name or ()))
    request = Request(plan_id, anchor, _plain("--partner", partner) if partner else "", tuple(types or ()), tier, names)
    files, failures = make_files(making.makers(request), partial(_place_of, plan_id))
    if making.inviting is not None:
        files |= making.inviting.make(request, named)
    out.mkdir(parents=True, exist_ok=True)
    save_files(out, {}, files)
    made = date_plan(handbook, request, making.maker.calendar)
    last = max((task.due for task in made.tasks if task.due is not None), default=anchor)
    count = sum(1 for _ in made.tasks)
    sys.stdout.write(f"{made.plan.title}: {count} tasks, the last is due on {last}.\n")
    sys.stdout.writelines(f"  {out / file}\n" for file in files)
    if making.inviting is not None:
        sys.stdout.write(f"{making.inviting.link(request, named)}\n")
    _warn_of_boxes("--partner or --name", making.undrawn(request))
    if failures:
        tell_failures(failures)
        raise typer.Exit(1)


def _find_site(project: Path) -> str:
    site = find_partner_site(Project(project).config.read_bytes())
    if not site:
        raise UserError(
            "an invitation leads to the partner site, and site_config.yml does not say where it is",
            "write its address there: extra: playbooks: partner_site: https://partners.example.com/",
        )
    return site


def _place_of(plan_id: str, file: str) -> str:
    """Give the content file that a file of a pack shows."""
    document = PurePosixPath(file).stem if file.startswith(f"{DOCUMENTS}/") else None
    return f"content/documents/{document}.yml" if document else f"content/plans/{plan_id}.yml"


def _warn_of_boxes(place: str, characters: str) -> None:
    if characters:
        told = ", ".join(f'"{c}"' for c in characters)
        words = f"warning: {place}: no font at hand can draw {told}; the PDF file shows a box instead"
        progress.print(words, markup=False, soft_wrap=True)
        progress.print("  help: install the extra `scripts`", markup=False, soft_wrap=True)


def _making(folder: Path, *, documents: bool, internal: bool) -> PackSettings:
    """Read and check a project; mistakes are shown and end the command."""
    opened = open_faultless(folder)
    programme = opened.handbook.programme
    audience = Audience.INTERNAL if internal else Audience.PARTNER
    style = opened.style.speak_to(audience)
    words = programme.words_that_must_not_leave
    if not internal:
        style.refuse(words)
    handbook = replace(opened.handbook.project(audience), content=None)
    maker = TaskListMaker(handbook, style.messages, build_programme_calendar(programme), find_time_of_issue())
    return PackSettings(maker, style, words, documents)


def _many(making: PackSettings, plan_id: str, partners: Path, out: Path) -> None:
    column = "target" if _counts_back(making.maker.handbook, plan_id) else "start"
    rows = read_partners(partners.read_bytes(), partners.name, making.maker.handbook, plan_id, column)
    wrong = [row for row in rows if isinstance(row, WrongRow)]
    counted = dict.fromkeys(PackOutcome, 0)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=progress) as bar:
        good = [row for row in rows if isinstance(row, Row)]
        shown = bar.add_task("Making packs", total=len(good))
        for outcome in write_packs(good, making, out):
            bar.advance(shown)
            if isinstance(outcome, WrongRow):
                wrong.append(outcome)
            else:
                counted[outcome] += 1
    if making.inviting is not None:
        add_files({INVITATIONS: making.inviting.table(good)}, out)
    kept = f", {counted[PackOutcome.KEPT]} were there already" if counted[PackOutcome.KEPT] else ""
    rest = f"; {_counted(len(wrong), 'row')} wrong:" if wrong else "."
    sys.stdout.write(f"{_counted(counted[PackOutcome.MADE], 'pack')} made in {out}{kept}{rest}\n")
    sys.stdout.writelines(f"  {partners}:{row.line}: {row.reason}\n" for row in sorted(wrong, key=lambda row: row.line))
    for row in good:
        _warn_of_boxes(f"{partners}:{row.line}", making.undrawn(row.request))
    if wrong:
        raise typer.Exit(1)


def _counted(count: int, noun: str) -> str:
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}s"


def _anchor(handbook: Handbook, plan_id: str, start: datetime | None, target: datetime | None) -> date:
    back = _counts_back(handbook, plan_id)
    given, other, option = (target, start, "--target") if back else (start, target, "--start")
    if given is None or other is not None:
        counted = "back from a target" if back else "from a start"
        raise UserError(f'plan "{plan_id}" is counted {counted}', f"give {option} a date, such as 2026-12-01")
    return given.date()


def _counts_back(handbook: Handbook, plan_id: str) -> bool:
    return cast("Plan", get_entity(handbook, "plan", plan_id)).anchor is PlanAnchor.TARGET


def _named(entries: Iterable[str]) -> Iterable[tuple[str, str]]:
    for entry in entries:
        role, equals, who = entry.partition("=")
        if not equals or not who.strip():
            raise UserError(f'--name "{entry}" does not say who', 'write it as partner-manager="A new user"')
        yield role.strip(), _plain("--name", who.strip())


def _plain(option: str, text: str) -> str:
    name = clean_name(text)
    if fault := find_name_fault(name):
        raise UserError(f"{option} cannot be used", fault)
    return name

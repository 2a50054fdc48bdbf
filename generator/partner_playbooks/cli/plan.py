"""`playbooks plan`: a plan made for one partner, with its dates."""

from __future__ import annotations

import re
import sys
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, cast

import typer

from partner_playbooks.cli.shared import ProjectOption, day
from partner_playbooks.diagnostics import UserError
from partner_playbooks.downloads import FORMATS
from partner_playbooks.model.base import Audience
from partner_playbooks.model.plan import PlanAnchor
from partner_playbooks.plans import Request, dated, holiday_calendar, known
from partner_playbooks.publishing import site
from partner_playbooks.reporters import REPORTERS
from partner_playbooks.text import TextError, check_plain
from partner_playbooks.workspace.project import Project
from partner_playbooks.workspace.saving import save

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from partner_playbooks.handbook import Handbook
    from partner_playbooks.model.plan import Plan

_DATES = ["%Y-%m-%d"]
_LONGEST = 40
"""Most characters of a name in a file's name: systems allow 255 bytes, and a character may take four."""


def plan(
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
    type_: Annotated[
        str | None, typer.Option("--type", metavar="TYPE", help="Id of the partner's type; leaves out all else.")
    ] = None,
    tier: Annotated[
        str | None, typer.Option("--tier", metavar="TIER", help="Id of the partner's tier; leaves out all else.")
    ] = None,
    name: Annotated[
        list[str] | None, typer.Option("--name", metavar="ROLE=NAME", help="Who fills a role; may be given again.")
    ] = None,
    internal: Annotated[
        bool, typer.Option("--internal", help="For your own side: with what partners may not read.")
    ] = False,
) -> None:
    """Make a plan for one partner: what applies to it, on real dates, as CSV and calendar file."""
    examined = site.examine_project(Project.find(project), day(None))
    if examined.has_errors:
        sys.stderr.write(REPORTERS["text"](examined.diagnostics, examined.texts))
        raise typer.Exit(1)
    handbook = examined.handbook.project(Audience.INTERNAL if internal else Audience.PARTNER)
    anchor = _anchor(handbook, plan_id, start, target)
    names = dict(_named(name or ()))
    request = Request(plan_id, anchor, _plain("--partner", partner) if partner else "", type_, tier, names)
    made = dated(handbook, request, holiday_calendar(handbook.programme))
    stem = "-".join(filter(None, (_slug(partner), plan_id)))
    files = {f"{stem}.{ending}": format_(handbook, made) for ending, format_ in FORMATS.items()}
    out.mkdir(parents=True, exist_ok=True)
    save(out, {}, files)
    count = sum(1 for _ in made.tasks)
    sys.stdout.write(f"{made.plan.title}: {count} tasks, the last is due on {max(task.due for task in made.tasks)}.\n")
    sys.stdout.writelines(f"  {out / file}\n" for file in files)


def _anchor(handbook: Handbook, plan_id: str, start: datetime | None, target: datetime | None) -> date:
    back = cast("Plan", known(handbook, "plan", plan_id)).anchor is PlanAnchor.TARGET
    given, other, option = (target, start, "--target") if back else (start, target, "--start")
    if given is None or other is not None:
        counted = "back from a target" if back else "from a start"
        raise UserError(f'plan "{plan_id}" is counted {counted}', f"give {option} a date, such as 2026-12-01")
    return given.date()


def _named(entries: Iterable[str]) -> Iterable[tuple[str, str]]:
    for entry in entries:
        role, equals, who = entry.partition("=")
        if not equals or not who.strip():
            raise UserError(f'--name "{entry}" does not say who', 'write it as partner-manager="A new user"')
        yield role.strip(), _plain("--name", who.strip())


def _plain(option: str, text: str) -> str:
    try:
        return check_plain(text)
    except TextError as error:
        raise UserError(f"{option} cannot be used: {error}", error.problems[0].hint) from None


def _slug(name: str) -> str:
    """Give a name as part of a file's name; letters and digits of any script stay."""
    return re.sub(r"[\W_]+", "-", name.casefold()).strip("-")[:_LONGEST]

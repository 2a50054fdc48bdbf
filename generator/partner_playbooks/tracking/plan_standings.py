"""How the plans of partners stand: plan files and workbooks of a folder, put together by partner and plan."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

from partner_playbooks.language.diagnostics import UserError
from partner_playbooks.plans.plan_status import assess_plan
from partner_playbooks.plans.returned.returned_file import read_returned
from partner_playbooks.plans.together import merge_files
from partner_playbooks.tracking.row_findings import RowFinding

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date, datetime

    from partner_playbooks.plans.plan_status import PlanStatus, TaskState
    from partner_playbooks.plans.returned.json_file import ReturnedPlan


class PlanStanding(NamedTuple):
    """A plan of a partner as it stands."""

    partner: str
    plan: str
    title: str
    tasks: int
    done: int
    overdue: int
    next_task: str | None
    """What is to be done next: the first open task by its day; None where all is done."""
    next_owner: str | None
    next_due: date | None


@dataclass(frozen=True, slots=True)
class PlanSource:
    """A file that a plan stands in."""

    name: str
    raw: bytes
    changed: datetime


def list_plan_standings(
    files: Iterable[PlanSource], partners: Mapping[str, str], day: date
) -> tuple[tuple[PlanStanding, ...], tuple[RowFinding, ...]]:
    """Give how plans stand on a day, by partner and plan, and what is wrong with their files.

    Args:
        files: Plan files and workbooks that came back.
        partners: The name of each partner, by its id. A plan is for the one of its name, whatever the case.
        day: The day of calculation.
    """
    ids: dict[str, list[str]] = {}
    for id_, name in partners.items():
        ids.setdefault(name.casefold().strip(), []).append(id_)
    found: dict[tuple[str, str], list[tuple[str, ReturnedPlan]]] = {}
    wrong = []
    for file in (part for each in files for part in _take_apart(each)):
        try:
            filled = read_returned(file.raw, file.name, file.changed)
        except UserError as error:
            wrong.append(RowFinding(file.name, 1, 0, "", f"holds no plan: {error}", "", error.hint or ""))
            continue
        own = ids.get(filled.plan.partner.casefold().strip(), [])
        if len(own) == 1:  # files of one plan call its partner alike when they are put together
            called = replace(filled, plan=filled.plan.model_copy(update={"partner": partners[own[0]]}))
            found.setdefault((own[0], filled.plan.plan), []).append((file.name, called))
        else:
            reason = "is the name of no partner" if not own else f"is the name of {len(own)} partners"
            hint = "call the partner in its plan as its record does"
            wrong.append(RowFinding(file.name, 1, 0, "partner", reason, filled.plan.partner, hint))
    standings = [_tell(partner, assess_plan(merge_files(plans), day)) for (partner, _), plans in sorted(found.items())]
    return tuple(standings), tuple(wrong)


def _take_apart(file: PlanSource) -> Iterator[PlanSource]:
    """Yield each plan of a file that holds several, as the page of plans saves them."""
    try:
        held = json.loads(file.raw) if file.raw.lstrip().startswith(b"[") else None
    except ValueError:
        held = None
    if not isinstance(held, list):
        yield file
        return
    for each in held:
        yield PlanSource(file.name, json.dumps(each).encode(), file.changed)


def _tell(partner: str, status: PlanStatus) -> PlanStanding:
    going = sorted((task for task in status.tasks if task.is_open), key=_order)
    following: TaskState | None = going[0] if going else None
    return PlanStanding(
        partner,
        status.filled.plan.plan,
        status.filled.plan.title,
        len(status.tasks) - len(status.dropped),
        len(status.done),
        len(status.overdue),
        None if following is None else following.title,
        None if following is None else following.owner,
        None if following is None else following.due,
    )


def _order(task: TaskState) -> tuple[str, str]:
    return "~" if task.due is None else task.due.isoformat(), task.key

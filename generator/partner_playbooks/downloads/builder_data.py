"""The plans of an edition as the plan builder gets them: whatever a partner's plan is made of, and working days."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from partner_playbooks.handbook.model.base import Audience
from partner_playbooks.handbook.model.plan import PlanAnchor
from partner_playbooks.pages.parts.addresses import find_page_path
from partner_playbooks.pages.parts.path import find_first_plan
from partner_playbooks.plans.calendar import find_holiday_years
from partner_playbooks.plans.dated import outline_plan
from partner_playbooks.plans.due_dates import WorkCalendar
from partner_playbooks.plans.invitation import find_contact
from partner_playbooks.wording import days

if TYPE_CHECKING:
    from collections.abc import Iterable

    from partner_playbooks.downloads.task_list_maker import TaskListMaker
    from partner_playbooks.handbook.model.plan import Plan
    from partner_playbooks.language.text import Piece
    from partner_playbooks.pages.parts.download import File
    from partner_playbooks.plans.dated import DatedMilestone, DatedTask


def describe_templates(maker: TaskListMaker, files: Iterable[File]) -> dict[str, Any]:
    """Give all plans of an edition as plain data; the script's `made` makes of it what `plan.json` holds.

    Args:
        maker: Of the edition.
        files: Those to download; the builder leads to the ready-made ones.
    """
    handbook = maker.handbook
    programme = handbook.programme
    years = find_holiday_years(None)
    every_day = WorkCalendar(frozenset(range(7)), maker.calendar.holidays)
    ready = [file for file in files if file.kind == "plan"]
    first = find_first_plan(handbook)
    return {
        "edition": "internal" if handbook.edition is Audience.INTERNAL else "partner",
        "programme": programme.name,
        "vendor": programme.vendor,
        "version": programme.version or "",
        "first": "" if first is None else first.id,
        "contact": {name: value for name, value in asdict(find_contact(handbook)).items() if value},
        "items": _items(maker),
        "roles": {
            role.id: {"title": role.title, "side": role.side.value, "mission": maker.words(role.mission)}
            for role in handbook.roles
        },
        "types": {type_.id: type_.title for type_ in handbook.partner_types},
        "tiers": {tier.id: tier.title for tier in handbook.tiers},
        "plans": [_plan(maker, plan, ready) for plan in handbook.plans],
        "working": {
            "weekdays": sorted(maker.calendar.working_days),
            "country": programme.holiday_country,
            "years": list(years),
            "holidays": [day.isoformat() for day in every_day.holidays_of(*years)],
        },
    }


def _items(maker: TaskListMaker) -> dict[str, dict[str, Any]]:
    """Give what helps with each task besides its evidence, once for all plans that have it: how to do it, documents."""
    plans = (outline_plan(maker.handbook, plan) for plan in maker.handbook.plans)
    tasks = {each.id: each.task for plan in plans for milestone in plan.milestones for each in milestone.tasks}
    return {
        id_: {
            "how": "" if task.detail is None else "\n".join(map(_line, maker.pieces(task.detail))),
            "documents": [_document(maker, document) for document in task.documents],
        }
        for id_, task in tasks.items()
        if task.detail is not None or task.documents
    }


def _line(piece: Piece) -> str:
    """Give a paragraph, an item of a list or a table as text, line by line."""
    if piece.rows:
        return "\n".join(" | ".join("".join(run.text for run in cell) for cell in row) for row in piece.rows)
    mark = "• " if piece.bullet else "" if piece.number is None else f"{piece.number}. "
    return mark + "".join(run.text for run in piece.runs)


def _document(maker: TaskListMaker, id_: str) -> list[str]:
    """Give a document's title, and where its page stands within the site."""
    return [maker.handbook.entities["document"][id_].title, f"{find_page_path('document', id_).removesuffix('.md')}/"]


def _plan(maker: TaskListMaker, plan: Plan, files: Iterable[File]) -> dict[str, Any]:
    label = maker.say("plan.target" if plan.anchor is PlanAnchor.TARGET else "plan.start")
    return {
        "id": plan.id,
        "title": plan.title,
        "use_when": plan.use_when,
        "anchor": {"kind": plan.anchor.value, "label": f"{label}: {plan.anchor_event}"},
        "milestones": [
            _milestone(maker, plan, milestone) for milestone in outline_plan(maker.handbook, plan).milestones
        ],
        "files": [[file.partner_type or "", file.format, file.path] for file in files if file.id == plan.id],
    }


def _milestone(maker: TaskListMaker, plan: Plan, milestone: DatedMilestone) -> dict[str, Any]:
    return {
        "id": milestone.id,
        "title": milestone.title,
        "day": milestone.day,
        "when": str(days.say_plan_day(maker.messages, plan, milestone.day)),
        "entry": "" if milestone.entry is None else maker.words(milestone.entry),
        "tests": [
            {"id": test.key, "text": maker.words(test.text), "types": list(test.partner_types)}
            for test in milestone.exit_tests
        ],
        "tasks": [_task(maker, plan, task) for task in milestone.tasks],
    }


def _task(maker: TaskListMaker, plan: Plan, dated: DatedTask) -> dict[str, Any]:
    task = dated.task
    besides = {
        "from_day": dated.days.from_day,
        "working_days": dated.days.working_days,
        "support": task.support,
        "duration": task.duration,
    }
    return {
        "id": dated.id,
        "title": dated.title,
        "role": dated.owner,
        "day": dated.days.day,
        "when": str(days.say_plan_days(maker.messages, plan, dated.days)),
        "done_when": "" if task.done_when is None else maker.words(task.done_when),
        "after": list(task.depends_on),
        "recurrence": task.recurrence and task.recurrence.value,
        "types": [list(dated.partner_types)],
        "tiers": list(dated.tiers),
        "was": list(task.aliases),
        **{name: value for name, value in besides.items() if value},
    }

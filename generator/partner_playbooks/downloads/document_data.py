"""What the plan builder puts around a plan when it makes files of it: the words and facts that formats here add."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from partner_playbooks.downloads.file_words import write_imprint
from partner_playbooks.plans.calendar import find_holiday_years
from partner_playbooks.plans.dated import Request, date_plan
from partner_playbooks.plans.interchange import COLUMNS, TEST_COLUMNS
from partner_playbooks.plans.state import Status
from partner_playbooks.wording.locales import list_months

if TYPE_CHECKING:
    from partner_playbooks.downloads.download_style import DownloadStyle
    from partner_playbooks.downloads.task_list_maker import TaskListMaker
    from partner_playbooks.handbook.model.plan import Plan

_WORDS = (
    *("sheet-plan", "sheet-tests", "sheet-people", "progress", "legend", "legend-dated", "no-date", "no-holidays"),
    *("status-list", "role", "name", "contact", "internal", "made-for", "page", "people", "heading", "exit-test"),
    *("again", "when"),
)
_PLAN_WORDS = ("risks", "signal", "mitigation", "escalation", "entry")


def describe_documents(maker: TaskListMaker, style: DownloadStyle) -> dict[str, Any]:
    """Give all that files of an edition's plans say besides what plans are made of, as plain data.

    Words are those of the language that content is written in, as in all files to download.
    """
    messages, programme = style.messages, maker.handbook.programme
    catalogue = messages.for_scripts
    names = [*COLUMNS, *TEST_COLUMNS, *_WORDS]
    return {
        "words": {
            **{name: catalogue["download"][name] for name in names},
            **{f"plan-{name}": catalogue["plan"][name] for name in _PLAN_WORDS},
            **{f"item-{name}": catalogue["item"][name] for name in ("for", "tiers", "with", "duration")},
            "sides": catalogue["download"]["sides"],
            "recurrences": catalogue["names"]["recurrence"],
            "statuses": {status.value: catalogue["names"]["status"][status.value] for status in Status},
        },
        "language": programme.language_of_content,
        "date_format": programme.date_format,
        "months": [list_months(messages.language, width) for width in ("wide", "abbreviated")],
        "colours": dict(style.colours),
        "contacts": {contact.role: contact.reached for contact in programme.contacts},
        "years": list(find_holiday_years(None)),
        "plans": {plan.id: _plan(maker, plan, style) for plan in maker.handbook.plans},
    }


def _plan(maker: TaskListMaker, plan: Plan, style: DownloadStyle) -> dict[str, Any]:
    task_list = maker.plan(date_plan(maker.handbook, Request(plan.id, None), maker.calendar))
    return {
        "imprint": write_imprint(task_list.frame, style),
        "objective": [asdict(piece) for piece in task_list.objective],
        "facts": task_list.facts,
        "risks": task_list.risks,
        "people": [*plan.sponsors, *plan.stakeholders],
    }

"""A plan as its workbook was sent: what each cell said then, to be held against what it says now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from partner_playbooks.plans.interchange import COLUMNS, TEST_COLUMNS, choose_columns
from partner_playbooks.plans.returned.column_words import SIDES, normalize_word
from partner_playbooks.plans.state import ADDED, Field, Status
from partner_playbooks.plans.typed_dates import find_date_order

if TYPE_CHECKING:
    from collections.abc import Mapping

    from partner_playbooks.plans.returned.carried import Terms
    from partner_playbooks.plans.returned.json_file import ReturnedPlan
    from partner_playbooks.plans.typed_dates import Order


class SentPlan:
    """The tasks and exit tests of a plan, by id, and what cells said of them."""

    def __init__(self, filled: ReturnedPlan, terms: Terms) -> None:
        """Take the plan with what was said of it, and the words that its workbook was made with."""
        self._filled, self._terms = filled, terms
        plan = filled.plan
        self.tasks = {task.id: task for task in plan.tasks}
        self.tests = {test.id: (test, milestone) for milestone in plan.milestones for test in milestone.tests}
        self.titles = {key: test.text for key, (test, _) in self.tests.items()}
        self.titles |= {task.id: self._now(task.id, Field.TITLE, task.title) for task in plan.tasks}
        # A workbook of the browser has rows of tasks that were added before, with their ids.
        added = sorted({key for key, _ in filled.state.holding if key.startswith(ADDED) and key not in self.tasks})
        self.titles |= {key: self._now(key, Field.TITLE, "") for key in added}
        self.stages = {milestone.id: milestone.title for milestone in plan.milestones}

    def list_words(self) -> dict[str, set[str]]:
        """Give the titles of tasks, also those that they had, and the words of exit tests, as words are compared."""
        return {
            "task": {
                normalize_word(title) for key in self.tasks for title in (self.titles[key], self.tasks[key].title)
            },
            "test": {normalize_word(test.text) for test, _ in self.tests.values()},
        }

    def list_layouts(self) -> list[list[str]]:
        """Give the orders in which columns may stand; a plan does not say whether one tells whom tasks are for."""
        tasks = self.tasks.values()
        told = {
            "support": any(task.support for task in tasks),
            "begins": any(task.from_day for task in tasks),
            "duration": any(task.duration for task in tasks),
        }
        return [
            list(choose_columns(columns, [name for name, is_told in told.items() if is_told] + limits))
            for columns in (COLUMNS, TEST_COLUMNS)
            for limits in (["for"], list[str]())
        ]

    def choose_date_order(self) -> Order:
        """Give the order of dates of digits: the programme's; else the day first, but for a workbook in English."""
        if self._terms.date_format:
            return find_date_order(self._terms.date_format)
        return "day" if self._terms.statuses and self._terms.statuses.get("done") != Status.DONE else ""

    def find_hints(self, key: str) -> Mapping[str, str]:
        """Give what else tells a task or exit test from another of the same title, by column; nothing of added ones."""
        if key in self.tests:
            return {"milestone": self.tests[key][1].title}
        task = self.tasks.get(key)
        if task is None:
            return {}
        return {"milestone": self.stages.get(task.milestone, ""), "day": str(task.day)}

    def describe_row(self, key: str) -> dict[str, list[str]]:
        """Give what the cells of a row said when the workbook was made; any of several where files differ."""
        limits = {} if self._terms.limits is None else {"for": [self._terms.limits.get(key, "")]}
        if key in self.tests:
            _, milestone = self.tests[key]
            return {"milestone": [milestone.title], **limits}
        task = self.tasks.get(key)
        if task is None:
            return {}
        titles = [self.tasks[before].title for before in task.after if before in self.tasks]
        return {
            "title": [task.title],
            "owner": [task.owner],
            "done_when": [task.done_when],
            "due": [task.due.isoformat() if task.due else ""],
            "day": [str(task.day)],
            "milestone": [self.stages.get(task.milestone, "")],
            "side": [self._terms.sides.get(task.side.value, ""), task.side.value, *SIDES[task.side]],
            "after": ["; ".join(titles), ", ".join(task.after)],
            "counted": [self._filled.plan.anchor.kind],
            "support": [task.support],
            "begins": [task.begins.isoformat() if task.begins else ""],
            "recurrence": [task.recurrence or ""],
            "duration": ["" if task.duration is None else str(task.duration)],
            **limits,
        }

    def _now(self, key: str, known: Field, base: str) -> str:
        return self._filled.state.find_value(key, known) or base

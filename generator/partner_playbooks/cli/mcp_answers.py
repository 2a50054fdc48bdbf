"""What `playbooks mcp` answers: entries by words, an entity as data, a plan with its dates. Nothing is ever written."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from partner_playbooks.downloads.plan_json import describe_plan
from partner_playbooks.downloads.task_list_maker import TaskListMaker
from partner_playbooks.finding.handbook_data import describe_handbook
from partner_playbooks.finding.indexing import index_edition
from partner_playbooks.finding.ranking import search
from partner_playbooks.handbook.model.base import Audience
from partner_playbooks.language.diagnostics import UserError
from partner_playbooks.pages.page_kinds import render_pages
from partner_playbooks.pages.parts.addresses import write_address
from partner_playbooks.pages.parts.writers import EditionWriter
from partner_playbooks.plans.calendar import build_programme_calendar
from partner_playbooks.plans.dated import Request, date_plan, get_entity
from partner_playbooks.wording.messages import choose_messages

if TYPE_CHECKING:
    from collections.abc import Mapping

    from partner_playbooks.finding.entries import Entry
    from partner_playbooks.finding.index import Index
    from partner_playbooks.project.opening import OpenProject

MOST, _GLANCE = 50, 400
"""Places that one answer names at most, and characters of each."""


@dataclass(frozen=True, slots=True)
class Answers:
    """Answers from one edition of a handbook; records of partners are no part of it."""

    maker: TaskListMaker
    index: Index
    whole: Mapping[str, Any]
    """The edition as data."""

    @classmethod
    def of(cls, opened: OpenProject, edition: Audience) -> Answers:
        """Make ready to answer from an edition of a project."""
        handbook, theme = opened.handbook.project(edition), opened.theme
        words = choose_messages(theme.messages, handbook.programme).speak_to(edition)
        writer = EditionWriter.of(handbook, theme)
        return cls(
            TaskListMaker(handbook, words, build_programme_calendar(handbook.programme)),
            index_edition(writer, theme, render_pages(handbook, theme)),
            describe_handbook(writer),
        )

    def find(self, words: str, most: int = 10) -> list[dict[str, str]]:
        """Find places of the handbook by the words that a person uses, the best first."""
        entries = [self.index.entries[found.number] for found in search(self.index, words, max(1, min(most, MOST)))]
        return [{**_describe(entry), "text": entry.answer or entry.text[:_GLANCE]} for entry in entries]

    def get(self, kind: str, id: str) -> dict[str, Any]:  # noqa: A002 - what callers write
        """Give one thing that find has named, in full: kind "metric" and id "activation-rate".

        What has a file or an entry of its own comes as data, all else (items, tasks, practices, pages) as text.

        Raises:
            UserError: this edition has none of that name.
        """
        data: dict[str, Any] | None = next(
            (each for each in self.whole["kinds"].get(kind, ()) if each["id"] == id), None
        )
        if data is not None:
            return data
        entry = next((each for each in self.index.entries if (each.kind, each.id) == (kind, id)), None)
        if entry is None:
            get_entity(self.maker.handbook, kind, id)  # says which there are
            raise UserError(f'there is no {kind} "{id}" in this edition', "ask find for its kind and id")
        return {**_describe(entry), "text": entry.text}

    def plan_dates(
        self, plan: str, day: str, partner_types: list[str] | None = None, tier: str | None = None
    ) -> dict[str, Any]:
        """Give a plan with real dates: `day` is day 1, or the target of a plan that is counted back, as 2026-12-01.

        Raises:
            UserError: this edition has no such plan, partner type or tier, or no calendar reaches so far.
            ValueError: it is no day.
        """
        request = Request(plan, date.fromisoformat(day), "", tuple(partner_types or ()), tier)
        made = date_plan(self.maker.handbook, request, self.maker.calendar)
        return describe_plan(self.maker.plan(made))


def _describe(entry: Entry) -> dict[str, str]:
    address = write_address(entry.address)
    return {"kind": entry.kind, "id": entry.id, "title": entry.title, "within": entry.where, "address": address}

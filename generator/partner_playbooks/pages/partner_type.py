"""The page of a partner type: how it works, its onboarding path, and what closes it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from partner_playbooks.model.plan import ExitTest, Plan
from partner_playbooks.model.stage import ChecklistItem, Stage
from partner_playbooks.pages.parts.addresses import page_path
from partner_playbooks.pages.parts.book import Head, former_paths
from partner_playbooks.pages.parts.path import Step, onboarding_items, onboarding_stages, steps

if TYPE_CHECKING:
    from collections.abc import Iterator

    from partner_playbooks.model.partner_type import PartnerType
    from partner_playbooks.pages.artifact import Page
    from partner_playbooks.pages.parts.book import Book, Sheet
    from partner_playbooks.pages.parts.links import Link
    from partner_playbooks.pages.parts.markdown import Markdown


@dataclass(frozen=True, slots=True)
class Context:
    """What the template shows."""

    title: str
    motion: Markdown
    activation_event: Markdown
    earnings: Markdown
    invoicing: Markdown
    enablement_need: Markdown
    agreement: Markdown
    review: str | None
    watch_outs: tuple[Markdown, ...]
    path: tuple[Step, ...]
    stages: tuple[Link, ...]
    """Stages whose exit tests close the path."""
    items: tuple[tuple[Link, str], ...]
    """Other checklist items that name the type, with their stages."""
    exit_tests: tuple[tuple[Link, Markdown], ...]
    """Plans with exit tests that name the type, and the tests."""


def pages(book: Book) -> Iterator[Page]:
    """Yield a page per partner type."""
    for type_ in book.handbook.partner_types:
        path = page_path("partner-type", type_.id)
        sheet = book.sheet(path)
        nav = (sheet.say("partner-type.nav"),)
        head = Head(path, type_.title, nav, former_paths("partner-type", type_))
        yield book.page(head, "partner_type.md.jinja", _context(sheet, type_))


def _context(sheet: Sheet, type_: PartnerType) -> Context:
    uses, kind = sheet.book.uses, "partner-type"
    items = uses.at("stage.checklist.partner_types", type_.id, kind, Stage, ChecklistItem)
    path = onboarding_items(sheet, type_.id)
    on_path = {item.id for _, item in path}
    tests = uses.at("plan.milestones.exit_tests.partner_types", type_.id, kind, Plan, ExitTest)
    return Context(
        title=type_.title,
        motion=sheet.rich(type_.motion),
        activation_event=sheet.rich(type_.activation_event),
        earnings=sheet.rich(type_.earnings),
        invoicing=sheet.rich(type_.invoicing),
        enablement_need=sheet.rich(type_.enablement_need),
        agreement=sheet.rich(type_.agreement),
        review=sheet.review(type_.review),
        watch_outs=tuple(sheet.rich(watch_out.text) for watch_out in type_.watch_outs),
        path=tuple(steps(sheet, path)),
        stages=tuple(
            sheet.place(stage.title, page_path("stage", stage.id), "exit-test") for stage in onboarding_stages(sheet)
        ),
        items=tuple((sheet.item(item.id), stage.title) for stage, item in items if item.id not in on_path),
        exit_tests=tuple((sheet.entity("plan", plan.id), sheet.rich(test.text)) for plan, test in tests),
    )

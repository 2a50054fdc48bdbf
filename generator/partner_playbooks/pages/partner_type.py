"""The page of a partner type: how it works, its onboarding path, and what closes it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from partner_playbooks.handbook.model.plan import ExitTest, Plan
from partner_playbooks.handbook.places import find_place_within
from partner_playbooks.pages.parts import addresses
from partner_playbooks.pages.parts.addresses import find_page_path
from partner_playbooks.pages.parts.path import build_onboarding_path, find_first_plan
from partner_playbooks.pages.parts.related import link_files_of_type
from partner_playbooks.pages.parts.tracked_now import say_type_now
from partner_playbooks.pages.parts.writers import PageHead, list_former_paths

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from partner_playbooks.handbook.model.partner_type import PartnerType
    from partner_playbooks.pages.artifact import Page
    from partner_playbooks.pages.parts.items import TaskView
    from partner_playbooks.pages.parts.links import Link
    from partner_playbooks.pages.parts.tracked_now import Now
    from partner_playbooks.pages.parts.writers import EditionWriter, Freshness, PageWriter
    from partner_playbooks.wording.markdown import Markdown


_OF_TESTS = find_place_within(Plan, lambda plan: plan.milestones[0].exit_tests[0], lambda test: test.partner_types)


@dataclass(frozen=True, slots=True)
class Part:
    """A stage of the onboarding path."""

    id: str
    link: Link
    steps: tuple[TaskView, ...]


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """A stage outside the path; its link shows the checklist as it is for the type."""

    link: Link
    count: int
    """Items that name the type."""


@dataclass(frozen=True, slots=True)
class PlanTest:
    """An exit test that names the type, with its plan."""

    plan: Link
    text: Markdown


@dataclass(frozen=True, slots=True)
class Context:
    """What the template shows."""

    title: str
    now: Now | None
    """What records say of it."""
    motion: Markdown
    activation_event: Markdown
    earnings: Markdown
    invoicing: Markdown
    enablement_need: Markdown
    agreement: Markdown
    review: Freshness | None
    watch_outs: tuple[Markdown, ...]
    ways: tuple[Link, ...]
    """To a plan and to the files for it."""
    path: tuple[Part, ...]
    elsewhere: tuple[Elsewhere, ...]
    """Stages outside the path that have checklist items which name the type."""
    closing: tuple[PlanTest, ...]
    """Exit tests for the type in plans that have a step of the path."""
    exit_tests: tuple[PlanTest, ...]
    """Exit tests for the type in other plans."""


def pages(edition: EditionWriter) -> Iterator[Page]:
    """Yield a page per partner type."""
    for type_ in edition.handbook.partner_types:
        path = find_page_path("partner-type", type_.id)
        writer = edition.writer(path)
        nav = (writer.say("partner-type.nav"),)
        head = PageHead(path, type_.title, nav, list_former_paths("partner-type", type_))
        yield edition.page(head, "partner_type.md.jinja", partial(_context, writer, type_))


def _context(writer: PageWriter, type_: PartnerType) -> Context:
    uses = writer.edition.uses
    path = tuple(_path(writer, type_))
    stages = {part.id for part in path}
    tests = tuple(uses.at(_OF_TESTS, type_.id))
    onboarding = {plan.id for plan, _ in tests if _has_steps_in(writer, plan, stages)}
    return Context(
        now=say_type_now(writer, type_.id),
        title=type_.title,
        motion=writer.rich(type_.motion),
        activation_event=writer.rich(type_.activation_event),
        earnings=writer.rich(type_.earnings),
        invoicing=writer.rich(type_.invoicing),
        enablement_need=writer.rich(type_.enablement_need),
        agreement=writer.rich(type_.agreement),
        review=writer.review(type_.review),
        watch_outs=tuple(writer.rich(watch_out.text) for watch_out in type_.watch_outs),
        ways=tuple(_ways(writer, type_)),
        path=path,
        elsewhere=tuple(_elsewhere(writer, type_, stages)),
        closing=_tests(writer, (each for each in tests if each[0].id in onboarding)),
        exit_tests=_tests(writer, (each for each in tests if each[0].id not in onboarding)),
    )


def _path(writer: PageWriter, type_: PartnerType) -> Iterator[Part]:
    for stage, steps in build_onboarding_path(writer, type_.id):
        yield Part(stage.id, writer.entity("stage", stage.id), steps)


def _ways(writer: PageWriter, type_: PartnerType) -> Iterator[Link]:
    """Yield the ways to a plan for this type, and to its files."""
    plan = find_first_plan(writer.handbook)
    if plan is not None and writer.edition.files:
        yield writer.place(
            writer.say("plan.make"), addresses.MY_PLANS, addresses.make_plan_anchor(plan.id), f"type={type_.id}"
        )
    yield from link_files_of_type(writer, type_)


def _has_steps_in(writer: PageWriter, plan: Plan, stages: set[str]) -> bool:
    return any(owned is not None and owned.stage.id in stages for _, owned in writer.handbook.tasks(plan))


def _tests(writer: PageWriter, tests: Iterable[tuple[Plan, ExitTest]]) -> tuple[PlanTest, ...]:
    return tuple(PlanTest(writer.entity("plan", plan.id), writer.rich(test.text)) for plan, test in tests)


def _elsewhere(writer: PageWriter, type_: PartnerType, on_path: set[str]) -> Iterator[Elsewhere]:
    for stage in writer.handbook.stages:
        count = sum(type_.id in item.partner_types for item in stage.checklist)
        if count and stage.id not in on_path:
            path = find_page_path("stage", stage.id)
            yield Elsewhere(writer.place(stage.title, path, "checklist", f"type={type_.id}"), count)

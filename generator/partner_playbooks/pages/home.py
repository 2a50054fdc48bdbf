"""Home: the lifecycle map, what do you want to do, and what is stuck."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from partner_playbooks.pages.parts import addresses
from partner_playbooks.pages.parts.addresses import anchor_of, page_path
from partner_playbooks.pages.parts.book import Head
from partner_playbooks.pages.parts.letters import letters_of
from partner_playbooks.pages.parts.loops import LoopView, loops

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from partner_playbooks.model.stage import Stage
    from partner_playbooks.pages.artifact import Page
    from partner_playbooks.pages.parts.book import Book, Sheet
    from partner_playbooks.pages.parts.links import Link
    from partner_playbooks.pages.parts.markdown import Markdown


@dataclass(frozen=True, slots=True)
class MapStage:
    """A stage on the lifecycle map."""

    number: int
    link: Link
    subtitle: str


@dataclass(frozen=True, slots=True)
class MapPhase:
    """A phase on the lifecycle map."""

    title: str
    hue: int
    description: Markdown
    stages: tuple[MapStage, ...]


@dataclass(frozen=True, slots=True)
class LifecycleMap:
    """The primary lifecycle at a glance."""

    title: str
    summary: Markdown
    phases: tuple[MapPhase, ...]
    loops: tuple[LoopView, ...]


@dataclass(frozen=True, slots=True)
class Intent:
    """Something a reader may want to do."""

    link: Link
    text: str


@dataclass(frozen=True, slots=True)
class Sign:
    """How somebody in trouble would say it."""

    link: Link
    stage: str


@dataclass(frozen=True, slots=True)
class Stuck:
    """The signs of a phase."""

    anchor: str
    title: str | None
    """None where there are no phases to tell apart."""
    signs: tuple[Sign, ...]


@dataclass(frozen=True, slots=True)
class Context:
    """What the template shows."""

    programme: str
    vendor: str
    map: LifecycleMap | None
    other_stages: tuple[Link, ...]
    intents: tuple[Intent, ...]
    stuck: tuple[Stuck, ...]


def pages(book: Book) -> Iterator[Page]:
    """Yield the home page."""
    sheet = book.sheet(addresses.HOME)
    programme = book.handbook.programme
    context = Context(
        programme=programme.name,
        vendor=programme.vendor,
        map=_map(sheet),
        other_stages=tuple(sheet.entity("stage", stage.id) for stage in book.order.unplaced),
        intents=tuple(_intents(sheet)),
        stuck=tuple(_stuck(sheet)),
    )
    yield book.page(Head(addresses.HOME, sheet.say("home.nav")), "home.md.jinja", context)


def _map(sheet: Sheet) -> LifecycleMap | None:
    lifecycle, order = sheet.handbook.lifecycle, sheet.book.order
    if lifecycle is None or not order.phases:
        return None
    phases = tuple(
        MapPhase(
            part.phase.title,
            part.hue,
            sheet.rich(part.phase.description),
            tuple(_map_stage(sheet, stage) for stage in part.stages),
        )
        for part in order.phases
    )
    return LifecycleMap(lifecycle.title, sheet.rich(lifecycle.summary), phases, tuple(loops(sheet, lifecycle)))


def _map_stage(sheet: Sheet, stage: Stage) -> MapStage:
    number = sheet.book.order.positions[stage.id].number
    return MapStage(number, sheet.entity("stage", stage.id), stage.subtitle)


def _intents(sheet: Sheet) -> Iterator[Intent]:
    handbook = sheet.handbook
    for plan in handbook.plans:
        yield Intent(sheet.entity("plan", plan.id), plan.use_when)
    places = (
        (addresses.ROLES, "home.find-role", handbook.roles),
        (addresses.METRICS, "home.look-up-metric", handbook.metrics),
        (addresses.PARTNER_TYPES, "home.compare-partner-types", handbook.partner_types),
        (addresses.MATRIX, "home.see-matrix", any(map(letters_of, handbook.stages))),
        (addresses.GLOSSARY, "home.look-up-term", handbook.ids("term")),
        (addresses.HOW_TO_USE, "home.use-handbook", handbook.lifecycles),
    )
    for path, key, shown in places:
        if shown:
            yield Intent(sheet.place(sheet.say(f"{key}.title"), path), sheet.say(f"{key}.text"))


def _stuck(sheet: Sheet) -> Iterator[Stuck]:
    order = sheet.book.order
    for part in order.phases:
        signs = tuple(_signs(sheet, part.stages))
        if signs:
            yield Stuck(f"stuck-{part.phase.id}", part.phase.title, signs)
    signs = tuple(_signs(sheet, order.unplaced))
    if signs:
        yield Stuck("stuck_elsewhere", sheet.say("home.elsewhere") if order.phases else None, signs)


def _signs(sheet: Sheet, stages: Iterable[Stage]) -> Iterator[Sign]:
    for stage in stages:
        for pitfall in stage.pitfalls:
            yield Sign(sheet.place(pitfall.sign, page_path("stage", stage.id), anchor_of(pitfall.id)), stage.title)

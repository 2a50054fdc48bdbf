"""Home: the lifecycle map, what do you want to do, and what is stuck."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from partner_playbooks.pages.our_partners import say_finding
from partner_playbooks.pages.parts import addresses
from partner_playbooks.pages.parts.letters import find_letters
from partner_playbooks.pages.parts.lifecycles import LoopView, show_loops
from partner_playbooks.pages.parts.related import link_symptom
from partner_playbooks.pages.parts.stuck import group_by_phase
from partner_playbooks.pages.parts.tracked_rows import AsOf, StuckRow, say_as_of, show_stuck
from partner_playbooks.pages.parts.writers import PageHead

if TYPE_CHECKING:
    from collections.abc import Iterator

    from partner_playbooks.handbook.model.bottleneck import Bottleneck
    from partner_playbooks.handbook.model.stage import Stage
    from partner_playbooks.pages.artifact import Page
    from partner_playbooks.pages.parts.links import Link
    from partner_playbooks.pages.parts.writers import EditionWriter, PageWriter
    from partner_playbooks.wording.markdown import Markdown


_FEW = 5
"""Partners that are stuck, on the home page."""


@dataclass(frozen=True, slots=True)
class MapStage:
    """A stage on the lifecycle map."""

    number: int
    link: Link
    subtitle: str
    partners: str
    """How many partners are in it, where records say it."""


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
class Symptom:
    """How somebody in trouble would say it."""

    link: Link
    stages: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Trouble:
    """The symptoms of a phase."""

    anchor: str
    title: str | None
    """None where there are no phases to tell apart."""
    symptoms: tuple[Symptom, ...]


@dataclass(frozen=True, slots=True)
class Front:
    """What weighs most among partners."""

    as_of: AsOf
    finding: str
    stuck: tuple[StuckRow, ...]
    places: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Context:
    """What the template shows."""

    programme: str
    vendor: str
    map: LifecycleMap | None
    front: Front | None
    """What records say of partners; None without records."""
    empty: bool
    """Nothing is in this edition yet."""
    other_stages: tuple[Link, ...]
    intents: tuple[Intent, ...]
    stuck: tuple[Trouble, ...]
    all_stuck: Link


def pages(edition: EditionWriter) -> Iterator[Page]:
    """Yield the home page."""
    writer = edition.writer(addresses.HOME)
    programme = edition.handbook.programme
    context = Context(
        programme=programme.name,
        vendor=programme.vendor,
        map=_map(writer),
        front=_front(writer),
        empty=not any(edition.handbook.entities.values()),
        other_stages=tuple(writer.entity("stage", stage.id) for stage in edition.unplaced),
        intents=tuple(_intents(writer)),
        stuck=tuple(_stuck(writer)),
        all_stuck=writer.place(writer.say("home.all-stuck"), addresses.BOTTLENECKS),
    )
    yield edition.page(PageHead(addresses.HOME, writer.say("home.nav")), "home.md.jinja", context)


def _map(writer: PageWriter) -> LifecycleMap | None:
    lifecycle, order = writer.handbook.lifecycle, writer.edition.order
    if lifecycle is None or not order.phases:
        return None
    phases = tuple(
        MapPhase(
            part.phase.title,
            part.hue,
            writer.rich(part.phase.description),
            tuple(_map_stage(writer, stage) for stage in part.stages),
        )
        for part in order.phases
    )
    return LifecycleMap(lifecycle.title, writer.rich(lifecycle.summary), phases, tuple(show_loops(writer, lifecycle)))


def _map_stage(writer: PageWriter, stage: Stage) -> MapStage:
    number = writer.edition.order.positions[stage.id].number
    return MapStage(number, writer.entity("stage", stage.id), stage.subtitle, _count_partners(writer, stage.id))


def _count_partners(writer: PageWriter, id_: str) -> str:
    """Say how many partners are in a stage, and how many of them are stuck."""
    tracked = writer.edition.tracked
    found = None if tracked is None else next((each for each in tracked.stages if each.stage == id_), None)
    if found is None or not found.partners:
        return ""
    count = writer.say("tracked.on-map", count=found.partners)
    return writer.say("tracked.on-map-stuck", said=count, stuck=found.stuck) if found.stuck else count


def _front(writer: PageWriter) -> Front | None:
    """Say what weighs most among partners, where records say it."""
    tracked = writer.edition.tracked
    if tracked is None:
        return None
    places = (
        ("tracked.stuck", "stuck-partners"),
        ("tracked.moved", "moved"),
        ("tracked.due.title", "due"),
        ("tracked.plan", "plan"),
        ("tracked.targets", "targets"),
    )
    links = tuple(writer.place(writer.say(key), addresses.OUR_PARTNERS, anchor) for key, anchor in places)
    stuck = tuple(show_stuck(writer, each) for each in tracked.partners if each.is_stuck)[:_FEW]
    return Front(
        say_as_of(writer, tracked),
        say_finding(writer, tracked),
        stuck,
        (*links, writer.place(writer.say("tracked.questions.title"), addresses.PARTNER_QUESTIONS)),
    )


def _intents(writer: PageWriter) -> Iterator[Intent]:
    handbook = writer.handbook
    places = (
        (addresses.OUR_PARTNERS, "home.our-partners", writer.edition.records),
        (addresses.PLANS, "home.choose-plan", handbook.plans),
        (addresses.MY_PLANS, "home.my-plans", writer.edition.files and handbook.plans),
        (addresses.DOWNLOADS, "home.download", writer.edition.files),
        (addresses.ASSESS, "home.assess", any(stage.questions for stage in handbook.stages)),
        (addresses.ROLES, "home.find-role", handbook.roles),
        (addresses.METRICS, "home.look-up-metric", handbook.metrics),
        (addresses.PARTNER_TYPES, "home.compare-partner-types", handbook.partner_types),
        (addresses.DOCUMENTS, "home.find-document", handbook.documents),
        (addresses.MATRIX, "home.see-matrix", any(map(find_letters, handbook.stages))),
        (addresses.GLOSSARY, "home.look-up-term", handbook.ids("term")),
        (addresses.HOW_TO_USE, "home.use-handbook", handbook.lifecycles),
    )
    for path, key, shown in places:
        if shown:
            yield Intent(writer.place(writer.say(f"{key}.title"), path), writer.say(f"{key}.text"))


def _stuck(writer: PageWriter) -> Iterator[Trouble]:
    for part in group_by_phase(writer.edition):
        elsewhere = writer.say("home.elsewhere") if writer.edition.order.phases else None
        symptoms = tuple(_symptom(writer, bottleneck) for bottleneck in part.bottlenecks)
        yield Trouble(part.anchor, part.title or elsewhere, symptoms)


def _symptom(writer: PageWriter, bottleneck: Bottleneck) -> Symptom:
    return Symptom(
        link_symptom(writer, bottleneck),
        tuple(writer.handbook.entities["stage"][id_].title for id_ in bottleneck.stages),
    )

"""Home of those who run the programme: where partners are, the lifecycle map, what to do, and what is stuck."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from partner_playbooks.handbook.model.base import Audience
from partner_playbooks.pages.our_partners import say_finding
from partner_playbooks.pages.parts import addresses
from partner_playbooks.pages.parts.letters import find_letters
from partner_playbooks.pages.parts.lifecycle_map import LifecycleMap, show_lifecycle_map
from partner_playbooks.pages.parts.symptoms import Trouble, list_troubles
from partner_playbooks.pages.parts.tracked_rows import AsOf, StuckRow, say_as_of, show_stuck
from partner_playbooks.pages.parts.writers import PageHead

if TYPE_CHECKING:
    from collections.abc import Iterator

    from partner_playbooks.pages.artifact import Page
    from partner_playbooks.pages.parts.links import Link
    from partner_playbooks.pages.parts.writers import EditionWriter, PageWriter

_FEW = 5
"""Partners that are stuck, on the home page."""


@dataclass(frozen=True, slots=True)
class Intents:
    """What a reader may want to do, of one kind."""

    anchor: str
    title: str
    links: tuple[Intent, ...]


@dataclass(frozen=True, slots=True)
class Intent:
    """Something a reader may want to do."""

    link: Link
    text: str


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
    map: LifecycleMap | None
    front: Front | None
    """What records say of partners; None without records."""
    empty: bool
    """Nothing is in this edition yet."""
    other_stages: tuple[Link, ...]
    intents: tuple[Intents, ...]
    stuck: tuple[Trouble, ...]
    all_stuck: Link


def pages(edition: EditionWriter) -> Iterator[Page]:
    """Yield the home page of the internal edition."""
    if edition.handbook.edition is not Audience.INTERNAL:
        return
    writer = edition.writer(addresses.HOME)
    context = Context(
        programme=edition.handbook.programme.name,
        map=show_lifecycle_map(writer),
        front=_front(writer),
        empty=not any(edition.handbook.entities.values()),
        other_stages=tuple(writer.entity("stage", stage.id) for stage in edition.unplaced),
        intents=tuple(_intents(writer)),
        stuck=tuple(list_troubles(writer)),
        all_stuck=writer.place(writer.say("home.all-stuck"), addresses.BOTTLENECKS),
    )
    yield edition.page(PageHead(addresses.HOME, writer.say("home.nav")), "home.md.jinja", context)


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


def _intents(writer: PageWriter) -> Iterator[Intents]:
    """Yield the groups in which anything is shown."""
    handbook = writer.handbook
    groups = {
        "with-partners": (
            (addresses.OUR_PARTNERS, "our-partners", writer.edition.records),
            (addresses.MY_PLANS, "my-plans", writer.edition.makes_plans),
            (addresses.PLANS, "choose-plan", handbook.plans),
            (addresses.DOWNLOADS, "download", writer.edition.files),
        ),
        "your-part": (
            (addresses.ROLES, "find-role", handbook.roles),
            (addresses.MATRIX, "see-matrix", any(map(find_letters, handbook.stages))),
            (addresses.DOCUMENTS, "find-document", handbook.documents),
            (addresses.GLOSSARY, "look-up-term", handbook.ids("term")),
        ),
        "programme": (
            (addresses.METRICS, "look-up-metric", handbook.metrics),
            (addresses.PARTNER_TYPES, "compare-partner-types", handbook.partner_types),
            (addresses.ASSESS, "assess", any(stage.questions for stage in handbook.stages)),
            (addresses.HOW_TO_USE, "use-handbook", handbook.lifecycles),
        ),
    }
    for group, places in groups.items():
        links = tuple(
            Intent(writer.place(writer.say(f"home.{key}.title"), path), writer.say(f"home.{key}.text"))
            for path, key, shown in places
            if shown
        )
        if links:
            yield Intents(f"intents_{group}", writer.say(f"home.groups.{group}"), links)

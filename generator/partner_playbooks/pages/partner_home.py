"""Home of partners: what to do now, their path, plan, contact and files, and where to find help."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from partner_playbooks.handbook.model.base import Audience
from partner_playbooks.pages.parts import addresses
from partner_playbooks.pages.parts.contacts import ContactView, show_contacts
from partner_playbooks.pages.parts.letters import find_letters
from partner_playbooks.pages.parts.lifecycle_map import LifecycleMap, show_lifecycle_map
from partner_playbooks.pages.parts.links import Link
from partner_playbooks.pages.parts.path import find_first_plan
from partner_playbooks.pages.parts.symptoms import Trouble, list_troubles
from partner_playbooks.pages.parts.writers import PageHead

if TYPE_CHECKING:
    from collections.abc import Iterator

    from partner_playbooks.pages.artifact import Page
    from partner_playbooks.pages.parts.writers import EditionWriter, PageWriter


@dataclass(frozen=True, slots=True)
class Context:
    """What the template shows."""

    programme: str
    empty: bool
    """Nothing is in this edition yet."""
    make: Link | None
    """Where a partner makes its first plan."""
    types: tuple[Link, ...]
    contacts: tuple[ContactView, ...]
    plans: tuple[Link, ...]
    files: tuple[Link, ...]
    stuck: tuple[Trouble, ...]
    all_stuck: Link
    map: LifecycleMap | None
    other_stages: tuple[Link, ...]
    more: tuple[Link, ...]


def pages(edition: EditionWriter) -> Iterator[Page]:
    """Yield the home page of the partner edition."""
    if edition.handbook.edition is not Audience.PARTNER:
        return
    writer, handbook = edition.writer(addresses.HOME), edition.handbook
    context = Context(
        programme=handbook.programme.name,
        empty=not any(handbook.entities.values()),
        make=_make(writer),
        types=tuple(writer.entity("partner-type", each.id) for each in handbook.partner_types),
        contacts=show_contacts(writer, handbook.programme.contacts),
        plans=tuple(_plans(writer)),
        files=tuple(_files(writer)),
        stuck=tuple(list_troubles(writer)),
        all_stuck=writer.place(writer.say("home.all-stuck"), addresses.BOTTLENECKS),
        map=show_lifecycle_map(writer),
        other_stages=tuple(writer.entity("stage", stage.id) for stage in edition.unplaced),
        more=tuple(_more(writer)),
    )
    yield edition.page(PageHead(addresses.HOME, writer.say("home.nav")), "partner_home.md.jinja", context)


def _make(writer: PageWriter) -> Link | None:
    plan = find_first_plan(writer.handbook)
    if plan is None:
        return None
    label = writer.say("start.make")
    if not writer.edition.files:
        return Link(label, writer.href("plan", plan.id))
    return writer.place(label, addresses.MY_PLANS, addresses.make_plan_anchor(plan.id))


def _plans(writer: PageWriter) -> Iterator[Link]:
    if writer.handbook.plans:
        if writer.edition.files:
            yield writer.place(writer.say("start.plans"), addresses.MY_PLANS)
        yield writer.place(writer.say("start.other-plans"), addresses.PLANS)


def _files(writer: PageWriter) -> Iterator[Link]:
    if writer.edition.files:
        yield writer.place(writer.say("start.files"), addresses.DOWNLOADS)
    if writer.handbook.documents:
        yield writer.place(writer.say("start.documents"), addresses.DOCUMENTS)


def _more(writer: PageWriter) -> Iterator[Link]:
    handbook = writer.handbook
    places = (
        (addresses.ROLES, "role.nav", handbook.roles),
        (addresses.MATRIX, "matrix.title", any(map(find_letters, handbook.stages))),
        (addresses.METRICS, "metric.nav", handbook.metrics),
        (addresses.TIERS, "tier.nav", handbook.tiers),
        (addresses.ASSESS, "assess.title", any(stage.questions for stage in handbook.stages)),
        (addresses.GLOSSARY, "glossary.title", handbook.ids("term")),
    )
    for path, key, shown in places:
        if shown:
            yield writer.place(writer.say(key), path)

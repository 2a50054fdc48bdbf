"""Links from a page to what belongs with it: its files, its booklet, and the troubles that it helps with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from partner_playbooks.handbook.model.automation import Automation
from partner_playbooks.handbook.model.bottleneck import Bottleneck
from partner_playbooks.handbook.model.document import Document
from partner_playbooks.handbook.model.metric import Metric
from partner_playbooks.handbook.model.stage import Stage
from partner_playbooks.handbook.places import find_place
from partner_playbooks.pages.parts.download import FOLDER, FORMATS

from .addresses import DOWNLOADS, find_booklet_path, find_page_path

if TYPE_CHECKING:
    from collections.abc import Iterator

    from partner_playbooks.handbook.model.partner_type import PartnerType
    from partner_playbooks.handbook.model.role import Role
    from partner_playbooks.handbook.places import Place
    from partner_playbooks.pages.parts.writers import EditionWriter, PageWriter

    from .links import Link


def link_files(writer: PageWriter, kind: str, id_: str, partner_type: str | None = None) -> tuple[Link, ...]:
    """Link to the files that show something, made for a partner type or for any."""
    found = writer.edition.files_of.get((kind, id_, partner_type), {})
    return tuple(
        writer.place(writer.say(f"download.format.{each}"), f"{FOLDER}/{found[each].path}")
        for each in FORMATS
        if each in found
    )


def link_files_by_type(writer: PageWriter, plan: str) -> tuple[Link, ...]:
    """Link to the download centre, where a plan is another one for some partner types."""
    special = any(file.partner_type for file in writer.edition.files if (file.kind, file.id) == ("plan", plan))
    return (writer.place(writer.say("download.by-type"), DOWNLOADS),) if special else ()


def link_files_of_type(writer: PageWriter, type_: PartnerType) -> tuple[Link, ...]:
    """Link to the plans of a partner type in the download centre, where some plan is another one for it."""
    if all(file.partner_type != type_.id for file in writer.edition.files):
        return ()
    return (writer.place(writer.say("partner-type.files"), DOWNLOADS, make_type_anchor(type_.id)),)


def make_type_anchor(id_: str) -> str:
    """Give the anchor of a partner type in the download centre."""
    return f"for-{id_}"


_OF_STAGES = (
    find_place(Automation, lambda automation: automation.stages),
    find_place(Bottleneck, lambda bottleneck: bottleneck.stages),
)
"""Kinds whose pages stand in a stage's booklet besides those that it names, and the field that names the stage."""
_OF_ROLES = (
    find_place(Stage, lambda stage: stage.owner),
    find_place(Document, lambda document: document.filled_by),
    find_place(Metric, lambda metric: metric.owner),
    find_place(Automation, lambda automation: automation.owner),
)
"""Kinds whose pages stand in a role's booklet, and the field that names the role."""


def list_companion_paths(edition: EditionWriter, holder: Stage | Role) -> tuple[str, ...]:
    """Give the pages of a booklet, that of its holder first."""
    return tuple(dict.fromkeys(find_page_path(kind, id_) for kind, id_ in _entities(edition, holder)))


def link_to_booklet(writer: PageWriter, holder: Stage | Role) -> Link | None:
    """Link to the booklet of a stage or role; None where its own page is all there is to print."""
    own, *others = list_companion_paths(writer.edition, holder)
    return writer.place(writer.say("booklet.link"), find_booklet_path(own)) if others else None


def _entities(edition: EditionWriter, holder: Stage | Role) -> Iterator[tuple[str, str]]:
    return _of_stage(edition, holder) if isinstance(holder, Stage) else _of_role(edition, holder)


def _of_stage(edition: EditionWriter, stage: Stage) -> Iterator[tuple[str, str]]:
    yield "stage", stage.id
    yield from (("document", id_) for id_ in stage.documents)
    yield from (("metric", id_) for id_ in stage.metrics)
    for place in _OF_STAGES:
        yield from ((place.kind, each.id) for each, _ in edition.uses.at(place, stage.id))


def _of_role(edition: EditionWriter, role: Role) -> Iterator[tuple[str, str]]:
    yield "role", role.id
    for place in _OF_ROLES:
        yield from ((place.kind, each.id) for each, _ in edition.uses.at(place, role.id))


def link_symptom(writer: PageWriter, bottleneck: Bottleneck) -> Link:
    """Link to a bottleneck by the words of those who meet it."""
    return writer.place(bottleneck.symptom, find_page_path("bottleneck", bottleneck.id))


def link_symptoms(writer: PageWriter, place: Place[Bottleneck, Bottleneck], id_: str) -> tuple[Link, ...]:
    """Link to the bottlenecks that name something at a place of theirs."""
    return tuple(link_symptom(writer, bottleneck) for bottleneck, _ in writer.edition.uses.at(place, id_))

"""What belongs on paper with a stage or a role: the entities whose pages its booklet holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from partner_playbooks.handbook.model.automation import Automation
from partner_playbooks.handbook.model.bottleneck import Bottleneck
from partner_playbooks.handbook.model.document import Document
from partner_playbooks.handbook.model.metric import Metric
from partner_playbooks.handbook.model.stage import Stage
from partner_playbooks.handbook.places import find_place

from .addresses import find_booklet_path, find_page_path

if TYPE_CHECKING:
    from collections.abc import Iterator

    from partner_playbooks.handbook.model.role import Role
    from partner_playbooks.pages.parts.writers import EditionWriter, PageWriter

    from .links import Link


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

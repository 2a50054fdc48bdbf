"""What is stuck, phase by phase, in the words of those whom it troubles."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from .related import link_symptom
from .stuck import group_by_phase

if TYPE_CHECKING:
    from collections.abc import Iterator

    from partner_playbooks.handbook.model.bottleneck import Bottleneck

    from .links import Link
    from .writers import PageWriter


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


def list_troubles(writer: PageWriter) -> Iterator[Trouble]:
    """Yield the symptoms of each phase, and at the end those of none."""
    for part in group_by_phase(writer.edition):
        elsewhere = writer.say("home.elsewhere") if writer.edition.order.phases else None
        symptoms = tuple(_symptom(writer, bottleneck) for bottleneck in part.bottlenecks)
        yield Trouble(part.anchor, part.title or elsewhere, symptoms)


def _symptom(writer: PageWriter, bottleneck: Bottleneck) -> Symptom:
    return Symptom(
        link_symptom(writer, bottleneck),
        tuple(writer.handbook.entities["stage"][id_].title for id_ in bottleneck.stages),
    )

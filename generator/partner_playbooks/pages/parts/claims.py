"""Practices and pitfalls: what is claimed, with its origin, and where it stands on the stage page."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from .addresses import make_anchor
from .links import Link, write_link

if TYPE_CHECKING:
    from collections.abc import Iterator

    from partner_playbooks.handbook.model.reference import Source
    from partner_playbooks.handbook.model.stage import Claim, Practice, Stage
    from partner_playbooks.pages.parts.writers import PageWriter
    from partner_playbooks.wording.markdown import Markdown

_NO_SLUG = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True, slots=True)
class PracticeView:
    """A way of working that has proved itself."""

    anchor: str
    title: str
    text: Markdown
    origin: Markdown | None


@dataclass(frozen=True, slots=True)
class PitfallView:
    """What goes wrong, how it shows, and what to do about it."""

    anchor: str
    title: str
    sign: str
    remedy: Markdown
    metric: Link | None
    origin: Markdown | None


def show_practices(writer: PageWriter, stage: Stage) -> tuple[PracticeView, ...]:
    """Give a stage's practices as its page shows them."""
    return tuple(
        PracticeView(anchor, practice.title, writer.rich(practice.text), _origin(writer, practice))
        for anchor, practice in list_practice_anchors(stage)
    )


def show_pitfalls(writer: PageWriter, stage: Stage) -> tuple[PitfallView, ...]:
    """Give a stage's pitfalls as its page shows them."""
    return tuple(
        PitfallView(
            make_anchor(pitfall.id),
            pitfall.title,
            pitfall.sign,
            writer.rich(pitfall.remedy),
            None if pitfall.metric is None else writer.entity("metric", pitfall.metric),
            _origin(writer, pitfall),
        )
        for pitfall in stage.pitfalls
    )


def list_practice_anchors(stage: Stage) -> Iterator[tuple[str, Practice]]:
    """Yield practices with their anchors: made from the title, for a practice has no id of its own.

    The underscore keeps them apart from every id. Of two that would be alike, the second gets a number.
    """
    seen: dict[str, int] = {}
    for practice in stage.practices:
        anchor = f"practice_{_NO_SLUG.sub('-', practice.title.lower()).strip('-')}"
        seen[anchor] = seen.get(anchor, 0) + 1
        yield (anchor if seen[anchor] == 1 else f"{anchor}_{seen[anchor]}"), practice


def label_source(source: Source) -> str:
    """Name a source in running text: title, publisher and year."""
    parts = (source.title, source.publisher, source.year)
    return ", ".join(str(part) for part in parts if part is not None)


def link_source(writer: PageWriter, id_: str) -> Link:
    """Link to a source by title, publisher and year."""
    return Link(label_source(cast("Source", writer.handbook.entities["source"][id_])), writer.href("source", id_))


def _origin(writer: PageWriter, claim: Claim) -> Markdown | None:
    """Say where a claim comes from; its figures are reported by the source, never asserted."""
    say = writer.edition.messages.markdown
    if claim.source is None:
        return say("claim.unsourced") if claim.no_origin and not writer.is_for_partners else None
    link = write_link(link_source(writer, claim.source))
    return say("claim.reported-unsourced" if claim.no_origin else "claim.reported", source=link)

"""Reported figures: what sources state, who states it, and where it was read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from partner_playbooks.pages.parts import addresses
from partner_playbooks.pages.parts.claims import link_source
from partner_playbooks.pages.parts.writers import PageHead

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from partner_playbooks.handbook.model.statistic import Statistic
    from partner_playbooks.pages.artifact import Page
    from partner_playbooks.pages.parts.links import Link
    from partner_playbooks.pages.parts.writers import EditionWriter, PageWriter
    from partner_playbooks.wording.markdown import Markdown


@dataclass(frozen=True, slots=True)
class Entry:
    """A reported figure or claim."""

    anchor: str
    aliases: tuple[str, ...]
    title: str
    text: Markdown
    source: Link | None
    stated_by: Link | None
    """The source, where it gives no origin."""
    read_in: Link | None
    use: Markdown
    stages: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Context:
    """What the template shows."""

    entries: tuple[Entry, ...]


def pages(edition: EditionWriter) -> Iterator[Page]:
    """Yield the reported figures, unless there are none."""
    statistics = cast("Mapping[str, Statistic]", edition.handbook.entities.get("statistic", {})).values()
    if not statistics:
        return
    writer = edition.writer(addresses.STATISTICS)
    ordered = sorted(statistics, key=lambda each: (each.no_origin, each.title.casefold(), each.id))
    head = PageHead(addresses.STATISTICS, writer.say("statistic.all"), (writer.say("reference.nav"),))
    yield edition.page(head, "statistics.md.jinja", Context(tuple(_entry(writer, each) for each in ordered)))


def _entry(writer: PageWriter, statistic: Statistic) -> Entry:
    source = None if statistic.source is None else link_source(writer, statistic.source)
    return Entry(
        anchor=statistic.id,
        aliases=statistic.aliases,
        title=statistic.title,
        text=writer.rich(statistic.text),
        source=None if statistic.no_origin else source,
        stated_by=source if statistic.no_origin else None,
        read_in=None if statistic.read_in is None else link_source(writer, statistic.read_in),
        use=writer.rich(statistic.use),
        stages=writer.entities("stage", statistic.stages),
    )

"""The sources, and where the handbook uses each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from partner_playbooks.handbook.model.stage import ChecklistItem, Pitfall, Practice, Stage
from partner_playbooks.pages.parts import addresses
from partner_playbooks.pages.parts.addresses import find_page_path, make_anchor
from partner_playbooks.pages.parts.claims import list_practice_anchors
from partner_playbooks.pages.parts.writers import PageHead

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from partner_playbooks.handbook.model.reference import Source
    from partner_playbooks.pages.artifact import Page
    from partner_playbooks.pages.parts.links import Link
    from partner_playbooks.pages.parts.uses import Use
    from partner_playbooks.pages.parts.writers import EditionWriter, PageWriter
    from partner_playbooks.wording.markdown import Markdown


@dataclass(frozen=True, slots=True)
class Entry:
    """A source."""

    anchor: str
    aliases: tuple[str, ...]
    title: str
    publisher: str
    year: str | None
    """In digits; it is a name, not a number."""
    web: Markdown | None
    note: Markdown | None
    uses: tuple[Link, ...]
    rows: tuple[tuple[str, str, Markdown], ...]
    """What it says, row by row: name, words, and where the handbook deals with it."""


@dataclass(frozen=True, slots=True)
class Context:
    """What the template shows."""

    sources: tuple[Entry, ...]
    reported: Link | None
    """The page of reported figures, if there is one."""


def pages(edition: EditionWriter) -> Iterator[Page]:
    """Yield the sources, unless there are none."""
    sources = cast("Mapping[str, Source]", edition.handbook.entities.get("source", {})).values()
    if not sources:
        return
    writer = edition.writer(addresses.SOURCES)
    ordered = sorted(sources, key=lambda source: (source.title.casefold(), source.id))
    head = PageHead(addresses.SOURCES, writer.say("sources.title"), (writer.say("reference.nav"),))
    reported = edition.handbook.ids("statistic")
    link = writer.place(writer.say("statistic.all"), addresses.STATISTICS) if reported else None

    def show() -> Context:
        return Context(tuple(_entry(writer, source) for source in ordered), link)

    yield edition.page(head, "sources.md.jinja", show)


def _entry(writer: PageWriter, source: Source) -> Entry:
    links = (_place(writer, use) for use in writer.edition.uses.all("source", source.id))
    return Entry(
        anchor=source.id,
        aliases=source.aliases,
        title=source.title,
        publisher=source.publisher,
        year=None if source.year is None else str(source.year),
        web=None if source.url is None else writer.web(source.url, source.url),
        note=writer.maybe(source.note),
        uses=tuple(dict.fromkeys(links)),
        rows=tuple((row.row, row.says, writer.rich(row.places)) for row in source.rows),
    )


def _place(writer: PageWriter, use: Use) -> Link:
    """Link to the practice, pitfall or checklist item that names a source, or to the page of the entity."""
    if not isinstance(use.entity, Stage):
        return writer.entity(use.kind, use.entity.id)
    match use.record:
        case Practice(title=title):
            anchor = next(anchor for anchor, practice in list_practice_anchors(use.entity) if practice is use.record)
        case Pitfall(title=title, id=id_):
            anchor = make_anchor(id_)
        case ChecklistItem(title=title, id=anchor):
            pass
        case _:
            return writer.entity("stage", use.entity.id)
    label = writer.within(use.entity.title, title)
    return writer.place(label, find_page_path("stage", use.entity.id), anchor)

"""The download centre: every file; one table is open, that of the reader's partner type, and all else is folded."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from partner_playbooks.handbook.model.document import DocumentKind
from partner_playbooks.pages.parts import addresses
from partner_playbooks.pages.parts.related import link_files, make_type_anchor
from partner_playbooks.pages.parts.writers import PageHead

if TYPE_CHECKING:
    from collections.abc import Iterator

    from partner_playbooks.pages.artifact import Page
    from partner_playbooks.pages.parts.links import Link
    from partner_playbooks.pages.parts.writers import EditionWriter, PageWriter


@dataclass(frozen=True, slots=True)
class Row:
    """Something with its files."""

    link: Link
    files: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class ForType:
    """All plans, as they are for a partner type."""

    anchor: str
    title: str
    plans: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Folded:
    """Rows that are folded, with their number."""

    rows: tuple[Row, ...]

    @property
    def count(self) -> int:
        """Count them."""
        return len(self.rows)


@dataclass(frozen=True, slots=True)
class Context:
    """What the template shows."""

    for_types: tuple[ForType, ...]
    plans: tuple[Row, ...]
    stages: Folded
    documents: tuple[tuple[DocumentKind, Folded], ...]
    """By kind."""


def pages(edition: EditionWriter) -> Iterator[Page]:
    """Yield the download centre, where there is something to download."""
    if not edition.files:
        return
    writer = edition.writer(addresses.DOWNLOADS)
    head = PageHead(addresses.DOWNLOADS, writer.say("download.title"), (writer.say("plan.nav"),))

    def show() -> Context:
        return Context(
            for_types=tuple(_for_types(writer)),
            plans=tuple(_rows(writer, "plan")),
            stages=Folded(tuple(_rows(writer, "stage"))),
            documents=tuple(_documents(writer)),
        )

    yield edition.page(head, "downloads.md.jinja", show)


def _for_types(writer: PageWriter) -> Iterator[ForType]:
    """Yield the partner types that some plan differs for; a plan that does not is the same for any."""
    special = {file.partner_type for file in writer.edition.files}
    for type_ in writer.handbook.partner_types:
        if type_.id in special:
            yield ForType(make_type_anchor(type_.id), type_.title, tuple(_rows(writer, "plan", type_.id)))


def _documents(writer: PageWriter) -> Iterator[tuple[DocumentKind, Folded]]:
    for kind in DocumentKind:
        of_kind = [each.id for each in writer.handbook.documents if each.kind is kind]
        rows = (Row(writer.entity("document", id_), link_files(writer, "document", id_)) for id_ in of_kind)
        if of_kind:
            yield kind, Folded(tuple(rows))


def _rows(writer: PageWriter, kind: str, partner_type: str | None = None) -> Iterator[Row]:
    for id_ in writer.handbook.entities.get(kind, {}):
        files = link_files(writer, kind, id_, partner_type) or link_files(writer, kind, id_)
        if files:
            yield Row(writer.entity(kind, id_), files)

"""All documents: by stage, by role and by kind."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from partner_playbooks.handbook.model.document import Document, DocumentKind
from partner_playbooks.pages.parts import addresses
from partner_playbooks.pages.parts.book import Head

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from partner_playbooks.pages.artifact import Page
    from partner_playbooks.pages.parts.book import Book, Sheet
    from partner_playbooks.pages.parts.links import Chip, Link
    from partner_playbooks.wording.markdown import Markdown


@dataclass(frozen=True, slots=True)
class Row:
    """A document in the list of its stage."""

    link: Link
    purpose: Markdown
    filled_by: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class StageDocuments:
    """The documents of a stage, or those of none."""

    anchor: str
    title: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Context:
    """What the template shows."""

    stages: tuple[StageDocuments, ...]
    roles: tuple[tuple[Chip, tuple[Link, ...]], ...]
    kinds: tuple[tuple[DocumentKind, tuple[Link, ...]], ...]


def pages(book: Book) -> Iterator[Page]:
    """Yield the index, unless there are no documents."""
    if not book.handbook.documents:
        return
    sheet = book.sheet(addresses.DOCUMENTS)
    context = Context(tuple(_by_stage(sheet)), tuple(_by_role(sheet)), tuple(_by_kind(sheet)))
    head = Head(addresses.DOCUMENTS, sheet.say("document.all"), (sheet.say("document.nav"),))
    yield book.page(head, "document_index.md.jinja", context)


def _by_stage(sheet: Sheet) -> Iterator[StageDocuments]:
    handbook = sheet.handbook
    for stage in handbook.stages:
        if stage.documents:
            yield StageDocuments(f"stage_{stage.id}", stage.title, _rows(sheet, stage.documents))
    listed = {id_ for stage in handbook.stages for id_ in stage.documents}
    others = [document.id for document in handbook.documents if document.id not in listed]
    if others:
        yield StageDocuments("elsewhere", sheet.say("home.elsewhere"), _rows(sheet, others))


def _rows(sheet: Sheet, ids: Iterable[str]) -> tuple[Row, ...]:
    return tuple(
        Row(sheet.entity("document", each.id), sheet.rich(each.purpose), sheet.roles(each.filled_by))
        for each in sheet.handbook.chosen("document", Document, ids)
    )


def _by_role(sheet: Sheet) -> Iterator[tuple[Chip, tuple[Link, ...]]]:
    for role in sheet.handbook.roles:
        found = [document.id for document in sheet.handbook.documents if role.id in document.filled_by]
        if found:
            yield sheet.role(role.id), sheet.entities("document", found)


def _by_kind(sheet: Sheet) -> Iterator[tuple[DocumentKind, tuple[Link, ...]]]:
    for kind in DocumentKind:
        found = [document.id for document in sheet.handbook.documents if document.kind is kind]
        if found:
            yield kind, sheet.entities("document", found)

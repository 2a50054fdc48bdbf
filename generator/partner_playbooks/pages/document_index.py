"""All documents: by stage, by role and by kind."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from partner_playbooks.handbook.model.document import Document, DocumentKind
from partner_playbooks.pages.parts import addresses
from partner_playbooks.pages.parts.writers import PageHead

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from partner_playbooks.pages.artifact import Page
    from partner_playbooks.pages.parts.links import Chip, Link
    from partner_playbooks.pages.parts.writers import EditionWriter, PageWriter
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


def pages(edition: EditionWriter) -> Iterator[Page]:
    """Yield the index, unless there are no documents."""
    if not edition.handbook.documents:
        return
    writer = edition.writer(addresses.DOCUMENTS)
    context = Context(tuple(_by_stage(writer)), tuple(_by_role(writer)), tuple(_by_kind(writer)))
    head = PageHead(addresses.DOCUMENTS, writer.say("document.all"), (writer.say("document.nav"),))
    yield edition.page(head, "document_index.md.jinja", context)


def _by_stage(writer: PageWriter) -> Iterator[StageDocuments]:
    handbook = writer.handbook
    for stage in handbook.stages:
        if stage.documents:
            yield StageDocuments(f"stage_{stage.id}", stage.title, _rows(writer, stage.documents))
    listed = {id_ for stage in handbook.stages for id_ in stage.documents}
    others = [document.id for document in handbook.documents if document.id not in listed]
    if others:
        yield StageDocuments("elsewhere", writer.say("home.elsewhere"), _rows(writer, others))


def _rows(writer: PageWriter, ids: Iterable[str]) -> tuple[Row, ...]:
    return tuple(
        Row(writer.entity("document", each.id), writer.rich(each.purpose), writer.roles(each.filled_by))
        for each in writer.handbook.list_chosen("document", Document, ids)
    )


def _by_role(writer: PageWriter) -> Iterator[tuple[Chip, tuple[Link, ...]]]:
    for role in writer.handbook.roles:
        found = [document.id for document in writer.handbook.documents if role.id in document.filled_by]
        if found:
            yield writer.role(role.id), writer.entities("document", found)


def _by_kind(writer: PageWriter) -> Iterator[tuple[DocumentKind, tuple[Link, ...]]]:
    for kind in DocumentKind:
        found = [document.id for document in writer.handbook.documents if document.kind is kind]
        if found:
            yield kind, writer.entities("document", found)

"""The page of a document: what it is for, the form to fill in, and a filled example."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from partner_playbooks.handbook.model.bottleneck import Bottleneck
from partner_playbooks.handbook.model.document import DocumentKind, FieldType
from partner_playbooks.handbook.model.plan import Plan
from partner_playbooks.handbook.model.stage import Stage
from partner_playbooks.handbook.places import find_place, find_place_within
from partner_playbooks.pages.parts.addresses import find_page_path
from partner_playbooks.pages.parts.related import link_files, link_symptoms
from partner_playbooks.pages.parts.writers import PageHead, list_former_paths
from partner_playbooks.wording.markdown import join_markdown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from partner_playbooks.handbook.model.document import Document, DocumentField, DocumentSection
    from partner_playbooks.pages.artifact import Page
    from partner_playbooks.pages.parts.links import Chip, Link
    from partner_playbooks.pages.parts.writers import EditionWriter, Freshness, PageWriter
    from partner_playbooks.wording.markdown import Markdown


_OF_STAGES = find_place(Stage, lambda stage: stage.documents)
_OF_ITEMS = find_place_within(Stage, lambda stage: stage.checklist[0], lambda item: item.documents)
_STUCK = find_place(Bottleneck, lambda bottleneck: bottleneck.documents)


@dataclass(frozen=True, slots=True)
class Line:
    """A field that is filled in on one line or several."""

    label: str
    choices: tuple[str, ...]
    hint: str | None
    """What form the value has, where that is not plain."""
    long: bool
    weight: int | None
    example: Markdown | None


@dataclass(frozen=True, slots=True)
class Grid:
    """A field that is a table of its own."""

    label: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    blank_rows: tuple[tuple[str, ...], ...]
    """What stands in its rows in the blank form; none where they are blank."""
    total: tuple[str, ...]
    """Its last row, with the sums of the example; none where nothing is added up."""
    blank_total: tuple[str, ...]
    """Its last row in the blank form."""


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the form."""

    heading: str
    guidance: Markdown
    lines: tuple[Line, ...]
    grids: tuple[Grid, ...]
    weighted: bool
    filled: bool
    """Whether the example fills in anything here."""


@dataclass(frozen=True, slots=True)
class Context:
    """What the template shows."""

    title: str
    kind: DocumentKind
    purpose: Markdown
    use_when: str
    version: str
    filled_by: tuple[Chip, ...]
    partner_types: tuple[Link, ...]
    review: Freshness | None
    files: tuple[Link, ...]
    sections: tuple[Section, ...]
    stages: tuple[Link, ...]
    items: tuple[tuple[Link, str], ...]
    """Checklist items that name the document, with their stages."""
    plans: tuple[Link, ...]
    stuck: tuple[Link, ...]
    """Symptoms that it helps to work on."""


def pages(edition: EditionWriter) -> Iterator[Page]:
    """Yield a page per document."""
    for document in edition.handbook.documents:
        path = find_page_path("document", document.id)
        writer = edition.writer(path)
        nav = (writer.say("document.nav"), edition.messages.name(document.kind))
        head = PageHead(path, document.title, nav, list_former_paths("document", document))
        yield edition.page(head, "document.md.jinja", partial(_context, writer, document))


def _context(writer: PageWriter, document: Document) -> Context:
    uses = writer.edition.uses
    stages = (stage.id for stage, _ in uses.at(_OF_STAGES, document.id))
    items = uses.at(_OF_ITEMS, document.id)
    plans = {use.entity.id for use in uses.all("document", document.id) if isinstance(use.entity, Plan)}
    return Context(
        title=document.title,
        kind=document.kind,
        purpose=writer.rich(document.purpose),
        use_when=document.use_when,
        version=document.version,
        filled_by=writer.roles(document.filled_by),
        partner_types=writer.entities("partner-type", document.partner_types),
        review=writer.review(document.review),
        files=link_files(writer, "document", document.id),
        sections=tuple(_section(writer, section) for section in document.sections),
        stages=writer.entities("stage", stages),
        items=tuple((writer.item(item.id), stage.title) for stage, item in items),
        plans=writer.entities("plan", sorted(plans)),
        stuck=link_symptoms(writer, _STUCK, document.id),
    )


def _section(writer: PageWriter, section: DocumentSection) -> Section:
    lines = tuple(_line(writer, each) for each in section.fields if each.type is not FieldType.TABLE)
    tables = (each for each in section.fields if each.type is FieldType.TABLE)
    total = writer.say("document.total")
    fill = writer.edition.values.fill
    filled = (each.model_copy(update={"rows": tuple(tuple(map(fill, row)) for row in each.rows)}) for each in tables)
    grids = tuple(
        Grid(each.label, each.columns, each.rows, each.blank_rows, each.add_up(total), each.add_up_blank(total))
        for each in filled
    )
    return Section(
        heading=section.heading,
        guidance=writer.rich(section.guidance),
        lines=lines,
        grids=grids,
        weighted=any(line.weight is not None for line in lines),
        filled=any(line.example for line in lines) or any(grid.rows for grid in grids),
    )


def _line(writer: PageWriter, each: DocumentField) -> Line:
    fill = writer.edition.values.fill
    return Line(
        label=each.label,
        choices=each.choices,
        hint=writer.say(f"document.hint-{each.type.value}")
        if each.type in {FieldType.NUMBER, FieldType.DATE}
        else None,
        long=each.type is FieldType.LONG_TEXT,
        weight=each.weight,
        example=None if each.example is None else join_markdown(fill(each.example).split("\n"), "<br>"),
    )

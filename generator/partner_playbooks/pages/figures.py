"""Figures of the programme: each number that is a rule, why it is this one, and where it is stated."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from partner_playbooks.handbook.model.base import Audience
from partner_playbooks.language.text import Code, Paragraph, RichText
from partner_playbooks.pages.parts import addresses
from partner_playbooks.pages.parts.links import Link
from partner_playbooks.pages.parts.writers import PageHead

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from partner_playbooks.handbook.model.figure import Figure
    from partner_playbooks.pages.artifact import Page
    from partner_playbooks.pages.parts.links import Chip
    from partner_playbooks.pages.parts.writers import EditionWriter, PageWriter
    from partner_playbooks.wording.markdown import Markdown


@dataclass(frozen=True, slots=True)
class Entry:
    """A figure of the programme."""

    anchor: str
    aliases: tuple[str, ...]
    title: str
    value: str
    why: Markdown
    owner: Chip
    stated: tuple[Link, ...]
    name: Markdown
    """What editors write in its place."""


@dataclass(frozen=True, slots=True)
class Row:
    """A figure that stands with a tier, metric, plan or stage, and is stated elsewhere too."""

    of: Link
    value: str
    stated: tuple[Link, ...]
    name: Markdown


@dataclass(frozen=True, slots=True)
class Context:
    """What the template shows."""

    entries: tuple[Entry, ...]
    rows: tuple[Row, ...]
    editable: bool
    """Whether readers are told what to write."""


def pages(edition: EditionWriter) -> Iterator[Page]:
    """Yield the page of figures, unless there are none."""
    figures = cast("Mapping[str, Figure]", edition.handbook.entities.get("figure", {})).values()
    if not figures:
        return
    writer = edition.writer(addresses.FIGURES)
    ordered = sorted(figures, key=lambda each: (each.title.casefold(), each.id))
    head = PageHead(addresses.FIGURES, writer.say("figures.title"), (writer.say("reference.nav"),))

    def show() -> Context:
        return Context(
            entries=tuple(_entry(writer, each) for each in ordered),
            rows=tuple(_rows(writer)),
            editable=edition.handbook.edition is Audience.INTERNAL,
        )

    yield edition.page(head, "figures.md.jinja", show)


def _entry(writer: PageWriter, figure: Figure) -> Entry:
    name = f"figure.{figure.id}"
    return Entry(
        anchor=figure.id,
        aliases=figure.aliases,
        title=figure.title,
        value=writer.edition.values.write(name),
        why=writer.rich(figure.why),
        owner=writer.role(figure.owner),
        stated=_stated(writer, name),
        name=_code(writer, name),
    )


def _rows(writer: PageWriter) -> Iterator[Row]:
    for name, figure in writer.handbook.figures.items():
        stated = _stated(writer, name)
        if figure.kind != "figure" and stated:
            of = Link(writer.edition.values.name_figure(figure), writer.href(figure.kind, figure.id))
            yield Row(of, writer.edition.values.write(name), stated, _code(writer, name))


def _stated(writer: PageWriter, name: str) -> tuple[Link, ...]:
    """Link to each page that states a figure, once."""
    pages = dict.fromkeys((use.kind, use.entity.id) for use in writer.edition.uses.of_value(name))
    return tuple(Link(_title_of(writer, *page), writer.href(*page)) for page in pages)


def _code(writer: PageWriter, name: str) -> Markdown:
    return writer.rich(RichText((Paragraph((Code(f"{{{name}}}"),)),)))


def _title_of(writer: PageWriter, kind: str, id_: str) -> str:
    return writer.handbook.entities[kind][id_].title

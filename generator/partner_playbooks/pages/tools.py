"""Tools by the stage that is the bottleneck: what a source says of each, and what to check before buying."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from partner_playbooks.handbook.model.tool import Family
from partner_playbooks.pages.parts import addresses
from partner_playbooks.pages.parts.claims import link_source
from partner_playbooks.pages.parts.related import link_symptom
from partner_playbooks.pages.parts.stuck import has_tool_of, list_bottlenecks, list_tools, make_family_anchor
from partner_playbooks.pages.parts.writers import PageHead

if TYPE_CHECKING:
    from collections.abc import Iterator

    from partner_playbooks.handbook.model.tool import Tool
    from partner_playbooks.pages.artifact import Page
    from partner_playbooks.pages.parts.links import Link
    from partner_playbooks.pages.parts.writers import EditionWriter, PageWriter
    from partner_playbooks.wording.markdown import Markdown


@dataclass(frozen=True, slots=True)
class ToolView:
    """A tool in one family."""

    anchor: str
    aliases: tuple[str, ...]
    title: str
    category: str
    stages: tuple[Link, ...]
    reported: Markdown
    checks: tuple[Markdown, ...]
    source: Link | None
    own_product: bool


@dataclass(frozen=True, slots=True)
class FamilyTools:
    """A family, the bottlenecks it helps with, and its tools."""

    anchor: str
    family: Family
    bottlenecks: tuple[Link, ...]
    tools: tuple[ToolView, ...]


@dataclass(frozen=True, slots=True)
class Context:
    """What the template shows."""

    families: tuple[FamilyTools, ...]


def pages(edition: EditionWriter) -> Iterator[Page]:
    """Yield the tools, unless there are none."""
    writer = edition.writer(addresses.TOOLS)
    families = tuple(_family(writer, family) for family in Family if has_tool_of(edition.handbook, family))
    if not edition.handbook.entities.get("tool"):
        return
    head = PageHead(addresses.TOOLS, writer.say("tool.all"), (writer.say("reference.nav"),))
    yield edition.page(head, "tools.md.jinja", Context(families))


def _family(writer: PageWriter, family: Family) -> FamilyTools:
    stuck = tuple(link_symptom(writer, each) for each in list_bottlenecks(writer.handbook) if each.family is family)
    found = tuple(
        _view(writer, tool, place)
        for tool in list_tools(writer.handbook)
        for place, strength in enumerate(tool.strengths)
        if strength.family is family
    )
    return FamilyTools(make_family_anchor(family), family, stuck, found)


def _view(writer: PageWriter, tool: Tool, place: int) -> ToolView:
    """Show a tool by one of its strengths; links to the tool lead to the first."""
    strength = tool.strengths[place]
    return ToolView(
        anchor=f"{tool.id}_{place + 1}" if place else tool.id,
        aliases=() if place else tool.aliases,
        title=tool.title,
        category=tool.category,
        stages=writer.entities("stage", strength.stages),
        reported=writer.rich(strength.reported),
        checks=tuple(writer.rich(check.text) for check in strength.checks),
        source=None if tool.source is None else link_source(writer, tool.source),
        own_product=tool.own_product,
    )

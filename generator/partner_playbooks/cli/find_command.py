"""`playbooks find`: where something is written, by the words that a person uses."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from partner_playbooks.cli.open_faultless import open_faultless
from partner_playbooks.cli.shared import EditionOption, ProjectOption
from partner_playbooks.cli.telling import tell
from partner_playbooks.finding.indexing import index_edition
from partner_playbooks.finding.ranking import name_nearest, search
from partner_playbooks.handbook.model.base import Audience
from partner_playbooks.pages.page_kinds import render_pages
from partner_playbooks.pages.parts.writers import EditionWriter
from partner_playbooks.pages.parts.written import locate_lines

if TYPE_CHECKING:
    from collections.abc import Mapping

    from partner_playbooks.pages.parts.addresses import Address


def find(
    words: Annotated[list[str], typer.Argument(metavar="WORDS", help="What you would type into the search.")],
    project: ProjectOption = Path(),
    edition: EditionOption = Audience.INTERNAL,
    most: Annotated[int, typer.Option("--most", metavar="NUMBER", min=1, help="How many places to show.")] = 10,
) -> None:
    """Show the file and line of what matches, the best first, in the order of the site's search."""
    opened = open_faultless(project)
    writer = EditionWriter.of(opened.handbook.project(edition), opened.theme)
    index = index_edition(writer, opened.theme, render_pages(writer.handbook, opened.theme))
    query = " ".join(words)
    found = search(index, query, most)
    for typed, meant in name_nearest(index, query).items():
        tell(f'No page says "{typed}"; these say "{meant}".')
    if not found:
        tell(f'Nothing found for "{query}".')
        raise typer.Exit(1)
    lines = locate_lines(opened.handbook)
    for each in found:
        entry = index.entries[each.number]
        kind = opened.theme.messages["en"]["search"]["kinds"][entry.kind]
        where = f", in {entry.where}" if entry.where else ""
        sys.stdout.write(f"{_place(lines, entry.address)}: {kind}: {entry.title}{where}\n")


def _place(lines: Mapping[str, Mapping[str, Mapping[str, int]]], address: Address) -> str:
    """Give the file and line that something is written in; what is made of many places has the path of its page."""
    written = lines.get(address.path, {})
    for anchor in (address.anchor, ""):
        for file, places in written.items():
            if anchor in places:
                return f"{file}:{places[anchor]}"
    return address.path

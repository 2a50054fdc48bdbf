"""Who does what: roles in rows, stages in columns."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from partner_playbooks.handbook.model.role import Side
from partner_playbooks.pages.parts import addresses
from partner_playbooks.pages.parts.letters import LETTERS, OWNER, find_letters
from partner_playbooks.pages.parts.writers import PageHead

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from partner_playbooks.pages.artifact import Page
    from partner_playbooks.pages.parts.links import Chip, Link
    from partner_playbooks.pages.parts.writers import EditionWriter, PageWriter


@dataclass(frozen=True, slots=True)
class Letter:
    """What a role can be in a stage."""

    short: str
    word: str


@dataclass(frozen=True, slots=True)
class Row:
    """A role and its letters in each stage."""

    role: Chip
    cells: tuple[tuple[Letter, ...], ...]


@dataclass(frozen=True, slots=True)
class Context:
    """What the template shows."""

    letters: tuple[Letter, ...]
    stages: tuple[Link, ...]
    rows: tuple[Row, ...]


def pages(edition: EditionWriter) -> Iterator[Page]:
    """Yield the matrix, unless no role has a part in any stage."""
    handbook, writer = edition.handbook, edition.writer(addresses.MATRIX)
    if any(handbook.get("role", id_) for stage in handbook.stages for id_ in find_letters(stage)):
        head = PageHead(addresses.MATRIX, writer.say("matrix.title"), (writer.say("reference.nav"),))
        yield edition.page(head, "matrix.md.jinja", partial(_context, writer))


def _context(writer: PageWriter) -> Context:
    stages = [stage for stage in writer.handbook.stages if find_letters(stage)]
    letters = {
        letter: Letter(writer.say(f"letter.{letter}.short"), writer.say(f"letter.{letter}.word"))
        for letter in (OWNER, *LETTERS)
    }
    rows = tuple(_rows(writer, letters, [find_letters(stage) for stage in stages]))
    return Context(tuple(letters.values()), writer.entities("stage", (stage.id for stage in stages)), rows)


def _rows(writer: PageWriter, letters: Mapping[str, Letter], stages: Sequence[Mapping[str, set[str]]]) -> Iterator[Row]:
    for side in Side:
        for role in writer.handbook.roles:
            cells = tuple(
                tuple(shown for letter, shown in letters.items() if letter in stage.get(role.id, ()))
                for stage in stages
            )
            if role.side is side and any(cells):
                yield Row(writer.role(role.id), cells)

"""Links as templates get them: a label and where it leads from this page, or a label alone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from partner_playbooks.wording.markdown import Markdown, join_markdown, markdown

if TYPE_CHECKING:
    from collections.abc import Iterable

    from partner_playbooks.handbook.model.role import Side


@dataclass(frozen=True, slots=True)
class Link:
    """A label that leads somewhere in the handbook."""

    label: str
    href: str | None
    """Relative to the page it stands on; None shows the label alone. Made of ids and of what is
    percent-encoded, so it needs no escaping."""


@dataclass(frozen=True, slots=True)
class Chip(Link):
    """A link to a role, with the side that it stands on."""

    side: Side


def write_link(link: Link) -> Markdown:
    """Write `[label](href)`."""
    label = markdown(link.label)
    return label if link.href is None else Markdown(f"[{label}]({link.href})")


def write_links(links: Iterable[Link]) -> Markdown:
    """Write links in a row."""
    return join_markdown(map(write_link, links))


def write_path(links: Iterable[Link]) -> Markdown:
    """Write links in a row that leads from each to the next."""
    return join_markdown(map(write_link, links), " → ")


def write_chip(chip: Chip, side: str) -> Markdown:
    """Write a role with the word for its side, once if they are one: told by word and shape, not by colour alone."""
    label = markdown(side) if side == chip.label else f"{markdown(side)}: {markdown(chip.label)}"
    shown = f"*{label}*" if chip.href is None else f"[{label}]({chip.href})"
    return Markdown(f"{shown}{{ .chip .{chip.side.value} }}")

"""What rendering gives: a page of Markdown, and what the publisher must know about it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SearchEntry:
    """Something that search must find as such: a checklist item, a task, a document, an abbreviation."""

    anchor: str
    """Where it stands on its page."""
    title: str
    text: str
    """Plain text that it is found by, besides its title."""
    boost: int = 1
    """How much it counts against other places with the same words."""


@dataclass(frozen=True, slots=True)
class Page:
    """One Markdown file of an edition."""

    path: str
    """Below the docs folder, with forward slashes: `stages/activate.md`."""
    title: str
    """Plain text, for the navigation."""
    markdown: str
    """The whole file; it ends with one newline."""
    nav: tuple[str, ...]
    """Titles of the sections above it in the navigation; empty at the top level."""
    former: tuple[str, ...] = ()
    """Paths the page once had; they redirect here."""
    entries: tuple[SearchEntry, ...] = ()
    chapters: tuple[str, ...] = ()
    """Paths of pages that are put below this one on the built site: a booklet, to print."""
    listed: bool = True
    """Whether it stands in the navigation."""

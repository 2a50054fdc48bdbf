"""What rendering gives: a page of Markdown, and what the publisher must know about it."""

from __future__ import annotations

from dataclasses import dataclass


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
    chapters: tuple[str, ...] = ()
    """Paths of pages that are put below this one on the built site: a booklet, to print."""
    words: tuple[str, ...] = ()
    """What else it is found by, besides what it says."""
    listed: bool = True
    """Whether it stands in the navigation."""

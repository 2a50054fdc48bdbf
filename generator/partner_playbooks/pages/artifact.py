"""What rendering gives: a page of Markdown, and what the publisher must know about it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from partner_playbooks.language.spread import Spread


@dataclass(frozen=True)
class Page:
    """One Markdown file of an edition."""

    path: str
    """Below the docs folder, with forward slashes: `stages/activate.md`."""
    title: str
    """Plain text, for the navigation."""
    text: str | Callable[[], str]
    """The whole file, or a way to make it; it ends with one newline."""
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

    @cached_property
    def markdown(self) -> str:
        """The whole file, made when it is asked for.

        Raises:
            UserError: a template or the message catalogue of the theme is at fault.
        """
        return self.text if isinstance(self.text, str) else self.text()


def make_markdown(pages: Sequence[Page], spread: Spread = map) -> None:
    """Make the Markdown of all these pages; `spread` may let a half of them be made in another process.

    Raises:
        UserError: as above.
    """
    halves = (pages[::2], pages[1::2])
    for half, texts in zip(halves, spread(_write, halves), strict=True):
        for page, text in zip(half, texts, strict=True):
            vars(page)["markdown"] = text  # where the property keeps it


def _write(pages: Sequence[Page]) -> list[str]:
    return [page.markdown for page in pages]

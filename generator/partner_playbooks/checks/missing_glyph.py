"""PB116: a character that no font at hand can draw, in a text that stands in PDF files (a warning)."""

from __future__ import annotations

import unicodedata
from functools import partial
from typing import TYPE_CHECKING

from partner_playbooks.language.diagnostics import Diagnostic, Severity
from partner_playbooks.language.text import RichText, to_plain

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator

    from partner_playbooks.handbook.linked import Handbook
    from partner_playbooks.handbook.model.content import Placed
    from partner_playbooks.language.source import Path

_IN_PDF = {
    "programme": ("name", "vendor", "version", "portal", "lms", "partner_team", "currency", "contacts"),
    "stage": ("title", "subtitle", "purpose", "entry", "exit", "checklist"),
    "plan": (),
    "document": (),
    "role": ("title",),
    "partner-type": ("title",),
    "tier": ("title",),
}
"""Kind → its fields that a PDF file may show; all of them where none is named."""
_NOT_THERE = ("example", "detail")
"""Fields of their entries that pages alone show."""


def find_missing_glyphs(handbook: Handbook, undrawn: Callable[[str], Collection[str]]) -> Iterator[Diagnostic]:
    """Yield a warning per text that holds characters without a glyph.

    No member of CHECKS, for only the caller knows the fonts.

    Args:
        handbook: Linked content.
        undrawn: Gives those characters of a text that no font at hand has a glyph for.
    """
    used = (
        placed.remember(find_missing_glyphs, partial(_list_characters, placed)) for placed in handbook.list_written()
    )
    glyphless = undrawn("".join(sorted(frozenset().union(*used))))
    for placed, path, text in _texts(handbook.list_written()) if glyphless else ():
        found = [c for c in dict.fromkeys(text) if c in glyphless]
        if found:
            message = f"no font at hand can draw {_told(found)}: PDF files show a box instead"
            hint = (
                "install the fonts of the extra `scripts`, put one that has it into theme/documents/fonts/, or reword"
            )
            yield Diagnostic("PB116", message, placed.find(path, found[0]), hint, Severity.WARNING)


def _list_characters(placed: Placed) -> frozenset[str]:
    return frozenset().union(*(text for _, _, text in _texts([placed])))


def _texts(written: Iterable[Placed]) -> Iterator[tuple[Placed, Path, str]]:
    """Yield the texts that a PDF file may show."""
    for placed in written:
        for leaf in placed.leaves:
            value = leaf.value
            if isinstance(value, str | RichText) and _stands_in_pdf(placed.kind, leaf.path):
                yield placed, leaf.path, value if isinstance(value, str) else to_plain(value, value=lambda _name: "")


def _stands_in_pdf(kind: str, path: Path) -> bool:
    fields = _IN_PDF.get(kind)
    if fields is None or (fields and path[0] not in fields) or any(name in _NOT_THERE for name in path):
        return False
    return "rows" not in path or path[-1] == 0  # of an example's rows, their names alone


_MOST = 5


def _told(characters: list[str]) -> str:
    shown = ", ".join(f'"{c}" (U+{ord(c):04X}{_name(c)})' for c in characters[:_MOST])
    return shown if len(characters) <= _MOST else f"{shown} and {len(characters) - _MOST} more"


def _name(character: str) -> str:
    name = unicodedata.name(character, "")
    return f" {name.lower()}" if name and not name.startswith("CJK UNIFIED") else ""

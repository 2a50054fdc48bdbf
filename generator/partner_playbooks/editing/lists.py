"""A list in a file made longer by an entry, in the columns of those that are there."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from partner_playbooks.editing.value_edits import get_value
from partner_playbooks.language.diagnostics import Edit, UserError
from partner_playbooks.language.source.parsed_file import find_line_end

if TYPE_CHECKING:
    from collections.abc import Sequence

    from partner_playbooks.language.source import Document, Path

_COMMENT = re.compile(r"\n([ ]*)#[^\n]*")


def append_entry(document: Document, path: Path, name: str, entry: Sequence[str]) -> Edit:
    """Give the edit that puts an entry, as lines, at the end of the list `name` of the fields at a path.

    Where there is no such list yet, it becomes their last field.

    Raises:
        UserError: the list, or the fields, stand in brackets.
    """
    place = document.places.get((*path, name))
    column = _column(document, document.places[path].start)
    if place is None:
        _refuse_brackets(document, path, document.places[path].start)
        end = _end(document, document.places[path].end, column)
        return _inserted(document, end, end, ["", f"{' ' * column}{name}:", *_at(column + 2, entry)])
    entries = get_value(document.data, (*path, name))
    if not entries:  # `name: []`
        return _inserted(document, place.key_end, place.end, [":", *_at(column + 2, entry)])
    _refuse_brackets(document, (*path, name), place.start)
    dash = _column(document, place.start)
    end = _end(document, place.end, dash)
    return _inserted(document, end, end, ["", *_at(dash, entry)])


def _at(column: int, lines: Sequence[str]) -> list[str]:
    return [f"{' ' * column}{line}" for line in lines]


def _column(document: Document, at: int) -> int:
    return document.lines.span(at, at).column - 1


def _end(document: Document, at: int, column: int) -> int:
    """Give the end of what stands at an offset, with the comments below it that are indented at least as far."""
    end = find_line_end(document.text, at)
    comment = _COMMENT.match(document.text, end)
    while comment and len(comment[1]) >= max(column, 1):
        end = comment.end()
        comment = _COMMENT.match(document.text, end)
    return end


def _refuse_brackets(document: Document, path: Path, start: int) -> None:
    if document.text[start] in "[{":
        message = f"{document.value(path)}: nothing can be added for you to what stands in brackets"
        raise UserError(message, "write each field, and each entry of a list, on a line of its own, then try again")


def _inserted(document: Document, start: int, end: int, lines: Sequence[str]) -> Edit:
    return Edit(document.lines.span(start, end), "\n".join(lines))

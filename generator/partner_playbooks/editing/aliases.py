"""Former ids: put under `aliases:` of what has another id now, and taken out where it gets an old one back."""

from __future__ import annotations

from typing import TYPE_CHECKING, NoReturn

from partner_playbooks.editing.value_edits import get_value, replace_id, write_value
from partner_playbooks.language.diagnostics import Edit, UserError
from partner_playbooks.language.source.parsed_file import find_line_end

if TYPE_CHECKING:
    from partner_playbooks.editing.identified import Identified
    from partner_playbooks.language.diagnostics import Span
    from partner_playbooks.language.source import Document

_FIELD = "aliases"
_BEFORE = frozenset({"id", "title", "audience"})
"""Fields that stay above the former ids where they begin an entry."""


def keep_former_id(thing: Identified, new: str, *, leave: bool) -> Edit | None:
    """Give the edit after which a thing that gets the id `new` has its present one as a former id, if it is to be left.

    Where `new` is one of its former ids, that is no longer one.
    """
    if new in thing.aliases:
        index = thing.aliases.index(new)
        if leave:
            return replace_id(thing.document, (*thing.path, _FIELD, index), thing.id)
        return _without(thing, index)
    return _with(thing, thing.id) if leave else None


def _with(thing: Identified, old: str) -> Edit:
    if thing.aliases or (*thing.path, _FIELD) in thing.document.places:
        return _longer_list(thing, old)
    document = thing.document
    fields = get_value(document.data, thing.path)
    anchor = "id"
    for name in fields if isinstance(fields, dict) else ():
        if name not in _BEFORE:
            break
        anchor = name
    place = document.places[*thing.path, anchor]
    if _is_flow(document, document.places[thing.path].start):
        return _insert(document, place.end, f", {_FIELD}: [{write_value(old)}]")
    key = document.places[*thing.path, "id"].key_start
    return _insert(
        document, find_line_end(document.text, place.end), f"\n{_indent(document, key)}{_FIELD}: [{write_value(old)}]"
    )


def _longer_list(thing: Identified, old: str) -> Edit:
    document, path = thing.document, (*thing.path, _FIELD)
    if not thing.aliases:  # `aliases: []`
        return _insert(document, document.places[path].start + 1, write_value(old))
    last = document.places[*path, len(thing.aliases) - 1]
    if _is_flow(document, document.places[path].start):
        return _insert(document, last.end, f", {write_value(old)}")
    dash = document.text.rfind("-", 0, last.start)
    end = find_line_end(document.text, last.end)
    return _insert(document, end, f"\n{_indent(document, dash)}- {write_value(old)}")


def _without(thing: Identified, index: int) -> Edit:
    """Give the edit that takes a former id out, and the field with the last one."""
    document, path = thing.document, (*thing.path, _FIELD)
    whole, entry = document.places[path], document.places[*path, index]
    if len(thing.aliases) == 1:
        if _is_flow(document, document.places[thing.path].start):
            comma = document.text[: whole.key_start].rstrip()
            return _cut(document, len(comma) - 1, whole.end) if comma.endswith(",") else _emptied(document, thing)
        return _cut_lines(document, whole.key_start, whole.end) or _emptied(document, thing)
    if not _is_flow(document, whole.start):
        dash = document.text.rfind("-", 0, entry.start)
        return _cut_lines(document, dash, entry.end) or _by_hand(document.value((*path, index)))
    if index:
        return _cut(document, document.places[*path, index - 1].end, entry.end)
    return _cut(document, entry.start, document.places[*path, 1].start)


def _by_hand(span: Span) -> NoReturn:
    message = f"{span}: this former id cannot be taken out for you"
    raise UserError(message, "write each on a line of its own that starts with `- `, or take it out by hand")


def _emptied(document: Document, thing: Identified) -> Edit:
    place = document.places[*thing.path, _FIELD]
    return Edit(document.lines.span(place.key_end, place.end), ": []")


def _cut_lines(document: Document, start: int, end: int) -> Edit | None:
    """Cut whole lines out, if nothing but blanks stands before `start` on the first."""
    line = document.text.rfind("\n", 0, start) + 1
    if document.text[line:start].strip():
        return None
    after = find_line_end(document.text, end)
    return _cut(document, line - 1, after) if line else _cut(document, 0, after + 1)


def _cut(document: Document, start: int, end: int) -> Edit:
    return Edit(document.lines.span(start, end), "")


def _insert(document: Document, at: int, text: str) -> Edit:
    return Edit(document.lines.span(at, at), text)


def _is_flow(document: Document, start: int) -> bool:
    return document.text[start] in "[{"


def _indent(document: Document, at: int) -> str:
    """Give blanks up to the column of an offset."""
    return " " * (document.lines.span(at, at).column - 1)

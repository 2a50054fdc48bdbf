"""Single values in the text of a file: replaced in the quotes or the block that they were written in."""

from __future__ import annotations

from typing import TYPE_CHECKING

import yaml

from partner_playbooks.language.diagnostics import Edit
from partner_playbooks.language.source.parsed_file import find_line_end

if TYPE_CHECKING:
    from partner_playbooks.language.source import Data, Document, Path

_ONE_LINE = 1_000_000
"""A width that no text reaches: a value is not to be wrapped."""


def write_value(value: str | list[Data]) -> str:
    """Write a text, or a list in brackets, as a value in YAML; with quotes where any reader would need them."""
    flow = yaml.safe_dump(value, allow_unicode=True, width=_ONE_LINE, default_flow_style=True)
    return flow.removesuffix("...\n").rstrip("\n")


def get_value(data: Data, path: Path) -> Data:
    """Give the value at a path that there is."""
    for part in path:
        data = data[part]  # type: ignore[index]  # the path was read off this very data
    return data


def find_body(document: Document, path: Path) -> tuple[int, int]:
    """Give the place of a value's own characters, as offsets: without its quotes, or the line of `>-` above it."""
    place, text = document.places[path], document.text
    start = text[place.start : place.start + 1]
    if start in ("|", ">"):
        return find_line_end(text, place.start), place.end
    if start in ("'", '"'):
        return place.start + 1, place.end - 1
    return place.start, place.end


def replace_id(document: Document, path: Path, id_: str) -> Edit:
    """Put an id in the place of another one; quotes stay."""
    start, end = find_body(document, path)
    place = document.places[path]
    if (start, end) == (place.start, place.end):
        return Edit(document.lines.span(start, end), write_value(id_))
    inner = document.text[start:end]
    start += len(inner) - len(inner.lstrip())
    return Edit(document.lines.span(start, max(start, end - len(inner) + len(inner.rstrip()))), id_)

"""Where content mentions an id: in fields that hold one, and as the end of a link in rich text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from partner_playbooks.editing.identified import find_id_space
from partner_playbooks.editing.value_edits import find_body, get_value, replace_id
from partner_playbooks.language.diagnostics import Edit, UserError
from partner_playbooks.language.text import list_references, parse_rich

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from partner_playbooks.handbook.linked import Handbook
    from partner_playbooks.handbook.references import Mention
    from partner_playbooks.language.source import Document, Path

Ids = dict[tuple[str, str], str]
"""Kind, as `find_id_space` gives it, and id → the id to put in its place."""


def rewrite_mentions(handbook: Handbook, renamed: Mapping[tuple[str, str], str]) -> Iterator[Edit]:
    """Yield an edit per mention of an id that gets another.

    Raises:
        UserError: a link is written in a way that hides the id.
    """
    seen = set()
    for link in handbook.links():
        new = renamed.get((find_id_space(link.kind), link.id))
        document, path = link.holder.document, (*link.holder.path, *link.path)
        place = (document.file, path, link.written, link.mention.at)
        if new is None or place in seen:
            continue
        seen.add(place)
        if link.written == link.id:
            yield replace_id(document, path, new)
        elif link.mention.at is not None:
            yield _in_expression(document, path, link.mention, new)
        else:
            yield from _in_text(document, path, link.written, f"{link.kind}:{new}")


def _in_text(document: Document, path: Path, old: str, new: str) -> Iterator[Edit]:
    """Yield an edit per link to `old` in a rich text; the same characters elsewhere in it are only words."""
    value = str(get_value(document.data, path))
    pattern = re.compile(rf"{re.escape(old)}(?![a-z0-9-])")
    found = [_is_link(value, match, old) for match in pattern.finditer(value)]
    places = [match.span() for match in pattern.finditer(document.text, *find_body(document, path))]
    if len(places) != len(found) or sum(found) != _count(value, old):
        message = f"{document.value(path)}: a link to {old} is written in a way that cannot be changed for you"
        raise UserError(message, f"write it as [label]({old}), then try again")
    for is_link, place in zip(found, places, strict=True):
        if is_link:
            yield Edit(document.lines.span(*place), new)


def _in_expression(document: Document, path: Path, mention: Mention, new: str) -> Edit:
    """Give the edit of an id between the quotes of an expression; the same characters elsewhere in it stay."""
    pattern = re.compile(rf"(?<![\w-]){re.escape(mention.id)}(?![\w-])")
    found = [match.start() for match in pattern.finditer(str(get_value(document.data, path)))]
    places = [match.span() for match in pattern.finditer(document.text, *find_body(document, path))]
    if len(places) != len(found) or mention.at not in found:
        message = f'{document.value(path)}: the id "{mention.id}" is written in a way that cannot be changed for you'
        raise UserError(message, "write the expression on one line, then try again")
    return Edit(document.lines.span(*places[found.index(mention.at)]), new)


def _is_link(value: str, match: re.Match[str], old: str) -> bool:
    """Tell whether these characters lead somewhere: with another id in their place, a link to `old` is lost."""
    at = match.start() + old.index(":") + 1
    other = "b" if value[at] == "a" else "a"
    return _count(value[:at] + other + value[at + 1 :], old) < _count(value, old)


def _count(value: str, target: str) -> int:
    return sum(f"{found.kind}:{found.id}" == target for found in list_references(parse_rich(value)))


def find_words_like(files: Mapping[str, bytes], id_: str) -> Iterator[str]:
    """Yield the places, as `file:line`, where an id still stands in inline code: the name of a file, say.

    Such words are shown and lead nowhere, so that nobody but an editor knows what is meant.
    """
    code = re.compile(rf"`[^`\n]*(?<![\w.-]){re.escape(id_)}(?![\w-])[^`\n]*`")
    for file in sorted(files):
        for number, line in enumerate(files[file].decode("utf-8", "replace").splitlines(), 1):
            if code.search(line):
                yield f"{file}:{number}"

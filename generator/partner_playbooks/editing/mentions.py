"""Where content mentions an id: in fields that hold one, and as the end of a link in rich text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from partner_playbooks.editing.identified import find_id_space
from partner_playbooks.editing.value_edits import find_body, get_value, replace_id
from partner_playbooks.handbook.references import list_named_mentions, list_text_mentions
from partner_playbooks.language.diagnostics import Edit, UserError
from partner_playbooks.language.text import TextError, list_filled_names, parse_rich

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
        if link.mention.at is not None:
            yield _in_expression(document, path, link.mention, new)
        elif link.written == link.id:
            yield replace_id(document, path, new)
        else:
            yield from _in_text(document, path, link.mention, new)


def _in_text(document: Document, path: Path, mention: Mention, new: str) -> Iterator[Edit]:
    """Yield an edit per place where a text leads to an id, or names a value of it; elsewhere it is only a word."""
    value, old = str(get_value(document.data, path)), mention.written
    pattern = re.compile(rf"{re.escape(old)}(?![a-z0-9-])")
    found = [_is_mention(value, match, mention) for match in pattern.finditer(value)]
    places = [match.span() for match in pattern.finditer(document.text, *find_body(document, path))]
    if len(places) != len(found) or sum(found) != _count(value, mention):
        is_value = old.startswith("{")
        what, form = (f"{old}}}",) * 2 if is_value else (f"a link to {old}", f"[label]({old})")
        message = f"{document.value(path)}: {what} is written in a way that cannot be changed for you"
        raise UserError(message, f"write it as {form}, then try again")
    for is_mention, place in zip(found, places, strict=True):
        if is_mention:
            yield Edit(document.lines.span(*place), mention.write_with(new))


def _in_expression(document: Document, path: Path, mention: Mention, new: str) -> Edit:
    """Give the edit of an id between the quotes of an expression; the same characters elsewhere in it stay."""
    pattern = re.compile(rf"(?<![\w-]){re.escape(mention.spelt)}(?![\w-])")
    found = [match.start() for match in pattern.finditer(str(get_value(document.data, path)))]
    places = [match.span() for match in pattern.finditer(document.text, *find_body(document, path))]
    if len(places) != len(found) or mention.at not in found:
        message = f'{document.value(path)}: the id "{mention.id}" is written in a way that cannot be changed for you'
        raise UserError(message, "write the expression on one line, then try again")
    return Edit(document.lines.span(*places[found.index(mention.at)]), mention.spell(new))


def _is_mention(value: str, match: re.Match[str], mention: Mention) -> bool:
    """Tell whether these characters lead somewhere: with another id in their place, a mention of it is lost."""
    at = match.end() - len(mention.id)
    other = "b" if value[at] == "a" else "a"
    return _count(value[:at] + other + value[at + 1 :], mention) < _count(value, mention)


def _count(value: str, mention: Mention) -> int:
    try:
        found = list_text_mentions(parse_rich(value))
    except TextError:  # a text of lines or a cell, in which only values are named
        found = list_named_mentions(list_filled_names(value))
    return sum(each.written == mention.written for each in found)


def find_words_like(files: Mapping[str, bytes], id_: str) -> Iterator[str]:
    """Yield the places, as `file:line`, where an id still stands in inline code: the name of a file, say.

    Such words are shown and lead nowhere, so that nobody but an editor knows what is meant.
    """
    code = re.compile(rf"`[^`\n]*(?<![\w.-]){re.escape(id_)}(?![\w-])[^`\n]*`")
    for file in sorted(files):
        for number, line in enumerate(files[file].decode("utf-8", "replace").splitlines(), 1):
            if code.search(line):
                yield f"{file}:{number}"

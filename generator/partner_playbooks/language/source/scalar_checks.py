"""What can be wrong with a single value, judged by how it was typed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from partner_playbooks.language.diagnostics import Diagnostic, Edit, Severity
from partner_playbooks.language.source.decoding import FORBIDDEN, report_forbidden

if TYPE_CHECKING:
    from collections.abc import Iterator

    from partner_playbooks.language.source.parsed_file import Lines

MAX_SCALAR = 20_000
"""Characters of a single text, as typed: some ten printed pages."""

_COMMENT = re.compile(r"[ \t]+(#(.*))")
_MARK = re.compile(r"[ ]?TODO\b")
"""A remark on a value that is still to be written: never a part of it."""
_SINGLE_BREAK = re.compile(r"(?<!\n)\n(?!\n)")
_FIRST_INDENT = re.compile(r"\n([ ]+)\S")
_FOLDED_ENTRY = re.compile(r"\n([ ]+)((?:[-*+]|\d{1,9}[.)])[ ]\S.*)")
_PROPERTY = re.compile(r"([!&][^\s,\[\]{}]*)\s*")
_ESCAPE = re.compile(r"\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|([\s\S]))")
_SHORT_ESCAPES = dict(zip("0abvfreNLP", "\0\a\b\v\f\r\x1b\x85\u2028\u2029", strict=True))


def find_lost_comment(lines: Lines, value: str, end: int) -> Diagnostic | None:
    """Warn when text after ` #` is dropped that was probably meant to stay (PB105).

    `value` is what is left, typed without quotes and up to the offset `end`. A comment after a single word is
    taken as meant; a `#` that something follows at once (`#1`), or one after several words, is not.
    """
    comment = _COMMENT.match(lines.text, end)
    if comment is None:
        return None
    if _MARK.match(comment[2]):
        return None
    glued = comment[2][:1].strip() != ""
    if not value and glued:
        start, end = comment.start(1), comment.end(1)
        return Diagnostic(
            "PB101",
            "a text without quotes must not start with #, which starts a comment",
            lines.span(start, start + len(comment[1].rstrip())),
            "put the whole text in quotes, or write a space after # if it is a comment",
            edits=quote_span(lines, start, start + len(comment[1].rstrip())),
            certain=comment[2][:1].isdigit(),
        )
    if not glued and not any(space in value for space in " \t"):
        return None
    start = comment.start(1)
    return Diagnostic(
        "PB105",
        f'"{shorten_text(comment[1])}" is dropped: after a space, # starts a comment',
        lines.span(start, start + len(comment[1].rstrip())),
        "put the whole text in quotes, or move the comment to a line of its own",
        Severity.WARNING,
        edits=quote_span(lines, end - len(value), start + len(comment[1].rstrip())),
        # Anything but a number may be a remark, and would be published; an id or a figure goes on with none.
        certain=comment[2][:1].isdigit() and _ID.fullmatch(value) is None,
    )


_ID = re.compile(r"[a-z0-9.,_-]+")
_GLUED_DASH = re.compile(r"(?:^|\n)[ ]*(-)(?=[^\W\d_])")
ODD_BLANKS = "\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
"""Blanks that look like a space and are none to the parser; as part of a class of a regular expression."""
_ODD_BLANK = re.compile(rf"(?:^|\n)[ ]*([^\W\d][\w-]*:|-|)([{ODD_BLANKS}])")


def find_structural_slip(lines: Lines, start: int, end: int) -> Diagnostic | None:
    """Report what makes a text without quotes of something that was meant to be an entry or a field."""
    text = lines.text[start:end]
    if not text.startswith("-") and "\n" not in text and text.isascii():  # as good as always
        return None
    return find_glued_dash(lines, start, end) or find_odd_blank(lines, start, end) or find_tab_indent(lines, start, end)


_TABBED = re.compile(r"\n([ ]*\t[ \t]*)(?=-[ ]|[^\W\d][\w-]*:[ \n])")


def find_tab_indent(lines: Lines, start: int, end: int) -> Diagnostic | None:
    """Report an entry or a field that a tab in front of it makes a part of the text above (PB101)."""
    found = _TABBED.search(lines.text, start, end)
    if found is None:
        return None
    above = lines.text[lines.text.rfind("\n", 0, start) + 1 : start]
    column = len(above) - len(above.lstrip(" "))
    hint = f"use spaces: {column} in place of the blanks at its start" if column else "start it without any blank"
    edits = (Edit(lines.span(found.start(1), found.end(1)), " " * column),)
    place, message = lines.span(found.start(1), found.end(1)), "a tab is used to indent this line"
    return Diagnostic("PB101", message, place, hint, edits=edits, certain=False)


def find_glued_dash(lines: Lines, start: int, end: int) -> Diagnostic | None:
    """Report a dash without its blank, at the start of a line that a text without quotes stands in (PB101)."""
    before = lines.text.rfind("\n", 0, start) + 1
    if lines.text[before:start].strip(" -"):  # behind a name: only the lines below can be meant as entries
        before = start + 1
    found = _GLUED_DASH.search(lines.text[before:end])
    if found is None or (found.start(1) == 0 and before == start + 1):
        return None
    at = before + found.start(1)
    hint = "write a space after the dash; if the text begins with it, put the text in quotes"
    insert = (Edit(lines.span(at + 1, at + 1), " "),)
    return Diagnostic(
        "PB101", "there is no space after this dash", lines.span(at, at + 1), hint, edits=insert, certain=False
    )


def find_odd_blank(lines: Lines, start: int, end: int) -> Diagnostic | None:
    """Report a blank that is no ordinary one behind the colon or dash that it should follow (PB101)."""
    before = lines.text.rfind("\n", 0, start) + 1
    found = _ODD_BLANK.search(lines.text[before:end])
    if found is None:
        return None
    at = before + found.start(2)
    where = {"": "at the start of this line", "-": "after this dash"}.get(found[1], "after this colon")
    message = f"the blank {where} is no ordinary space (U+{ord(found[2]):04X})"
    edits = (Edit(lines.span(at, at + 1), " "),)
    return Diagnostic("PB101", message, lines.span(at, at + 1), "type the space anew", edits=edits)


def quote_span(lines: Lines, start: int, end: int) -> tuple[Edit, ...]:
    """Put what stands in one line between two offsets into quotes; nothing where it goes over several lines."""
    text = lines.text[start:end]
    if "\n" in text or not text:
        return ()
    if '"' not in text and "\\" not in text:
        return (Edit(lines.span(start, end), f'"{text}"'),)
    doubled = text.replace("'", "''")
    return (Edit(lines.span(start, end), f"'{doubled}'"),)


def read_block_text(value: str, style: str) -> str:
    """Give a text written after `|` or `>` without the line breaks at its end.

    In a folded text (`>`) an empty line comes out as one line break, and people mean a paragraph by it.
    """
    text = value.rstrip("\n")
    return _SINGLE_BREAK.sub("\n\n", text) if style == ">" else text


def find_folded_list(lines: Lines, style: str, start: int, end: int) -> Diagnostic | None:
    """Warn of list entries in a folded text (`>`), where they run into one line (PB108)."""
    if style != ">":
        return None
    entries = list(_FOLDED_ENTRY.finditer(lines.text, start, end))
    indents = {len(entry[1]) for entry in entries}
    body = _FIRST_INDENT.search(lines.text, start, end)
    if body is None or len(body[1]) not in indents:
        return None
    entry = next(found for found in entries if len(found[1]) == len(body[1]))
    return Diagnostic(
        "PB108",
        "this list runs into one line: after > line breaks do not count",
        lines.span(entry.start(2), entry.end(2)),
        "write | instead of > at the start of the text (|- instead of >-)",
        Severity.WARNING,
    )


def find_forbidden_escapes(lines: Lines, start: int, end: int) -> Iterator[Diagnostic]:
    r"""Report forbidden characters that a text in double quotes spells as escapes: `"\u202e"` (PB003)."""
    for match in _ESCAPE.finditer(lines.text, start, end):
        character = _escaped_character(match)
        if FORBIDDEN.match(character):
            hint = rf'delete "{match[0]}", or write \\ where a backslash is meant'
            yield report_forbidden(character, lines.span(*match.span()), hint)


def find_surrogate_escape(lines: Lines, start: int) -> Diagnostic | None:
    r"""Report the half of a character pair (`"\ud83d"`) that starts at `start`, if one does (PB003)."""
    match = _ESCAPE.match(lines.text, start)
    if match is None or not "\ud800" <= _escaped_character(match) <= "\udfff":
        return None
    hint = "write the character itself instead of its escapes"
    return report_forbidden(_escaped_character(match), lines.span(*match.span()), hint)


def _escaped_character(match: re.Match[str]) -> str:
    """Give the character that an escape stands for."""
    digits = match[1] or match[2] or match[3]
    if not digits:
        return _SHORT_ESCAPES.get(match[4], match[4])
    code = int(digits, 16)
    return chr(code) if code <= 0x10FFFF else ""  # noqa: PLR2004 - the last Unicode character


def find_properties(lines: Lines, at: int) -> Iterator[Diagnostic]:
    """Report the tag and the anchor in front of a value, from the offset `at` on (PB104)."""
    for _ in ("a tag", "an anchor"):  # at most one of each, in either order
        match = _PROPERTY.match(lines.text, at)
        if match is None:
            return
        what = "tags (!name)" if match[1].startswith("!") else "anchors (&name)"
        hint = f'delete "{shorten_text(match[1])}", or, if it is part of the text, put the whole text in quotes'
        yield Diagnostic("PB104", f"{what} must not be used", lines.span(*match.span(1)), hint)
        at = match.end()


def find_too_long(lines: Lines, start: int, end: int) -> Diagnostic | None:
    """Report a text longer than `MAX_SCALAR` (PB004)."""
    if end - start <= MAX_SCALAR:
        return None
    message = f"the text is too long: {end - start:,} characters, and the limit is {MAX_SCALAR:,}"
    return Diagnostic("PB004", message, lines.span(start, end), "shorten it, or split it into several fields")


def shorten_text(text: str) -> str:
    """Give a text as one line short enough for a message."""
    text = " ".join(text.split())
    return text if len(text) <= 40 else text[:39] + "…"  # noqa: PLR2004 - enough to recognise it

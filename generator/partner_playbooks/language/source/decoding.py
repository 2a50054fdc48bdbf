"""Bytes → text: sizes, encodings, and characters that have no business in content."""

from __future__ import annotations

import codecs
import re
import unicodedata
from itertools import islice
from typing import TYPE_CHECKING

from partner_playbooks.language.characters import (
    BYTE_ORDER_MARK,
    CONTROLS,
    DIRECTION_CHANGES,
    DIRECTION_MARKS,
    NONCHARACTERS,
    SEPARATORS,
)
from partner_playbooks.language.diagnostics import Diagnostic, Span
from partner_playbooks.language.source.parsed_file import Lines

if TYPE_CHECKING:
    from collections.abc import Iterator

MAX_BYTES = 1_000_000
"""The largest content file; the longest real ones have a hundredth of that."""
MAX_FINDINGS = 1000
"""A file with more is not content; reading stops, so that the report stays readable and quick."""
MAX_CHARACTER_REPORTS = 20
"""A file with more forbidden characters than this is not text; a longer list helps nobody."""

FORBIDDEN = re.compile(f"[{CONTROLS}{SEPARATORS}{BYTE_ORDER_MARK}{DIRECTION_MARKS}{DIRECTION_CHANGES}{NONCHARACTERS}]")
"""Characters refused in content (PB003), typed or escaped; newlines are normalised before this is used."""

_SAVE_AS_UTF8 = 'save the file again with the encoding "UTF-8"'
_UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_SAMPLE = 200
_CONFLICT = re.compile(r"^(?:<{7}|>{7}|\|{7}|={7}$)(?: .*)?$", re.MULTILINE)


def decode_file(file: str, raw: bytes) -> tuple[str | None, list[Diagnostic]]:
    """Give the text of a file: newlines normalised, no byte order mark, forbidden characters replaced.

    Gives None where reading on would only make noise: too large (PB004), not UTF-8 (PB002), unresolved merge
    conflicts (PB106). Forbidden characters (PB003) are reported, and the rest is still worth reading.
    """
    if len(raw) > MAX_BYTES:
        message = f"the file is too large: {len(raw):,} bytes, and the limit is {MAX_BYTES:,}"
        return None, [Diagnostic("PB004", message, Span(file), "split it into several files")]
    if _looks_like_utf_16(raw):
        message = "the file is saved as UTF-16, not as UTF-8"
        return None, [Diagnostic("PB002", message, Span(file), _SAVE_AS_UTF8)]
    raw = raw.removeprefix(codecs.BOM_UTF8)
    try:
        text = _newlines(raw.decode())
    except UnicodeDecodeError as error:
        return None, [_not_utf_8(file, raw, error.start)]
    lines = Lines(file, text)
    found = _forbidden_characters(lines)
    conflicts = list(islice(_conflicts(lines), MAX_FINDINGS))
    if conflicts:
        return None, found + conflicts
    # A replacement keeps every other place right, and keeps the parser from stopping here.
    return FORBIDDEN.sub("\ufffd", text) if found else text, found


def _forbidden_characters(lines: Lines) -> list[Diagnostic]:
    if lines.text.replace("\n", "").isprintable():  # most files: much quicker than to search them
        return []
    matches = islice(FORBIDDEN.finditer(lines.text), MAX_CHARACTER_REPORTS)
    return [report_forbidden(match[0], lines.span(*match.span()), _way_out(match[0])) for match in matches]


def report_forbidden(character: str, span: Span, hint: str) -> Diagnostic:
    """Report a character that content must not hold, typed or escaped (PB003)."""
    name = f"U+{ord(character):04X} ({_name(character).lower()})"
    return Diagnostic("PB003", f"the character {name} must not stand in content", span, hint)


def _name(character: str) -> str:
    if character == "\ufeff":
        return "byte order mark"
    is_control = unicodedata.category(character) == "Cc"
    return unicodedata.name(character, "control character" if is_control else "not a character")


def _way_out(character: str) -> str:
    if character in "\x85\u2028\u2029":
        return "use an ordinary line break instead"
    if unicodedata.category(character) == "Cf" and character != "\ufeff":
        return "delete it: it is invisible, and makes text read in another order than it is written"
    return "delete it: it is invisible, and often comes with text copied from another program"


def _looks_like_utf_16(raw: bytes) -> bool:
    """Tell by the byte order mark or, without one, by NULs in about every second byte."""
    sample = raw[:_SAMPLE]
    return raw.startswith(_UTF_16) or (len(sample) > 3 and 0.3 < sample.count(0) / len(sample) < 0.7)  # noqa: PLR2004


def _newlines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _not_utf_8(file: str, raw: bytes, start: int) -> Diagnostic:
    before = _newlines(raw[:start].decode())
    letter = raw[start : start + 1].decode("cp1252", "replace")
    message = f"the file is not UTF-8: the byte {raw[start]:02X} cannot be read here"
    if letter.isprintable() and letter != "\ufffd":
        message += f' (in Windows-1252 or Latin-1 it is "{letter}")'
    return Diagnostic(
        "PB002", message, Lines(file, before + "\ufffd").span(len(before), len(before) + 1), _SAVE_AS_UTF8
    )


def _conflicts(lines: Lines) -> Iterator[Diagnostic]:
    """Report each unresolved merge conflict at its first line, and lines of one that were left behind (PB106)."""
    inside = False
    for match in _CONFLICT.finditer(lines.text):
        if match[0].startswith("<") or not inside:
            yield Diagnostic(
                "PB106",
                "an unresolved merge conflict",
                lines.span(*match.span()),
                'keep the version you want, and delete each line of "<<<<<<<", "|||||||", "=======" or ">>>>>>>"',
            )
        inside = not match[0].startswith(">")

"""Slips in how a single value is written: quotes, escapes, brackets, and signs that mean something in YAML."""

from __future__ import annotations

import re

from partner_playbooks.language.source.fault import Fault, Slip
from partner_playbooks.language.source.parsed_file import find_line_end


def find_open_quote(fault: Fault) -> Slip | None:
    """A quote that is never closed, or that only the next quote in a later line closes."""
    start = fault.since
    if fault.context != "while scanning a quoted scalar":
        if fault.quoted is None or fault.in_one_line(*fault.quoted) or not _follows_quote(fault):
            return None
        start = fault.quoted[0]
    quote = fault.text[start]
    end = start + len(fault.text[start : find_line_end(fault.text, start)].rstrip())
    message, hint = f"this quote ({quote}) is never closed", f"write {quote} at the end of the text"
    last = fault.text[end - 1]
    if last != quote and last in _QUOTES and end - start > 1:
        hint = f"write {quote} in place of {last} at the end of the text"
        return Slip(start, start + 1, message, hint, replace=(end - 1, end, quote))
    certain = " #" not in fault.text[start:end] and not _goes_on(fault.text, start)
    return Slip(start, start + 1, message, hint, insert=(end, quote), certain=certain)


_QUOTES = "\"'\u2018\u2019\u201a\u201b\u201c\u201d\u201e\u201f\u00ab\u00bb"


def _goes_on(text: str, start: int) -> bool:
    """Tell whether the line below that of an offset is indented deeper, so that it may belong to the same text."""
    line_start = text.rfind("\n", 0, start) + 1
    below = text[find_line_end(text, start) + 1 :].split("\n", 1)[0]
    before = text[line_start:start]
    return bool(below.strip()) and len(below) - len(below.lstrip()) > len(before) - len(before.lstrip(" -"))


def find_text_after_quote(fault: Fault) -> Slip | None:
    """Text behind the quote that ends a value."""
    if fault.quoted is None or not _follows_quote(fault) or fault.at == fault.line_end:
        return None
    if fault.text[fault.quoted[0]] == "'":
        hint = "put the whole text in quotes, and write an apostrophe inside single quotes twice ('')"
    else:
        hint = r"put the whole text in quotes, and write \" for a quote inside them"
    return Slip(fault.at, fault.at + 1, "the text goes on after its closing quote", hint)


def _follows_quote(fault: Fault) -> bool:
    return fault.quoted is not None and not fault.text[fault.quoted[1] : fault.at].strip(" \t")


def find_wrong_escape(fault: Fault) -> Slip | None:
    """A backslash in double quotes with a letter behind it that means nothing."""
    if fault.context != "while parsing a quoted scalar":
        return None
    start = fault.at if "unknown escape" in fault.problem else fault.at - 2  # else it stops behind the `\x`
    hint = r"write \\ for a backslash, or put the text in single quotes (')"
    return Slip(start, start + 2, f'"{fault.text[start : start + 2]}" is not a character that YAML knows', hint)


_INDICATORS = {"!": "tag", "*": "alias", "&": "anchor", "|": "block scalar", ">": "block scalar"}
"""Characters that begin something else than text, and the parser's word for it."""

_NO_VALUE = (
    "did not find expected node content",
    "found undefined tag handle",
    "mapping keys are not allowed",
    "block sequence entries are not allowed",
)
"""The parser's words for a character where a value should begin."""

_GLUED_BLOCK = re.compile(r"[|>](?:[+-]|\w)")


def find_special_start(fault: Fault) -> Slip | None:
    """A text that begins with a character YAML keeps for itself."""
    if "cannot start any token" in fault.problem:
        start = fault.at
    elif fault.context.endswith(_INDICATORS.get(fault.text[fault.since : fault.since + 1], "\0")):
        start = fault.since
    elif fault.problem.startswith(_NO_VALUE):
        start = fault.at
    else:
        return None
    character = fault.text[start : start + 1]
    if not character.strip():
        return None
    hint, quotes = "put the whole text in quotes", fault.line_start <= start
    if character == "-":
        hint, quotes = hint + "; if it is a list, start it on the next line", False
    elif _GLUED_BLOCK.match(fault.text, start):
        hint = f"start the text on the line below {character}, indented deeper; if {character} belongs to it, {hint}"
        quotes = False
    elif start == fault.indent and fault.text.startswith("* ", start):
        hint, quotes = 'write "- " for an entry of a list; or ' + hint, False
    return Slip(start, start + 1, f"a text without quotes must not start with {character}", hint, quotes=quotes)


def find_open_bracket(fault: Fault) -> Slip | None:
    """A bracket that nothing closes."""
    if fault.bracket is None:
        return None
    opening = fault.text[fault.bracket]
    closing = "]" if opening == "[" else "}"
    quotes = f"or put text that starts with {opening} in quotes"
    if _has_left_bracket(fault, fault.bracket):
        message, hint = f"this bracket ({opening}) is never closed", f"write {closing} at its end, {quotes}"
        return Slip(fault.bracket, fault.bracket + 1, message, hint)
    hint = f"write a comma between entries and {closing} after the last, {quotes}"
    return Slip(fault.at, fault.at + 1, f"a comma or {closing} is missing before this", hint)


_FIELD_INDENT = re.compile(r"[ -]*")


def _has_left_bracket(fault: Fault, bracket: int) -> bool:
    """Tell by the indentation whether the parser stopped in a line that was not meant to be in it."""
    rest = fault.text[fault.at :].strip()
    if not rest or fault.in_one_line(bracket, fault.at):
        return not rest
    line_start = fault.text.rfind("\n", 0, bracket) + 1
    field = _FIELD_INDENT.match(fault.text, line_start)
    return field is not None and fault.indent - fault.line_start <= field.end() - line_start


def find_text_after_bracket(fault: Fault) -> Slip | None:
    """Text behind the bracket that ends a list."""
    before = fault.text[fault.line_start : fault.at].rstrip()
    if not before.endswith(("]", "}")) or fault.at == fault.line_end:
        return None
    hint = "put the whole text in quotes, if it is one that starts with [ or {"
    return Slip(fault.at, fault.at + 1, "the text goes on after its closing bracket", hint)

"""Slips in how lines stand to one another: tabs, indents, dashes, blanks and colons."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from partner_playbooks.language.source.fault import Fault, Slip
from partner_playbooks.language.source.parsed_file import find_line_end
from partner_playbooks.language.source.scalar_checks import ODD_BLANKS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_INDENT = re.compile(r"[- \t]*")


def find_tab(fault: Fault) -> Slip | None:
    """A tab where a line begins."""
    indent = _INDENT.match(fault.text, fault.line_start)
    start = fault.text.find("\t", fault.line_start, indent.end() if indent else 0)
    if start < 0:
        return None
    column = _column_above(fault)
    hint = f"use spaces: {column} in place of the blanks at its start" if column else "start it without any blank"
    end = start + len(fault.text[start : fault.line_end]) - len(fault.text[start : fault.line_end].lstrip("\t "))
    width = column - (start - fault.line_start)
    mend = (start, end, " " * width) if width >= 0 else None
    return Slip(start, start + 1, "a tab is used to indent this line", hint, replace=mend)


_NAMED = re.compile(r"[ ]*((?:-[ ]+)*)[^#\s].*?:[ ]*(?:#.*)?$")
_FIELD = re.compile(r"\s*[^\W\d][\w-]*:(?:\s|$)")
_BLOCK = re.compile(r"[- ]*[^#\s].*?:[ ]+[|>][-+\d]*[ ]*(?:#.*)?$")
"""A name with a text over the lines that follow."""


def _column_above(fault: Fault) -> int:
    """Give where a line belongs: deeper than a name above it that has no value, else as deep as the line above.

    Where that is of a text over several lines, a field belongs beside the name of the text.
    """
    lines = fault.text[: fault.line_start].split("\n")[:-1]
    above = [
        (len(line) - len(line.lstrip(" -")), line) for line in reversed(lines) if line.strip() and "\t" not in line
    ]
    own, line = above[0] if above else (0, "")
    if _FIELD.match(fault.text, fault.line_start, fault.line_end):
        names = [column for column, around in _list_around(above) if _BLOCK.fullmatch(around)]
        if names:
            return names[-1]
    return own + _STEP if _NAMED.fullmatch(line) else own


def _list_around(above: Sequence[tuple[int, str]]) -> Iterator[tuple[int, str]]:
    """Yield the lines that the first of some lines lies below, each less deep than the one before."""
    least = above[0][0] if above else 0
    for at, line in above:
        if at < least:
            yield at, line
            least = at


_STEP = 2
"""Columns from a name to what stands below it."""

_NO_SPACE = re.compile(r"[ -]*[^\W\d][\w-]*:(?=[^\s/])")  # `name:value`, not `https://…`

_NO_SPACE_HINT = 'write a space after the colon: "name: value"'

_GLUED = re.compile(r"^[ ]*(-)(?=[^\W\d_])", re.MULTILINE)


def find_glued_dash(fault: Fault) -> Slip | None:
    """An entry whose dash has no space behind it, in what the parser took for a text over several lines."""
    found = _GLUED.search(fault.text, fault.text.rfind("\n", 0, fault.since) + 1, fault.line_end)
    if found is None or (fault.quoted is not None and fault.quoted[0] >= fault.since):
        return None
    at = found.start(1)
    hint = "write a space after the dash; if the text begins with it, put the text in quotes"
    return Slip(at, at + 1, "there is no space after this dash", hint, insert=(at + 1, " "), certain=False)


_ODD_AFTER = re.compile(rf"[ -]*[^\W\d][\w-]*:([{ODD_BLANKS}])")

_ODD_INDENT = re.compile(rf"[ -]*([{ODD_BLANKS}]+)")


def find_odd_blank(fault: Fault) -> Slip | None:
    """A blank that is no ordinary space, behind a colon or at the start of a line."""
    above = fault.text.rfind("\n", 0, max(fault.line_start - 1, 0)) + 1
    for start in (fault.since, above, fault.line_start):
        line_start = fault.text.rfind("\n", 0, start) + 1
        for shape, where in ((_ODD_AFTER, "after this colon"), (_ODD_INDENT, "at the start of this line")):
            found = shape.match(fault.text, line_start, find_line_end(fault.text, line_start))
            if found:
                message = f"the blank {where} is no ordinary space (U+{ord(found[1][0]):04X})"
                mend = (found.start(1), found.end(1), " " * len(found[1]))
                return Slip(found.start(1), found.end(1), message, "type the space anew", replace=mend)
    return None


def find_no_space_after_colon(fault: Fault) -> Slip | None:
    """`name:value`, in the line where the text began that the parser took for a long key."""
    if not fault.problem.startswith(("mapping values are", "could not find expected ':'")):
        return None
    before = fault.text.rfind("\n", 0, max(fault.line_start - 1, 0)) + 1
    for start in (fault.since, before, fault.line_start):
        typed = fault.text[start : find_line_end(fault.text, start)]
        match = _NO_SPACE.match(typed)
        if match and ": " not in typed:
            colon = start + match.end() - 1
            return Slip(colon, colon + 1, "there is no space after this colon", _NO_SPACE_HINT, insert=(colon + 1, " "))
    return None


_UNBRACED = re.compile(r":[ ]+\(?[\w-]+:[ ]+[\w-]+(?:[,;][ ]+[\w-]+:[ ]+[\w-]+)+\)?[ ]*$")


def find_stray_colon(fault: Fault) -> Slip | None:
    """A colon where no field can begin."""
    if not fault.problem.startswith("mapping values are"):
        return None
    if re.search(r":\s", fault.text[fault.line_start : fault.at]):
        hint = 'put the whole text in quotes: "…: …"'
        if _UNBRACED.search(fault.text, fault.line_start, fault.line_end):
            hint += "; if these are fields, put all of them in braces: {…: …, …: …}"
        message = "a colon with a space after it, inside a text without quotes"
        return Slip(fault.at, fault.at + 1, message, hint, quotes=True)
    message = "this line is indented deeper than the field above it allows"
    hint = "indent it like the field above; if it continues that text, put the whole text in quotes"
    return Slip(fault.indent, fault.line_end, message, hint)


def find_missing_colon(fault: Fault) -> Slip | None:
    """A name without its colon."""
    if not fault.problem.startswith("could not find expected ':'"):
        return None
    end = find_line_end(fault.text, fault.since)
    hint = 'write "name: value"; if it continues the text above, indent it deeper than that text\'s field'
    odd = re.compile("[\uff1a\ufe55\ua789\u2236]").search(fault.text, fault.since, end)
    if odd:
        message = f"this colon is no ordinary one (U+{ord(odd[0]):04X})"
        return Slip(odd.start(), odd.end(), message, 'write ": " in its place', replace=(*odd.span(), ": "))
    return Slip(fault.since, end, "this line is no field: it has no colon", hint)


_LIKE_A_DASH = "\u2010\u2011\u2012\u2013\u2014\u2212\u2022\u00b7\u2219\u25e6\u25aa"
"""What word processors make of a dash, and what they put before the entries of a list."""


def find_misplaced(fault: Fault) -> Slip | None:
    """A line that the parser could read, but not in this place."""
    if fault.at != fault.indent or fault.at >= len(fault.text):
        return None
    end = fault.line_end
    if fault.text[fault.at] == ":":
        return Slip(fault.at, end, "a field needs a name before its colon", 'write "name: value"')
    if "'-' indicator" in fault.problem:
        hint = 'start it with "- ", or indent it like the fields it belongs to'
        if fault.text[fault.at] in _LIKE_A_DASH:
            hint = f'write "- " in place of "{fault.text[fault.at]}"'
        return Slip(fault.at, end, 'an entry of the list above, starting with "- ", is expected here', hint)
    if "<document start>" in fault.problem:
        hint = "indent the fields of the top level all alike, best not at all"
        return Slip(fault.at, end, "the content of the file ends above this line", hint)
    hint = "check its indentation: fields of one level start in the same column, and so do the entries of a list"
    return Slip(fault.at, end, "this line does not fit the lines above it", hint)

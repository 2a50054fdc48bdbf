"""The parser's syntax errors → where the author's slip is, and the way out (PB101)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import yaml

from partner_playbooks.language.diagnostics import Diagnostic, Edit
from partner_playbooks.language.source.parsed_file import find_line_end
from partner_playbooks.language.source.scalar_checks import ODD_BLANKS, find_surrogate_escape, quote_span

if TYPE_CHECKING:
    from collections.abc import Callable

    from partner_playbooks.language.source.parsed_file import Lines


@dataclass(frozen=True, slots=True)
class Fault:
    """What the parser says, and what was open when it stopped; places are offsets into the text."""

    text: str
    context: str
    """What it was reading: `while scanning a quoted scalar`."""
    problem: str
    since: int
    """Where that began."""
    at: int
    """Where it stopped."""
    quoted: tuple[int, int] | None
    """The place of the last scalar, if that stands in quotes."""
    bracket: int | None
    """The innermost open bracket."""

    @classmethod
    def of(cls, error: Exception, text: str, quoted: tuple[int, int] | None, bracket: int | None) -> Fault:
        """Take an exception of PyYAML apart; a bare one says nothing but that reading failed."""
        if not isinstance(error, yaml.MarkedYAMLError):
            return cls(text, "", str(error), 0, 0, quoted, bracket)
        at = error.problem_mark.index if error.problem_mark else 0
        since = error.context_mark.index if error.context_mark else at
        return cls(text, error.context or "", error.problem or "", since, at, quoted, bracket)

    @property
    def line(self) -> str:
        """The line it stopped in."""
        return self.text[self.line_start : self.line_end]

    @property
    def line_start(self) -> int:
        """Where that line begins."""
        return self.text.rfind("\n", 0, self.at) + 1

    @property
    def line_end(self) -> int:
        """Where that line ends."""
        return find_line_end(self.text, self.at)

    @property
    def indent(self) -> int:
        """Where the first character of that line stands that is not a space."""
        return self.line_start + len(self.line) - len(self.line.lstrip())

    def in_one_line(self, start: int, end: int) -> bool:
        """Tell whether no line ends between two places."""
        return "\n" not in self.text[start:end]


class _Slip(NamedTuple):
    """An author's slip, as far as the text tells."""

    start: int
    end: int
    message: str
    hint: str
    code: str = "PB101"
    quotes: bool = False
    """Whether quotes around the value of the line mend it."""
    insert: tuple[int, str] | None = None
    """What mends it when it is put in at an offset."""
    certain: bool = True
    """Whether that is beyond doubt what was meant."""
    replace: tuple[int, int, str] | None = None
    """What could mend it in place of what stands between two offsets."""


def explain_fault(fault: Fault, lines: Lines) -> Diagnostic:
    """Say what the author did, where, and what to do instead."""
    if "escape code" in fault.problem:
        surrogate = find_surrogate_escape(lines, fault.at - 2)  # it stops behind the `\u`
        if surrogate:
            return surrogate
    slip = next(filter(None, (rule(fault) for rule in _RULES)))
    end = len(fault.text)
    span = lines.span(min(slip.start, end), min(slip.end, end))
    return Diagnostic(
        slip.code,
        slip.message,
        span,
        slip.hint,
        edits=_repair(slip, fault, lines),
        certain=slip.certain and slip.replace is None,
    )


_VALUE = re.compile(r"[ ]*(?:-[ ]+)*(?:[\w-]+:[ ]+)?")
"""What stands before the value in a line: an entry's hyphens, and a name with its colon."""


def _repair(slip: _Slip, fault: Fault, lines: Lines) -> tuple[Edit, ...]:
    if slip.replace is not None:
        start, end, text = slip.replace
        return (Edit(lines.span(start, end), text),)
    if slip.insert is not None:
        at, text = slip.insert
        return (Edit(lines.span(at, at), text),)
    before = _VALUE.match(fault.text, fault.line_start, fault.line_end)
    if not slip.quotes or before is None or not before.end() <= slip.start < fault.line_end:
        return ()
    end = fault.line_start + len(fault.line.rstrip())
    return quote_span(lines, before.end(), end)


def _directive(fault: Fault) -> _Slip | None:
    start = fault.since if fault.text.startswith("%", fault.since) else fault.line_start
    if not fault.text.startswith("%", start) or (start and fault.text[start - 1] != "\n"):
        return None
    end = find_line_end(fault.text, start)
    return _Slip(start, end, "directives (%YAML, %TAG) must not be used", "delete the line", "PB103")


_INDENT = re.compile(r"[- \t]*")


def _tab(fault: Fault) -> _Slip | None:
    indent = _INDENT.match(fault.text, fault.line_start)
    start = fault.text.find("\t", fault.line_start, indent.end() if indent else 0)
    if start < 0:
        return None
    column = _column_above(fault)
    hint = f"use spaces: {column} in place of the blanks at its start" if column else "start it without any blank"
    end = start + len(fault.text[start : fault.line_end]) - len(fault.text[start : fault.line_end].lstrip("\t "))
    width = column - (start - fault.line_start)
    mend = (start, end, " " * width) if width >= 0 else None
    return _Slip(start, start + 1, "a tab is used to indent this line", hint, replace=mend)


_NAMED = re.compile(r"[ ]*((?:-[ ]+)*)[^#\s].*?:[ ]*(?:#.*)?$")


def _column_above(fault: Fault) -> int:
    """Give where a line belongs: deeper than a name above it that has no value, else as deep as the line above."""
    above = fault.text[: fault.line_start].split("\n")[:-1]
    line = next((line for line in reversed(above) if line.strip() and "\t" not in line), "")
    own = len(line) - len(line.lstrip(" -"))
    return own + _STEP if _NAMED.fullmatch(line) else own


_STEP = 2
"""Columns from a name to what stands below it."""


def _open_quote(fault: Fault) -> _Slip | None:
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
        return _Slip(start, start + 1, message, hint, replace=(end - 1, end, quote))
    certain = " #" not in fault.text[start:end] and not _goes_on(fault.text, start)
    return _Slip(start, start + 1, message, hint, insert=(end, quote), certain=certain)


_QUOTES = "\"'\u2018\u2019\u201a\u201b\u201c\u201d\u201e\u201f\u00ab\u00bb"


def _goes_on(text: str, start: int) -> bool:
    """Tell whether the line below that of an offset is indented deeper, so that it may belong to the same text."""
    line_start = text.rfind("\n", 0, start) + 1
    below = text[find_line_end(text, start) + 1 :].split("\n", 1)[0]
    before = text[line_start:start]
    return bool(below.strip()) and len(below) - len(below.lstrip()) > len(before) - len(before.lstrip(" -"))


def _after_quote(fault: Fault) -> _Slip | None:
    if fault.quoted is None or not _follows_quote(fault) or fault.at == fault.line_end:
        return None
    if fault.text[fault.quoted[0]] == "'":
        hint = "put the whole text in quotes, and write an apostrophe inside single quotes twice ('')"
    else:
        hint = r"put the whole text in quotes, and write \" for a quote inside them"
    return _Slip(fault.at, fault.at + 1, "the text goes on after its closing quote", hint)


def _follows_quote(fault: Fault) -> bool:
    return fault.quoted is not None and not fault.text[fault.quoted[1] : fault.at].strip(" \t")


def _escape(fault: Fault) -> _Slip | None:
    if fault.context != "while parsing a quoted scalar":
        return None
    start = fault.at if "unknown escape" in fault.problem else fault.at - 2  # else it stops behind the `\x`
    hint = r"write \\ for a backslash, or put the text in single quotes (')"
    return _Slip(start, start + 2, f'"{fault.text[start : start + 2]}" is not a character that YAML knows', hint)


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


def _special_start(fault: Fault) -> _Slip | None:
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
    return _Slip(start, start + 1, f"a text without quotes must not start with {character}", hint, quotes=quotes)


def _open_bracket(fault: Fault) -> _Slip | None:
    if fault.bracket is None:
        return None
    opening = fault.text[fault.bracket]
    closing = "]" if opening == "[" else "}"
    quotes = f"or put text that starts with {opening} in quotes"
    if _has_left_bracket(fault, fault.bracket):
        message, hint = f"this bracket ({opening}) is never closed", f"write {closing} at its end, {quotes}"
        return _Slip(fault.bracket, fault.bracket + 1, message, hint)
    hint = f"write a comma between entries and {closing} after the last, {quotes}"
    return _Slip(fault.at, fault.at + 1, f"a comma or {closing} is missing before this", hint)


_FIELD_INDENT = re.compile(r"[ -]*")


def _has_left_bracket(fault: Fault, bracket: int) -> bool:
    """Tell by the indentation whether the parser stopped in a line that was not meant to be in it."""
    rest = fault.text[fault.at :].strip()
    if not rest or fault.in_one_line(bracket, fault.at):
        return not rest
    line_start = fault.text.rfind("\n", 0, bracket) + 1
    field = _FIELD_INDENT.match(fault.text, line_start)
    return field is not None and fault.indent - fault.line_start <= field.end() - line_start


def _after_bracket(fault: Fault) -> _Slip | None:
    before = fault.text[fault.line_start : fault.at].rstrip()
    if not before.endswith(("]", "}")) or fault.at == fault.line_end:
        return None
    hint = "put the whole text in quotes, if it is one that starts with [ or {"
    return _Slip(fault.at, fault.at + 1, "the text goes on after its closing bracket", hint)


_NO_SPACE = re.compile(r"[ -]*[^\W\d][\w-]*:(?=[^\s/])")  # `name:value`, not `https://…`
_NO_SPACE_HINT = 'write a space after the colon: "name: value"'


_GLUED = re.compile(r"^[ ]*(-)(?=[^\W\d_])", re.MULTILINE)


def _glued_dash(fault: Fault) -> _Slip | None:
    """An entry whose dash has no space behind it, in what the parser took for a text over several lines."""
    found = _GLUED.search(fault.text, fault.text.rfind("\n", 0, fault.since) + 1, fault.line_end)
    if found is None or (fault.quoted is not None and fault.quoted[0] >= fault.since):
        return None
    at = found.start(1)
    hint = "write a space after the dash; if the text begins with it, put the text in quotes"
    return _Slip(at, at + 1, "there is no space after this dash", hint, insert=(at + 1, " "), certain=False)


_LONGEST_NAME = 1024
"""Characters in front of a colon, for the parser to take them for a name."""


def _long_name(fault: Fault) -> _Slip | None:
    """A text without quotes that is so long that the parser no longer takes what stands before its colon for a name."""
    if not fault.problem.startswith(("mapping values are", "could not find expected ':'")):
        return None
    line = fault.text[fault.since : find_line_end(fault.text, fault.since)]
    colon = line.find(": ")
    if max(colon, fault.at - fault.since if fault.in_one_line(fault.since, fault.at) else 0) <= _LONGEST_NAME:
        return None
    message = f"a name is expected before the colon, and what stands there has more than {_LONGEST_NAME:,} characters"
    hint = "if it is a text, put the whole of it in quotes, behind the name of its field"
    return _Slip(fault.since, find_line_end(fault.text, fault.since), message, hint)


_ODD_AFTER = re.compile(rf"[ -]*[^\W\d][\w-]*:([{ODD_BLANKS}])")
_ODD_INDENT = re.compile(rf"[ -]*([{ODD_BLANKS}]+)")


def _odd_blank(fault: Fault) -> _Slip | None:
    """A blank that is no ordinary space, behind a colon or at the start of a line."""
    above = fault.text.rfind("\n", 0, max(fault.line_start - 1, 0)) + 1
    for start in (fault.since, above, fault.line_start):
        line_start = fault.text.rfind("\n", 0, start) + 1
        for shape, where in ((_ODD_AFTER, "after this colon"), (_ODD_INDENT, "at the start of this line")):
            found = shape.match(fault.text, line_start, find_line_end(fault.text, line_start))
            if found:
                message = f"the blank {where} is no ordinary space (U+{ord(found[1][0]):04X})"
                mend = (found.start(1), found.end(1), " " * len(found[1]))
                return _Slip(found.start(1), found.end(1), message, "type the space anew", replace=mend)
    return None


def _no_space_after_colon(fault: Fault) -> _Slip | None:
    """`name:value`, in the line where the text began that the parser took for a long key."""
    if not fault.problem.startswith(("mapping values are", "could not find expected ':'")):
        return None
    before = fault.text.rfind("\n", 0, max(fault.line_start - 1, 0)) + 1
    for start in (fault.since, before, fault.line_start):
        typed = fault.text[start : find_line_end(fault.text, start)]
        match = _NO_SPACE.match(typed)
        if match and ": " not in typed:
            colon = start + match.end() - 1
            return _Slip(
                colon, colon + 1, "there is no space after this colon", _NO_SPACE_HINT, insert=(colon + 1, " ")
            )
    return None


_UNBRACED = re.compile(r":[ ]+\(?[\w-]+:[ ]+[\w-]+(?:[,;][ ]+[\w-]+:[ ]+[\w-]+)+\)?[ ]*$")


def _colon(fault: Fault) -> _Slip | None:
    if not fault.problem.startswith("mapping values are"):
        return None
    if re.search(r":\s", fault.text[fault.line_start : fault.at]):
        hint = 'put the whole text in quotes: "…: …"'
        if _UNBRACED.search(fault.text, fault.line_start, fault.line_end):
            hint += "; if these are fields, put all of them in braces: {…: …, …: …}"
        message = "a colon with a space after it, inside a text without quotes"
        return _Slip(fault.at, fault.at + 1, message, hint, quotes=True)
    message = "this line is indented deeper than the field above it allows"
    hint = "indent it like the field above; if it continues that text, put the whole text in quotes"
    return _Slip(fault.indent, fault.line_end, message, hint)


def _no_colon(fault: Fault) -> _Slip | None:
    if not fault.problem.startswith("could not find expected ':'"):
        return None
    end = find_line_end(fault.text, fault.since)
    hint = 'write "name: value"; if it continues the text above, indent it deeper than that text\'s field'
    odd = re.compile("[\uff1a\ufe55\ua789\u2236]").search(fault.text, fault.since, end)
    if odd:
        message = f"this colon is no ordinary one (U+{ord(odd[0]):04X})"
        return _Slip(odd.start(), odd.end(), message, 'write ": " in its place', replace=(*odd.span(), ": "))
    return _Slip(fault.since, end, "this line is no field: it has no colon", hint)


_LIKE_A_DASH = "\u2010\u2011\u2012\u2013\u2014\u2212\u2022\u00b7\u2219\u25e6\u25aa"
"""What word processors make of a dash, and what they put before the entries of a list."""


def _misplaced(fault: Fault) -> _Slip | None:
    """A line that the parser could read, but not in this place."""
    if fault.at != fault.indent or fault.at >= len(fault.text):
        return None
    end = fault.line_end
    if fault.text[fault.at] == ":":
        return _Slip(fault.at, end, "a field needs a name before its colon", 'write "name: value"')
    if "'-' indicator" in fault.problem:
        hint = 'start it with "- ", or indent it like the fields it belongs to'
        if fault.text[fault.at] in _LIKE_A_DASH:
            hint = f'write "- " in place of "{fault.text[fault.at]}"'
        return _Slip(fault.at, end, 'an entry of the list above, starting with "- ", is expected here', hint)
    if "<document start>" in fault.problem:
        hint = "indent the fields of the top level all alike, best not at all"
        return _Slip(fault.at, end, "the content of the file ends above this line", hint)
    hint = "check its indentation: fields of one level start in the same column, and so do the entries of a list"
    return _Slip(fault.at, end, "this line does not fit the lines above it", hint)


def _anything(fault: Fault) -> _Slip:
    hint = "put the whole text in quotes, and check the indentation and the quotes of the lines above"
    return _Slip(fault.at, fault.at + 1, "the file cannot be read from here on", hint)


# The first that recognises the slip explains it.
_RULES: tuple[Callable[[Fault], _Slip | None], ...] = (
    _directive,
    _tab,
    _open_quote,
    _escape,
    _special_start,
    _open_bracket,
    _after_quote,
    _after_bracket,
    _glued_dash,
    _odd_blank,
    _long_name,
    _no_space_after_colon,
    _colon,
    _no_colon,
    _misplaced,
    _anything,
)

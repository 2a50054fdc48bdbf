"""The parser's syntax errors → where the author's slip is, and the way out (PB101)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from partner_playbooks.language.diagnostics import Diagnostic, Edit
from partner_playbooks.language.source.fault import Fault, Slip
from partner_playbooks.language.source.parsed_file import find_line_end
from partner_playbooks.language.source.scalar_checks import find_surrogate_escape, quote_span
from partner_playbooks.language.source.slips_of_layout import (
    find_glued_dash,
    find_misplaced,
    find_missing_colon,
    find_no_space_after_colon,
    find_odd_blank,
    find_stray_colon,
    find_tab,
)
from partner_playbooks.language.source.slips_of_values import (
    find_open_bracket,
    find_open_quote,
    find_special_start,
    find_text_after_bracket,
    find_text_after_quote,
    find_wrong_escape,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from partner_playbooks.language.source.parsed_file import Lines


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


def _repair(slip: Slip, fault: Fault, lines: Lines) -> tuple[Edit, ...]:
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


def _directive(fault: Fault) -> Slip | None:
    start = fault.since if fault.text.startswith("%", fault.since) else fault.line_start
    if not fault.text.startswith("%", start) or (start and fault.text[start - 1] != "\n"):
        return None
    end = find_line_end(fault.text, start)
    return Slip(start, end, "directives (%YAML, %TAG) must not be used", "delete the line", "PB103")


_LONGEST_NAME = 1024
"""Characters in front of a colon, for the parser to take them for a name."""


def _long_name(fault: Fault) -> Slip | None:
    """A text without quotes that is so long that the parser no longer takes what stands before its colon for a name."""
    if not fault.problem.startswith(("mapping values are", "could not find expected ':'")):
        return None
    line = fault.text[fault.since : find_line_end(fault.text, fault.since)]
    colon = line.find(": ")
    if max(colon, fault.at - fault.since if fault.in_one_line(fault.since, fault.at) else 0) <= _LONGEST_NAME:
        return None
    message = f"a name is expected before the colon, and what stands there has more than {_LONGEST_NAME:,} characters"
    hint = "if it is a text, put the whole of it in quotes, behind the name of its field"
    return Slip(fault.since, find_line_end(fault.text, fault.since), message, hint)


def _anything(fault: Fault) -> Slip:
    hint = "put the whole text in quotes, and check the indentation and the quotes of the lines above"
    return Slip(fault.at, fault.at + 1, "the file cannot be read from here on", hint)


# The first that recognises the slip explains it.
_RULES: tuple[Callable[[Fault], Slip | None], ...] = (
    _directive,
    find_tab,
    find_open_quote,
    find_wrong_escape,
    find_special_start,
    find_open_bracket,
    find_text_after_quote,
    find_text_after_bracket,
    find_glued_dash,
    find_odd_blank,
    _long_name,
    find_no_space_after_colon,
    find_stray_colon,
    find_missing_colon,
    find_misplaced,
    _anything,
)

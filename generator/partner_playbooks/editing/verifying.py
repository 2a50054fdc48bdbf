"""The content with a rewrite, held against the content without: nothing may be wrong that was not wrong before."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from partner_playbooks.language.diagnostics import Diagnostic, Severity, UserError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from partner_playbooks.checks.examination import Examination

_SHAPE = "PB2"
"""Codes of files and of their shape come before this."""


def find_unread(examined: Examination, file: str | None = None) -> tuple[Diagnostic, ...]:
    """Give the errors that keep content, or one file of it, from being read in full."""
    return tuple(
        found
        for found in examined.diagnostics
        if found.severity is Severity.ERROR and found.code < _SHAPE and file in (None, found.span.file)
    )


def list_new_findings(before: Examination, after: Examination) -> Iterator[Diagnostic]:
    """Yield what is found only afterwards; the place of a finding does not make it another one."""
    known = Counter((found.code, found.message) for found in before.diagnostics)
    for found in after.diagnostics:
        key = (found.code, found.message)
        if known[key]:
            known[key] -= 1
        else:
            yield found


def refuse_if_worse(before: Examination, after: Examination) -> None:
    """Refuse a renaming after which more is wrong.

    Raises:
        UserError: with the first of what would be wrong.
    """
    more = Counter(map(_code, before.diagnostics))
    more = Counter(map(_code, after.diagnostics)) - more
    worse = next((found for found in after.diagnostics if found.code in more), None)
    if worse is not None:
        raise UserError(f"with this id, {worse.span} would be at fault: {worse.code} {worse.message}", worse.hint)


def _code(found: Diagnostic) -> str:
    return found.code

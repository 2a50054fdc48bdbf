"""PB318: an example that `playbooks new` wrote, and that nobody has put their own words in place of."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from partner_playbooks.handbook.model.drafts import MARK, describe_field, list_open
from partner_playbooks.language.diagnostics import Diagnostic, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from partner_playbooks.handbook.linked import Handbook
    from partner_playbooks.handbook.model.content import Placed
    from partner_playbooks.handbook.model.walk import Leaf
    from partner_playbooks.language.diagnostics import Span

CODE = "PB318"
_WAITING = frozenset({"PB303", "PB304", "PB305", "PB311", "PB407"})
"""Findings that something is used nowhere: that comes last, when a new thing has been written."""


def check(handbook: Handbook, _today: date) -> Iterator[Diagnostic]:
    """Yield a finding per value that is still an example: an error where partners would read it."""
    for placed in handbook.list_written():
        for leaf in _list_examples(placed):
            name = next((str(part) for part in reversed(leaf.path) if isinstance(part, str)), "this")
            message = f"{name} still holds an example"
            severity = Severity.ERROR if leaf.visible else Severity.WARNING
            yield Diagnostic(CODE, message, placed.find(leaf.path, MARK), _way_out(leaf), severity)


def _way_out(leaf: Leaf) -> str:
    said = describe_field(leaf.holder, leaf.path).rstrip(".")
    return f"put your own in its place, without {MARK}: {said[:1].lower()}{said[1:]}"


def hold_back(found: Diagnostic, drafts: frozenset[Span]) -> Diagnostic:
    """Give a finding as it is told of something that is still a draft: what uses it comes after its own words."""
    if found.code not in _WAITING or found.span not in drafts:
        return found
    return replace(found, code=CODE, severity=Severity.WARNING, message=f"{found.message} yet, and holds examples")


def list_drafts(handbook: Handbook) -> frozenset[Span]:
    """Give the place of the id of everything that still holds examples."""
    return frozenset(placed.span("id") for placed in handbook.list_written() if _list_examples(placed))


def _list_examples(placed: Placed) -> tuple[Leaf, ...]:
    return placed.remember(_list_examples, lambda: tuple(list_open(iter(placed.leaves), placed.document, placed.path)))

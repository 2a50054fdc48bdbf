"""PB411: a span of time that is said in no way, or in several that differ."""

from __future__ import annotations

from typing import TYPE_CHECKING

from partner_playbooks.checks.single import check_each
from partner_playbooks.handbook.model.span import Span
from partner_playbooks.language.diagnostics import Diagnostic

if TYPE_CHECKING:
    from collections.abc import Iterator

    from partner_playbooks.handbook.model.content import Placed


@check_each
def check(placed: Placed) -> Iterator[Diagnostic]:
    """Yield a finding per span that is not said in exactly one way."""
    for path, record in placed.records:
        if isinstance(record, Span) and not record.has_one_shape:
            hint = "say one of `last:`, `calendar:`, `state:`, or `begins:` with `ends:`"
            yield Diagnostic("PB411", "a span is said in exactly one way", placed.span(*path), hint)

"""PB310: a scorecard whose weights do not add up to 100."""

from __future__ import annotations

from typing import TYPE_CHECKING

from partner_playbooks.handbook.model.document import Document, DocumentKind
from partner_playbooks.language.diagnostics import Diagnostic

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from partner_playbooks.handbook.linked import Handbook

_TOTAL = 100


def check(handbook: Handbook, _today: date) -> Iterator[Diagnostic]:
    """Yield a finding per scorecard, or other document with weights, of which the total is another."""
    for placed in handbook.list_written("document"):
        if not isinstance(placed.record, Document):
            continue
        fields = [each for section in placed.record.sections for each in section.fields]
        weights = [each.weight for each in fields if each.weight is not None]
        if (weights or placed.record.kind is DocumentKind.SCORECARD) and sum(weights) != _TOTAL:
            message = f"the weights add up to {sum(weights)}, not to {_TOTAL}"
            hint = "change the `weight:` of its fields; only a document without weights may do without"
            yield Diagnostic("PB310", message, placed.span("id"), hint)

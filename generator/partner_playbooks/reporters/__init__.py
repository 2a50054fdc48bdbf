"""Diagnostics → what people and machines read. A new format is a new file and one line here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from partner_playbooks.reporters import json_report, text_report

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from partner_playbooks.diagnostics import Diagnostic

    Reporter = Callable[[Sequence[Diagnostic], Mapping[str, str]], str]

REPORTERS: dict[str, Reporter] = {
    "text": text_report.report,
    "json": json_report.report,
}
"""Name of the format → function from findings and file texts to the report."""

"""PB407: a figure of the programme that nothing states: no text, no condition, no assertion."""

from __future__ import annotations

from typing import TYPE_CHECKING

from partner_playbooks.handbook.named_figures import find_whole_name
from partner_playbooks.handbook.references import list_held
from partner_playbooks.language.diagnostics import Diagnostic, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from partner_playbooks.handbook.linked import Handbook


def check(handbook: Handbook, _today: date) -> Iterator[Diagnostic]:
    """Yield a finding per figure that is stated nowhere."""
    if not handbook.is_complete:
        return
    stated = {
        find_whole_name(handbook.figures, name)
        for holder in handbook.holders()
        for named in list_held(holder, handbook.programme)
        for name in named.values
    }
    for placed in handbook.list_written("figure"):
        if f"figure.{placed.id}" not in stated:
            hint = f"write {{figure.{placed.id}}} where the rule stands, or remove the figure"
            message = f'nothing states the figure "{placed.id}"'
            yield Diagnostic("PB407", message, placed.span("id"), hint, Severity.WARNING)

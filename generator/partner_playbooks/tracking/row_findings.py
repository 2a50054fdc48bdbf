"""What is wrong with records: a row, the column, the text that stands there, and the way out."""

from __future__ import annotations

from dataclasses import dataclass

from partner_playbooks.language.diagnostics import Diagnostic, Severity, Span

_SHOWN = 60


@dataclass(frozen=True, slots=True, order=True)
class RowFinding:
    """A value, or a row, that was left out."""

    file: str
    """Its path below the project folder."""
    row: int
    """The first row holds the headings, so the first record is row 2."""
    column: int
    """The place of the column, from 1; 0 where the whole row is meant."""
    heading: str
    reason: str
    text: str = ""
    """What stands there, as far as it may be shown."""
    hint: str = ""
    code: str = "PB811"
    others: str = ""
    """Where more rows are like it, that they are, and some of them."""
    more: int = 0
    """How many more rows are like it."""

    def as_diagnostic(self) -> Diagnostic:
        """Give it as every report shows findings: the row as the line, the place of the column as the column."""
        shown = self.text if len(self.text) <= _SHOWN else f"{self.text[:_SHOWN]}…"
        where = f"{self.heading}: " if self.heading else ""
        reason = f"{self.reason}; {self.others}" if self.others else self.reason
        message = f'{where}"{shown}" {reason}' if shown else f"{where}{reason}"
        place = Span(self.file, self.row, max(self.column, 1), self.row, max(self.column, 1) + 1)
        return Diagnostic(self.code, message, place, self.hint, Severity.WARNING)

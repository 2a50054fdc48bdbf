"""What is wrong with records, by kind: so many rows of a column for one reason, with examples."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

    from partner_playbooks.tracking.row_findings import RowFinding

_EXAMPLES = 3
_SHOWN = 60


class WrongRows(NamedTuple):
    """Rows of a file with one fault in one column."""

    file: str
    column: str
    """Its heading; empty where whole rows are meant."""
    reason: str
    rows: int
    examples: tuple[RowExample, ...]


class RowExample(NamedTuple):
    """One of them."""

    row: int
    text: str
    """What stands there, as far as it may be shown."""


def group_findings(findings: Iterable[RowFinding]) -> tuple[WrongRows, ...]:
    """Give the kinds of faults, the most frequent first."""
    kinds: dict[tuple[str, str, str], list[RowFinding]] = {}
    for each in findings:
        kinds.setdefault((each.file, each.heading, each.reason), []).append(each)
    made = (
        WrongRows(*kind, sum(1 + each.more for each in found), tuple(map(_show, found[:_EXAMPLES])))
        for kind, found in kinds.items()
    )
    return tuple(sorted(made, key=lambda each: (-each.rows, each[:3])))


def _show(each: RowFinding) -> RowExample:
    return RowExample(each.row, each.text if len(each.text) <= _SHOWN else f"{each.text[:_SHOWN]}…")

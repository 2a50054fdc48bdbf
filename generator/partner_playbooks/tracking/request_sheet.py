"""What to ask of whoever looks after the CRM: which reports, with which columns, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from partner_playbooks.language.records import TABLES
from partner_playbooks.language.records.record_fields import Shape
from partner_playbooks.tracking.ready_mappings import list_ready_systems

if TYPE_CHECKING:
    from collections.abc import Iterator

    from partner_playbooks.language.records.record_fields import RecordTable

_ASKED = (
    "partners",
    "stage_entries",
    "deals",
    "deal_partners",
    "activity",
    "registrations",
    "enrolments",
    "agreements",
)
"""Tables that are asked for, those that make most known first."""
_RULES = (
    "CSV in UTF-8, with a first row of headings, one row per record, and no total at the end.",
    "Days as 2026-03-31, or all in one other way. Ids as the system has them: no spreadsheet in between.",
    "All partners and deals, those that ended or were lost included; records that were merged or deleted marked.",
)
_HISTORY = (
    "Please switch on the history of the field that holds a partner's stage or status (field history tracking). What "
    "changed before that day cannot be had again, and how long a stage takes is known from it alone."
)


def write_request(programme: str, system: str = "") -> str:
    """Give the request as Markdown: what is wanted, and what it makes known.

    Args:
        programme: Whose records they are.
        system: A system whose names for the columns are given, too; empty for none.
    """
    return "\n".join(_list_lines(programme, system)) + "\n"


def list_system_names() -> tuple[str, ...]:
    """Give the systems whose names for columns are known."""
    return tuple(each.system for each in list_ready_systems())


def _list_lines(programme: str, system: str) -> Iterator[str]:
    yield f"# Exports for the figures of {programme}"
    yield ""
    yield f"**First:** {_HISTORY}"
    yield ""
    yield from (f"- {rule}" for rule in _RULES)
    for name in _ASKED:
        yield ""
        yield from _list_table(TABLES[name], system)


def _list_table(table: RecordTable, system: str) -> Iterator[str]:
    names = {
        field: heading
        for each in list_ready_systems()
        if each.system == system
        for file in reversed(each.files)
        if file.table == table.name
        for field, heading in file.columns.items()
    }
    yield f"## {table.name.replace('_', ' ').capitalize()}"
    yield ""
    yield f"{table.about}{f' It makes known {table.unlocks}.' if table.unlocks else ''}"
    yield ""
    in_system = f" In {system} |" if names else ""
    yield f"| Column | What it holds |{in_system}"
    yield f"| --- | --- |{' --- |' if names else ''}"
    for field in table.fields:
        if not field.derived:
            needed = " (needed)" if field.needed else ""
            person = "; hashed when it is read" if field.shape is Shape.PERSON else ""
            cell = f" {names.get(field.name, '')} |" if names else ""
            yield f"| {field.name.replace('_', ' ')}{needed} | {field.about}{person} |{cell}"

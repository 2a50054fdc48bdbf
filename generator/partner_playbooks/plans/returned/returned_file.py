"""A file that came back, whichever kind it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from partner_playbooks.language.diagnostics import UserError
from partner_playbooks.plans.returned.carried import Terms, read_carried
from partner_playbooks.plans.returned.grids import is_csv, open_csv, open_workbook
from partner_playbooks.plans.returned.json_file import ReturnedPlan, read_plan_file
from partner_playbooks.plans.returned.workbook import read_tables
from partner_playbooks.plans.state import State

if TYPE_CHECKING:
    from datetime import datetime

_WORKBOOKS = (b"PK", bytes.fromhex("D0CF11E0A1B11AE1"))
_OTHERS = {
    b"%PDF": "a PDF file",
    b"BEGIN:VCALENDAR": "a calendar file",
    b"<": "a web page or XML file",
    b"{\\rtf": "a text of Word",
}


class WithoutPlanError(UserError):
    """A table that holds no plan of its own: it can be read beside a file that does."""


def read_returned(raw: bytes, name: str, at: datetime, beside: ReturnedPlan | None = None) -> ReturnedPlan:
    """Read a `plan.json`, a workbook or a CSV file; what of it was not understood is told in what it gives.

    Args:
        raw: Its bytes.
        name: How it is called.
        at: When it was last changed.
        beside: A plan of another file, for tables that carry none.

    Raises:
        WithoutPlanError: it is a table without a plan, and none is given.
        UserError: it is none of these, or nothing in it was understood.
    """
    for start, kind in _OTHERS.items():
        if raw.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(start):
            raise UserError(f"{name} is {kind}, which this program does not read", "name the workbook or plan.json")
    is_workbook = raw.startswith(_WORKBOOKS)
    if not is_workbook and not is_csv(raw):
        return read_plan_file(raw, name, at)
    tables = open_workbook(raw, name) if is_workbook else open_csv(raw, name)
    try:
        filled, terms = read_carried(tables, name, at)
    except UserError as error:
        if beside is None:
            raise WithoutPlanError(str(error), error.hint) from None
        filled, terms = ReturnedPlan(beside.plan, State(frozenset())), Terms()
    return read_tables(tables, filled, terms, name, at)

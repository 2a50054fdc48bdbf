"""A file that came back, whichever kind it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from partner_playbooks.status.plan_file import Filled, read_plan_file
from partner_playbooks.status.workbook import Refused, read_workbook

if TYPE_CHECKING:
    from datetime import datetime

__all__ = ["Filled", "Refused", "read"]

_ZIP = b"PK"


def read(raw: bytes, name: str, at: datetime) -> tuple[Filled, tuple[Refused, ...]]:
    """Read a `plan.json` or a workbook; tell which of its rows could not be read.

    Args:
        raw: Its bytes.
        name: How it is called.
        at: When it was last changed.

    Raises:
        UserError: it is neither, or cannot be read as a whole.
    """
    if raw.startswith(_ZIP):
        book = read_workbook(raw, name, at)
        return book.filled, book.refused
    return read_plan_file(raw, name, at), ()

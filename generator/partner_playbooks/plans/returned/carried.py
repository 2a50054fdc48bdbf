"""What a workbook carries in its hidden sheet: the plan, and the words that it was made with."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from partner_playbooks.language.diagnostics import UserError
from partner_playbooks.plans.interchange import HIDDEN, SCHEMA
from partner_playbooks.plans.returned.cells import squeeze
from partner_playbooks.plans.returned.column_words import normalize_heading, normalize_word
from partner_playbooks.plans.returned.json_file import ReturnedPlan, read_filled
from partner_playbooks.plans.state import Status

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from partner_playbooks.plans.returned.grids import Grid, Tables


@dataclass(frozen=True, slots=True)
class Terms:
    """The words that a workbook was made with."""

    statuses: Mapping[str, str] = field(default_factory=dict)
    sides: Mapping[str, str] = field(default_factory=dict)
    columns: Mapping[str, str] = field(default_factory=dict)
    date_format: str = ""
    opening: frozenset[str] | None = None
    """What stands above the headings; None where the workbook does not say."""
    people: Mapping[str, tuple[str, str]] | None = None
    """Name and address by role, as they were sent; None where the workbook does not say."""
    limits: Mapping[str, str] | None = None
    """Whom tasks and exit tests are for, by key, as it was sent; None where the workbook does not say."""


def read_carried(tables: Tables, name: str, at: datetime) -> tuple[ReturnedPlan, Terms]:
    """Give the plan that a workbook carries, and its words.

    Raises:
        UserError: it carries none that can be read.
    """
    hint = "take one that `playbooks plan` or the handbook made, or name plan.json of the same plan beside it"
    carrier = next((grid for grid in tables.grids if is_carrier(grid)), None)
    if carrier is None:
        raise UserError(f"{name} holds no plan", hint)
    parts = (row[0].value for row in carrier.rows if row)
    try:
        carried = json.loads("".join(part for part in parts if isinstance(part, str)))
    except (ValueError, RecursionError):
        carried = None
    if not isinstance(carried, dict):
        raise UserError(f"{name}: the plan in it is damaged", hint)
    terms = _read_terms(carried)
    filled = read_filled(carried, name, at)
    return filled, terms


def is_carrier(grid: Grid) -> bool:
    """Tell whether a sheet carries the plan."""
    first = grid.rows[0][0].value if grid.rows and grid.rows[0] else None
    return grid.name == HIDDEN or (isinstance(first, str) and first.startswith("{") and SCHEMA in first[:200])


def _read_terms(carried: dict[str, Any]) -> Terms:
    words = {key: _texts(carried.pop(key, None)) for key in ("statuses", "sides", "columns")}
    names = ("date_format", "opening", "people", "limits")
    date_format, opening, people, limits = (carried.pop(key, None) for key in names)
    return Terms(
        {normalize_word(word): value for value, word in words["statuses"].items() if value in list(Status)},
        words["sides"],
        {normalize_heading(heading): column for heading, column in words["columns"].items()},
        date_format if isinstance(date_format, str) else "",
        frozenset(map(squeeze, filter(_is_text, opening))) if isinstance(opening, list) else None,
        {each[0]: (each[1], each[2]) for each in people if _is_person(each)} if isinstance(people, list) else None,
        _texts(limits) if isinstance(limits, dict) else None,
    )


def _texts(words: object) -> dict[str, str]:
    pairs = words.items() if isinstance(words, dict) else ()
    return {key: word for key, word in pairs if isinstance(word, str)}


def _is_text(value: object) -> bool:
    return isinstance(value, str)


def _is_person(value: object) -> bool:
    return isinstance(value, list) and len(value) == 3 and all(map(_is_text, value))  # noqa: PLR2004 - role, name, address

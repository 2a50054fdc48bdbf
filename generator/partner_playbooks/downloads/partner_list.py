"""A list of partners in a CSV file, one a row, each to be made a plan for."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from partner_playbooks.language.diagnostics import UserError, suggest_nearest
from partner_playbooks.plans.dated import Request, get_entity
from partner_playbooks.plans.file_names import make_file_stem
from partner_playbooks.plans.invitation import PlanContact
from partner_playbooks.plans.tables import read_table
from partner_playbooks.plans.texts import clean_name, find_name_fault
from partner_playbooks.plans.typed_dates import find_date_order, read_typed_date

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from partner_playbooks.handbook.linked import Handbook

_NEEDED = ("partner",)
_OTHERS = ("type", "tier")
_CONTACT = ("contact", "contact-mail", "contact-phone", "contact-booking")
_SAID = {
    "partner": (
        "partner name",
        "name",
        "company",
        "organisation",
        "organization",
        "Partnername",
        "Firma",
        "Unternehmen",
    ),
    "type": ("partner type", "Typ", "Partnertyp"),
    "tier": ("partner tier", "level", "Stufe", "Partnerstufe"),
    "contact": ("contact name", "Ansprechpartner", "Kontakt"),
    "contact-mail": ("contact e-mail", "contact email", "Kontakt E-Mail"),
    "contact-phone": ("contact telephone", "Kontakt Telefon"),
    "contact-booking": ("contact booking link", "Kontakt Terminbuchung"),
    "start": ("start date", "starts on", "Beginn", "Startdatum", "Starttermin", "Beginnt am"),
    "target": ("target date", "Ziel", "Zieldatum", "Zieltermin"),
}
"""What people call these columns, in the languages that the package ships."""
_SHORT_YEAR = re.compile(r"^\d{1,2}[-/. ]+\w+[-/. ]+\d\d$")
MAX_ROWS = 100_000


@dataclass(frozen=True, slots=True)
class Row:
    """A partner in the list."""

    line: int
    request: Request
    folder: str
    """Name of the folder that its plan goes into."""
    contact: PlanContact = field(default_factory=PlanContact)
    """Whom the partner asks."""


@dataclass(frozen=True, slots=True)
class WrongRow:
    """A row that no plan can be made for."""

    line: int
    reason: str


def read_partners(raw: bytes, name: str, handbook: Handbook, plan: str, date_column: str) -> list[Row | WrongRow]:
    """Read a list of partners; a row that is wrong is told of, and stops nothing.

    Args:
        raw: The file: a table as spreadsheet programs write it.
        name: How it is called.
        handbook: Of the edition that the plans are for.
        plan: Id of the plan.
        date_column: `start` or `target`: what the plan counts from.

    Raises:
        UserError: the file as a whole cannot be read.
    """
    rows = read_table(raw, name)
    line, cells = next(rows, (1, []))
    reader = _Reader(handbook, plan, date_column, _head(cells, f"{name}:{line}", handbook, date_column))
    found: list[Row | WrongRow] = []
    places: dict[str, int] = {}
    for line, values in rows:
        row = reader.row(line, values)
        if isinstance(row, Row):
            first = places.setdefault(row.folder, row.line)
            if first != row.line:
                row = WrongRow(row.line, f'its folder "{row.folder}" is that of line {first}; make the names differ')
        found.append(row)
        if len(found) > MAX_ROWS:
            raise UserError(f"{name} has more than {MAX_ROWS:,} rows", "split it")
    if not found:
        raise UserError(f"{name} names no partner", "add a row for each below the headings")
    return found


def _head(cells: Sequence[str], place: str, handbook: Handbook, date_column: str) -> list[str]:
    """Give what each column is; one without a heading is an empty text, and may hold nothing."""
    allowed = [*_NEEDED, *_OTHERS, *_CONTACT, date_column, *handbook.ids("role")]
    known = {_plainly(id_): id_ for id_ in allowed} | {
        _plainly(word): name for name, words in _SAID.items() if name in allowed for word in words
    }
    titles = Counter(_plainly(role.title) for role in handbook.roles)
    known |= {_plainly(role.title): role.id for role in handbook.roles if titles[_plainly(role.title)] == 1}
    head: list[str] = []
    for cell in cells:
        meant = known.get(_plainly(cell), "")
        if cell and not meant:
            hint = (
                suggest_nearest(cell, allowed)
                or f"columns are {', '.join([*_NEEDED, *_OTHERS, *_CONTACT, date_column])}, or ids of roles"
            )
            raise UserError(f'{place}: there is no column "{cell}"', hint)
        if meant and meant in head:
            also = f' as "{cell}"' if cell != meant else ""
            raise UserError(f'{place}: the column "{meant}" stands there twice{also}', "remove one")
        head.append(meant)
    for cell in (*_NEEDED, date_column):
        if cell not in head:
            raise UserError(
                f'{place}: the column "{cell}" is missing', f"add it; the plan counts from the {date_column}"
            )
    return head


def _plainly(heading: str) -> str:
    """Give a heading however it is written: `Start Date` as `start-date`."""
    return re.sub(r"[\s_-]+", "-", unicodedata.normalize("NFKC", heading).casefold().strip(" :*"))


@dataclass(frozen=True, slots=True)
class _Reader:
    handbook: Handbook
    plan: str
    date_column: str
    head: Sequence[str]

    def row(self, line: int, values: Sequence[str]) -> Row | WrongRow:
        columns = len(self.head)
        while len(values) > columns and not values[-1]:
            values = values[:-1]
        if len(values) > columns:
            return WrongRow(line, f"it has {len(values)} cells, but there are {columns} columns")
        for number, (name, value) in enumerate(zip(self.head, values, strict=False), start=1):
            if value and not name:
                return WrongRow(line, f'its cell {number}, "{value}", stands below no heading')
        cells = {name: value for name, value in zip(self.head, values, strict=False) if value}
        try:
            request = self._request(cells)
            contact = PlanContact(*(_plain(name, cells[name]) if name in cells else "" for name in _CONTACT))
        except UserError as error:
            return WrongRow(line, "; ".join(filter(None, (str(error), error.hint))))
        folder = make_file_stem(request.partner)
        if not folder:
            return WrongRow(line, f'the name "{request.partner}" has neither a letter nor a digit')
        return Row(line, request, folder, contact)

    def _request(self, cells: Mapping[str, str]) -> Request:
        for name in (*_NEEDED, self.date_column):
            if name not in cells:
                raise UserError(f"its {name} is missing")
        names = {
            name: _plain(name, cells[name]) for name in self.head if name in self.handbook.ids("role") and name in cells
        }
        return Request(
            plan=self.plan,
            anchor=_date(self.date_column, cells[self.date_column], self.handbook.programme.date_format),
            partner=_plain("partner", cells["partner"]),
            partner_types=self._types(cells.get("type")),
            tier=self._id("tier", cells.get("tier")),
            names=names,
        )

    def _types(self, typed: str | None) -> tuple[str, ...]:
        """Give the ids of one partner type, or of several with a comma or a semicolon between them."""
        found = (self._id("partner-type", each.strip() or None) for each in re.split("[,;]", typed or ""))
        return tuple(dict.fromkeys(id_ for id_ in found if id_ is not None))

    def _id(self, kind: str, typed: str | None) -> str | None:
        """Give the id of what a cell names, by its id or its title, whatever their case."""
        if typed is None:
            return None
        wanted = _plainly(typed)
        found = {
            id_
            for id_, entity in self.handbook.entities.get(kind, {}).items()
            if wanted in (_plainly(id_), _plainly(entity.title))
        }
        return found.pop() if len(found) == 1 else get_entity(self.handbook, kind, typed).id


def _plain(column: str, text: str) -> str:
    name = clean_name(text)
    if fault := find_name_fault(name):
        raise UserError(f"its {column} cannot be used: {fault}")
    return name


def _date(column: str, text: str, date_format: str) -> date:
    """Give the one day that a cell names; where day and month could change places, the programme's format decides."""
    order = find_date_order(date_format)
    found = None if _SHORT_YEAR.search(text) else read_typed_date(text, order)
    if found is not None:
        return found
    hint = "write it as 2026-12-01"
    if _SHORT_YEAR.search(text):
        raise UserError(f'its {column} "{text}" has a year of two digits', hint)
    if not order and read_typed_date(text, "day") and read_typed_date(text, "month"):
        reason = "can be two days, and the programme's date format does not say which"
        raise UserError(f'its {column} "{text}" {reason}', hint)
    raise UserError(f'its {column} "{text}" is no date', hint)

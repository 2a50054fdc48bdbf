"""A history of attributes says what partners were on a past day; days that lie ahead are told."""

import json
from datetime import date

import pytest
from records import load, write
from shipped import EXAMINED
from small_records import write_project

from partner_playbooks.language.records.row_values import Records
from partner_playbooks.language.records.typed_rows import read_rows
from partner_playbooks.tracking.engine.days_ahead import find_days_ahead
from partner_playbooks.tracking.running import RunDays, track_records

pytestmark = pytest.mark.long

HISTORY = [
    {"partner": "A", "attribute": "tier", "at": "2025-01-01", "value": "registered"},
    {"partner": "A", "attribute": "tier", "at": "2026-03-01", "value": "silver"},
    {"partner": "A", "attribute": "region", "at": "2026-03-01", "value": "South"},
    {"partner": "B", "attribute": "tier", "at": "2026-03-01", "value": "Platinum Plus"},
]
PARTNERS = [
    {"id": "A", "name": "Alder", "tier": "gold", "region": "North"},
    {"id": "B", "name": "Birch", "tier": "gold", "region": "North"},
]
CASES = [
    ("2025-06-30", [("A", "registered", "North"), ("B", "gold", "North")]),
    ("2026-03-01", [("A", "silver", "South"), ("B", "gold", "North")]),
]
COLUMNS = "columns: {partner: partner, attribute: attribute, at: at, value: value}"


@pytest.fixture
def base(tmp_path):
    write(tmp_path, "partners.csv", [["id", "name", "tier", "region"], *(each.values() for each in PARTNERS)])
    write(tmp_path, "history.csv", [["partner", "attribute", "at", "value"], *(each.values() for each in HISTORY)])
    columns = "columns: {id: id, name: name, tier: tier, region: region}"
    sources = {"partners": f"file: partners.csv, {columns}", "partner_history": f"file: history.csv, {COLUMNS}"}
    return load(tmp_path, sources)


@pytest.mark.parametrize(("day", "expected"), CASES)
def test_a_partner_is_what_its_history_says_of_the_day(base, day, expected):
    base.know_on(date.fromisoformat(day))
    assert base.rows("SELECT id, tier, region FROM partners ORDER BY id") == expected


@pytest.mark.parametrize(("day", "expected"), CASES)
def test_it_is_so_in_memory(day, expected):
    tables = {"partners": read_rows("partners", PARTNERS), "partner_history": read_rows("partner_history", HISTORY[:3])}
    known = Records(tables).known_on(date.fromisoformat(day))
    assert [(row["id"], row["tier"], row["region"]) for row in known.tables["partners"]] == expected


def test_a_tier_of_the_past_that_is_none_is_told_and_passed_over(base):
    (found,) = base.findings
    assert (found.file, found.row, found.column, found.text) == ("history.csv", 5, 4, "Platinum Plus")


def test_the_owner_is_no_attribute_whose_past_is_read(tmp_path):
    write(tmp_path, "partners.csv", [["id", "name"], ["A", "Alder"]])
    rows = [["partner", "attribute", "at", "value"], ["A", "owner", "2025-01-01", "somebody@example.com"]]
    write(tmp_path, "history.csv", rows)
    sources = {"partners": "file: partners.csv, columns: {id: id, name: name}"}
    base = load(tmp_path, sources | {"partner_history": f"file: history.csv, {COLUMNS}"})
    assert [(found.row, found.column) for found in base.findings] == [(2, 2)]
    base.know_on(date(2026, 1, 1))
    assert base.rows("SELECT * FROM partner_history") == []


AHEAD = {
    "partners": "id,name,signed\nA,Alder,2026-09-01\nB,Birch,2026-07-01\n",
    "deals": "id,opened,closed,outcome,amount\n1,2026-08-01,2026-12-01,open,1\n2,2026-08-01,2026-12-01,won,1\n",
    "reviews": "partner,planned,held\nA,2026-12-01,2026-12-02\n",
}


def test_days_that_lie_ahead_and_cannot_are_told(tmp_path):
    day = date(2026, 8, 15)
    placed = write_project(tmp_path, AHEAD)
    snapshot = json.loads(track_records(tmp_path, placed, EXAMINED.handbook, RunDays(day, day)).after["snapshot.json"])
    counts = {each["table"]: each["findings"] for each in snapshot["tables"]}
    assert counts == {"partners": 1, "deals": 1, "reviews": 1}  # planned days may lie ahead, and so may open deals


def test_each_is_told_at_its_row_and_column(tmp_path):
    write(
        tmp_path, "partners.csv", [["id", "name", "signed"], ["A", "Alder", "2026-09-01"], ["B", "Birch", "2026-07-01"]]
    )
    base = load(tmp_path, {"partners": "file: partners.csv, columns: {id: id, name: name, signed: signed}"})
    (found,) = find_days_ahead(base, date(2026, 8, 15))
    assert (found.row, found.column, found.heading) == (2, 3, "signed")
    assert list(find_days_ahead(base, date(2026, 9, 1))) == []

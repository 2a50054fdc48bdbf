"""Sixty rows spoilt in twenty ways: each is named at its row and column, and no other row changes."""

import copy
import random

import pytest
from records import load, write

pytestmark = pytest.mark.long

HEADINGS = {
    "partners": ["id", "name", "type", "tier", "stage", "signed", "ended", "strategic", "score"],
    "stage_entries": ["partner", "stage", "entered", "left"],
    "deals": ["id", "opened", "closed", "outcome", "amount", "currency"],
    "deal_partners": ["deal", "partner", "role", "share"],
    "registrations": ["id", "partner", "submitted", "decided", "decision"],
    "targets": ["metric", "period", "value"],
}
FAULTS = [
    ("partners", "name", ""), ("partners", "type", "Franchise"), ("partners", "tier", "Diamond"),
    ("partners", "signed", "31.02.2026"), ("partners", "strategic", "perhaps"), ("partners", "score", "1.2E+10"),
    ("stage_entries", "partner", "nobody"), ("stage_entries", "stage", "Onboarding phase"),
    ("stage_entries", "entered", "44927"), ("stage_entries", "entered", ""), ("stage_entries", "left", "1999-01-01"),
    ("deals", "opened", "2026-13-01"), ("deals", "closed", "1/2/25"), ("deals", "outcome", "maybe"),
    ("deals", "amount", "EUR 12k"), ("deals", "currency", "XAU"), ("deal_partners", "role", "owner"),
    ("registrations", "submitted", "soon"), ("registrations", "decision", "later"), ("targets", "period", "2026-Q5"),
]  # fmt: skip
"""A table, a column, and what stands there instead."""
LINKING = {"deal_partners.csv", "stage_entries.csv", "registrations.csv"}
"""Files whose rows belong to others: to one that is lost, nothing can belong."""
ROWS = 80


def make_tables():
    def rows(name, make):
        return [HEADINGS[name], *(make(number) for number in range(ROWS))]

    return {
        "partners": rows(
            "partners", lambda n: [f"P{n}", f"Name {n}", "reseller", "gold", "enable", "2026-01-10", "", "no", "75"]
        ),
        "stage_entries": rows("stage_entries", lambda n: [f"P{n}", "enable", "2026-02-01", "2026-03-01"]),
        "deals": rows("deals", lambda n: [f"D{n}", "2026-02-01", "2026-03-01", "won", f"{100 + n}.50", "EUR"]),
        "deal_partners": rows("deal_partners", lambda n: [f"D{n}", f"P{n}", "sourced", "1"]),
        "registrations": rows(
            "registrations", lambda n: [f"R{n}", f"P{n}", "2026-02-01 09:00", "2026-02-02 10:00", "approved"]
        ),
        "targets": rows("targets", lambda n: ["sourced-revenue", f"2026-{1 + n % 12:02}", str(n)]),
    }  # fmt: skip


def read(folder, tables):
    folder.mkdir()
    for name, rows in tables.items():
        write(folder, f"{name}.csv", rows)
    said = {
        name: f"file: {name}.csv, columns: {{{', '.join(f'{each}: {each}' for each in headings)}}}"
        for name, headings in HEADINGS.items()
    }
    base = load(folder, said)
    kept = {}
    for name, headings in HEADINGS.items():
        columns = ", ".join(f'"{each}"' for each in ("row", *headings))
        rows = base.connection.table(f"{name}_all").filter("lack IS NULL").project(columns).fetchall()
        kept[name] = {row[0]: row for row in rows}
    return base.findings, kept


def test_each_of_sixty_faults_is_named_and_nothing_else_changes(tmp_path):
    assert (len(FAULTS), len(set(FAULTS))) == (20, 20)
    rng = random.Random(5)
    clean = make_tables()
    found, before = read(tmp_path / "clean", clean)
    assert found == ()
    spoilt, planted = copy.deepcopy(clean), set()
    free = rng.sample(range(1, ROWS + 1), 60)  # another row for each, so that none hides another
    for place, number in enumerate(free):
        name, column, text = FAULTS[place % len(FAULTS)]
        spoilt[name][number][HEADINGS[name].index(column)] = text
        planted.add((f"{name}.csv", number + 1, HEADINGS[name].index(column) + 1))
    found, after = read(tmp_path / "spoilt", spoilt)
    told = {(each.file, each.row, each.column) for each in found}
    led = {
        each for each in told - planted if each[0] in {"deal_partners.csv", "stage_entries.csv", "registrations.csv"}
    }
    assert len(planted) == 60
    assert planted <= told
    assert told == planted | led
    lost = {("deals", number) for number in free} | {("partners", number) for number in free}
    assert all(
        ("partners", row - 1) in lost or ("deals", row - 1) in lost for _, row, _ in led
    )  # they led to a lost row
    for name, rows in before.items():
        touched = {row for file, row, _ in told if file == f"{name}.csv"}
        assert {key: row for key, row in after[name].items() if key not in touched} == {
            key: row for key, row in rows.items() if key not in touched
        }

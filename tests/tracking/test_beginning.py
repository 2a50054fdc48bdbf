"""Ways to begin: a workbook that is kept by hand, and what to ask of whoever looks after the CRM."""

import json
from datetime import date
from io import BytesIO

import openpyxl
import pytest
from running import ROOT, playbooks
from shipped import EXAMINED

from partner_playbooks.language.records import TABLES
from partner_playbooks.tracking.kept_workbook import write_workbook
from partner_playbooks.tracking.request_sheet import list_system_names, write_request

pytestmark = pytest.mark.long


def fill(path):
    """Fill the workbook in as somebody does who chooses from its lists."""
    book = openpyxl.load_workbook(path)
    rows = {
        "Partners": [["A", "=1+1 Alder", "Reseller (VAR)", "North", "Gold", "me", None, date(2026, 1, 10), None, None]],
        "Stage_entries": [["A", "Recruit", date(2025, 12, 1)], ["A", "Activate", date(2026, 1, 10)]],
        "Activity": [["A", date(2026, 2, 1), "meeting", "yes"]],
        "Deals": [["D1", date(2026, 2, 1), date(2026, 3, 1), "won", 1250.5, "new"]],
        "Deal_partners": [["D1", "A", "sourced"]],
    }
    for name, listed in rows.items():
        for number, row in enumerate(listed, 2):
            for column, value in enumerate(row, 1):
                cell = book[name].cell(number, column, value)
                if isinstance(value, str):
                    cell.data_type = "s"
    book.save(path)


def test_a_workbook_is_begun_filled_in_and_read_back(tmp_path):
    done = playbooks("track", "start", tmp_path / "mine", "--project", ROOT, "--zone", "Europe/London")
    assert done.returncode == 0, done.stderr
    fill(tmp_path / "mine" / "records" / "records.xlsx")
    done = playbooks("track", "--project", ROOT, "--records", tmp_path / "mine", "--as-of", "2026-04-01")
    assert done.returncode == 0, done.stderr
    snapshot = json.loads((tmp_path / "mine" / "snapshot.json").read_text(encoding="utf-8"))
    assert [table["findings"] for table in snapshot["tables"]] == [0] * len(snapshot["tables"])
    (partner,) = snapshot["partners"]
    told = {name: partner[name] for name in ("name", "type", "tier", "stage", "since", "last_joint")}
    assert told == {
        "name": "=1+1 Alder",
        "type": "reseller",
        "tier": "gold",
        "stage": "activate",
        "since": "2026-01-10",
        "last_joint": "2026-02-01",
    }
    again = playbooks("track", "start", tmp_path / "mine", "--project", ROOT)
    assert again.returncode == 2
    assert "is there already" in again.stderr


def test_the_workbook_offers_the_words_of_the_handbook():
    book = openpyxl.load_workbook(BytesIO(write_workbook(EXAMINED.handbook)))
    lists = [[cell.value for cell in column if cell.value] for column in book["Lists"].iter_cols()]
    assert {"Registered", "Silver", "Gold", "Platinum"} in [set(each) for each in lists]
    assert book["Lists"].sheet_state == "hidden"
    rules = {str(rule.sqref): rule for rule in book["Stage_entries"].data_validations.dataValidation}
    assert rules["A2:A2001"].formula1 == "Partners!$A$2:$A$2000"
    assert {rule.type for rule in rules.values()} == {"list", "date"}
    for name, sheet in ((sheet.title.lower(), sheet) for sheet in book if sheet.title != "Lists"):
        headings = [cell.value.lower().replace(" ", "_") for cell in sheet[1]]
        assert set(headings) <= {field.name for field in TABLES[name].fields}
        assert {field.name for field in TABLES[name].needed} <= set(headings)


def test_the_workbook_has_the_same_bytes_each_time():
    assert write_workbook(EXAMINED.handbook) == write_workbook(EXAMINED.handbook)


@pytest.mark.parametrize("system", ["", *list_system_names()])
def test_a_request_names_each_column_and_why(system):
    text = write_request("Ours", system)
    assert "field history" in text
    assert text.count("(needed)") > 15
    assert "merged into" in text
    assert (f"In {system}" in text) == bool(system)


def test_a_request_is_printed_for_a_system_that_is_known():
    done = playbooks("track", "request", "--project", ROOT, "--system", "salesforce")
    assert done.returncode == 0, done.stderr
    assert "| closed | the day on which it was won or lost; empty while it is open | CloseDate |" in done.stdout
    wrong = playbooks("track", "request", "--project", ROOT, "--system", "salesfroce")
    assert wrong.returncode == 2
    assert "Salesforce" in wrong.stderr

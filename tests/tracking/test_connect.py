"""A folder of exports is connected by its headings and first rows, and what is unsure is asked."""

import csv

import pytest
from running import ROOT, playbooks
from shipped import EXAMINED

from partner_playbooks.language.records import TABLES
from partner_playbooks.tracking.connecting import SampledFile, propose
from partner_playbooks.tracking.headings import WORDS, normalise
from partner_playbooks.tracking.settings_text import write_settings, write_words
from partner_playbooks.tracking.tracking_settings import read_settings

HANDBOOK = EXAMINED.handbook
ACCOUNTS = SampledFile(
    "exports/Partner accounts.csv",
    ("Account_ID", "Account Name", "Partner Tier", "Type", "Status", "Agreement Date", "Regin", "Notes"),
    (
        ("001A", "Acre", "Gold", "ISV", "Enable", "12.03.2025", "DACH", "x"),
        ("001a", 'Bay: "Söhne"', "Silver", "Value Added", "Warming up", "28.11.2025", "UK", ""),
    ),
)
DEALS = SampledFile(
    "exports/opportunities.csv",
    ("Opportunity ID", "Created Date", "Close Date", "Amount", "Status"),
    (("006", "03/04/2026", "05/06/2026", "1", "Closed Won"), ("007", "01/02/2026", "12/31/9999", "2", "Open")),
)
STRANGE = SampledFile("exports/menu.csv", ("Dish", "Price"), (("Soup", "4"),))


def test_columns_words_and_days_are_found_and_what_is_unsure_is_asked():
    proposals, strange = propose([ACCOUNTS, DEALS, STRANGE], HANDBOOK)
    partners, deals = proposals
    assert strange == ("exports/menu.csv",)
    assert partners.columns == {
        "id": "Account_ID",
        "name": "Account Name",
        "type": "Type",
        "tier": "Partner Tier",
        "stage": "Status",
        "signed": "Agreement Date",
        "region": "Regin",
    }
    assert partners.unsure == {"region"}
    assert (partners.dates, partners.choose_dates) == ("dd.MM.yyyy", ())
    assert partners.unknown == {"type": ("Value Added",), "stage": ("Warming up",)}
    assert deals.choose_dates == ("dd/MM/yyyy", "MM/dd/yyyy")
    assert deals.empty == ("12/31/9999",)
    assert deals.values == {"outcome": {"Closed Won": "won"}}
    said = write_words(proposals, strange)
    for words in ("really region", "dd/MM/yyyy or MM/dd/yyyy", "“Warming up” as stage", "menu.csv: fits no table"):
        assert words in said
    assert "With stage_entries besides: how long stages take" in said


def test_what_is_written_can_be_read_whatever_signs_it_holds():
    proposals, _ = propose([ACCOUNTS, DEALS], HANDBOOK)
    text = write_settings(proposals, "Europe/London")
    placed, found = read_settings(text.encode(), HANDBOOK)
    assert found == []
    assert placed.settings.tables["partners"].columns["id"] == "Account_ID"
    assert text.count("# ?") == 4


def test_a_stage_of_another_lifecycle_is_none_that_partners_stand_in():
    file = SampledFile("p.csv", ("Id", "Name", "Stage"), (("A", "Acre", "Onboarding"),))
    (proposal,), _ = propose([file], HANDBOOK)
    assert proposal.unknown == {"stage": ("Onboarding",)}


def test_days_that_no_pattern_fits_are_asked_for():
    file = SampledFile("p.csv", ("Id", "Name", "Signed"), (("A", "Acre", "12th of May"),))
    proposals, strange = propose([file], HANDBOOK)
    assert "“12th of May”" in write_words(proposals, strange)
    assert "# ? dates:" in write_settings(proposals, "UTC")


def test_every_word_is_of_a_field_that_there_is_and_written_as_it_is_compared():
    for table, fields in WORDS.items():
        for name, words in fields.items():
            field = TABLES[table].find(name)
            assert field is not None, (table, name)
            assert not field.derived, (table, name)
            assert all(word == normalise(word) for word in words.split("|")), (table, name)


@pytest.mark.long
def test_from_a_folder_to_figures(tmp_path):
    exports = tmp_path / "exports"
    exports.mkdir()
    history = [["A", "Activate", "2026-01-05"], ["A", "Enable", "2026-03-05"]]
    for name, rows in {
        "accounts.csv": [["Account ID", "Account Name", "Status"], ["A", "Acre", "Enable"], ["B", "Birch", "Activate"]],
        "history.csv": [["Account ID", "New Value", "Edit Date"], *history],
    }.items():
        with (exports / name).open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows(rows)
    done = playbooks("track", "connect", exports, "--project", ROOT)
    assert done.returncode == 0, done.stderr
    assert "history.csv: stage_entries (partner, stage, entered)" in done.stdout
    checked = playbooks("track", "check", "--project", ROOT, "--records", tmp_path, "--strict")
    assert checked.returncode == 0, checked.stdout
    run = playbooks("track", "--project", ROOT, "--records", tmp_path, "--as-of", "2026-09-30")
    assert run.returncode == 0, run.stderr
    assert "not known without activity" in run.stdout
    again = playbooks("track", "connect", exports, "--project", ROOT)
    assert again.returncode == 2
    assert "is there already" in again.stderr


@pytest.mark.long
def test_a_folder_without_records_is_told(tmp_path):
    folder = tmp_path / "exports"
    folder.mkdir()
    (folder / "menu.csv").write_text("Dish,Price\nSoup,4\n")
    done = playbooks("track", "connect", folder, "--project", ROOT)
    assert done.returncode == 2
    assert "no file in" in done.stderr
    assert not (tmp_path / "tracking.yml").exists()

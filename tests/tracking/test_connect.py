"""A folder of exports is connected by its headings and first rows, and what is unsure is asked."""

import csv
import os
import subprocess
import sys
import time

import pytest
from running import PLAYBOOKS, ROOT, playbooks
from shipped import EXAMINED

from partner_playbooks.language.records import TABLES
from partner_playbooks.tracking.connect_questions import NOTHING, answer_question, list_questions
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
    for words in ("really region", "(dd/MM/yyyy, MM/dd/yyyy)", "“Warming up” as stage", "menu.csv: fits no table"):
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


ANSWERS = {
    "partners.region": "no",
    "partners.type.Value Added": "reseller",
    "partners.stage.Warming up": NOTHING,
    "deals.dates": "MM/dd/yyyy",
}


def test_each_answer_takes_its_question_away():
    proposals, _ = propose([ACCOUNTS, DEALS], HANDBOOK)
    assert [question.key for question in list_questions(proposals)] == list(ANSWERS)
    for key, answer in ANSWERS.items():
        (question,) = [each for each in list_questions(proposals) if each.key == key]
        proposals = answer_question(proposals, question, question.read(answer))
    assert list(list_questions(proposals)) == []
    text = write_settings(proposals, "UTC")
    placed, found = read_settings(text.encode(), HANDBOOK)
    assert found == []
    assert "?" not in text.partition("\n")[2]
    partners, deals = (placed.settings.tables[name] for name in ("partners", "deals"))
    assert "region" not in partners.columns
    assert partners.values["type"]["Value Added"] == "reseller"
    assert partners.empty == ("Warming up",)
    assert deals.dates == "MM/dd/yyyy"


def exports(folder):
    (folder / "exports").mkdir()
    for file in (ACCOUNTS, DEALS):
        with (folder / file.name).open("w", encoding="utf-8", newline="") as out:
            csv.writer(out).writerows([file.headings, *file.rows])
    return folder / "exports"


@pytest.mark.long
def test_flags_answer_what_is_unsure_and_others_are_refused(tmp_path):
    flags = [f"--answer={key}={value}" for key, value in ANSWERS.items()]
    wrong = playbooks("track", "connect", exports(tmp_path), "--project", ROOT, "--answer", "deals.date=dd/MM/yyyy")
    assert wrong.returncode == 2
    assert 'did you mean "deals.dates"?' in wrong.stderr
    strange = playbooks("track", "connect", tmp_path / "exports", "--project", ROOT, "--answer", "deals.dates=ddMM")
    assert (strange.returncode, (tmp_path / "tracking.yml").exists()) == (2, False)
    assert "dd/MM/yyyy, MM/dd/yyyy" in strange.stderr
    done = playbooks("track", "connect", tmp_path / "exports", "--project", ROOT, *flags)
    assert (done.returncode, "unsure" in done.stdout) == (0, False)
    assert "MM/dd/yyyy" in (tmp_path / "tracking.yml").read_text(encoding="utf-8")


@pytest.mark.long
@pytest.mark.skipif(sys.platform == "win32", reason="no pseudo-terminals there")
def test_a_terminal_is_asked_one_thing_after_the_other(tmp_path):
    ours, theirs = os.openpty()
    command = [PLAYBOOKS, "track", "connect", exports(tmp_path), "--project", ROOT]
    with subprocess.Popen(list(map(str, command)), stdin=theirs, stdout=theirs, stderr=theirs) as process:
        os.close(theirs)
        seen = ""
        # A number, a word that is none with its way out, one left for later, and a choice by its name.
        for typed in ("2", "resseller", "reseller", "", "dd/MM/yyyy"):
            seen += wait_for_prompt(ours)
            os.write(ours, f"{typed}\n".encode())
        seen += read_all(ours)
    assert process.returncode == 0, seen
    assert 'did you mean "reseller"?' in seen
    text = (tmp_path / "tracking.yml").read_text(encoding="utf-8")
    assert "region" not in text
    assert '"Value Added": reseller' in text
    assert '"Warming up": "?"' in text
    assert "dates: dd/MM/yyyy" in text
    os.close(ours)


def wait_for_prompt(terminal):
    seen, end = "", time.monotonic() + 60
    while not seen.endswith("> ") and time.monotonic() < end:
        seen += os.read(terminal, 4096).decode(errors="replace")
    return seen


def read_all(terminal):
    seen = ""
    while True:
        try:
            more = os.read(terminal, 4096)
        except OSError:  # the other side is closed
            return seen
        if not more:
            return seen
        seen += more.decode(errors="replace")

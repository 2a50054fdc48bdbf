"""`playbooks plan` as it is typed."""

import csv
import io
import json
import os
import signal
import subprocess
import time
import zipfile
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from downloading import LOOK, everything, plan_of
from filling import KEYS, plan_file, workbook
from filling import PLAN as FILLED_IN
from icalendar import Calendar
from running import PLAYBOOKS, ROOT, playbooks
from shipped import EXAMINED

from partner_playbooks.downloads.formats import DATED
from partner_playbooks.downloads.partner_list import read_partners
from partner_playbooks.project import opening, resources
from partner_playbooks.project.pack_folders import PackSettings

PLAN = ["plan", "onboarding-30", "--project", ROOT, "--start", "2026-12-01"]
MANY = ["plan", "onboarding-30", "--project", ROOT]


@pytest.fixture(autouse=True)
def checked_once(monkeypatch):
    """The shipped content is read and checked once for all tests here, not by each of them."""
    monkeypatch.setattr(opening, "_examine_project", lambda *_: EXAMINED)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795000000")  # else the calendar files of two runs tell which was later


def names(folder):
    return sorted(path.relative_to(folder).as_posix() for path in Path(folder).rglob("*") if path.is_file())


def contents(folder):
    return {name: (folder / name).read_bytes() for name in names(folder)}


@pytest.mark.long
def test_a_plan_is_made_for_a_partner_in_every_format(run, tmp_path):
    options = ["--name", "alliance-lead=A new user", "--type", "reseller", "--tier", "silver", "--documents"]
    out = tmp_path / "packs" / "acme"
    code, printed, told = run(*PLAN, "--partner", "Acme & Söhne", *options, "--out", out)
    assert (code, told) == (0, "")
    files = names(out)
    assert [name for name in files if "/" not in name] == sorted(
        ["plan.json", *(f"acme-söhne-onboarding-30.{ending}" for ending in DATED if ending != "json")]
    )
    assert "documents/kickoff-agenda.docx" in files
    assert all(file in printed for file in files)
    with (out / "acme-söhne-onboarding-30.csv").open(encoding="utf-8-sig", newline="") as file:
        lines = list(csv.DictReader(file))
    assert f"{len(lines)} tasks, the last is due on {max(line['due'] for line in lines)}." in printed
    assert any(line["owner"].startswith("A new user (") for line in lines)
    plan = json.loads((out / "plan.json").read_text())
    assert (plan["partner"], plan["made_for"]) == ("Acme & Söhne", ["Reseller (VAR)", "Silver"])
    assert [task["id"] for task in plan["tasks"]] == [line["id"] for line in lines]


def test_make_may_be_said(run, tmp_path):
    assert run("plan", "make", *PLAN[1:], "--out", tmp_path)[0] == 0


@pytest.mark.long
def test_partners_get_their_own_edition_unless_told_otherwise(run, tmp_path):
    run(*PLAN, "--out", tmp_path / "partner")
    run(*PLAN, "--internal", "--out", tmp_path / "internal")
    assert "onboarding-30-internal.pdf" in names(tmp_path / "internal")
    texts = {side: everything_in(tmp_path / side) for side in ("partner", "internal")}
    assert "Partner operations" not in texts["partner"]
    assert "Partner operations" in texts["internal"]


def everything_in(folder):
    return "\n".join(everything(raw, name) for name, raw in contents(folder).items())


@pytest.mark.long
def test_nothing_is_overwritten(run, tmp_path):
    assert run(*PLAN, "--out", tmp_path)[0] == 0
    before = contents(tmp_path)
    code, printed, told = run(*PLAN, "--partner", "", "--start", "2027-01-01", "--out", tmp_path)
    assert (code, printed) == (2, "")
    assert "is there already" in told
    assert contents(tmp_path) == before


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["onboarding-30"], ['plan "onboarding-30" is counted from a start', "give --start a date"]),
        (["onboarding-30", "--target", "2026-12-01"], ["is counted from a start"]),
        (["renewal", "--start", "2026-12-01"], ["is counted back from a target", "give --target a date"]),
        (["onboarding-3", "--start", "2026-12-01"], ['there is no plan "onboarding-3"', "onboarding-30"]),
        (["onboarding-30", "--start", "2026-12-01", "--name", "alliance-lead"], ["does not say who"]),
        (["onboarding-30", "--start", "2026-12-01", "--partner", "a\u202eb"], ["--partner cannot be used"]),
        (["onboarding-30", "--start", "2026-12-01", "--partner", "a\x07b"], ["--partner cannot be used"]),
        (["onboarding-30", "--start", "2026-12-01", "--type", "resseler"], ["no partner type", '"reseller"']),
        (
            ["onboarding-30", "--start", "2026-12-01", "--partner", "Pro\u00adject-KESTREL"],
            ['"Project-KESTREL" must not leave'],
        ),
        (
            ["onboarding-30", "--start", "2026-12-01", "--name", "alliance-lead=Project Kestrel"],
            ['"Project Kestrel" must not leave'],
        ),
        (["onboarding-30", "--start", "2026-12-01", "--partners", "x.csv"], ["--partners says whom"]),
    ],
)
def test_what_cannot_be_made_is_told_with_a_way_out(run, tmp_path, arguments, words):
    code, printed, told = run("plan", *arguments, "--project", ROOT, "--out", tmp_path / "out")
    assert (code, printed) == (2, "")
    assert all(each in told for each in words), told
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("typed", "held"),
    [
        ("Acme\tLtd", "Acme Ltd"),
        ("\ufeffAcme\u2028Ltd\r\n", "Acme Ltd"),
        ("\u05d0\u05d1\u200f (\u200eAcme)", "\u05d0\u05d1\u200f (\u200eAcme)"),
    ],
)
def test_a_pasted_name_is_cleaned_as_in_my_plans(run, tmp_path, typed, held):
    """(faults A1)"""
    assert run(*PLAN, "--partner", typed, "--name", f"alliance-lead={typed}", "--out", tmp_path)[0] == 0
    plan = json.loads((tmp_path / "plan.json").read_text(encoding="utf-8"))
    assert plan["partner"] == held
    assert f"{held} (Alliance lead)" in {task["owner"] for task in plan["tasks"]}


def test_words_that_must_not_leave_may_stay_inside(run, tmp_path):
    assert run(*PLAN, "--partner", "Project Kestrel", "--internal", "--out", tmp_path)[0] == 0


# -- many at once --------------------------------------------------------------------------------------------------


def listed(tmp_path, text, encoding="utf-8"):
    path = tmp_path / "partners.csv"
    path.write_bytes(text.encode(encoding))
    return path


GOOD = """partner,type,tier,start,alliance-lead
Acme,reseller,silver,2026-12-01,A new user
"Müller, Söhne & Co.",msp,gold,2027-01-04,
Third,,,2027-02-01,
"""


@pytest.mark.long
def test_each_row_gets_a_folder_with_all_formats(run, tmp_path):
    code, printed, _ = run(*MANY, "--partners", listed(tmp_path, GOOD), "--out", tmp_path / "out")
    assert (code, printed) == (0, f"3 packs made in {tmp_path / 'out'}.\n")
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["acme", "müller-söhne-co", "third"]
    single = ["--partner", "Acme", "--type", "reseller", "--tier", "silver", "--name", "alliance-lead=A new user"]
    run(*PLAN, *single, "--out", tmp_path / "single")
    assert contents(tmp_path / "out" / "acme") == contents(tmp_path / "single")


@pytest.mark.long
@pytest.mark.parametrize(
    "text",
    [
        GOOD,
        "\ufeff" + GOOD,
        GOOD.replace("\n", "\r\n"),
        GOOD.replace(",", ";").replace("Müller;", "Müller,"),
        GOOD + "\n,,,,\n",
    ],
)
def test_a_list_is_read_as_spreadsheets_write_it(run, tmp_path, text):
    code, printed, _ = run(*MANY, "--partners", listed(tmp_path, text), "--out", tmp_path / "out")
    assert (code, printed.split()[0]) == (0, "3")


def test_wrong_rows_are_named_with_line_and_reason_and_stop_nothing(run, tmp_path):
    wrong = [
        (",reseller,,2026-12-01,", "its partner is missing"),
        ("No date,reseller,,,", "its start is missing"),
        ("Bad date,,,12/31/2026,", 'its start "12/31/2026" is no date; write it as 2026-12-01'),
        ("Short,,,1.12.26,", 'its start "1.12.26" has a year of two digits'),
        ("Serial,,,46357,", 'its start "46357" is no date'),
        ("No day,,,2026-02-30,", 'its start "2026-02-30" is no date'),
        ("Far,,,9999-12-31,", "out of reach"),
        ("Bad type,resseler,,2026-12-01,", 'there is no partner type "resseler" in the partner edition; did you mean'),
        ("Bad tier,,brass,2026-12-01,", 'there is no tier "brass"'),
        ("Hidden\u202e,,,2026-12-01,", "its partner cannot be used"),
        ("Bell\x07,,,2026-12-01,", "its partner cannot be used"),
        ("x" * 301 + ",,,2026-12-01,", "300 are the most"),
        ("A,,,2026-12-01,b,c,d", "it has 7 cells, but there are 5 columns"),
        ("...,,,2026-12-01,", "neither a letter nor a digit"),
        ("ACME!,,,2026-12-01,", 'its folder "acme" is that of line 2'),
        ("Project Kestrel,,,2026-12-01,", '"Project Kestrel" must not leave'),
        ("Hidden name,,,2026-12-01,a\u202eb", "its alliance-lead cannot be used"),
    ]
    text = GOOD + "".join(f"{row}\n" for row, _ in wrong)
    code, printed, _ = run(*MANY, "--partners", listed(tmp_path, text), "--out", tmp_path / "out")
    assert code == 1
    first, *lines = printed.splitlines()
    assert first == f"3 packs made in {tmp_path / 'out'}; {len(wrong)} rows wrong:"
    for number, (line, (_, reason)) in enumerate(zip(lines, wrong, strict=True), start=5):
        assert line.startswith(f"  {tmp_path / 'partners.csv'}:{number}: ")
        assert reason in line
    assert len(list((tmp_path / "out").iterdir())) == 3


@pytest.mark.long
def test_a_line_within_a_cell_does_not_shift_the_count(run, tmp_path):
    text = GOOD + '"two\nlines",,,2026-12-01,\nBad,,,x,\n"three\n\nlines",,,y,\nWorse,,,z,'
    _, printed, _ = run(*MANY, "--partners", listed(tmp_path, text), "--out", tmp_path / "out")
    assert [f"partners.csv:{number}: its start" in printed for number in (7, 8, 11)] == [True] * 3
    assert json.loads((tmp_path / "out" / "two-lines" / "plan.json").read_text())["partner"] == "two lines"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", 'partners.csv:1: the column "partner" is missing'),
        ("partner,kind,start\n", 'partners.csv:1: there is no column "kind"'),
        ("partner,Partner Name,start\n", 'the column "partner" stands there twice as "Partner Name"'),
        ("partner,start\n,\n", "names no partner"),
        ('partner,start\n"Acme,2026-12-01\nOther,2026-12-01\n', "partners.csv:2: this row is no CSV"),
        ("partner,start,start\n", "stands there twice"),
        ("partner,type\n", 'the column "start" is missing'),
        ("partner,target\n", 'there is no column "target"'),
    ],
)
def test_a_list_that_cannot_be_read_is_refused_as_a_whole(run, tmp_path, text, words):
    code, printed, told = run(*MANY, "--partners", listed(tmp_path, text), "--out", tmp_path / "out")
    assert (code, printed) == (2, "")
    assert words in told
    assert not (tmp_path / "out").exists()


def test_a_list_in_another_encoding_is_refused_with_its_line(run, tmp_path):
    path = listed(tmp_path, GOOD, "latin-1")
    assert "partners.csv:3: this is no UTF-8 text" in run(*MANY, "--partners", path, "--out", tmp_path / "out")[2]


HEADS = "Partner;Typ;Partnerstufe;Start Date;Alliance Lead"
ROWS = "Acme;Reseller (VAR);SILVER;01.12.2026;A new user\nMüller;msp;gold;4 January 2027;\nThird;;;2027-02-01;"
LISTED = f"{HEADS}\n{ROWS}\n"


@pytest.mark.long
@pytest.mark.parametrize(
    "raw",
    [
        LISTED.encode(),
        f"sep=;\n{LISTED}".replace("\n", "\r\n").encode("utf-8-sig"),
        f'"sep=;"\n{LISTED}'.encode(),
        LISTED.replace(";", "\t").encode("utf-16"),
        LISTED.replace(";", "|").encode(),
        LISTED.replace("\n", ";;;\n").encode(),
        f"\n;;;;\n{HEADS.upper()}\n;;;;\n{ROWS}\n;;;;\n\n".encode(),
        LISTED.replace("\n", "\r").encode("utf-8-sig"),
        LISTED.replace("Start Date", "  START_date ").replace("Partner;", "Firma;").encode(),
        LISTED.replace("01.12.2026", "1/12/2026").replace("Typ", "Partner-Type").encode(),
    ],
)
def test_a_list_is_read_however_a_spreadsheet_wrote_it(run, tmp_path, raw):
    """Faults F3: the same three plans each time, and no row is lost without a word."""
    path = tmp_path / "partners.csv"
    path.write_bytes(raw)
    code, printed, _ = run(*MANY, "--partners", path, "--out", tmp_path / "out")
    assert (code, printed) == (0, f"3 packs made in {tmp_path / 'out'}.\n")
    plans = [json.loads((tmp_path / "out" / name / "plan.json").read_text()) for name in ("acme", "müller", "third")]
    assert [plan["anchor"]["date"] for plan in plans] == ["2026-12-01", "2027-01-04", "2027-02-01"]
    assert plans[0]["made_for"] == ["Reseller (VAR)", "Silver"]
    assert "A new user (Alliance lead)" in {task["owner"] for task in plans[0]["tasks"]}


@pytest.mark.parametrize(
    ("date_format", "typed", "found"),
    [
        ("d MMMM yyyy", "01.12.2026", "2026-12-01"),
        ("MM/dd/yyyy", "12/01/2026", "2026-12-01"),
        ("MM/dd/yyyy", "13/01/2026", None),
        ("yyyy-MM-dd", "13.01.2026", "2026-01-13"),
        ("yyyy-MM-dd", "01.12.2026", None),
        ("yyyy-MM-dd", "1 December 2026", "2026-12-01"),
        ("d MMMM yyyy", "2026-02-30", None),
    ],
)
def test_a_day_is_read_by_the_format_of_the_programme_or_refused_with_the_reason(date_format, typed, found):
    """Faults F3."""
    handbook = EXAMINED.handbook
    programme = handbook.programme.model_copy(update={"date_format": date_format})
    raw = f"partner,start\nAcme,{typed}\n".encode()
    (row,) = read_partners(raw, "a.csv", replace(handbook, programme=programme), "onboarding-30", "start")
    if found:
        assert row.request.anchor.isoformat() == found
    else:
        assert typed in row.reason
        assert "write it as 2026-12-01" in row.reason


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        (DATED["xlsx"], "is an Excel or OpenDocument workbook, and no CSV file"),
        (b"\xd0\xcf\x11\xe0old", "is an old Excel workbook"),
        (GOOD.encode("utf-16-le"), "this is no UTF-8 text"),
        (GOOD.encode("cp1252"), "partners.csv:3: this is no UTF-8 text"),
    ],
)
def test_what_is_no_csv_is_refused_with_the_reason(run, tmp_path, raw, words):
    """Faults F3."""
    path = tmp_path / "partners.csv"
    path.write_bytes(raw if isinstance(raw, bytes) else raw(plan_of("partner", "onboarding-30"), LOOK))
    code, printed, told = run(*MANY, "--partners", path, "--out", tmp_path / "out")
    assert (code, printed) == (2, "")
    assert words in told
    assert "CSV UTF-8" in told


def test_a_cell_below_no_heading_is_told_and_its_row_is_not_made(run, tmp_path):
    """Faults F3."""
    path = listed(tmp_path, "partner,start,,\nAcme,2026-12-01,,\nOther,2026-12-01,,gold\n")
    code, printed, _ = run(*MANY, "--partners", path, "--out", tmp_path / "out")
    assert code == 1
    assert 'partners.csv:3: its cell 4, "gold", stands below no heading' in printed
    assert names(tmp_path / "out" / "acme")
    assert not (tmp_path / "out" / "other").exists()


@pytest.mark.long
def test_a_second_run_goes_on_where_the_first_stopped(run, tmp_path):
    path, out = listed(tmp_path, GOOD), tmp_path / "out"
    run(*MANY, "--partners", path, "--out", out)
    before = contents(out)
    (out / "third").rename(tmp_path / "taken-away")
    (out / ".third.new").mkdir()
    (out / ".third.new" / "half").write_text("written")
    code, printed, _ = run(*MANY, "--partners", path, "--out", out)
    assert (code, printed) == (0, f"1 pack made in {out}, 2 were there already.\n")
    assert contents(out) == before
    listed(tmp_path, GOOD.replace("2027-02-01", "2027-03-01"))
    code, printed, _ = run(*MANY, "--partners", path, "--out", out)
    assert code == 1
    assert "partners.csv:4:" in printed
    assert "is there already, with something else; move it away" in printed
    assert contents(out) == before


def test_a_plan_that_counts_back_takes_targets(run, tmp_path):
    path = listed(tmp_path, "partner,target\nAcme,2027-06-30\n")
    assert run("plan", "renewal", "--project", ROOT, "--partners", path, "--out", tmp_path / "out")[0] == 0


def complete_packs(folder):
    """List the packs that are whole; what is still written into, and renamed meanwhile, is not looked into."""
    return [name for name in os.listdir(folder) if not name.startswith(".")] if folder.is_dir() else []


@pytest.mark.slow
def test_killed_in_the_middle_and_run_again_the_result_is_the_same(tmp_path):
    rows = "".join(f"Partner {number},reseller,silver,2026-12-{number % 28 + 1:02},\n" for number in range(60))
    path = listed(tmp_path, GOOD.splitlines()[0] + "\n" + rows)
    whole, killed = tmp_path / "whole", tmp_path / "killed"
    assert playbooks(*MANY, "--partners", path, "--out", whole).returncode == 0
    for _ in range(3):
        process = subprocess.Popen(
            [PLAYBOOKS, *map(str, MANY), "--partners", path, "--out", killed],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        had = len(complete_packs(killed))
        while process.poll() is None and len(complete_packs(killed)) < had + 5:
            time.sleep(0.02)
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
    assert any(killed.iterdir())
    assert playbooks(*MANY, "--partners", path, "--out", killed).returncode == 0
    assert contents(killed) == contents(whole)


# -- what comes back -----------------------------------------------------------------------------------------------


def test_what_comes_back_is_put_together_and_reported(run, tmp_path):
    run(*PLAN, "--partner", "Acme", "--type", "reseller", "--out", tmp_path)
    (tmp_path / "partner.xlsx").write_bytes(workbook().fill(KEYS[0], Status="Done", Done_on=date(2026, 12, 1)).saved())
    os.utime(tmp_path / "plan.json", (0, datetime(2026, 12, 5, tzinfo=UTC).timestamp()))
    files = [tmp_path / "plan.json", tmp_path / "partner.xlsx"]
    code, printed, told = run("plan", "status", *files, "--today", "2026-12-15", "--out", tmp_path / "merged")
    assert (code, told) == (0, "")
    assert printed.startswith("# Acme: 30-day onboarding plan\n\nOn 2026-12-15: 1 of ")
    assert "## Overdue" in printed
    assert (tmp_path / "merged" / "report.md").read_text() == printed
    merged = json.loads((tmp_path / "merged" / "plan.json").read_text())
    assert merged["state"][KEYS[0]]["status"]["by"] == "partner.xlsx"
    redated = ["--today", "2026-12-15", "--redate", "--out", tmp_path / "redated"]
    code, printed, _ = run("plan", "status", tmp_path / "merged" / "plan.json", *redated)
    assert (code, "## Overdue" in printed) == (0, False)
    again = run("plan", "status", tmp_path / "redated" / "plan.json", "--today", "2026-12-15")[1]
    assert again.partition("## Files")[0] == printed.partition("## Files")[0]


def test_rows_that_cannot_be_read_are_told_and_the_rest_counts(run, tmp_path):
    book = workbook().fill(KEYS[0], Status="Done").fill(KEYS[1], Status="perhaps")
    (tmp_path / "a.xlsx").write_bytes(book.saved())
    code, printed, _ = run("plan", "status", tmp_path / "a.xlsx", "--today", "2026-12-01")
    assert code == 1
    assert ": 1 of " in printed
    assert f'a.xlsx, sheet “Plan”, row {book.row_of(KEYS[1])}: "perhaps" is no status' in printed


def test_two_files_of_one_name_are_told_apart(run, tmp_path):
    for side, status in (("v", "Done"), ("p", "Stuck")):
        (tmp_path / side).mkdir()
        (tmp_path / side / "a.xlsx").write_bytes(workbook().fill(KEYS[0], Status=status).saved())
    printed = run("plan", "status", tmp_path / "v" / "a.xlsx", tmp_path / "p" / "a.xlsx")[1]
    assert str(tmp_path / "v" / "a.xlsx") in printed
    assert str(tmp_path / "p" / "a.xlsx") in printed


def test_a_file_that_is_not_there_is_a_fault_of_the_usage(run, tmp_path):
    code, printed, told = run("plan", "status", tmp_path / "a.xlsx", "--out", tmp_path / "out")
    assert (code, printed) == (2, "")
    assert "there is no file" in told


@pytest.mark.parametrize(
    "content", [b"", b"PK", b"{}", b"a,b,c\n1,2,3\n", b"%PDF-1.7", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"]
)
def test_files_that_hold_no_plan_are_told(run, tmp_path, content):
    """Nothing understood is 1, with the reason of each file and a way out; nothing is written (part 3, faults A4)."""
    (tmp_path / "a.xlsx").write_bytes(content)
    code, printed, told = run("plan", "status", tmp_path / "a.xlsx", "--out", tmp_path / "out")
    assert code == 1
    assert printed.startswith("# No plan was understood\n\n## Files\n\n- a.xlsx: nothing was read: ")
    assert "a.xlsx" in told
    assert "help: " in told
    assert not (tmp_path / "out").exists()


def test_every_file_is_told_of_and_those_that_are_understood_count(run, tmp_path):
    """One file is whole, one has a bad value, two cannot be read (part 3)."""
    whole = plan_file() | {"state": {KEYS[0]: {"status": "done"}}}
    (tmp_path / "whole.json").write_text(json.dumps(whole))
    partly = plan_file() | {"state": {KEYS[1]: {"status": "perhaps\u001b[31m", "note": "kept"}}}
    (tmp_path / "partly.json").write_text(json.dumps(partly))
    (tmp_path / "scan.pdf").write_bytes(b"%PDF-1.7")
    (tmp_path / "cut.json").write_text(json.dumps(whole)[:500])
    names = ("whole.json", "partly.json", "scan.pdf", "cut.json")
    out = tmp_path / "merged"
    files = [tmp_path / name for name in names]
    code, printed, told = run("plan", "status", *files, "--out", out, "--today", "2026-12-01")
    assert code == 1
    count = len(whole["tasks"])
    assert f"- whole.json: {count} tasks, 1 word of what was said\n" in printed
    assert f"- partly.json: {count} tasks, 1 word of what was said, 1 not read\n" in printed
    assert "- scan.pdf: nothing was read: scan.pdf is a PDF file" in printed
    assert "- cut.json: nothing was read: cut.json:1:" in printed
    (line,) = [line for line in printed.splitlines() if f"partly.json, state.{KEYS[1]}.status: " in line]
    assert line.endswith(f": perhaps\ufffd[31m (“{whole['tasks'][1]['title']}”)")
    assert "\x1b" not in printed + told
    assert told.count("error: ") == 2
    merged = json.loads((out / "plan.json").read_text())
    assert (merged["state"][KEYS[0]]["status"]["value"], merged["state"][KEYS[1]]["note"]["value"]) == ("done", "kept")
    assert (out / "report.md").read_text() == printed  # what the merged plan lacks is named beside it


def test_a_table_without_a_plan_is_read_beside_one_whatever_the_order(run, tmp_path):
    """CSV holds no plan; named with plan.json it is read (faults A4)."""
    (tmp_path / "plan.json").write_text(json.dumps(plan_file()))
    head, first, *others = csv.reader(io.StringIO(DATED["csv"](FILLED_IN, LOOK).decode("utf-8-sig"), newline=""))
    first[head.index("done")] = "x"
    with (tmp_path / "back.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([head, first, *others])
    code, printed, told = run("plan", "status", tmp_path / "back.csv", "--today", "2026-12-01")
    assert (code, "name plan.json of the same plan beside it" in told) == (1, True)
    for order in (("back.csv", "plan.json"), ("plan.json", "back.csv")):
        code, printed, told = run("plan", "status", *(tmp_path / name for name in order), "--today", "2026-12-01")
        assert (code, told) == (0, "")
        assert ": 1 of " in printed


def test_a_name_of_a_file_that_no_text_may_hold_is_shown_and_read_again(run, tmp_path):
    """The name stands in the plan as who has said something (faults A1)."""
    name = "a\u202e\tb.xlsx"
    (tmp_path / name).write_bytes(workbook().fill(KEYS[0], Status="Done").saved())
    code, printed, _ = run("plan", "status", tmp_path / name, "--out", tmp_path / "merged")
    assert (code, "\u202e" in printed) == (0, False)
    assert run("plan", "status", tmp_path / "merged" / "plan.json")[0] == 0


def test_today_is_that_of_the_person_at_the_machine(run, tmp_path, monkeypatch):
    """As in the browser: where it is tomorrow already, tomorrow; the zone decides (faults C3)."""
    (tmp_path / "plan.json").write_text(json.dumps(plan_file()))
    seen = set()
    for zone in ("Etc/GMT+12", "UTC", "Etc/GMT-14"):
        monkeypatch.setenv("TZ", zone)
        time.tzset()
        here = datetime.now(UTC).astimezone().date()
        _, printed, _ = run("plan", "status", tmp_path / "plan.json")
        seen.add(printed.splitlines()[2].split(":")[0])
        assert printed.splitlines()[2].startswith(f"On {here}:")
    monkeypatch.delenv("TZ")
    time.tzset()
    assert len(seen) > 1


@pytest.mark.long
def test_a_plan_that_is_made_again_renews_its_calendar_whatever_its_start(run, tmp_path, monkeypatch):
    """An earlier start too; and the same inputs give the same bytes, the time of issue among them (faults F1)."""
    found = []
    for number, start in enumerate(("2026-12-01", "2026-11-02", "2027-12-01", "2027-12-01")):
        monkeypatch.setenv("SOURCE_DATE_EPOCH", str(1_795_000_000 + min(number, 2) * 60))
        out = tmp_path / str(number)
        run("plan", "onboarding-30", "--project", ROOT, "--start", start, "--partner", "Acme", "--out", out)
        found.append((out / "acme-onboarding-30.ics").read_bytes())
    assert found[2] == found[3]
    events = [{str(each["uid"]): each for each in Calendar.from_ical(raw).walk("VEVENT")} for raw in found[:3]]
    assert len({tuple(sorted(each)) for each in events}) == 1
    for uid in events[0]:
        for numbers in ([int(each[uid]["sequence"]) for each in events], [each[uid]["dtstamp"].dt for each in events]):
            assert numbers == sorted(set(numbers))
        assert str(events[0][uid]["summary"]).startswith("Northwind: ")


def test_new_dates_win_over_a_word_that_is_stamped_later(run, tmp_path):
    """By the clock of the machine and by `--today` (faults A5)."""
    said = {"value": "2026-12-02", "at": "2031-01-01T00:00:00Z", "by": "zzz"}
    plan = plan_file() | {"state": {KEYS[0]: {"due": said}}}
    (tmp_path / "plan.json").write_text(json.dumps(plan))
    out = tmp_path / "redated"
    code, printed, _ = run("plan", "status", tmp_path / "plan.json", "--redate", "--today", "2027-02-01", "--out", out)
    assert (code, "## Overdue" in printed) == (0, False)
    held = json.loads((out / "plan.json").read_text())["state"][KEYS[0]]["due"]
    assert (held["value"], held["by"]) == ("2027-02-01", "re-dated")


def test_a_merged_plan_is_not_written_over_another(run, tmp_path):
    (tmp_path / "a.xlsx").write_bytes(workbook().saved())
    (tmp_path / "plan.json").write_text("mine")
    assert run("plan", "status", tmp_path / "a.xlsx", "--out", tmp_path)[0] == 2
    assert (tmp_path / "plan.json").read_text() == "mine"


def test_packs_are_archives_that_any_program_opens(run, tmp_path):
    run(*PLAN, "--out", tmp_path)
    for ending in ("docx", "xlsx"):
        with zipfile.ZipFile(tmp_path / f"onboarding-30.{ending}") as archive:
            assert archive.testzip() is None


def test_a_partner_of_any_script_gets_every_format(run, tmp_path, monkeypatch):
    """Without a font for its name the PDF shows boxes, and the option is named as their place (faults B1)."""
    monkeypatch.setattr(resources, "find_script_fonts", dict)
    code, printed, told = run(*PLAN, "--partner", "日本株式会社", "--out", tmp_path / "out")
    assert code == 0
    assert len(names(tmp_path / "out")) == len(DATED)
    assert "日本株式会社-onboarding-30.pdf" in printed
    assert "--partner" in told
    assert "日" in told


def test_a_format_that_fails_takes_no_other_with_it(run, tmp_path, monkeypatch):
    """Faults B1."""
    monkeypatch.setitem(DATED, "xlsx", lambda *_: 1 / 0)
    code, _, told = run(*PLAN, "--partner", "Acme", "--documents", "--out", tmp_path / "one")
    assert code == 1
    assert "content/plans/onboarding-30.yml: acme-onboarding-30.xlsx could not be made" in told
    assert "ZeroDivisionError" in told
    assert "acme-onboarding-30.xlsx" not in names(tmp_path / "one")
    assert {"acme-onboarding-30.pdf", "plan.json", "documents/kickoff-agenda.docx"} <= set(names(tmp_path / "one"))


@pytest.mark.long
def test_a_format_that_fails_is_told_by_its_row_and_added_when_it_is_mended(run, tmp_path, monkeypatch):
    listed = tmp_path / "partners.csv"
    listed.write_text("partner,start\nAcme,2026-12-01\nNul,2026-12-01\n")
    with monkeypatch.context() as patched:
        patched.setitem(DATED, "xlsx", lambda *_: 1 / 0)
        code, printed, _ = run(*MANY, "--partners", listed, "--out", tmp_path / "out")
    assert code == 1
    assert f"{listed}:2: acme-onboarding-30.xlsx could not be made" in printed
    held = contents(tmp_path / "out")
    assert "acme/acme-onboarding-30.pdf" in held
    assert "nul-partner/plan.json" in held  # Windows has no folder of the name "nul" (A7)
    code, _, _ = run(*MANY, "--partners", listed, "--out", tmp_path / "out")
    assert code == 0
    assert contents(tmp_path / "out").keys() == held.keys() | {
        "acme/acme-onboarding-30.xlsx",
        "nul-partner/nul-partner-onboarding-30.xlsx",
    }
    assert held.items() <= contents(tmp_path / "out").items()


def test_a_row_without_its_plan_has_no_folder_and_is_told_with_every_reason(run, tmp_path, monkeypatch):
    listed = tmp_path / "partners.csv"
    listed.write_text("partner,start\nAcme,2026-12-01\n")
    with monkeypatch.context() as patched:
        patched.setattr(PackSettings, "makers", lambda *_: {"plan.json": lambda: 1 / 0, "acme.csv": lambda: 1 / 0})
        code, printed, _ = run(*MANY, "--partners", listed, "--out", tmp_path / "out")
    assert code == 1
    for name in ("plan.json", "acme.csv"):
        assert f"{name} could not be made: this is a fault of the program: ZeroDivisionError" in printed
    assert names(tmp_path / "out") == []
    assert run(*MANY, "--partners", listed, "--out", tmp_path / "out")[0] == 0  # nothing is in the way

"""A table that is read from all files of a folder; what somebody typed into a Monday list comes back from one."""

import io
import json
from datetime import date, timedelta

import openpyxl
import pytest
from records import WORKING_WEEK
from reports import DAY, make_monday, open_small, read_small
from shipped import EXAMINED
from small_records import TABLES, write_project

from partner_playbooks.language.diagnostics import UserError
from partner_playbooks.tracking.engine.record_base import load_records
from partner_playbooks.tracking.running import RunDays, track_records
from partner_playbooks.tracking.tracking_settings import read_settings

pytestmark = pytest.mark.long

FOLDER = """
    file: known
    sheet: Known until
    columns: {partner: Partner id, starts: Known since, until: Known until, reason: Reason, next_step: Next step}"""
STAYS = "partner,stage,entered,left\nA,activate,2025-02-01,\nB,enable,2025-05-01,\nD,recruit,2026-08-02,\n"


def load(folder, settings):
    placed, found = read_settings(settings.encode(), EXAMINED.handbook)
    assert found == []
    scratch = folder / "scratch"
    scratch.mkdir()
    return load_records(folder, scratch, placed.settings, EXAMINED.handbook, WORKING_WEEK)


def test_rows_of_all_files_count_and_each_fault_is_told_with_its_own_file(tmp_path):
    (tmp_path / "all").mkdir()
    (tmp_path / "all" / "1.csv").write_text("Id,Name,Signed\nA,Alder,2026-01-01\nB,Birch,soon\n", encoding="utf-8")
    (tmp_path / "all" / "2.csv").write_text("Name,Id,Signed\nCedar,C,x\nDale,A,2026-01-02\n", encoding="utf-8")
    (tmp_path / "all" / "~$2.csv").write_text("what a program keeps beside a file that is open", encoding="utf-8")
    base = load(tmp_path, "tables: {partners: {file: all, columns: {id: Id, name: Name, signed: Signed}}}")
    told = {(each.file, each.row, each.heading) for each in base.findings}
    assert told == {("all/1.csv", 3, "Signed"), ("all/2.csv", 2, "Signed"), ("all/2.csv", 3, "Id")}
    base.know_on(date(2026, 8, 1))
    assert [row[0] for row in base.rows("SELECT id FROM partners ORDER BY row")] == ["A", "B", "C"]
    assert (base.loaded["partners"].rows, base.loaded["partners"].kept) == (4, 4)


def test_a_folder_without_files_is_an_empty_table_and_a_missing_one_is_told(tmp_path):
    (tmp_path / "all").mkdir()
    settings = "tables: {partners: {file: all, columns: {id: Id, name: Name}}}"
    assert load(tmp_path, settings).loaded["partners"].rows == 0
    (tmp_path / "scratch").rmdir()
    with pytest.raises(UserError, match="none is missing"):
        load(tmp_path, settings.replace("all", "none"))


def test_what_is_typed_into_monday_lists_is_shown_until_its_day(tmp_path):
    placed = write_project(tmp_path, {**TABLES, "stage_entries": STAYS, "pauses": "partner,starts,until\n"})
    text = placed.document.text
    line = next(each for each in text.splitlines() if each.startswith("  pauses:"))
    placed, found = read_settings(text.replace(line, f"  pauses: {FOLDER}").encode(), EXAMINED.handbook)
    assert found == []
    known = tmp_path / "known"
    known.mkdir()
    first = run(tmp_path, placed, DAY)
    waiting = [each["id"] for each in first["partners"] if each["pace"] in {"slow", "stuck"}]
    assert len(waiting) >= 2
    (known / "monday.xlsx").write_bytes(make_monday(read_small(first)))
    until = DAY + timedelta(20)
    fill_in(known / "monday.xlsx", waiting[0], until)
    second = run(tmp_path, placed, DAY)
    assert second["wrong_rows"] == first["wrong_rows"]  # rows that nobody filled in are no faults
    partner = next(each for each in second["partners"] if each["id"] == waiting[0])
    assert (partner["pace"], partner["known_until"], partner["next_step"]) == ("paused", str(until), "call")
    others = [each for each in second["partners"] if each["id"] != waiting[0]]
    assert others == [each for each in first["partners"] if each["id"] != waiting[0]]
    later = run(tmp_path, placed, until + timedelta(1))
    assert next(each for each in later["partners"] if each["id"] == waiting[0])["pace"] != "paused"
    again = make_monday(read_small(second))
    assert next(row for row in list_waiting(again) if row["Partner id"] == waiting[0])["Reason"] == "new owner"


def run(folder, placed, day):
    done = track_records(folder, placed, EXAMINED.handbook, RunDays(day, day, months=0))
    return json.loads(done.after["snapshot.json"])


def fill_in(place, partner, until):
    book = openpyxl.load_workbook(place)
    sheet = book["Known until"]
    heads = {cell.value: cell.column for cell in sheet[1]}
    row = next(row[0].row for row in sheet.iter_rows(min_row=2) if row[0].value == partner)
    told = {"Known until": until, "Reason": "new owner", "Next step": "call"}
    for name, value in told.items():
        sheet.cell(row, heads[name]).value = value
    book.save(place)


def list_waiting(raw):
    sheet = openpyxl.load_workbook(io.BytesIO(raw))["Known until"]
    heads, *rows = sheet.iter_rows(values_only=True)
    return [dict(zip(heads, row, strict=True)) for row in rows]


def test_the_list_names_the_columns_that_the_table_has():
    assert open_small().inside.heads("known-until") == ("Known until",)

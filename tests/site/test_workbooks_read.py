"""Workbooks that come back are read in the browser as on the command line: the same words, and the same findings."""

import io
import re
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import openpyxl
import pytest
from downloading import converted
from filling import AT, KEYS, PLAN, plan_file, said, workbook
from returning import edited
from running import ROOT
from workbooks import both, list_words, open_reader, say_finding

from partner_playbooks.downloads.archive import pack_archive
from partner_playbooks.plans.state import Field

pytestmark = pytest.mark.site
CHUNK, COUNT = 30, 300
GOLDEN = sorted((ROOT / "tests" / "plans" / "returned" / "golden-v1").glob("*.xlsx"))


@pytest.fixture(scope="module")
def read(browser):
    return open_reader(browser)


@pytest.mark.parametrize("first", range(0, COUNT, CHUNK))
def test_edited_workbooks_say_the_same_to_both(read, first):
    told = set()
    for seed in range(first, first + CHUNK):
        returned, names = edited(seed)
        ours, theirs = both(read, returned.saved(), "a.xlsx", AT)
        assert ours == theirs, (seed, names)
        assert len(ours[0]) > 4
        told |= {each.partition(": ")[2].partition(":")[0] for each in (*ours[1], *ours[2])}
    assert len(told) > 8  # kinds of findings, so that not all workbooks are whole


@pytest.mark.parametrize("path", GOLDEN, ids=lambda path: path.stem)
def test_what_version_1_wrote_is_read_for_ever(read, path):
    ours, theirs = both(read, path.read_bytes(), path.name, AT)
    assert ours == theirs


def cells():
    """Give a workbook with every kind of cell that people make."""
    book = workbook()
    for key, value in zip(
        KEYS,
        (
            7,
            0.25,
            True,
            "two\nlines",
            "a\tb\u2028c",
            "x" * 2001,
            "x\u202ey",
            "12:30",
            1e21,
            46000,
            -3,
            "  ",
            "😀 né",
            None,
        ),
        strict=False,
    ):
        book.fill(key, Note=value)
    dates = (46000, "46000", 46000.5, 12, "x", "ja", "nein", "1/2/2027", "3. Maerz 2027", datetime(2026, 12, 3, 14, 30))  # noqa: DTZ001
    for key, value in zip(KEYS, dates, strict=False):
        book.fill(key, Done_on=value)
    sheet, columns, _ = book.sheet(0)
    sheet.cell(book.row_of(KEYS[0]), columns["Day"]).number_format = "yyyy-mm-dd"
    sheet.cell(book.row_of(KEYS[1]), columns["Day"]).value = 99
    sheet.cell(book.row_of(KEYS[2]), columns["Done on"]).number_format = "[h]:mm"
    sheet.cell(book.row_of(KEYS[11]), columns["Due"]).value = "=1/0"
    sheet["D4"].value = "nowhere near a date"
    book.add(Task="Ours alone", Status="x", Due="2026-12-24", Side="Vendor")
    book.add(Task="Ours alone", Status="x", Due="2026-12-25")
    book.add(Task=PLAN.tasks.__next__().title + "s", Note="alike")
    people = book.book.worksheets[2]
    people.cell(people.max_row + 1, 1).value = "Nobody's role"
    people.cell(people.max_row, 3).value = "N. N."
    people["D2"].value = "somewhere@example.com"
    return book


def test_every_kind_of_cell_says_the_same_to_both(read):
    ours, theirs = both(read, cells().saved(), "a.xlsx", AT)
    assert ours == theirs
    assert len(ours[1]) > 8
    assert len(ours[0]) > 12


def test_days_counted_from_1904_and_strings_of_their_own_are_read(read):
    book = workbook().fill(KEYS[0], Done_on=44540)
    book.book.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
    ours, theirs = both(read, book.saved(), "a.xlsx", AT)
    assert ours == theirs
    raw = workbook().fill(KEYS[0], Note="n").saved()
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    sheet = "xl/worksheets/sheet1.xml"
    rich = rb'<r><t xml:space="preserve">ri</t></r><rPh sb="0" eb="1"><t>x</t></rPh><r><t>ch</t></r>'
    parts[sheet], count = re.subn(rb"<is><t>n</t></is>", rb"<is>" + rich + rb"</is>", parts[sheet])
    assert count == 1
    ours, theirs = both(read, pack_archive(parts), "a.xlsx", AT)
    assert ours == theirs
    assert [word[-1] for word in ours[0]] == ["rich"]


@pytest.mark.parametrize(
    ("reason", "make"),
    [
        ("no_workbook", lambda: b"PK\x03\x04 and no more"),
        ("no_workbook", lambda: pack_archive({"xl/workbook.xml": b"<workbook"})),
        (
            "no_workbook",
            lambda: pack_archive({"xl/workbook.xml": b'<!DOCTYPE x [<!ENTITY a "b">]><workbook>&a;</workbook>'}),
        ),
        ("ods", lambda: pack_archive({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet"})),
        ("numbers", lambda: pack_archive({"Index.zip": b""})),
        ("xlsb", lambda: pack_archive({"xl/workbook.bin": b""})),
        ("word", lambda: pack_archive({"word/document.xml": b""})),
        ("several", lambda: pack_archive({"a.xlsx": b""})),
        ("old", lambda: bytes.fromhex("D0CF11E0A1B11AE1") + b"x" * 100),
        ("password", lambda: bytes.fromhex("D0CF11E0A1B11AE1") + "EncryptedPackage".encode("utf-16-le")),
        ("no_plan_inside", lambda: without_plan(workbook()).saved()),
        ("damaged", lambda: damaged(workbook()).saved()),
    ],
)
def test_what_is_no_workbook_of_a_plan_is_refused_by_both(read, reason, make):
    ours, theirs = both(read, make(), "a.xlsx", AT)
    assert ours == (reason,)
    assert theirs[0].startswith("refused: ")


def without_plan(book):
    del book.book["_plan"]
    return book


def damaged(book):
    book.book["_plan"]["A1"].value = "{"
    return book


def test_an_archive_that_says_less_than_it_holds_is_refused(read):
    """No more is unpacked than the archive's list tells."""
    raw = bytearray(pack_archive({"xl/workbook.xml": b"<workbook>" + b" " * 100_000 + b"</workbook>"}))
    place = raw.rindex(b"PK\x01\x02")
    raw[place + 24 : place + 28] = (10).to_bytes(4, "little")
    assert read(bytes(raw), "a.xlsx", AT)["reason"] == "no_workbook"


def test_a_workbook_without_its_plan_is_read_beside_one(read):
    raw = without_plan(workbook().fill(KEYS[0], Status="Done")).saved()
    found = read(raw, "a.xlsx", AT, plan_file())
    assert [word[:2] + word[3:] for word in list_words(found["plan"])] == [[KEYS[0], "status", "a.xlsx", "done"]]
    assert not found["unread"]


def test_what_is_said_has_the_time_of_saving_and_the_name_of_the_file(read):
    raw = workbook().fill(KEYS[0], Status="Stuck").saved(datetime(2026, 12, 9, 8, tzinfo=UTC))
    ((key, field, at, by, value),) = list_words(read(raw, "theirs.xlsx", AT)["plan"])
    moment = datetime(2026, 12, 9, 8, tzinfo=UTC).timestamp() * 1000
    assert (key, field, at, by, value) == (KEYS[0], "status", moment, "theirs.xlsx", "stuck")


def test_findings_say_what_python_says(read):
    book = workbook().fill(KEYS[0], Status="perhaps").fill(KEYS[1], Done_on="31.2.2026")
    raw = book.saved()
    expected = sorted(map(str, said(raw)[1]))
    assert sorted(map(say_finding, read(raw, "a.xlsx", AT)["unread"])) == expected
    assert len(expected) == 2


@pytest.mark.slow
@pytest.mark.xdist_group("libreoffice")
def test_what_libreoffice_has_saved_says_the_same_to_both(read, tmp_path):
    for seed in (0, 1, 2, 7, 20):
        source = tmp_path / "source" / f"{seed}.xlsx"
        source.parent.mkdir(exist_ok=True)
        source.write_bytes(edited(seed)[0].saved())
        converted([source], "xlsx", tmp_path / "saved")
        ours, theirs = both(read, Path(tmp_path / "saved" / f"{seed}.xlsx").read_bytes(), "a.xlsx", AT)
        assert ours == theirs, seed
        assert len(ours[0]) > 4


def test_fields_that_may_be_said_are_those_of_python(read):
    raw = workbook().fill(KEYS[0], Status="Done", Note="n", Who="W", Task="T", Done_when="D", Due="2026-12-24").saved()
    found = {word[1] for word in list_words(read(raw, "a.xlsx", AT)["plan"])}
    assert found == {"status", "note", "owner", "title", "done_when", "due"} <= set(Field)

"""Files that are damaged, or made to do harm: told with a way out, and nothing else happens."""

import csv
import zipfile

import pytest
from records import load, write
from running import ROOT, playbooks
from shipped import EXAMINED

from partner_playbooks.language.diagnostics import UserError
from partner_playbooks.tracking.connecting import SampledFile, propose
from partner_playbooks.tracking.engine.told_rows import MOST_ALIKE, MOST_TOLD
from partner_playbooks.tracking.settings_text import write_settings, write_words
from partner_playbooks.tracking.tracking_settings import read_settings

pytestmark = pytest.mark.long

HANDBOOK = EXAMINED.handbook
SAID = "columns: {id: Id, name: Name}"
EVIL = "\x1b[2J::stop\u202e'; DROP TABLE partners_all; --"


def bomb(path):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * 400_000_000)


@pytest.mark.parametrize(
    ("name", "make", "message"),
    [
        ("a.parquet", lambda path: path.write_bytes(b"PAR1 no more"), "cannot be read"),
        ("a.xlsx", lambda path: path.write_bytes(b"PK\x03\x04 no more"), "no workbook that can be read"),
        ("b.xlsx", lambda path: path.write_bytes(b""), "no workbook that can be read"),
        ("c.xlsx", bomb, "too large when unpacked"),
        ("d.xlsx", lambda path: path.write_bytes(bytes.fromhex("D0CF11E0A1B11AE1")), "older kind"),
    ],
)
def test_a_damaged_file_ends_it_with_a_way_out(tmp_path, name, make, message):
    make(tmp_path / name)
    with pytest.raises(UserError, match=message) as caught:
        load(tmp_path, {"partners": f"file: {name}, {SAID}"})
    assert caught.value.hint
    assert str(tmp_path) not in str(caught.value)
    done = playbooks("track", "connect", tmp_path, "--project", ROOT, "--out", tmp_path)
    assert done.returncode == 2
    assert name in done.stderr
    assert "Traceback" not in done.stderr


def test_a_link_out_of_the_folder_is_not_followed(tmp_path):
    (tmp_path / "ours").mkdir()
    write(tmp_path, "secret.csv", [["Id", "Name"], ["A", "Acre"]])
    (tmp_path / "ours" / "partners.csv").symlink_to(tmp_path / "secret.csv")
    with pytest.raises(UserError, match="leads out"):
        load(tmp_path / "ours", {"partners": f"file: partners.csv, {SAID}"})


def test_bytes_of_another_encoding_far_down_are_told_as_that(tmp_path):
    rows = "".join(f"P{number},Partner {number}\n" for number in range(300_000))
    (tmp_path / "partners.csv").write_bytes(f"Id,Name\n{rows}".encode() + b"Q,\xff\xfe\nR,Last\n")
    base = load(tmp_path, {"partners": f"file: partners.csv, {SAID}"})
    assert [(each.row, each.reason) for each in base.findings] == [(300_002, "the row holds bytes of another encoding")]
    assert base.loaded["partners"].kept == 300_001


def test_rows_below_one_that_could_not_be_taken_apart_keep_their_numbers_between_tables_too(tmp_path):
    (tmp_path / "partners.csv").write_text("Id,Name\nA,Acre\nB\nC\nA,Again\nD,Dale,more\nA,Once more\n")
    base = load(tmp_path, {"partners": f"file: partners.csv, {SAID}"})
    assert [(each.row, each.code) for each in base.findings] == [
        (3, "PB811"),
        (4, "PB811"),
        (5, "PB812"),
        (6, "PB811"),
        (7, "PB812"),
    ]


def test_a_text_that_stands_in_many_rows_is_told_once_with_the_others(tmp_path):
    write(tmp_path, "partners.csv", [["Id", "Name"], *(["", f"Partner {n}"] for n in range(2030))])
    (found,) = load(tmp_path, {"partners": f"file: partners.csv, {SAID}"}).findings
    assert (found.row, found.column) == (2, 1)
    assert found.others.endswith("so it is in 2,029 more rows: 3, 4, 5, 6, 7, 8, 9, 10, 11, …")


def test_up_to_ten_rows_with_the_same_text_are_told_one_by_one(tmp_path):
    write(tmp_path, "partners.csv", [["Id", "Name"], *(["", f"Partner {n}"] for n in range(MOST_ALIKE))])
    findings = load(tmp_path, {"partners": f"file: partners.csv, {SAID}"}).findings
    assert [each.row for each in findings] == list(range(2, MOST_ALIKE + 2))


def test_of_very_many_different_texts_the_others_are_counted(tmp_path):
    rows = [[f"P{n}", f"Partner {n}", f"{n}/2025"] for n in range(MOST_TOLD + 30)]
    write(tmp_path, "partners.csv", [["Id", "Name", "Signed"], *rows])
    said = "file: partners.csv, columns: {id: Id, name: Name, signed: Signed}"
    findings = load(tmp_path, {"partners": said}).findings
    assert len(findings) == MOST_TOLD
    assert findings[-1].others.endswith("30 rows more are like it")


@pytest.mark.parametrize("where", ["zone: Mars/Base", "zone: Europe/Londn"])
def test_a_time_zone_that_there_is_not_is_told_at_its_place(where):
    text = f"{where}\ntables: {{partners: {{file: a.csv, {SAID}, zone: Nowhere}}}}\n"
    _, found = read_settings(text.encode(), HANDBOOK)
    assert [(each.code, each.span.line) for each in found] == [("PB801", 1), ("PB801", 2)]
    assert all(each.hint for each in found)


def test_words_of_records_do_nothing_in_sql_yaml_or_the_terminal(tmp_path):
    exports = tmp_path / "exports"
    exports.mkdir()
    rows = [["Id", "Name", "Stage", EVIL], [EVIL, EVIL, "Enable", ""], ["B", "Birch", EVIL, ""]]
    with (exports / "partners.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    done = playbooks("track", "connect", exports, "--project", ROOT)
    assert done.returncode == 0, done.stderr
    _, found = read_settings((tmp_path / "tracking.yml").read_bytes(), HANDBOOK)
    assert found == []
    said = done.stdout
    for command in (("track", "check"), ("track",)):
        done = playbooks(*command, "--project", ROOT, "--records", tmp_path)
        assert done.returncode == 0, done.stderr
        said += done.stdout
    assert "DROP TABLE" in said
    assert all(line.isprintable() for line in said.splitlines())


def test_a_heading_of_any_signs_is_read_back_from_the_proposal():
    heading = 'Name\x7f"\\#: {x}\u2028é'
    file = SampledFile("p.csv", ("Id", "Name", heading, "Stage"), (("A", "Acre", "x", heading),))
    proposals, strange = propose([file], HANDBOOK)
    text = write_settings(proposals, "UTC")
    assert read_settings(text.encode(), HANDBOOK)[1] == []
    assert write_words(proposals, strange).replace("\n", "").isprintable()

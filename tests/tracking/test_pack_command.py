"""`playbooks track pack`, as it is typed: one partner by name, all of them, lists alone, and what it refuses."""

import pytest
from reports import track_small
from running import ROOT, playbooks

MONDAY = "monday-2026-08-15-internal.xlsx"
pytestmark = [pytest.mark.long, pytest.mark.xdist_group("pack command")]


@pytest.fixture(scope="module")
def records(tmp_path_factory):
    folder = tmp_path_factory.mktemp("records")
    (folder / "snapshot.json").write_bytes(track_small())
    return folder


def pack(records, out, *arguments):
    return playbooks("track", "pack", *arguments, "--project", ROOT, "--records", records, "--out", out)


def test_a_partner_is_packed_by_its_name_once(records, tmp_path):
    first = pack(records, tmp_path, "alder")
    assert first.returncode == 0, first.stderr
    assert "1 packs made, 0 kept" in first.stdout
    inside = {path.parent.name for path in (tmp_path / "alder").rglob("*.*") if path.suffix}
    assert {"for-alder", "internal"} <= inside
    assert not list(tmp_path.glob("monday*"))
    assert "0 packs made, 1 kept" in pack(records, tmp_path, "A").stdout


def test_all_partners_come_with_the_lists_and_lists_alone_without_them(records, tmp_path):
    done = pack(records, tmp_path / "all")
    assert done.returncode == 0, done.stderr
    assert "5 packs made" in done.stdout
    assert (tmp_path / "all" / MONDAY).is_file()
    (tmp_path / "all" / MONDAY).write_bytes(b"typed into")
    again = pack(records, tmp_path / "all", "--lists")
    assert f"{MONDAY} is there already and stays as it is" in again.stdout
    assert (tmp_path / "all" / MONDAY).read_bytes() == b"typed into"
    alone = pack(records, tmp_path / "lists", "--lists")
    assert alone.returncode == 0, alone.stderr
    assert {path.name for path in (tmp_path / "lists").iterdir()} == {
        MONDAY, *(f"board-2026-08-15-internal.{ending}" for ending in ("pdf", "docx", "xlsx", "pptx")),
    }  # fmt: skip


def test_nobody_of_that_name_and_no_snapshot_are_refused_with_a_way_out(records, tmp_path):
    unknown = pack(records, tmp_path / "out", "Aldr")
    assert unknown.returncode == 2
    assert 'no partner in a stage has the id or the name "Aldr"' in unknown.stderr
    assert "Alder" in unknown.stderr
    without = pack(tmp_path, tmp_path / "out", "A")
    assert without.returncode == 2
    assert "holds no snapshot.json" in without.stderr
    assert not (tmp_path / "out").exists()

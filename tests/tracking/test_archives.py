"""Records that a run keeps, the figures that it writes beside the snapshot, and snapshots held against each other."""

import csv
import io
import json
import logging
from datetime import date, timedelta

import duckdb
import pytest
from shipped import EXAMINED, FILES, TODAY
from small_records import write_project

from partner_playbooks.checks.examination import examine
from partner_playbooks.language.diagnostics import UserError
from partner_playbooks.project.saving import save_files
from partner_playbooks.tracking.running import RunDays, track_records
from partner_playbooks.tracking.snapshot_comparison import compare_snapshots

pytestmark = pytest.mark.long

DAY = date(2026, 8, 15)


def run(folder, placed, day, today):
    done = track_records(folder, placed, EXAMINED.handbook, RunDays(day, today))
    save_files(folder, done.before, done.after)
    return json.loads(done.after["snapshot.json"])


def change(folder, table, former, present):
    path = folder / "records" / f"{table}.csv"
    text = path.read_text(encoding="utf-8")
    assert former in text
    path.write_text(text.replace(former, present), encoding="utf-8")


@pytest.fixture
def project(tmp_path):
    return tmp_path, write_project(tmp_path)


def test_a_past_day_is_computed_from_the_records_that_were_kept_on_it(project):
    folder, placed = project
    first = run(folder, placed, DAY, DAY)
    change(folder, "partners", "A,Alder,reseller,North,silver", "A,Alder,reseller,East,gold")
    again = run(folder, placed, DAY, DAY + timedelta(30))
    assert {**again, **{name: first[name] for name in ("tables", "wrong_rows")}} == first
    assert again["attributes"] == "as-of"
    assert again["tables"][0]["file"] == f"{DAY}/partners.parquet"
    other = run(folder, placed, DAY - timedelta(1), DAY + timedelta(30))
    assert other["attributes"] == "today"
    assert {each["id"]: each["tier"] for each in other["partners"]}["A"] == "gold"


def test_kept_rows_lie_in_their_order(project):
    folder, placed = project
    done = track_records(folder, placed, EXAMINED.handbook, RunDays(DAY, DAY))
    for name, raw in done.after.items():
        if name.startswith("archive/"):
            (folder / "kept.parquet").write_bytes(raw)
            rows = duckdb.read_parquet(str(folder / "kept.parquet")).project("row").fetchall()
            assert rows == sorted(rows)
            assert rows


def test_records_are_kept_as_long_as_the_settings_say(project):
    folder, placed = project
    placed = type(placed)(placed.settings.model_copy(update={"keep": 10}), placed.document)
    for later in (0, 5, 11):
        run(folder, placed, DAY + timedelta(later), DAY + timedelta(later))
    kept = {path.parent.name for path in (folder / "archive").rglob("*.parquet")}
    assert kept == {str(DAY + timedelta(5)), str(DAY + timedelta(11))}


def test_no_person_is_named_in_what_is_kept(project):
    folder, placed = project
    run(folder, placed, DAY, DAY)
    rows = duckdb.read_parquet(str(folder / "archive" / str(DAY) / "enrolments.parquet")).fetchall()
    assert len(rows) == 3
    assert not any("example" in str(value) for row in rows for value in row)


def test_figures_are_written_for_other_programs(project):
    folder, placed = project
    snapshot = run(folder, placed, DAY, DAY)
    rows = list(csv.DictReader(io.StringIO((folder / "figures.csv").read_text(encoding="utf-8"))))
    parquet = duckdb.read_parquet(str(folder / "figures.parquet"))
    assert list(rows[0]) == parquet.columns
    for own, other, figure in zip(rows, parquet.fetchall(), snapshot["figures"], strict=True):
        assert (own["metric"], own["group"], own["from"]) == (other[0], other[1], str(other[2]))
        assert (figure["metric"], figure["period"]["to"]) == (own["metric"], own["to"])
        assert other[4] == figure["value"]
        assert own["value"] == ("" if figure["value"] is None else str(float(figure["value"])))


def test_two_snapshots_say_what_differs(project):
    folder, placed = project
    run(folder, placed, DAY, DAY)
    former = (folder / "snapshot.json").read_bytes()
    assert compare_snapshots(former, former, "old.json")[0].endswith("0 figures and the stage of 0 partners differ")
    change(folder, "stage_entries", "B,activate,2026-08-05,", "B,enable,2026-08-05,")
    change(folder, "deals", "won,300.00", "won,500.00")
    run(folder, placed, DAY, DAY)
    said = "\n".join(compare_snapshots(former, (folder / "snapshot.json").read_bytes(), "old.json"))
    assert "Birch: activate → enable" in said
    assert "revenue-concentration" in said


def test_what_was_counted_differently_is_not_compared(project):
    folder, placed = project
    run(folder, placed, DAY, DAY)
    former = json.loads((folder / "snapshot.json").read_bytes())
    present = json.dumps(former).encode()
    for part in ("measures", "settings"):
        other = {**former, "digests": {**former["digests"], part: "0"}}
        with pytest.raises(UserError, match="changed since"):
            compare_snapshots(json.dumps(other).encode(), present, "old.json")
    bare = json.dumps({"schema": former["schema"], "version": 1}).encode()
    for wrong in (b"", b"[1]", b'{"schema": "else"}', bare):
        with pytest.raises(UserError, match=r"old\.json is no snapshot"):
            compare_snapshots(wrong, present, "old.json")
    with pytest.raises(UserError, match="another version"):
        compare_snapshots(json.dumps({**former, "version": 99}).encode(), present, "old.json")


def test_a_run_tells_what_it_is_at(project, caplog):
    folder, placed = project
    with caplog.at_level(logging.INFO, "partner_playbooks.tracking"):
        track_records(folder, placed, EXAMINED.handbook, RunDays(DAY, DAY))
    steps = [record.getMessage() for record in caplog.records]
    assert steps[0] == "reading records/partners.csv as partners"
    assert steps[-1] == "computing figures"
    assert len(steps) == len(placed.settings.tables) + 1


def test_a_run_that_is_stopped_leaves_what_was_there(project, caplog):
    folder, placed = project
    run(folder, placed, DAY, DAY)
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}

    class Stop(logging.Handler):
        def emit(self, record):
            if record.getMessage() == "computing figures":
                raise KeyboardInterrupt

    log, handler = logging.getLogger("partner_playbooks.tracking"), Stop()
    log.addHandler(handler)
    try:
        with caplog.at_level(logging.INFO, log.name), pytest.raises(KeyboardInterrupt):
            track_records(folder, placed, EXAMINED.handbook, RunDays(DAY, DAY))
    finally:
        log.removeHandler(handler)
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before


def test_an_archive_of_an_older_package_is_read_as_far_as_it_goes(project):
    folder, placed = project
    first = run(folder, placed, DAY, DAY)
    place = folder / "archive" / str(DAY) / "partners.parquet"
    kept = duckdb.read_parquet(str(place))
    assert "strategic" not in kept.columns  # no column says it, so it is not kept, and read back as empty
    older = kept.project("*, 1 AS gone")
    older.write_parquet(str(folder / "older.parquet"))
    (folder / "older.parquet").replace(place)
    again = run(folder, placed, DAY, DAY + timedelta(30))
    assert again["partners"] == first["partners"]


def test_a_damaged_archive_is_told_with_a_way_out(project):
    folder, placed = project
    run(folder, placed, DAY, DAY)
    (folder / "archive" / str(DAY) / "partners.parquet").write_bytes(b"PAR1 no more")
    with pytest.raises(UserError, match="cannot be read") as caught:
        run(folder, placed, DAY, DAY + timedelta(30))
    assert "remove the folder" in caught.value.hint


def test_other_definitions_are_another_way_of_counting(project):
    folder, placed = project
    first = run(folder, placed, DAY, DAY)
    changed = {name: raw.replace(b"12 months", b"11 months") for name, raw in FILES.items() if "definitions" in name}
    assert changed
    handbook = examine({**FILES, **changed}, TODAY).handbook
    other = track_records(folder, placed, handbook, RunDays(DAY, DAY)).snapshot
    assert other.digests["measures"] != first["digests"]["measures"]

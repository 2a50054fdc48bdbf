"""`playbooks track` as it is called: the demonstration, its snapshot and its summary."""

import json
from datetime import date

import pytest
from running import ROOT, playbooks
from shipped import EXAMINED

from partner_playbooks.language.records import TABLES
from partner_playbooks.tracking.demo import make_demo

pytestmark = [pytest.mark.long, pytest.mark.xdist_group("tracked track")]  # what is made once is used by all

DAY = "2026-09-30"


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    folder = tmp_path_factory.mktemp("demo") / "records of ours"
    done = playbooks("track", "demo", folder, "--project", ROOT, "--partners", "120", "--as-of", DAY)
    assert done.returncode == 0, done.stderr
    assert "West" in done.stdout
    return folder


@pytest.fixture(scope="module")
def run(demo):
    done = playbooks("track", "--project", ROOT, "--records", demo, "--as-of", DAY)
    assert done.returncode == 0, done.stderr
    return done.stdout, json.loads((demo / "snapshot.json").read_text(encoding="utf-8"))


def test_the_summary_fits_a_screen_and_says_where_to_look(run):
    said, _ = run
    lines = said.splitlines()
    assert len(lines) <= 40
    assert max(map(len, lines)) <= 100
    for words in ("as of 2026-09-30", "Stage ", "Stuck: ", "Targets missed: ", "findings", "playbooks track check"):
        assert words in said


def test_the_snapshot_holds_what_the_summary_says(run):
    _, snapshot = run
    assert (snapshot["schema"], snapshot["version"], snapshot["as_of"]) == ("partner-playbooks/snapshot", 1, DAY)
    figures = {(each["metric"], each["group"]): each for each in snapshot["figures"]}
    rate = figures["activation-rate", ""]
    assert rate["value"] == pytest.approx(100 * rate["inputs"]["activated"] / rate["inputs"]["joined"], abs=1e-5)
    assert rate["low"] < rate["value"] < rate["high"]
    assert figures["time-in-stage", "activate"]["value"] > 0
    placed = {each["id"] for each in snapshot["partners"]}
    assert sum(each["partners"] for each in snapshot["stages"]) == len(placed) > 50
    stuck = [each for each in snapshot["partners"] if each["pace"] == "stuck"]
    assert stuck
    assert all(each["days"] > each["limit"] for each in stuck)
    assert any("partners.sponsor_ours" in each["needs"] for each in snapshot["not_computed"])
    computed = {metric for metric, _ in figures}
    assert computed.isdisjoint(each["metric"] for each in snapshot["not_computed"])


@pytest.mark.usefixtures("run")
def test_the_same_records_give_the_same_bytes(demo):
    before = (demo / "snapshot.json").read_bytes()
    done = playbooks("track", "run", "--project", ROOT, "--records", demo, "--as-of", DAY)
    assert done.returncode == 0, done.stderr
    assert (demo / "snapshot.json").read_bytes() == before


def test_an_earlier_day_knows_less(demo, run):
    done = playbooks("track", "--project", ROOT, "--records", demo, "--as-of", "2025-03-31")
    assert done.returncode == 0, done.stderr
    earlier = json.loads((demo / "snapshot.json").read_text(encoding="utf-8"))
    assert len(earlier["partners"]) < len(run[1]["partners"])
    assert all(each["since"] <= "2025-03-31" for each in earlier["partners"] if each["since"])


def test_wrong_rows_are_told_in_the_format_that_is_asked_for(demo):
    done = playbooks("track", "check", "--project", ROOT, "--records", demo, "--format", "json")
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert len(found["diagnostics"] if isinstance(found, dict) else found) > 20
    assert playbooks("track", "check", "--project", ROOT, "--records", demo, "--strict").returncode == 1


def test_without_settings_the_way_to_begin_is_told(tmp_path):
    done = playbooks("track", "--project", ROOT, "--records", tmp_path)
    assert done.returncode == 2
    assert "playbooks track demo" in done.stderr


def test_a_mistake_in_the_settings_is_told_with_its_line(tmp_path):
    (tmp_path / "tracking.yml").write_text("tables:\n  partner: {file: a.csv, columns: {}}\n")
    done = playbooks("track", "check", "--project", ROOT, "--records", tmp_path)
    assert done.returncode == 1
    assert 'tracking.yml:2:3 PB801 there is no table "partner"' in done.stderr


def test_the_demonstration_holds_what_it_says_of_itself():
    demo = make_demo(EXAMINED.handbook, date(2026, 9, 30), partners=300, seed=3)
    assert len(demo.truths) == 7
    assert demo.files == make_demo(EXAMINED.handbook, date(2026, 9, 30), partners=300, seed=3).files
    assert demo.files != make_demo(EXAMINED.handbook, date(2026, 9, 30), partners=300, seed=4).files
    assert {name.removeprefix("records/").removesuffix(".csv") for name in demo.files} - {
        "tracking.yml"
    } <= TABLES.keys()


def test_no_records_are_made_up_for_content_without_partner_types(tmp_path):
    assert playbooks("init", "--minimal", tmp_path / "ours").returncode == 0
    done = playbooks("track", "demo", tmp_path / "records", "--project", tmp_path / "ours")
    assert done.returncode == 2
    assert "add a partner type under content/partner-types/" in done.stderr
    assert not (tmp_path / "records").exists()

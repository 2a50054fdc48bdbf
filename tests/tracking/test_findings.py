"""What a run finds besides metrics, on records of which the answer is known: who moved, what is due and on plan."""

import json
from datetime import date

import pytest
from shipped import EXAMINED
from small_records import write_project

from partner_playbooks.tracking.attainment import read_period
from partner_playbooks.tracking.running import RunDays, track_records

pytestmark = pytest.mark.long

DAY = date(2026, 8, 15)
SINCE = date(2026, 8, 1)


@pytest.fixture(scope="module")
def run(tmp_path_factory):
    folder = tmp_path_factory.mktemp("findings")
    placed = write_project(folder)
    return json.loads(track_records(folder, placed, EXAMINED.handbook, RunDays(DAY, DAY, SINCE)).after["snapshot.json"])


def test_moves_are_told_by_their_way(run):
    ways = {each["partner"]: (each["way"], each["left"], each["entered"]) for each in run["moves"]}
    assert ways == {
        "A": ("skipped", "activate", "co-market"),
        "B": ("slipped-back", "co-sell", "activate"),
        "C": ("lost", "enable", None),
        "D": ("joined", None, "recruit"),
        "E": ("looped", "grow", "co-sell"),
    }
    moves = {each["partner"]: each for each in run["moves"]}
    assert moves["A"]["skipped"] == ["enable"]
    assert moves["C"]["reason"] == "no market"
    assert [each["on"] for each in run["moves"]] == sorted((each["on"] for each in run["moves"]), reverse=True)


def test_what_comes_up_is_told_with_its_span_and_number(run):
    due = [(each["what"], each["on"], each["within"], each["partner"], each["many"]) for each in run["due"]]
    assert due == [
        ("notice", "2026-08-20", 30, "A", 1),
        ("agreement-ends", "2026-08-31", 30, "A", 1),
        ("pause-ends", "2026-09-01", 30, "F", 1),
        ("certificate", "2026-10-01", 60, "B", 2),
        ("review", "2026-11-10", 90, "A", 1),
    ]


def test_silent_partners_are_those_of_whom_nothing_is_on_record_for_as_long(run):
    assert [(each["partner"], each["last_seen"]) for each in run["silent"]] == [("F", None), ("B", "2026-04-01")]


def test_a_reason_that_is_known_takes_a_partner_off_the_list(run):
    placed = {each["id"]: each for each in run["partners"]}
    told = [placed["F"][name] for name in ("pace", "known_until", "reason", "next_step")]
    assert told == ["paused", "2026-09-01", "holidays", "call"]
    assert "C" not in placed


def test_targets_are_held_against_what_there_is_and_open_business_against_the_rest(run):
    whole, north = run["attainment"]
    assert (whole["target"], whole["value"], whole["region"]) == (1000, 400, None)
    assert whole["elapsed"] == pytest.approx(46 / 92)
    assert whole["cover"] == pytest.approx(250 / 600, abs=1e-6)
    assert (north["target"], north["value"], north["region"]) == (400, 400, "North")
    assert north["cover"] is None


def test_totals_of_another_department_stand_beside_ours(run):
    assert [(each["expected"], each["value"]) for each in run["control_totals"]] == [(300, 300), (90.5, 100)]


def test_wrong_periods_and_metrics_are_told_by_their_row(tmp_path):
    placed = write_project(tmp_path)
    found = track_records(tmp_path, placed, EXAMINED.handbook, RunDays(DAY, DAY)).snapshot.findings
    told = [(each.row, each.heading, each.reason) for each in found if "targets" in each.file]
    assert told == [(6, "period", "is no period"), (7, "metric", "is no metric")]


def test_revenue_is_shared_by_who_brought_it(run):
    shares = {each["partner"]: each["share"] for each in run["revenue_shares"]}
    assert shares == {"A": 0.75, "B": 0.25}
    assert run["revenue_shares"][-1]["running"] == 1


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2024", (2024, 1, 1), (2024, 12, 31)),
        ("2024-Q1", (2024, 1, 1), (2024, 3, 31)),
        ("2024-02", (2024, 2, 1), (2024, 2, 29)),
        ("2024-12", (2024, 12, 1), (2024, 12, 31)),
    ],
)
def test_periods_are_years_quarters_and_months(text, first, last):
    period = read_period(text)
    assert (period.start, period.end) == (date(*first), date(*last))


@pytest.mark.parametrize("text", ["", "24", "2024-Q5", "2024-13", "2024-00", "2024-1", "2024-01-01"])
def test_nothing_else_is_a_period(text):
    assert read_period(text) is None

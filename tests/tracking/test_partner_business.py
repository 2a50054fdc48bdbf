"""What stands behind figures, in a run: deals, certificates, the way of a year, groups, faults by kind, names alike."""

import json
from datetime import date

import pytest
from records import WORKING_WEEK
from shipped import EXAMINED
from small_records import TABLES, write_project

from partner_playbooks.handbook.measuring import RecordLanguage
from partner_playbooks.tracking.engine.record_base import load_records
from partner_playbooks.tracking.figure_computation import FigureMaker
from partner_playbooks.tracking.figure_histories import list_month_ends
from partner_playbooks.tracking.running import RunDays, track_records

pytestmark = [pytest.mark.long, pytest.mark.xdist_group("partner business")]

DAY = date(2026, 8, 15)
ALIKE = {
    "partners": TABLES["partners"]
    + "G,Alder GmbH,reseller,North,silver,,2025-01-10,,\nH,Dale 2,msp,South,registered,,2025-01-10,,\n"
}


@pytest.fixture(scope="module")
def run(tmp_path_factory):
    folder = tmp_path_factory.mktemp("business")
    placed = write_project(folder, TABLES | ALIKE)
    return json.loads(track_records(folder, placed, EXAMINED.handbook, RunDays(DAY, DAY)).after["snapshot.json"])


def test_deals_are_those_that_are_open_or_were_decided_within_twelve_months(run):
    told = [(each["partner"], each["deal"], each["role"], each["outcome"], each["credit"]) for each in run["deals"]]
    assert told == [
        ("A", "1", "sourced", "won", 300),
        ("B", "2", "sourced", "won", 100),
        ("E", "2", "influenced", "won", 100),
        ("E", "3", "sourced", "open", 250),
    ]  # the fourth deal is closed before it was opened, and its closing is unknown


def test_people_behind_certificates_have_numbers_and_no_names(run):
    assert [(each["partner"], each["person"]) for each in run["certificates"]] == [("B", 1), ("B", 2)]
    assert "b.example" not in json.dumps(run)


def test_months_end_on_their_last_days():
    assert list_month_ends(date(2026, 2, 28), 3) == [date(2025, 12, 31), date(2026, 1, 31), date(2026, 2, 28)]
    assert list_month_ends(date(2026, 3, 30), 2) == [date(2026, 1, 31), date(2026, 2, 28)]
    assert list_month_ends(date(2026, 3, 30), 0) == []


def test_the_way_of_a_metric_is_what_a_run_on_those_days_gives(run, tmp_path):
    points = {(each["metric"], each["on"]): (each["value"], each["size"]) for each in run["trends"]}
    assert len({on for _, on in points}) == 12
    placed = write_project(tmp_path, TABLES | ALIKE)
    for end in (date(2026, 7, 31), date(2026, 3, 31)):
        days = RunDays(end, DAY, months=0)
        then = json.loads(track_records(tmp_path, placed, EXAMINED.handbook, days).after["snapshot.json"])
        whole = {each["metric"]: (each["value"], each["size"]) for each in then["figures"] if not each["group"]}
        compared = [metric for metric in whole if (metric, str(end)) in points]
        assert len(compared) > 5
        assert all(points[metric, str(end)] == whole[metric] for metric in compared)


def test_groups_of_a_number_add_up_to_it(run):
    whole = {each["metric"]: each["value"] for each in run["figures"] if not each["group"]}
    found = [each for each in run["groups"] if each["metric"] == "active-partners"]
    assert {each["by"] for each in found} == {"type", "region", "tier"}
    for by in ("type", "region", "tier"):
        assert sum(each["value"] for each in found if each["by"] == by) == whole["active-partners"] > 0


def test_faults_are_told_by_kind_with_examples(run):
    kinds = {(each["file"], each["column"]): each for each in run["wrong_rows"]}
    metric = kinds["records/targets.csv", "metric"]
    assert (metric["rows"], metric["examples"]) == (1, [{"row": 7, "text": "revenue"}])
    counts = [each["rows"] for each in run["wrong_rows"]]
    assert counts == sorted(counts, reverse=True)
    assert sum(counts) == sum(each["findings"] for each in run["tables"])


def test_names_that_differ_by_a_legal_form_are_alike_and_by_a_number_are_not(run):
    assert [(each["partner"], each["other"]) for each in run["alike_names"]] == [("A", "G")]


def test_answers_of_surveys_are_told_of_groups_that_are_large_enough_and_of_no_partner(tmp_path):
    partners = "".join(f"N{n},Name {n},reseller,{'North' if n < 5 else 'South'},,,2025-01-10,,\n" for n in range(9))
    answers = "".join(f"N{n},2026-06-01,recommend,9\n" for n in range(9))
    head = TABLES["partners"].splitlines()[0]
    placed = write_project(
        tmp_path, {"partners": f"{head}\n{partners}", "surveys": f"partner,at,kind,score\n{answers}"}
    )
    done = json.loads(track_records(tmp_path, placed, EXAMINED.handbook, RunDays(DAY, DAY)).after["snapshot.json"])
    told = {(each["by"], each["group"]): each["size"] for each in done["groups"] if each["metric"] == "partner-nps"}
    assert told == {("region", "North"): 5, ("type", "reseller"): 9}  # four in the South could be guessed
    base = load_records(tmp_path, tmp_path, placed.settings, EXAMINED.handbook, WORKING_WEEK)
    base.know_on(DAY)
    maker = FigureMaker(base, RecordLanguage.of(EXAMINED.handbook), {}, DAY)
    assert maker.find_partner_values(EXAMINED.handbook.entities["metric"]["partner-nps"]) is None

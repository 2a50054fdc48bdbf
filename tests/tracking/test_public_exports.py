"""Figures of public exports, each confirmed by a computation that shares nothing with ours but the rows."""

import csv
import json
from collections import defaultdict
from datetime import UTC, date, datetime
from fractions import Fraction
from pathlib import Path

import pytest
from shipped import EXAMINED

from partner_playbooks.tracking.connecting import propose
from partner_playbooks.tracking.engine.sampling import sample_folder
from partner_playbooks.tracking.running import RunDays, track_records
from partner_playbooks.tracking.settings_text import write_settings
from partner_playbooks.tracking.tracking_settings import read_settings

pytestmark = pytest.mark.long

DATA = Path(__file__).parents[3] / "shared" / "data"
SEPSIS, SALESFORCE, HUBSPOT = "sepsis-event-log.csv", "salesforce-opportunity-history.csv", "hubspot-deal-stage.csv"
WORDS = {"ER Registration": "recruit", "Admission NC": "activate", "Release A": "enable"}
SETTINGS = f"""zone: UTC
tables:
  partners: {{file: {SEPSIS}, columns: {{id: Case ID, name: Case ID}}, once: first}}
  stage_entries:
    file: {SEPSIS}
    columns: {{partner: Case ID, stage: Activity, entered: Complete Timestamp}}
    dates: yyyy/MM/dd HH:mm:ss.SSS
    only: {{Activity: [{", ".join(WORDS)}]}}
    values: {{stage: {json.dumps(WORDS)}}}
"""


def read_rows(name, separator=","):
    if not (DATA / name).is_file():
        pytest.skip("the public exports are not at hand")
    with (DATA / name).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file, delimiter=separator))


def run(folder, name, day, settings=None):
    """Track a public export, by settings or by what `connect` proposes, and give the snapshot."""
    (folder / name).write_bytes((DATA / name).read_bytes())
    if settings is None:
        files, _ = sample_folder(folder, folder)
        settings = write_settings(propose(files, EXAMINED.handbook)[0], "UTC")
    placed, found = read_settings(settings.encode(), EXAMINED.handbook)
    assert found == []
    return json.loads(track_records(folder, placed, EXAMINED.handbook, RunDays(day, day)).after["snapshot.json"])


def read_day(text, code):
    return datetime.strptime(text, code).replace(tzinfo=UTC).date()


def follow_to_half(stays):
    """Give the day on which half have left, those that still go on counted: day by day, one product of all.

    Each stay is how long it was when it was first seen, how long it is, and whether it has ended.
    """
    going = Fraction(1)
    for day in sorted({length for _, length, ended in stays if ended}):
        at_risk = sum((seen < day or seen == 0) and length >= day for seen, length, _ in stays)
        left = sum(ended and length == day for _, length, ended in stays)
        going *= 1 - Fraction(left, at_risk)
        if going <= Fraction(1, 2):
            return day
    return None


def list_cases():
    """Give for each case of the log its stays: stage, first day, and the day on which the next stage began."""
    cases = defaultdict(list)
    for row in read_rows(SEPSIS, ";"):
        if row["Activity"] in WORDS:
            day = read_day(row["Complete Timestamp"], "%Y/%m/%d %H:%M:%S.%f")
            cases[row["Case ID"]].append((day, WORDS[row["Activity"]]))
    stays = []
    for case, events in cases.items():
        events.sort(key=lambda each: each[0])
        merged = [each for place, each in enumerate(events) if not place or events[place - 1][1] != each[1]]
        ends = [day for day, _ in merged[1:]] + [None]
        stays += [(case, stage, day, end) for (day, stage), end in zip(merged, ends, strict=True)]
    return stays


def known(stays, day):
    return [
        (case, stage, begin, None if end is None or end > day else end)
        for case, stage, begin, end in stays
        if begin <= day
    ]


DAYS = [
    (date(2014, 12, 31), date(2014, 7, 1), date(2013, 7, 1)),
    (date(2014, 9, 30), date(2014, 3, 31), date(2013, 3, 31)),
]
"""A day of calculation, the first of its half-year, and the first of the year that is followed for half a year."""


@pytest.fixture(scope="module", params=DAYS, ids=lambda days: str(days[0]))
def log(request, tmp_path_factory):
    """The stays of the event log that are known on a day, and what tracking says of them."""
    day = request.param[0]
    stays = known(list_cases(), day)
    return request.param, stays, run(tmp_path_factory.mktemp("log"), SEPSIS, day, SETTINGS)


def find_figure(snapshot, metric, stage):
    (found,) = [each for each in snapshot["figures"] if (each["metric"], each["group"]) == (metric, stage)]
    return found


@pytest.mark.parametrize("stage", WORDS.values())
def test_how_long_each_stage_of_an_event_log_takes(log, stage):
    (day, start, _), stays, snapshot = log
    own = [(begin, end) for _, each, begin, end in stays if each == stage and (end is None or end >= start)]
    lengths = [(max((start - begin).days, 0), ((end or day) - begin).days, end is not None) for begin, end in own]
    figure = find_figure(snapshot, "time-in-stage", stage)
    assert figure["value"] == follow_to_half(lengths)
    assert (figure["size"], figure["still_open"]) == (len(own), sum(end is None for _, end in own))


@pytest.mark.parametrize("stage", list(WORDS.values())[:2])
def test_how_many_of_an_event_log_move_on(log, stage):
    (_, start, first), stays, snapshot = log
    entered, later = defaultdict(list), defaultdict(list)
    order = list(WORDS.values())
    for case, each, begin, _ in stays:
        if each == stage and first <= begin < start:
            entered[case].append(begin)
        if order.index(each) > order.index(stage):
            later[case].append(begin)
    lengths = {
        case: [(after - begin).days for begin in begins for after in later[case]] for case, begins in entered.items()
    }
    moved = sum(any(0 <= length <= 180 for length in own) for own in lengths.values())
    figure = find_figure(snapshot, "stage-conversion", stage)
    assert (figure["inputs"]["entered"], figure["inputs"]["moved_on"]) == (len(entered), moved)
    assert figure["value"] == pytest.approx(100 * moved / len(entered), abs=1e-6)


def test_where_the_cases_of_an_event_log_are(log):
    _, stays, snapshot = log
    order = list(WORDS.values())
    furthest = {}
    for case, stage, _, end in stays:
        if end is None:
            furthest[case] = max(furthest.get(case, stage), stage, key=order.index)
    counts = {stage: list(furthest.values()).count(stage) for stage in order if stage in furthest.values()}
    assert {each["stage"]: each["partners"] for each in snapshot["stages"] if each["partners"]} == counts


def list_deals(rows, deal, stage, at):
    """Give the stays of deals in stages, by the order of their days and rows."""
    deals = defaultdict(list)
    for place, row in enumerate(rows):
        deals[row[deal]].append((at(row), place, row[stage]))
    stays = []
    for events in deals.values():
        events.sort(key=lambda each: each[:2])
        merged = [each for place, each in enumerate(events) if not place or events[place - 1][2] != each[2]]
        ends = [day for day, _, _ in merged[1:]] + [None]
        stays += [(stage, day, end) for (day, _, stage), end in zip(merged, ends, strict=True)]
    return stays


def test_where_deals_of_an_export_of_hubspot_stand_still(tmp_path):
    rows, day = read_rows(HUBSPOT), date(2024, 1, 1)
    stays = list_deals(rows, "deal_id", "value", lambda row: date.fromisoformat(row["date_entered"][:10]))
    snapshot = run(tmp_path, HUBSPOT, day)
    told = {each["stage"]: each for each in snapshot["deal_stalls"]}
    assert set(told) == {stage for stage, begin, _ in stays if begin <= day}
    for name, stall in told.items():
        own = [(0, ((end or day) - begin).days, end is not None) for stage, begin, end in stays if stage == name]
        assert (stall["median"], stall["size"]) == (follow_to_half(own), len(own)), name
        going = [length for _, length, ended in own if not ended]
        assert (stall["open"], stall["oldest"]) == (len(going), max(going, default=0)), name

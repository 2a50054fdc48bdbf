"""Exports of known systems: connected by their headings alone, read without a finding, and counted as by hand."""

import csv
import random
from collections import defaultdict
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from statistics import median

import pytest
from records import WORKING_WEEK
from sampling import some
from shipped import EXAMINED

from partner_playbooks.language.records import TABLES
from partner_playbooks.language.records.record_fields import Shape
from partner_playbooks.tracking.connecting import propose
from partner_playbooks.tracking.engine.record_base import load_records
from partner_playbooks.tracking.engine.sampling import sample_folder
from partner_playbooks.tracking.ready_mappings import list_ready_systems
from partner_playbooks.tracking.settings_text import write_settings
from partner_playbooks.tracking.tracking_settings import read_settings

pytestmark = pytest.mark.long

HANDBOOK = EXAMINED.handbook
DATA = Path(__file__).parents[3] / "shared" / "data"
ROWS = 20_000
READY = [(system.system, each) for system in list_ready_systems() for each in system.files]
STAGES = ("recruit", "activate", "enable", "co-market", "co-sell")


def connect(folder):
    """Connect the exports of a folder, and load them by the settings that are proposed."""
    files, unread = sample_folder(folder, folder)
    assert unread == []
    proposals, _ = propose(files, HANDBOOK)
    text = write_settings(proposals, "UTC")
    placed, found = read_settings(text.encode(), HANDBOOK)
    assert found == [], text
    scratch = folder / "scratch"
    scratch.mkdir()
    return proposals, load_records(folder, scratch, placed.settings, HANDBOOK, WORKING_WEEK)


def make_text(rng, shape, number):
    """Give what an export writes for a field of a shape."""
    match shape:
        case Shape.ID:
            return f"001bm{number:010}AAA"
        case Shape.LINK:
            return f"001bm{rng.randrange(ROWS):010}AAA"
        case Shape.DATE | Shape.TIME:
            return (datetime(2024, 1, 1, 9, tzinfo=UTC) + timedelta(minutes=number % 900_000)).strftime(
                "%Y-%m-%dT%H:%M:%S.000Z"
            )
        case Shape.MONEY | Shape.NUMBER:
            return f"{rng.randrange(100_000)}.{rng.randrange(100):02}"
        case Shape.FLAG:
            return rng.choice(("TRUE", "FALSE"))
        case _:
            return f"word {rng.randrange(4)}"


def make_rows(rng, ready):
    """Give the headings of an export and 20,000 rows of it: what counts, and some rows that do not."""
    alike = [each for _, each in READY if set(each.told_by) <= {*ready.told_by, *ready.columns.values(), *ready.only}]
    fields = {name: TABLES[ready.table].find(name) for name in ready.columns}
    told = [(heading, TABLES[each.table].find(name)) for each in alike for name, heading in each.columns.items()]
    by_heading = dict(sorted(told, key=lambda pair: pair[1].shape is not Shape.LINK))  # an id is one everywhere
    stays = {f'Date entered "{stage} (Pipeline)"': stage for stage in STAGES} if ready.stages_like else {}
    headings = list(dict.fromkeys([*ready.told_by, *ready.columns.values(), *ready.only, *stays]))
    known = {
        heading: [word for word in ready.values.get(name, {}) if word != "*"] or list(fields[name].choices)
        for name, heading in ready.columns.items()
        if fields[name].shape is Shape.CHOICE
    }
    ids = {
        heading: list(HANDBOOK.entities[fields[name].of]) if fields[name].of != "stage" else list(STAGES)
        for name, heading in ready.columns.items()
        if fields[name].shape is Shape.ENTITY
    }
    known |= {heading: ["EUR"] for name, heading in ready.columns.items() if name == "currency"}
    rows = []
    for number in range(ROWS):
        row = []
        for heading in headings:
            if heading in ready.only:
                row.append(ready.only[heading][0] if number % 10 else "something else")
            elif heading in known or heading in ids:
                row.append(rng.choice(known.get(heading) or ids[heading]))
            elif heading in stays:
                row.append(make_text(rng, Shape.DATE, number) if rng.random() < 0.5 else "")
            else:
                field = by_heading.get(heading)
                row.append(make_text(rng, Shape.TEXT if field is None else field.shape, number))
        rows.append(row)
    return headings, rows


@pytest.mark.parametrize(("system", "ready"), some(READY, 4), ids=lambda each: getattr(each, "title", each))
def test_every_ready_mapping_reads_twenty_thousand_rows(tmp_path, system, ready):
    headings, rows = make_rows(random.Random(1), ready)
    with (tmp_path / "export.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([headings, *rows])
    proposals, base = connect(tmp_path)
    made = next(each for each in proposals if each.table == ready.table)
    assert made.system == system
    assert set(made.columns) == set(ready.columns)
    assert not made.unsure
    told = {each.reason.partition(";")[0] for each in base.findings if each.file == base.loaded[ready.table].file}
    assert told <= {"is no id of partners", "is no id of deals"}
    loaded = base.loaded[ready.table]
    passed = sum(row[headings.index(heading)] == "something else" for heading in ready.only for row in rows)
    assert loaded.rows == ROWS
    if not ready.stages_like:
        assert loaded.kept == ROWS - passed
    else:
        assert loaded.kept == sum(bool(cell) for row in rows for cell in row[len(ready.told_by) :])


def read_data(name, separator=","):
    path = DATA / name
    if not path.is_file():
        pytest.skip("the public exports are not at hand")
    text = path.read_text(encoding="utf-8-sig")
    return list(csv.DictReader(text.splitlines(), delimiter=separator))


def read_moment(text, code):
    return datetime.strptime(text, code).replace(tzinfo=UTC).date()


def put(folder, name):
    (folder / name).write_bytes((DATA / name).read_bytes())


def ask(base, query):
    base.know_on(date(2030, 1, 1))
    return base.rows(query)


def test_a_history_of_opportunities_is_counted_as_by_hand(tmp_path):
    rows = read_data("salesforce-opportunity-history.csv")
    put(tmp_path, "salesforce-opportunity-history.csv")
    proposals, base = connect(tmp_path)
    assert {each.table for each in proposals} == {"deals", "deal_stages"}
    assert {each.dates for each in proposals} == {"MM/dd/yy hh:mm a"}
    kept = [row for row in rows if row["IsDeleted"] == "FALSE"]
    latest = {}
    for row in kept:
        day = read_moment(row["CreatedDate"], "%m/%d/%y %I:%M %p")
        if row["OpportunityId"] not in latest or day >= latest[row["OpportunityId"]][0]:
            latest[row["OpportunityId"]] = (day, row)
    outcomes = {"Closed Won": "won", "Closed Lost": "lost"}
    won = [row for _, row in latest.values() if row["StageName"] == "Closed Won"]
    assert ask(base, "SELECT COUNT(*) FROM deals") == [(len(latest),)]
    assert ask(base, "SELECT COUNT(*) FROM deal_stages") == [(len(kept),)]
    assert ask(base, "SELECT COUNT(*), SUM(amount) FROM deals WHERE outcome = 'won'") == [
        (len(won), sum(int(row["Amount"]) for row in won))
    ]
    by_outcome = defaultdict(int)
    for _, row in latest.values():
        by_outcome[outcomes.get(row["StageName"], "open")] += 1
    assert dict(ask(base, "SELECT outcome, COUNT(*) FROM deals GROUP BY 1")) == dict(by_outcome)


def test_stages_of_deals_are_counted_as_by_hand(tmp_path):
    rows = read_data("hubspot-deal-stage.csv")
    put(tmp_path, "hubspot-deal-stage.csv")
    _, base = connect(tmp_path)
    assert ask(base, "SELECT COUNT(*) FROM deal_stages") == [(len(rows),)]
    assert ask(base, "SELECT COUNT(*) FROM deals") == [(len({row["deal_id"] for row in rows}),)]
    by_stage = defaultdict(int)
    for row in rows:
        by_stage[row["value"]] += 1
    assert dict(ask(base, "SELECT stage, COUNT(*) FROM deal_stages GROUP BY 1")) == dict(by_stage)
    first = min(row["date_entered"][:10] for row in rows)
    assert ask(base, "SELECT MIN(entered) FROM deal_stages") == [(date.fromisoformat(first),)]


SEPSIS = """zone: UTC
tables:
  partners:
    file: sepsis-event-log.csv
    columns: {id: Case ID, name: Case ID}
    once: first
  stage_entries:
    file: sepsis-event-log.csv
    columns: {partner: Case ID, stage: Activity, entered: Complete Timestamp}
    dates: yyyy/MM/dd HH:mm:ss.SSS
    only: {Activity: [ER Registration, Admission NC, Release A]}
    values: {stage: {ER Registration: recruit, Admission NC: activate, Release A: enable}}
"""


def test_an_event_log_of_fifteen_thousand_rows_goes_through_settings_alone(tmp_path):
    rows = read_data("sepsis-event-log.csv", ";")
    put(tmp_path, "sepsis-event-log.csv")
    placed, found = read_settings(SEPSIS.encode(), HANDBOOK)
    assert found == []
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    base = load_records(tmp_path, scratch, placed.settings, HANDBOOK, WORKING_WEEK)
    assert base.findings == ()
    assert base.loaded["stage_entries"].rows == len(rows)
    events = [row for row in rows if row["Activity"] in {"ER Registration", "Admission NC", "Release A"}]
    assert ask(base, "SELECT COUNT(*) FROM partners") == [(len({row["Case ID"] for row in rows}),)]
    expected = list_stays(events)
    got = ask(base, 'SELECT partner, stage, entered, "left" FROM stage_entries')
    assert sorted(got, key=str) == sorted(expected, key=str)
    medians = ask(
        base, 'SELECT stage, MEDIAN("left" - entered), COUNT("left") FROM stage_entries GROUP BY 1 ORDER BY 1'
    )
    for stage, middle, ended in medians:
        lengths = [(left - entered).days for _, own, entered, left in expected if own == stage and left is not None]
        assert (middle, ended) == (median(lengths) if lengths else None, len(lengths))


def list_stays(events):
    """Give stays of cases, of which each ends where the next stage begins; the same stage again is no new one."""
    words = {"ER Registration": "recruit", "Admission NC": "activate", "Release A": "enable"}
    cases = defaultdict(list)
    for place, row in enumerate(events):
        day = read_moment(row["Complete Timestamp"], "%Y/%m/%d %H:%M:%S.%f")
        cases[row["Case ID"]].append((day, place, words[row["Activity"]]))
    stays = []
    for case, entries in cases.items():
        entries.sort()
        changes = [each for place, each in enumerate(entries) if not place or entries[place - 1][2] != each[2]]
        for place, (day, _, stage) in enumerate(changes):
            after = changes[place + 1][0] if place + 1 < len(changes) else None
            stays.append((case, stage, day, after))
    return stays

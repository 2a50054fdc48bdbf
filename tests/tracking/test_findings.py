"""What a run finds besides metrics, on records of which the answer is known: who moved, what is due and on plan."""

import json
from datetime import date

import pytest
from shipped import EXAMINED
from small_records import write_project

from partner_playbooks.handbook.model.span import Span
from partner_playbooks.handbook.periods import find_period
from partner_playbooks.tracking.attainment import read_period
from partner_playbooks.tracking.running import RunDays, track_records

pytestmark = [pytest.mark.long, pytest.mark.xdist_group("tracked findings")]  # what is made once is used by all

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


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2025", (2025, 4, 1), (2026, 3, 31)),
        ("2025-Q1", (2025, 4, 1), (2025, 6, 30)),
        ("2025-Q4", (2026, 1, 1), (2026, 3, 31)),
        ("2025-02", (2025, 2, 1), (2025, 2, 28)),
    ],
)
def test_a_financial_year_is_called_by_the_year_it_begins_in(text, first, last):
    period = read_period(text, 4)
    assert (period.start, period.end) == (date(*first), date(*last))


@pytest.mark.parametrize(
    ("calendar", "first_month", "day", "first", "last"),
    [
        ("year", 1, (2026, 8, 15), (2025, 1, 1), (2025, 12, 31)),
        ("year", 4, (2026, 8, 15), (2025, 4, 1), (2026, 3, 31)),
        ("year", 4, (2026, 3, 31), (2025, 4, 1), (2026, 3, 31)),
        ("year", 4, (2026, 3, 30), (2024, 4, 1), (2025, 3, 31)),
        ("quarter", 2, (2026, 8, 15), (2026, 5, 1), (2026, 7, 31)),
        ("quarter", 2, (2026, 1, 31), (2025, 11, 1), (2026, 1, 31)),
        ("quarter", 4, (2026, 8, 15), (2026, 4, 1), (2026, 6, 30)),
        ("month", 4, (2026, 8, 15), (2026, 7, 1), (2026, 7, 31)),
    ],
)
def test_spans_of_the_calendar_follow_the_financial_year(calendar, first_month, day, first, last):
    period = find_period(Span.model_validate({"calendar": calendar}), date(*day), first_month)
    assert (period.start, period.end) == (date(*first), date(*last))


@pytest.mark.parametrize("text", ["", "24", "2024-Q5", "2024-13", "2024-00", "2024-1", "2024-01-01"])
def test_nothing_else_is_a_period(text):
    assert read_period(text) is None


MORE = {
    "partners": """id,name,region,stage,signed,activated,strategic
A,Alder,North,,2024-01-10,2024-03-01,
B,Birch,North,,2024-01-10,,
C,Cedar,North,activate,2024-01-10,,
D,Dale,South,,,,
E,Elm,South,,2024-01-10,,yes
F,Fern,South,,2026-05-01,,
""",
    "activity": "partner,at,kind\n"
    + "".join(f"A,2026-0{1 + place % 7}-1{place % 10},login\n" for place in range(30))
    + "B,2025-12-01,login\nC,2026-08-01,login\n",
    "deals": """id,opened,closed,outcome,amount
1,2026-01-01,2026-03-02,won,5
2,2026-01-01,,open,5
3,2026-01-01,2026-02-01,lost,5
""",
    "deal_partners": """deal,partner,role
1,A,sourced
2,A,sourced
""",
    "deal_stages": """deal,stage,entered
1,first,2026-01-01
1,first,2026-01-20
1,second,2026-01-31
2,first,2026-01-01
2,second,2026-08-05
3,first,2026-01-01
""",
}


@pytest.fixture(scope="module")
def more(tmp_path_factory):
    folder = tmp_path_factory.mktemp("more")
    placed = write_project(folder, MORE)
    return json.loads(track_records(folder, placed, EXAMINED.handbook, RunDays(DAY, DAY)).after["snapshot.json"])


def test_a_partner_without_a_stage_on_record_stands_where_other_records_show(more):
    placed = {each["id"]: (each["stage"], each["placed_by"], each["evidence"]) for each in more["partners"]}
    assert placed == {
        "A": ("retain", "evidence", None),  # a deal was won
        "B": ("activate", "evidence", None),
        "C": ("activate", "record", None),
        "E": ("activate", "evidence", None),
        "F": ("activate", "evidence", None),
    }


def test_where_records_disagree_both_stages_are_told(run):
    placed = {each["id"]: (each["stage"], each["placed_by"], each["evidence"]) for each in run["partners"]}
    assert placed["B"] == ("activate", "stay", "retain")


def test_deals_with_partners_stand_still_where_their_stays_are_longest(more):
    stalls = {each["stage"]: each for each in more["deal_stalls"]}
    assert (stalls["first"]["size"], stalls["first"]["open"], stalls["first"]["median"]) == (2, 0, 30)
    assert (stalls["second"]["size"], stalls["second"]["open"], stalls["second"]["oldest"]) == (2, 1, 10)
    assert stalls["second"]["median"] == 30


def test_candidates_for_an_exit_are_those_that_did_little_beside_their_region(more):
    candidates = {each["partner"]: each for each in more["exit_candidates"]}
    assert {each: candidates[each]["spared"] for each in candidates} == {"B": None, "E": "strategic"}
    assert {each["compared"] for each in candidates.values()} == {"all"}  # no region and no type has ten partners
    own = candidates["B"]
    assert (own["acts"], own["average"], own["share_asked"], own["days_asked"]) == (1, 8, 0.25, 180)
    assert own["share"] == pytest.approx(1 / 8)


TIERS = {
    "partners": """id,name,type,tier,signed
A,Alder,reseller,silver,2024-01-10
B,Birch,agency,silver,2024-01-10
C,Cedar,referral,registered,2024-01-10
D,Dale,reseller,platinum,2024-01-10
E,Elm,reseller,registered,2024-01-10
""",
    "deals": """id,opened,closed,outcome,amount,last_contact
1,2026-01-01,2026-03-02,won,80000,
2,2024-01-01,2024-03-02,won,90000,
3,2026-01-01,2026-03-02,won,25000,
4,2026-06-01,,open,200000,2026-08-01
""",
    "deal_partners": """deal,partner,role
1,A,sourced
2,A,sourced
3,B,influenced
4,A,sourced
""",
    "enrolments": "partner,person,course,level,role,completed,expires\n"
    + "".join(f"A,p{place},Path,certificate,seller,2026-01-01,2027-01-01\n" for place in range(4))
    + "B,q,Path,certificate,seller,2026-01-01,2027-01-01\nE,r,Path,certificate,seller,2026-01-01,2027-01-01\n",
    "registrations": """id,partner,submitted,decided,decision,deal
1,E,2026-01-01 09:00,2026-01-02 09:00,rejected,
""",
}


@pytest.fixture(scope="module")
def tiers(tmp_path_factory):
    folder = tmp_path_factory.mktemp("tiers")
    placed = write_project(folder, TIERS)
    run = json.loads(track_records(folder, placed, EXAMINED.handbook, RunDays(DAY, DAY)).after["snapshot.json"])
    return {each["partner"]: each for each in run["tiers"]}


def results(partner, tier):
    return {each["metric"]: (each["value"], each["met"]) for each in partner["requirements"] if each["tier"] == tier}


def test_a_tier_is_kept_and_the_next_reached_requirement_by_requirement(tiers):
    alder = tiers["A"]
    assert (alder["keeps"], alder["next"], alder["rises"]) == (True, "gold", True)
    assert results(alder, "silver") == {
        "sourced-revenue": (80000, True),  # the other deal is too old
        "certified-people": (4, True),
        "registration-approval": (None, True),  # there was none
    }
    assert results(alder, "gold") == {
        "sourced-revenue": (80000, True),
        "certified-people": (4, True),
        "registration-approval": (None, True),
        "registered-deal-conversion": (None, True),
        "joint-pipeline": (200000, True),
    }


def test_what_is_asked_depends_on_the_type_of_partner(tiers):
    birch = tiers["B"]
    assert (birch["keeps"], birch["next"], birch["rises"]) == (False, "gold", False)
    assert results(birch, "silver") == {"influenced-revenue": (25000, True), "certified-people": (1, False)}
    cedar = tiers["C"]
    assert (cedar["keeps"], cedar["next"], cedar["rises"], cedar["requirements"]) == (True, None, None, [])


def test_whoever_has_nothing_misses_what_is_asked(tiers):
    dale = tiers["D"]
    assert (dale["keeps"], dale["next"], dale["rises"]) == (False, None, None)
    assert results(dale, "platinum")["sourced-revenue"] == (0, False)
    assert "registered-deal-conversion" not in results(dale, "platinum")  # it is asked to rise only
    assert results(tiers["E"], "silver")["registration-approval"] == (0, False)


def test_what_records_do_not_tell_is_neither_met_nor_missed(run):
    known = {each["partner"]: each for each in run["tiers"]}
    alder = results(known["A"], "silver")
    assert alder["registration-approval"] == (None, None)
    assert known["A"]["keeps"] is False  # revenue is missed whatever else is not known
    assert {each["partner"] for each in run["tiers"]} == {"A", "B", "D", "E", "F"}


PROOF = {
    "partners": "id,name,signed\n"
    + "".join(f"P{n:02},Partner {n},2024-01-10\n" for n in range(24))
    + "Q,New,2026-05-01\n",
    "enrolments": "partner,person,course,level,completed,expires\n"
    + "".join(f"P{n:02},p{n},Path,certificate,2025-03-01,2026-03-01\n" for n in range(12))
    + "P20,late,Path,certificate,2026-03-01,2027-03-01\n",
    "deals": "id,opened,closed,outcome,amount\n"
    + "".join(f"{n},2026-01-01,2026-07-1{n % 10},won,100\n" for n in range(12)),
    "deal_partners": "deal,partner,role\n" + "".join(f"{n},P{n if n < 11 else 15:02},sourced\n" for n in range(12)),
    "commitments": """partner,metric,agreed,was,aim,by
P00,sourced-revenue,2026-07-01,0,50,2026-09-30
P01,sourced-revenue,2026-07-02,50,1000,2026-09-30
P20,sourced-revenue,2026-07-03,0,10,2026-09-30
P20,stage-conversion,2026-07-04,0,10,2026-09-30
P20,no-metric,2026-07-03,0,10,2026-09-30
""",
}


@pytest.fixture(scope="module")
def proof(tmp_path_factory):
    folder = tmp_path_factory.mktemp("proof")
    placed = write_project(folder, PROOF)
    day = date(2026, 10, 1)
    return json.loads(track_records(folder, placed, EXAMINED.handbook, RunDays(day, day)).after["snapshot.json"])


def test_enablement_is_held_against_revenue_in_the_order_of_time(proof):
    with_, without = proof["enablement"]["groups"]
    assert (with_["certified"], with_["partners"], with_["with_revenue"], with_["revenue"]) == (True, 12, 11, 1100)
    assert (without["certified"], without["partners"], without["with_revenue"]) == (False, 12, 1)  # one was late
    assert proof["enablement"]["chance"] < 0.001


def test_commitments_say_whether_they_moved(proof):
    told = {
        (each["partner"], each["metric"]): (each["value"], each["reached"], each["moved"])
        for each in proof["commitments"]
    }
    assert told == {
        ("P00", "sourced-revenue"): (100, True, True),
        ("P01", "sourced-revenue"): (100, False, True),
        ("P20", "sourced-revenue"): (0, False, False),
        ("P20", "stage-conversion"): (None, None, None),  # it is a stage's, and no partner's
    }
    assert [each["agreed"] for each in proof["commitments"]] == ["2026-07-04", "2026-07-03", "2026-07-02", "2026-07-01"]

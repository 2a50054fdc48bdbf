"""What automations had to do since a day and have to within a week, on records of which the answer is known."""

import json
from datetime import date

import pytest
from shipped import EXAMINED
from small_records import write_project

from partner_playbooks.tracking.running import RunDays, track_records

pytestmark = [pytest.mark.long, pytest.mark.xdist_group("tracked automations")]  # what is made once is used by all

DAY = date(2026, 8, 15)
SINCE = date(2026, 8, 8)
TABLES = {
    "partners": """id,name,type,tier,signed,access_given,ended
A,Alder,reseller,silver,2025-01-10,2026-08-03,
B,Birch,reseller,gold,2026-08-10,2026-08-11 09:00,
C,Cedar,isv,gold,2025-03-10,2026-08-02,2026-08-12
D,Dale,msp,registered,2025-08-03,2026-07-01,
""",
    "activity": """partner,at,kind,joint
D,2026-08-10,login,false
D,2026-05-10,win-back,false
""",
    "partner_facts": """partner,registration,name,at,value,number
A,,bank_details_complete,2026-08-01,true,
B,,record_complete,2026-08-10,true,
D,,record_complete,2026-08-10,true,
D,,record_complete,2026-08-11,false,
A,,health_score,2026-05-01,,80
A,,health_score,2026-08-14,,60
A,,health_score,2026-08-20,,10
D,,health_score,2026-05-01,,90
D,,health_score,2026-06-01,,91
A,R1,conflict_marked,2026-08-11,true,
""",
    "registrations": """id,partner,submitted,decided,decision,expires,deal
R1,A,2026-08-03 09:00,,,,
R2,D,2026-08-03 09:00,,,,
R3,D,2026-08-14 09:00,,,,
R4,C,2026-08-03 09:00,,,,
""",
    "enrolments": """partner,person,course,level,completed,expires,reminders
D,x@d.example,Path,certificate,2025-10-01,2026-08-18,2
D,y@d.example,Path,certificate,2025-10-01,2026-08-18,2
D,z@d.example,Path,certificate,2025-10-01,2027-08-18,0
""",
    "commissions": """partner,approved,amount,pay_on,sent
A,2026-08-01,100.00,2026-08-20,
B,2026-08-01,100.00,2026-08-20,
""",
}


@pytest.fixture(scope="module")
def run(tmp_path_factory):
    folder = tmp_path_factory.mktemp("automations")
    placed = write_project(folder, TABLES)
    files = track_records(folder, placed, EXAMINED.handbook, RunDays(DAY, DAY, SINCE)).after
    return {each["automation"]: each for each in json.loads(files["snapshot.json"])["automations"]}, files


def cases(run, automation, way):
    assert run[0][automation]["needs"] == run[0][automation]["untold"] == []
    return [(each["partner"], each["row"], each["many"]) for each in run[0][automation][way]]


def test_it_fires_for_what_its_condition_has_come_to_hold_of(run):
    # Of B and D the record was complete; of D it is not any more.
    assert cases(run, "onboarding-mails", "fired") == [("B", "", 1)]
    # A fell by 20 on the 14th; D rose, and what comes on the 20th is not known.
    assert cases(run, "health-score-drop", "fired") == [("A", "", 1)]


def test_it_is_due_where_time_alone_will_make_it_hold(run):
    # B had access on the 11th and does not log in; A has had it for longer, so it fired before; C has left.
    assert cases(run, "login-nudge", "fired") == [("A", "", 1)]
    assert cases(run, "login-nudge", "due") == [("B", "", 1)]


def test_it_runs_for_registrations_by_their_ids(run):
    # R1 is in conflict since the 11th, and R4 is of a partner that left; R3 becomes overdue within the week.
    assert cases(run, "approval-overdue", "fired") == []
    assert cases(run, "approval-overdue", "due") == [("D", "R3", 1)]
    assert run[0]["approval-overdue"]["holds"] == 1


def test_rows_without_ids_are_told_by_partner_and_number(run):
    assert cases(run, "certification-expiry", "fired") == [("D", "", 2)]


def test_a_field_of_the_partner_is_asked_of_the_row_s_partner(run):
    # Both are to be paid on the 20th; the bank details of A alone are complete.
    assert cases(run, "commission-run", "fired") == [("A", "", 1)]
    assert run[0]["commission-run"]["holds"] == 1


def test_what_keeps_an_automation_from_being_told_is_said(run):
    assert run[0]["renewal-notice"]["needs"] == ["agreements"]
    assert run[0]["everboarding-reminder"]["untold"] == ["updates_missed"]
    assert run[0]["stalled-deal"]["needs"] == ["deals"]
    assert run[0]["renewal-notice"]["fired"] == []


def test_facts_that_a_run_finds_need_no_table_and_are_not_kept(run):
    snapshot, files = run
    assert "needs" in snapshot["tier-compliance"]
    assert not snapshot["tier-compliance"]["needs"]
    assert {each["partner"] for each in snapshot["tier-compliance"]["fired"]} <= {"A", "B", "D"}
    assert any(name.endswith("partner_facts.parquet") for name in files)
    assert not any(b"requirements_missed" in raw for name, raw in files.items() if name.endswith("parquet"))

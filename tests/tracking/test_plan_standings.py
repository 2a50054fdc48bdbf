"""How plans stand, from a folder that tracking.yml names: put together by partner, and what is no plan is told."""

import json
from datetime import UTC, date, datetime

import pytest
from downloading import LOOK, plan_of
from shipped import EXAMINED
from small_records import TABLES, write_project

from partner_playbooks.downloads.formats import DATED
from partner_playbooks.language.diagnostics import UserError
from partner_playbooks.plans.plan_status import assess_plan
from partner_playbooks.plans.returned.json_file import read_plan_file, write_plan_file
from partner_playbooks.plans.state import Field, State, StateChange
from partner_playbooks.tracking.running import RunDays, track_records
from partner_playbooks.tracking.tracking_settings import read_settings

pytestmark = pytest.mark.long

DAY = date(2026, 8, 15)
PLAN = "onboarding-30"


def make_plan(partner, done=()):
    """Give a plan file in which some of the first tasks are done."""
    raw = DATED["json"](plan_of("partner", PLAN, date(2026, 8, 3), partner=partner, partner_types=("reseller",)), LOOK)
    filled = read_plan_file(raw, "plan.json", datetime(2026, 8, 14, tzinfo=UTC))
    at = datetime(2026, 8, 10, tzinfo=UTC)
    words = frozenset(StateChange(filled.plan.tasks[place].id, Field.STATUS, at, "partner", "done") for place in done)
    return write_plan_file(type(filled)(filled.plan, State(filled.state.words | words)))


@pytest.fixture
def project(tmp_path):
    placed = write_project(tmp_path, TABLES)
    (tmp_path / "plans").mkdir()
    placed, found = read_settings(f"plans: plans\n{placed.document.text}".encode(), EXAMINED.handbook)
    assert found == []
    return tmp_path, placed


def run(folder, placed):
    done = track_records(folder, placed, EXAMINED.handbook, RunDays(DAY, DAY, months=0))
    return json.loads(done.after["snapshot.json"])


def test_files_of_one_plan_are_put_together(project):
    folder, placed = project
    (folder / "plans" / "alder.json").write_bytes(make_plan("Alder", done=(0,)))
    (folder / "plans" / "again").mkdir()
    (folder / "plans" / "again" / "alder.json").write_bytes(make_plan("ALDER", done=(1,)))
    (standing,) = run(folder, placed)["plans"]
    filled = read_plan_file(make_plan("Alder", done=(0, 1)), "plan.json", datetime(2026, 8, 14, tzinfo=UTC))
    status = assess_plan(filled, DAY)
    assert (standing["partner"], standing["plan"]) == ("A", PLAN)
    assert (standing["done"], standing["tasks"], standing["overdue"]) == (2, len(status.tasks), len(status.overdue))
    going = sorted((task for task in status.tasks if task.is_open), key=lambda task: (task.due, task.key))
    assert (standing["next_task"], standing["next_due"]) == (going[0].title, str(going[0].due))


def test_what_is_no_plan_or_of_no_partner_is_told_and_nothing_else_is_lost(project):
    folder, placed = project
    (folder / "plans" / "a.json").write_bytes(make_plan("Alder"))
    (folder / "plans" / "b.json").write_text("{}", encoding="utf-8")
    (folder / "plans" / "c.json").write_bytes(make_plan("Nobody we know"))
    done = run(folder, placed)
    assert [each["partner"] for each in done["plans"]] == ["A"]
    told = {each["file"]: each for each in done["wrong_rows"] if each["file"].startswith("plans/")}
    assert set(told) == {"plans/b.json", "plans/c.json"}
    assert told["plans/c.json"]["examples"] == [{"row": 1, "text": "Nobody we know"}]


def test_a_file_that_lies_elsewhere_is_not_read(project, tmp_path_factory):
    folder, placed = project
    outside = tmp_path_factory.mktemp("outside") / "alder.json"
    outside.write_bytes(make_plan("Alder"))
    (folder / "plans" / "alder.json").symlink_to(outside)
    done = run(folder, placed)
    assert done["plans"] == []
    assert [each["file"] for each in done["wrong_rows"] if each["file"].startswith("plans/")] == ["plans/alder.json"]


def test_a_file_of_several_plans_is_taken_apart(project):
    folder, placed = project
    held = [json.loads(make_plan(name)) for name in ("Alder", "Birch")]
    (folder / "plans" / "plans.json").write_text(json.dumps([*held, {"no": "plan"}]), encoding="utf-8")
    done = run(folder, placed)
    assert [each["partner"] for each in done["plans"]] == ["A", "B"]
    assert [each["rows"] for each in done["wrong_rows"] if each["file"] == "plans/plans.json"] == [1]


def test_a_folder_that_is_missing_or_outside_is_refused(project):
    folder, placed = project
    (folder / "plans").rmdir()
    with pytest.raises(UserError, match="plans is no folder"):
        run(folder, placed)
    text = placed.document.text.replace("plans: plans", "plans: ../plans")
    _, found = read_settings(text.encode(), EXAMINED.handbook)
    assert "not below the project folder" in found[0].message

"""Places in the model, written as attributes: what they are called, what they name, and whose field each is."""

import subprocess
import sys
from pathlib import Path

import pytest
from running import ROOT

from partner_playbooks.handbook.model.plan import Plan, PlanTask
from partner_playbooks.handbook.model.stage import ChecklistItem, Stage
from partner_playbooks.handbook.places import find_place, find_place_within


def test_a_field_of_an_entity():
    place = find_place(Stage, lambda stage: stage.metrics)
    assert (place.kind, place.path, place.target) == ("stage", "stage.metrics", "metric")
    assert place.entity is place.record is Stage


def test_a_field_of_a_record_within():
    place = find_place_within(Stage, lambda stage: stage.checklist[0], lambda item: item.tiers)
    assert (place.path, place.target, place.record) == ("stage.checklist.tiers", "tier", ChecklistItem)


def test_a_field_of_a_record_within_another():
    place = find_place_within(Plan, lambda plan: plan.milestones[0].tasks[3], lambda task: task.item)
    assert (place.path, place.target, place.record) == ("plan.milestones.tasks.item", "item", PlanTask)


def test_a_field_that_names_nothing_is_no_place():
    with pytest.raises(TypeError, match=r"Stage\.title names nothing"):
        find_place(Stage, lambda stage: stage.title)


@pytest.mark.long
def test_a_renamed_field_is_an_error_of_types(tmp_path):
    code = "from partner_playbooks.handbook.model.stage import Stage\n"
    code += "from partner_playbooks.handbook.places import find_place\nfind_place(Stage, lambda stage: stage.metric)\n"
    (tmp_path / "page.py").write_text(code)
    mypy = Path(sys.executable).with_name("mypy")
    found = subprocess.run(
        [mypy, "--cache-dir", ROOT / ".mypy_cache", tmp_path / "page.py"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert '"Stage" has no attribute "metric"' in found.stdout

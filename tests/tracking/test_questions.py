"""The questions of docs/tracking.md are answered by the snapshot of the demonstration, each by the fields it names."""

import json
import re
from datetime import date

import pytest
from running import ROOT
from shipped import EXAMINED

from partner_playbooks.tracking.demo import make_demo
from partner_playbooks.tracking.running import RunDays, track_records
from partner_playbooks.tracking.tracking_settings import read_settings

pytestmark = [pytest.mark.long, pytest.mark.xdist_group("tracked questions")]  # what is made once is used by all

DAY = date(2026, 8, 20)
ROWS = re.findall(
    r"^\| (\d+) \| (.+?) \| (.+?) \|$", (ROOT / "docs/tracking.md").read_text(encoding="utf-8"), re.MULTILINE
)
PATHS = [(int(number), path) for number, _, told in ROWS for path in re.findall(r"`(.+?)`", told)]
NOTHING = {"exit_candidates[].share", "exit_candidates[].share_asked"}
"""What may be empty, as there may be nobody of whom it holds."""


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory):
    folder = tmp_path_factory.mktemp("demo")
    demo = make_demo(EXAMINED.handbook, DAY, partners=300, seed=1)
    for name, raw in demo.files.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_bytes(raw)
    placed, found = read_settings(demo.files["tracking.yml"], EXAMINED.handbook)
    assert found == []
    days = RunDays(DAY, DAY, date(2025, 8, 20))
    return json.loads(track_records(folder, placed, EXAMINED.handbook, days).after["snapshot.json"])


def find(value, path):
    """Give all values that a path leads to: `a[].b` is b of each of a, `a[x].b` that of the one of the metric x."""
    head, _, rest = path.partition(".")
    name, bracket, chosen = head.partition("[")
    inner = value[name]
    if bracket:
        chosen = chosen.removesuffix("]")
        listed = [each for each in inner if not chosen or each["metric"] == chosen]
    else:
        listed = [inner]
    return [found for each in listed for found in (find(each, rest) if rest else [each])]


def test_there_are_eighteen_questions():
    assert [int(number) for number, _, _ in ROWS] == list(range(1, 19))


@pytest.mark.parametrize(("number", "path"), PATHS)
def test_a_question_is_answered_by_its_field(snapshot, number, path):
    found = [value for value in find(snapshot, path) if value is not None]
    assert found or path in NOTHING, number


def test_the_answers_are_those_that_the_demonstration_says_are_true(snapshot):
    changes = {(each["metric"], each["group"]): each for each in snapshot["changes"]}
    activate = changes["time-in-stage", "activate"]
    assert activate["verdict"] == "changed"
    assert activate["after"]["value"] < activate["before"]["value"]
    totals = snapshot["control_totals"][0]
    assert totals["expected"] > totals["value"]
    assert {each["pace"] for each in snapshot["partners"]} >= {"stuck", "on-time", "paused"}
    assert {each["what"] for each in snapshot["due"]} >= {"notice", "review", "certificate", "pause-ends"}
    assert any(each["findings"] for each in snapshot["tables"])

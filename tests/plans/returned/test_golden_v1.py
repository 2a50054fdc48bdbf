"""What version 1 of `plan.json` and of the workbook wrote is read for ever, and says the same (part 3)."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from partner_playbooks.plans.returned.json_file import read_plan_file, write_plan_file
from partner_playbooks.plans.returned.returned_file import read_returned
from partner_playbooks.plans.together import merge_files

GOLDEN = Path(__file__).parent / "golden-v1"
EXPECTED = json.loads((GOLDEN / "expected.json").read_text(encoding="utf-8"))
AT = datetime(2026, 12, 10, 12, tzinfo=UTC)


@pytest.mark.parametrize("name", EXPECTED)
def test_files_of_version_1_say_what_they_said(name):
    filled = read_returned((GOLDEN / name).read_bytes(), name, AT)
    unread = filled.unread
    assert (unread, filled.guesses) == ((), ())
    plan = filled.plan
    assert [plan.plan, plan.title, plan.edition, plan.partner, len(plan.tasks)] == EXPECTED[name]["plan"]
    words = [[word.key, word.field, word.at.isoformat(), word.by, word.value] for word in sorted(filled.state.words)]
    assert words == EXPECTED[name]["words"]


def test_none_of_them_is_missing():
    assert {path.name for path in GOLDEN.iterdir()} == {*EXPECTED, "expected.json", "README.md"}
    kinds = {(name.split("-")[0], name.split("-")[1], name.partition(".")[2]) for name in EXPECTED}
    assert len(kinds) == 8  # internal and partner, English and German, plan.json and workbook


@pytest.mark.parametrize("name", [name for name in EXPECTED if name.endswith("filled.plan.json")])
def test_a_filled_plan_of_version_1_is_written_again_byte_by_byte(name):
    raw = (GOLDEN / name).read_bytes()
    assert write_plan_file(read_plan_file(raw, name, AT)) == raw


def test_files_of_version_1_go_together_in_both_languages():
    names = [name for name in EXPECTED if name.startswith("partner-")]
    files = [(name, read_returned((GOLDEN / name).read_bytes(), name, AT)) for name in names]
    merged = merge_files(files)
    assert merged.state == merge_files(files[::-1]).state
    assert {tuple(word[:2]) for name in names for word in EXPECTED[name]["words"]} == set(merged.state.holding)

"""`plan.json`: what is written is read again; what was edited badly is refused with its place."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from downloading import LOOK, plan_of
from filling import AT, KEYS, PLAN, plan_file, workbook

from partner_playbooks.diagnostics import UserError
from partner_playbooks.downloads import DATED
from partner_playbooks.plans.state import PLAN as WHOLE
from partner_playbooks.plans.state import Field, State, Word
from partner_playbooks.status import Filled, read, read_plan_file, together, written

FIRST = KEYS[0]


def raw(**changes):
    return json.dumps(plan_file() | changes).encode()


def read_file(data, at=AT):
    return read(data, "plan.json", at)[0]


def test_a_fresh_file_says_nothing_and_stays_as_it_is():
    fresh = DATED["json"](PLAN, LOOK)
    assert read_file(fresh).state == State(frozenset())
    assert written(read_file(fresh)) == fresh


def test_what_was_said_comes_back_with_its_time_and_log():
    words = {
        Word(FIRST, Field.STATUS, AT, "V", "doing"),
        Word(FIRST, Field.STATUS, AT + timedelta(seconds=1, microseconds=5), "P", "done"),
        Word(WHOLE, Field.ANCHOR, AT, "P", "2027-01-04"),
        Word("added.ours", Field.TITLE, AT, "P", "Ours"),
        Word(FIRST, Field.NOTE, AT, "P", 'é "quoted"\nand </script>'),
    }
    filled = Filled(read_file(DATED["json"](PLAN, LOOK)).plan, State(frozenset(words)))
    again = read_file(written(filled))
    assert again == filled
    assert written(again) == written(filled)
    data = json.loads(written(filled))
    assert data["state"][FIRST]["status"]["value"] == "done"
    assert [entry["value"] for entry in data["log"]] == ["doing"]


def test_a_value_written_by_hand_has_the_time_of_the_file():
    filled = read_file(raw(state={FIRST: {"status": "done", "note": "by hand"}}))
    assert {(word.field, word.value, word.at, word.by) for word in filled.state.words} == {
        (Field.STATUS, "done", AT, "plan.json"),
        (Field.NOTE, "by hand", AT, "plan.json"),
    }


def test_a_time_without_a_zone_is_universal_time():
    said = {"value": "done", "at": "2026-12-01T10:00:00", "by": "P"}
    (word,) = read_file(raw(state={FIRST: {"status": said}})).state.words
    assert word.at == datetime(2026, 12, 1, 10, tzinfo=UTC)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "plan.json:1:1: this is no JSON"),
        (b'{\n "a": }', "plan.json:2:7: this is no JSON"),
        ("ä".encode("latin-1"), "no UTF-8"),
        (b"[" * 100_000, "nested too deep"),
        (b"[]", "holds no plan"),
        (b'{"schema": "other"}', "holds no plan"),
        (raw(version=2), "is of version 2; this program reads version 1"),
        (raw(version="x" * 500), "is of version"),
        (raw(more=1), "more: Extra inputs are not permitted"),
        (raw(tasks=[{"id": "a"}]), "tasks.0.milestone: Field required"),
        (raw(anchor={"kind": "middle", "label": "", "date": None}), "anchor.kind"),
        (raw(working={"weekdays": [7], "country": "GB"}), "working.weekdays.0"),
        (raw(working={"weekdays": [], "country": "GB"}), "working.weekdays"),
        (raw(title="a\u202eb"), "title"),
        (raw(state={"activate.kickof": {"status": "done"}}), 'no task or exit test "activate.kickof"'),
        (raw(state={FIRST: {"status": "perhaps"}}), f'state.{FIRST}.status: "perhaps" is no status'),
        (raw(state={FIRST: {"done_on": "3.12.2026"}}), "is no date; write it as 2026-12-01"),
        (raw(state={FIRST: {"colour": "red"}}), f"state.{FIRST}.colour"),
        (raw(state={FIRST: {"note": "x" * 2001}}), f"state.{FIRST}.note"),
        (raw(log=[{"id": FIRST, "field": "status", "value": "done", "by": "P"}]), "log.0.at: Field required"),
        (b" " * 20_000_001, "too large"),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_place(data, words):
    with pytest.raises(UserError) as caught:
        read_plan_file(data, "plan.json", AT)
    assert words in f"{caught.value}; {caught.value.hint}"
    assert caught.value.hint
    assert len(str(caught.value)) < 300


def test_files_of_other_plans_or_partners_do_not_go_together():
    ours = read_file(DATED["json"](PLAN, LOOK))
    for other in (
        plan_of("partner", "onboarding-30", partner="Another"),
        plan_of("partner", "onboarding-90", partner="Acme"),
    ):
        with pytest.raises(UserError, match="is for the"):
            together([("a", ours), ("b", read_file(DATED["json"](other, LOOK)))])


def test_a_plan_that_has_changed_meanwhile_keeps_the_tasks_of_both():
    older = plan_file()
    gone = older["tasks"].pop()
    older["tasks"].append(gone | {"id": "activate.old", "title": "An old task"})
    older["state"] = {"activate.old": {"status": "done"}}
    files = [("old", read_file(json.dumps(older).encode())), ("new", read_file(DATED["json"](PLAN, LOOK)))]
    merged = together(files)
    assert {task.id for task in merged.plan.tasks} == {*KEYS, "activate.old"}
    assert merged == together(files[::-1])
    assert merged.state.said("activate.old", Field.STATUS) == "done"


def test_a_pack_filled_in_by_two_sides_comes_back_merged():
    """The vendor works in plan.json, the partner in the workbook; a third copy is old."""
    vendor = plan_file()
    vendor["state"] = {
        FIRST: {"status": {"value": "doing", "at": "2026-12-02T09:00:00Z", "by": "V"}},
        KEYS[1]: {"status": {"value": "done", "at": "2026-12-12T09:00:00Z", "by": "V"}},
    }
    partner = workbook().fill(FIRST, Status="Done", Note="all named").fill(KEYS[1], Status="Stuck").saved()
    old = workbook().fill(FIRST, Status="Stuck").saved(datetime(2026, 12, 1, tzinfo=UTC))
    files = {"vendor.json": json.dumps(vendor).encode(), "partner.xlsx": partner, "old.xlsx": old}
    merged = together([(name, read(data, name, AT)[0]) for name, data in files.items()])
    assert merged.state.said(FIRST, Field.STATUS) == "done"
    assert merged.state.said(FIRST, Field.NOTE) == "all named"
    assert merged.state.said(KEYS[1], Field.STATUS) == "done"
    assert [(word.value, word.by) for word in merged.state.passed_over] == [
        ("stuck", "old.xlsx"),
        ("doing", "V"),
        ("stuck", "partner.xlsx"),
    ]
    assert {key for key, _ in merged.state.disputed} == {FIRST, KEYS[1]}
    again = together([("merged", read_file(written(merged))), ("partner.xlsx", read(partner, "partner.xlsx", AT)[0])])
    assert again.state == merged.state

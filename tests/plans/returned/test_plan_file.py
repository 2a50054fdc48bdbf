"""`plan.json`: what is written is read again; what was edited badly is refused with its place."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from downloading import LOOK, plan_of
from filling import AT, KEYS, PLAN, plan_file, workbook

from partner_playbooks.downloads.formats import DATED
from partner_playbooks.language.diagnostics import UserError
from partner_playbooks.plans.returned.json_file import ReturnedPlan, read_plan_file, write_plan_file
from partner_playbooks.plans.returned.returned_file import read_returned
from partner_playbooks.plans.state import PLAN as WHOLE
from partner_playbooks.plans.state import Field, State, StateChange
from partner_playbooks.plans.together import merge_files

FIRST = KEYS[0]


def raw(**changes):
    return json.dumps(plan_file() | changes).encode()


def read_file(data, at=AT):
    return read_returned(data, "plan.json", at)


def test_a_fresh_file_says_nothing_and_stays_as_it_is():
    fresh = DATED["json"](PLAN, LOOK)
    assert read_file(fresh).state == State(frozenset())
    assert write_plan_file(read_file(fresh)) == fresh


def test_what_was_said_comes_back_with_its_time_and_log():
    words = {
        StateChange(FIRST, Field.STATUS, AT, "V", "doing"),
        StateChange(FIRST, Field.STATUS, AT + timedelta(seconds=1, microseconds=5), "P", "done"),
        StateChange(WHOLE, Field.ANCHOR, AT, "P", "2027-01-04"),
        StateChange("added.ours", Field.TITLE, AT, "P", "Ours"),
        StateChange(FIRST, Field.NOTE, AT, "P", 'é "quoted"\nand </script>'),
    }
    filled = ReturnedPlan(read_file(DATED["json"](PLAN, LOOK)).plan, State(frozenset(words)))
    again = read_file(write_plan_file(filled))
    assert again == filled
    assert write_plan_file(again) == write_plan_file(filled)
    data = json.loads(write_plan_file(filled))
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
        (b" " * 20_000_001, "too large"),
    ],
)
def test_what_is_no_plan_at_all_is_refused_with_the_reason(data, words):
    with pytest.raises(UserError) as caught:
        read_plan_file(data, "plan.json", AT)
    assert words in f"{caught.value}; {caught.value.hint}"
    assert caught.value.hint
    assert len(str(caught.value)) < 300


WORD = {"value": "done", "at": "2026-12-01T09:00:00Z", "by": "P"}
TITLE = plan_file()["tasks"][0]["title"]
WRONG = {
    "a field that is not known": (raw(more=1), "more", "knows no such field", "1"),
    "a field too few": (raw(tasks=[{"id": "a"}]), "tasks.0.milestone", "missing", ""),
    "an anchor of no kind": (
        raw(anchor={"kind": "middle", "label": "", "date": None}),
        "anchor.kind",
        "choose one",
        "middle",
    ),
    "an eighth day": (raw(working={"weekdays": [7], "country": "GB"}), "working.weekdays.0", "day of the week", "7"),
    "no week": (raw(working={"weekdays": [], "country": "GB"}), "working.weekdays", "Monday to Friday", ""),
    "no country": (raw(working={"weekdays": [1], "country": "XX"}), "working.country", "no public holidays", "XX"),
    "a mark of direction": (raw(title="a\u202eb"), "title", "U+202E", "a\ufffdb"),
    "a control character": (raw(partner="a\u001b[31mb"), "partner", "U+001B", "a\ufffd[31mb"),
    "a word on nothing": (
        raw(state={"activate.kickof": {"status": "done"}}),
        "state.activate.kickof",
        "did you mean",
        "status: done",
    ),
    "no status": (
        raw(state={FIRST: {"status": "perhaps"}}),
        f"state.{FIRST}.status",
        '"perhaps" is no status',
        "perhaps",
    ),
    "no date": (
        raw(state={FIRST: {"done_on": "3.12.2026"}}),
        f"state.{FIRST}.done_on",
        "write it as 2026-12-01",
        "3.12.2026",
    ),
    "no field": (raw(state={FIRST: {"colour": WORD}}), f"state.{FIRST}.colour", "nothing can be said of this", "done"),
    "a note too long": (
        raw(state={FIRST: {"note": "x" * 2001}}),
        f"state.{FIRST}.note",
        "2,000 are the most",
        "x" * 300 + "…",
    ),
    "a word without its time": (
        raw(log=[{"id": FIRST, "field": "status", "value": "done", "by": "P"}]),
        "log.0.at",
        "time is missing",
        "done",
    ),
    "a time that is none": (
        raw(state={FIRST: {"status": WORD | {"at": "soon"}}}),
        f"state.{FIRST}.status.at",
        "“soon”",
        "done",
    ),
    "a time beyond all": (
        raw(state={FIRST: {"status": WORD | {"at": "9999-12-31T12:00:00Z"}}}),
        f"state.{FIRST}.status.at",
        "is none",
        "done",
    ),
    "a number for a word": (raw(state={FIRST: {"status": 5}}), f"state.{FIRST}.status", "an object belongs here", "5"),
    "a truth for a value": (
        raw(state={FIRST: {"status": WORD | {"value": True}}}),
        f"state.{FIRST}.status.value",
        "a text",
        "True",
    ),
    "an anchor out of reach": (
        raw(state={WHOLE: {"anchor": "9999-12-31"}}),
        "state.plan.anchor",
        "out of reach",
        "9999-12-31",
    ),
    "a day out of reach": (
        raw(tasks=[plan_file()["tasks"][0] | {"day": 3_000_000}]),
        "tasks.0.day",
        "out of reach",
        "3000000",
    ),
    "a number of 5,000 digits": (
        raw(tasks=[plan_file()["tasks"][0] | {"day": 0}]).replace(b'"day": 0', b'"day": ' + b"9" * 5000),
        "tasks.0.day",
        "a whole number",
        "9" * 300 + "…",
    ),
    "a state that is a list": (raw(state=[{"note": "kept"}]), "state", "an object belongs here", '[{"note": "kept"}]'),
    "words in a list": (
        raw(state={FIRST: {"note": ["one", "two"]}}),
        f"state.{FIRST}.note",
        "an object belongs here",
        '["one", "two"]',
    ),
    "a log of texts": (raw(log=["done"]), "log.0", "an object belongs here", "done"),
    "a field that stands there twice": (
        raw(state={FIRST: {"status": "done"}}).replace(b'"status": "done"', b'"status": "stuck", "status": "done"'),
        *(f"state.{FIRST}.status", "more than once", "stuck"),
    ),
}


@pytest.mark.parametrize("name", WRONG)
def test_one_wrong_value_is_named_and_hides_nothing_else(name):
    """What is wrong is told with place, value and reason; the plan is there with all else in it (part 3)."""
    data, place, reason, value = WRONG[name]
    filled = read_returned(data, "plan.json", AT)
    unread = filled.unread
    assert (filled.plan.plan, len(filled.plan.milestones)) == ("onboarding-30", len(plan_file()["milestones"]))
    told = [(each.place, each.value) for each in unread if reason in each.reason]
    assert (place, value) in told, [str(each) for each in unread]
    assert all("\x1b" not in str(each) and len(str(each)) < 900 for each in unread)
    again = read_returned(
        write_plan_file(filled), "plan.json", AT
    )  # what was read is written, and read again without a fault
    more = again.unread
    assert more == () or name == "no country"  # which stays as it is: another program may know its holidays
    assert again == filled


def test_what_is_wrong_stands_beside_all_that_is_right():
    """Members of one file: a bad word for each good one (faults A1, part 3)."""
    state = {
        FIRST: {"status": "done", "note": "a\tb\u2028c", "due": "soon"},
        KEYS[1]: {"status": WORD, "colour": "red"},
    }
    filled = read_returned(raw(state=state), "plan.json", AT)
    unread = filled.unread
    assert {(word.key, word.field, word.value) for word in filled.state.words} == {
        (FIRST, Field.STATUS, "done"),
        (FIRST, Field.NOTE, "a b\nc"),
        (KEYS[1], Field.STATUS, "done"),
    }
    assert {(each.place, each.title) for each in unread} == {
        (f"state.{FIRST}.due", TITLE),
        (f"state.{KEYS[1]}.colour", plan_file()["tasks"][1]["title"]),
    }


def test_what_is_written_by_hand_is_later_than_what_the_file_holds_besides():
    """A clock that was ahead does not take back what somebody corrects by hand (faults A5)."""
    ahead = {"id": FIRST, "field": "status", "value": "doing", "at": "2031-01-01T00:00:00Z", "by": "V"}
    filled = read_file(raw(state={FIRST: {"status": "done"}}, log=[ahead]))
    assert filled.state.find_value(FIRST, Field.STATUS) == "done"
    assert [word.value for word in filled.state.passed_over] == ["doing"]


def test_files_of_other_plans_or_partners_do_not_go_together():
    ours = read_file(DATED["json"](PLAN, LOOK))
    for other in (
        plan_of("partner", "onboarding-30", partner="Another"),
        plan_of("partner", "onboarding-90", partner="Acme"),
    ):
        with pytest.raises(UserError, match="is for the"):
            merge_files([("a", ours), ("b", read_file(DATED["json"](other, LOOK)))])


def test_a_plan_that_has_changed_meanwhile_keeps_the_tasks_of_both():
    older = plan_file()
    gone = older["tasks"].pop()
    older["tasks"].append(gone | {"id": "activate.old", "title": "An old task"})
    older["state"] = {"activate.old": {"status": "done"}}
    files = [("old", read_file(json.dumps(older).encode())), ("new", read_file(DATED["json"](PLAN, LOOK)))]
    merged = merge_files(files)
    assert {task.id for task in merged.plan.tasks} == {*KEYS, "activate.old"}
    assert merged == merge_files(files[::-1])
    assert merged.state.find_value("activate.old", Field.STATUS) == "done"


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
    merged = merge_files([(name, read_returned(data, name, AT)) for name, data in files.items()])
    assert merged.state.find_value(FIRST, Field.STATUS) == "done"
    assert merged.state.find_value(FIRST, Field.NOTE) == "all named"
    assert merged.state.find_value(KEYS[1], Field.STATUS) == "done"
    assert [(word.value, word.by) for word in merged.state.passed_over] == [
        ("stuck", "old.xlsx"),
        ("doing", "V"),
        ("stuck", "partner.xlsx"),
    ]
    assert {key for key, _ in merged.state.disputed} == {FIRST, KEYS[1]}
    again = merge_files(
        [("merged", read_file(write_plan_file(merged))), ("partner.xlsx", read_returned(partner, "partner.xlsx", AT))]
    )
    assert again.state == merged.state


@pytest.mark.parametrize("kind", ["tasks", "milestones"])
def test_of_an_id_that_stands_there_twice_both_are_read_and_the_second_is_told(kind):
    """Faults A4, part 3."""
    entries = plan_file()[kind]
    filled = read_returned(raw(**{kind: [*entries, entries[0] | {"title": "Copied by hand"}]}), "plan.json", AT)
    assert getattr(filled.plan, kind)[-1].title == "Copied by hand"
    assert getattr(filled.plan, kind)[-1].id == f"{entries[0]['id']}#2"
    assert f"{kind}.{len(entries)}.id" in [each.place for each in filled.unread]

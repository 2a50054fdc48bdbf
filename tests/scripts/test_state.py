"""The browser reads, puts together and re-dates plans by the rules of `playbooks plan status`."""

import json
import random
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from downloading import LOOK, MAKERS
from filling import AT, PLAN, plan_file
from javascript import computed

from partner_playbooks.downloads.builder_data import describe_templates
from partner_playbooks.downloads.formats import DATED
from partner_playbooks.language.diagnostics import UserError
from partner_playbooks.plans.plan_status import assess_plan, redate_plan
from partner_playbooks.plans.returned.json_file import read_plan_file, write_plan_file
from partner_playbooks.plans.together import merge_files

FIELDS = {
    "status": ["open", "doing", "done", "stuck", "dropped", ""],
    "done_on": ["2026-12-03", "2027-01-15", ""],
    "due": ["2026-12-24", "2027-02-01", ""],
    "note": ["“x”", "😀", "ﬃ", ""],  # by code points 😀 comes last, by the units of JavaScript ﬃ does
    "title": ["Another"],
    "owner": ["Somebody"],
}
SPEAKERS = ["vendor", "partner", "re-dated", "x.xlsx", "😀", "ﬃ"]
TODAY = date(2026, 12, 20)


def spoken(rng, base):
    """Give a plan file that somebody has filled in: words at few times, so that many are said at the same one."""
    tests = [test["id"] for milestone in base["milestones"] for test in milestone["tests"]]
    keys = [task["id"] for task in base["tasks"]] + tests + ["added.ours", "plan"]
    state, log = {}, []
    for _ in range(rng.randrange(60)):
        key = rng.choice(keys)
        field = "anchor" if key == "plan" else rng.choice(list(FIELDS))
        value = rng.choice(["2026-12-07", "2027-01-04", ""] if key == "plan" else FIELDS[field])
        word = {
            "value": value,
            "at": moment(rng),
            "by": rng.choice(["vendor", "partner", "re-dated", "x.xlsx", "😀", "ﬃ"]),
        }
        if field in state.get(key, {}) or rng.random() < 0.3:
            log.append({"id": key, "field": field, **word})
        else:
            state.setdefault(key, {})[field] = word
    return {**base, "state": state, "log": log}


def moment(rng):
    at = AT + timedelta(seconds=rng.randrange(3), microseconds=rng.choice([0, 5, 250_000, 250_001]))
    shown = at.isoformat()
    elsewhere = at.astimezone(timezone(timedelta(hours=5, minutes=30))).isoformat()
    return rng.choice([shown, shown.replace("+00:00", "Z"), shown.replace("+00:00", ""), elsewhere])


def normal(data):
    """Give a plan file with every time written the same way."""
    data = json.loads(json.dumps(data))
    for word in [*(word for fields in data["state"].values() for word in fields.values()), *data["log"]]:
        word["at"] = datetime.fromisoformat(word["at"]).astimezone(UTC).isoformat()
    return data


@pytest.fixture(scope="module")
def pairs():
    rng = random.Random(7)
    base = plan_file()
    less = {**base, "edition": "internal", "tasks": base["tasks"][:-2]}
    return [(spoken(rng, base), spoken(rng, rng.choice([base, less]))) for _ in range(150)]


@pytest.mark.long
def test_plans_are_put_together_as_the_command_line_does(pairs):
    function = """(pairs) => pairs.map((pair) => {
        const [one, other] = pair.map((plan) => readPlan(JSON.stringify(plan), "", ""));
        const whole = mergePlans(one, other);
        return [whole, mergePlans(other, one), mergePlans(one, one), listDisputes(whole)];
    })"""
    for (one, other), (ours, turned, same, disputes) in zip(pairs, computed(function, pairs), strict=True):
        filled = [
            (name, read_plan_file(json.dumps(data).encode(), name, AT)) for name, data in (("a", one), ("b", other))
        ]
        merged = merge_files(filled)
        assert normal(ours) == normal(json.loads(write_plan_file(merged)))
        assert normal(turned) == normal(ours)
        assert normal(same) == normal(json.loads(write_plan_file(filled[0][1])))
        expected = [[(word.by, word.value) for word in words] for words in merged.state.disputed.values()]
        assert [[(word["by"], word["value"]) for word in words] for words in disputes] == expected


@pytest.mark.long
def test_plans_stand_and_are_dated_anew_as_on_the_command_line(pairs):
    working = describe_templates(MAKERS["partner"], ())["working"]
    function = """({ pairs, working, today }) => pairs.map(([data]) => {
        const plan = readPlan(JSON.stringify(data), "", "");
        const calendar = calendarOf({ working }, plan.working);
        const before = new Set(wordsOf(plan).map((word) => JSON.stringify(word)));
        const moved = wordsOf(redatePlan(plan, calendar, today)).filter((word) => !before.has(JSON.stringify(word)));
        return { tasks: assessPlan(plan, calendar, today).tasks, moved };
    })"""
    given = {"pairs": pairs, "working": working, "today": TODAY.isoformat()}
    for (data, _), answer in zip(pairs, computed(function, given), strict=True):
        filled = read_plan_file(json.dumps(data).encode(), "a", AT)
        expected = [
            (
                *(task.key, task.title, task.owner, task.status.value, task.note),
                *(day and day.isoformat() for day in (task.due, task.done_on, task.expected)),
            )
            for task in assess_plan(filled, TODAY).tasks
        ]
        found = [
            (
                *(task[name] for name in ("id", "title", "owner", "status", "note")),
                *(task[name] or None for name in ("due", "done_on", "expected")),
            )
            for task in answer["tasks"]
        ]
        assert found == expected
        moved = redate_plan(filled, TODAY, datetime.now(UTC)).state.words - filled.state.words
        assert {(word["key"], word["value"]) for word in answer["moved"]} == {(word.key, word.value) for word in moved}


@pytest.mark.long
def test_rings_end_and_chains_may_be_long(pairs):
    first, *_ = pairs[0][0]["tasks"]
    ids = [f"t{number}" for number in range(3000)]
    links = {
        "chain": [[after] for after in [*ids[1:], "gone"]],
        "ring": [[after] for after in [*ids[1:], ids[0]]],
        "knot": [[ids[(number * 7 + each) % 20] for each in range(4)] for number in range(20)],
    }
    plans = [
        plan_file() | {"tasks": [first | {"id": id_, "after": after} for id_, after in zip(ids, lists, strict=False)]}
        for lists in links.values()
    ]
    function = """({ plans, working, today }) => plans.map((data) => {
        const plan = readPlan(JSON.stringify(data), "", "");
        return assessPlan(plan, calendarOf({ working }, plan.working), today).tasks.map((task) => task.expected);
    })"""
    given = {"plans": plans, "working": describe_templates(MAKERS["partner"], ())["working"], "today": "2027-01-04"}
    for data, found in zip(plans, computed(function, given), strict=True):
        now = assess_plan(read_plan_file(json.dumps(data).encode(), "a", AT), date(2027, 1, 4))
        assert found == [task.expected.isoformat() for task in now.tasks]


def broken(**changes):
    return json.dumps(plan_file() | changes)


FIRST = plan_file()["tasks"][0]
SAID = {"value": "done", "at": "2026-12-01T00:00:00Z", "by": "P"}
BAD = {
    "no JSON": "{",
    "nothing": "",
    "null": "null",
    "a list": "[]",
    "another schema": broken(schema="x"),
    "another version": broken(version=2),
    "nested deep": "[" * 100_000,
}
"""What is no plan."""
PARTLY = {
    "a field too many": broken(evil=1),
    "a field too few": json.dumps({key: value for key, value in plan_file().items() if key != "tasks"}),
    "a text too long": broken(title="x" * 2001),
    "a hidden character": broken(title="x\u202ey"),
    "no side": broken(tasks=[{**FIRST, "side": "nobody"}]),
    "no day": broken(tasks=[{**FIRST, "day": "x"}]),
    "no first day": broken(tasks=[{**FIRST, "from_day": "x"}]),
    "no first date": broken(tasks=[{**FIRST, "from_day": 1, "begins": "soon"}]),
    "no flag": broken(tasks=[{**FIRST, "working_days": "yes"}]),
    "no duration": broken(tasks=[{**FIRST, "duration": None}]),
    "no support": broken(tasks=[{**FIRST, "support": 5}]),
    "no date": broken(anchor={"kind": "start", "label": "x", "date": "2026-02-30"}),
    "no week": broken(working={"weekdays": [], "country": ""}),
    "an eighth day": broken(working={"weekdays": [7], "country": ""}),
    "a word on nothing": broken(state={"nothing": {"status": SAID}}),
    "no status": broken(state={FIRST["id"]: {"status": {**SAID, "value": "finished"}}}),
    "no field": broken(state={FIRST["id"]: {"evil": SAID}}),
    "no time": broken(state={FIRST["id"]: {"status": {**SAID, "at": "yesterday"}}}),
    "a time in words": broken(state={FIRST["id"]: {"status": {**SAID, "at": "1 December 2026 00:00 UTC"}}}),
    "a time beyond": broken(state={FIRST["id"]: {"status": {**SAID, "at": "+010000-01-01T00:00:00Z"}}}),
    "a word too few": broken(state={FIRST["id"]: {"status": {"value": "done"}}}),
    "a log on nothing": broken(log=[{**SAID, "id": "x", "field": "status"}]),
}
"""Plans of which one value cannot be read."""
GOOD = {
    "as it was made": broken(),
    "a time without its zone": broken(state={FIRST["id"]: {"status": {**SAID, "at": "2026-12-01T00:00:00"}}}),
    "by hand": broken(state={FIRST["id"]: {"status": "done", "note": "by hand"}}),
    "a task that somebody added": broken(state={"added.ours": {"title": SAID}}),
    "in a window of working days": broken(
        tasks=[
            {
                **FIRST,
                "from_day": -4,
                "begins": "2026-11-25",
                "working_days": True,
                "support": "Finance",
                "duration": 3,
                "side": "customer",
                "recurrence": "weekly",
            }
        ]
    ),
    "with what says nothing": broken(
        tasks=[{**FIRST, "begins": None, "working_days": False, "support": "", "duration": 0}]
    ),
    "with a byte order mark": "\ufeff" + broken(),
    "an id like a prototype": broken(
        tasks=[{**FIRST, "id": "__proto__"}], state=json.loads('{"__proto__": {"note": "x"}}')
    ),
}


READ = """(texts) => texts.map((text) => {
    const { plan, faults, reason } = readPlanFile(text, "by-hand.json", "2026-12-01T00:00:00Z");
    return { plan: plan && planText(plan), faults: faults.length, reason };
})"""


def read_by_both(cases):
    """Give what browser and command line read of texts by name: the plan, and whether anything was not read."""
    for (name, text), browser in zip(cases.items(), computed(READ, list(cases.values())), strict=True):
        try:
            filled = read_plan_file(text.encode("utf-8", "surrogatepass"), "by-hand.json", AT)
            yield name, browser, filled
        except UserError:
            yield name, browser, None


def test_what_is_no_plan_is_refused_by_both():
    for name, browser, filled in read_by_both(BAD):
        assert filled is None, name
        assert browser["plan"] is None, name
        assert browser["reason"], name


@pytest.mark.long
@pytest.mark.parametrize(("cases", "is_whole"), [(PARTLY, False), (GOOD, True)], ids=["partly", "good"])
def test_the_browser_reads_what_the_command_line_reads(cases, is_whole):
    """One bad value hides no plan: the rest is read, and the value is told (faults A1)."""
    for name, browser, filled in read_by_both(cases):
        assert browser["plan"] is not None, name
        assert (browser["faults"] == 0) is is_whole, name
        assert (not filled.unread) is is_whole, name
        again = computed(READ, [browser["plan"]])[0]
        assert again == {"plan": browser["plan"], "faults": 0, "reason": ""}, name
        assert not read_plan_file(browser["plan"].encode(), "again", AT).unread, name
        assert len(json.loads(browser["plan"])["tasks"]) == len(filled.plan.tasks), name


def test_a_plan_goes_into_a_link_and_back():
    text = DATED["json"](PLAN, LOOK).decode()
    function = """async (text) => {
        const link = await packText(text);
        return [link, await unpackText(link, 2e6), await unpackText(link, 100)];
    }"""
    link, again, too_much = computed(function, text)
    assert again == text
    assert too_much == ""
    assert len(link) < len(text) / 2
    assert set(link) <= set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_")
    for wrong in ("%%%", "AAAA", link[: len(link) // 2]):
        assert computed("(text) => unpackText(text, 2e6)", wrong) == ""

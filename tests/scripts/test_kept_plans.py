"""What the browser keeps and sends: read for ever, value by value; and nothing internal goes to a partner."""

import json
from pathlib import Path

import pytest
from downloading import CALENDAR, INTERNAL, MAKERS, PARTNERS
from drawing import draw_texts
from filling import AT, PLAN, plan_file
from javascript import computed

from partner_playbooks.downloads.builder_data import describe_templates
from partner_playbooks.downloads.plan_json import describe_plan
from partner_playbooks.downloads.task_list_maker import TaskListMaker
from partner_playbooks.plans.dated import Request, date_plan
from partner_playbooks.plans.returned.json_file import read_plan_file, write_plan_file
from partner_playbooks.plans.texts import NAME_LIMIT, classify_text, clean_name, find_name_fault
from partner_playbooks.plans.together import merge_files

VERSION_1 = Path(__file__).parent / "version-1"
"""What My plans, checklists and the assessment kept and gave away in their first version, made by that in Chromium."""
TEMPLATES = {edition: describe_templates(maker, ()) for edition, maker in MAKERS.items()}
FIRST = plan_file()["tasks"][0]["id"]
READ = """({ texts, templates }) => texts.map((text) => {
    const store = "s/";
    kept.write("s/one", text);
    const plans = keepPlans(store, templates);
    plans.load();
    const [first, reason] = [plans.all.get("one") ?? null, plans.broken.get("one") ?? ""];
    return { kept: first, faults: plans.faults("one"), reason, stored: plans.stored("one") };
})"""


def read_kept(texts, edition="partner"):
    return computed(READ, {"texts": texts, "templates": TEMPLATES[edition]})


def kept_plan(plan, **changes):
    kept = {"schema": "partner-playbooks/my-plan", "version": 1, "name": "Ours", "side": "partner", "wish": None}
    return json.dumps(kept | {"plan": plan} | changes)


def notes_of(plan):
    return [fields["note"]["value"] for fields in plan["state"].values() if "note" in fields]


@pytest.mark.parametrize("edition", MAKERS)
def test_what_the_first_version_kept_is_read(edition):
    """(faults A1)"""
    store = json.loads((VERSION_1 / f"store-{edition}.json").read_text(encoding="utf-8"))
    texts = [text for key, text in store.items() if "/plan/" in key]
    found = read_kept(texts, edition)
    assert len(found) == 4
    for text, each in zip(texts, found, strict=True):
        was = json.loads(text)
        assert each["reason"] == ""
        assert [task["id"] for task in each["kept"]["plan"]["tasks"]] == [task["id"] for task in was["plan"]["tasks"]]
        assert set(each["kept"]["plan"]["state"]) == set(was["plan"]["state"])
        assert len(each["kept"]["plan"]["log"]) == len(was["plan"]["log"])
        for name in ("plan", "type", "tier", "anchor", "names", "weekdays", "holidays"):
            assert each["kept"]["wish"][name] == was["wish"][name]
        whole = each["kept"]["plan"]
        if each["faults"]:
            assert [(fault["field"], fault["kind"], fault["code"]) for fault in each["faults"]] == [
                ("note", "direction", "202E")
            ]
            assert notes_of(whole) == ["reads \ufffdbackwards"]
        elif "Nova" in was["plan"]["partner"]:  # of which the first version itself said that it cannot be read
            assert whole["partner"] == each["kept"]["wish"]["partner"] == "Nova GmbH"
            assert notes_of(whole) == ["two cells"]
        else:
            assert whole == was["plan"]
    assert sum(bool(each["faults"]) for each in found) == 1


@pytest.mark.parametrize("edition", MAKERS)
def test_what_the_first_version_gave_away_is_read_by_both(edition):
    """(faults A1)"""
    text = (VERSION_1 / f"plan-{edition}.json").read_text(encoding="utf-8")
    link = (VERSION_1 / f"link-{edition}.txt").read_text(encoding="utf-8").strip().removeprefix("#plan=")
    function = """async ({ text, link }) => {
        const found = readPlanFile(text, "", "");
        return [planText(found.plan), found.faults, await unpackText(link, 2e6), await unpackText(`${link}.)>”`, 2e6)];
    }"""
    again, faults, sent, with_marks = computed(function, {"text": text, "link": link})
    assert (again, faults, sent, with_marks) == (text, [], text, text)
    filled = read_plan_file(text.encode(), "plan.json", AT)
    assert not filled.unread
    assert json.loads(write_plan_file(filled))["tasks"] == json.loads(text)["tasks"]


@pytest.mark.parametrize("name", ["ticks-internal", "ticks-partner", "answers-internal"])
def test_marks_of_the_first_version_are_read_each_for_itself(name):
    """(faults A1)"""
    kind = name.split("-")[0]
    data = json.loads((VERSION_1 / f"{name}.json").read_text(encoding="utf-8"))
    bad = {"no value": {"value": "x", "at": "2026-12-01T00:00:00Z"}, "no time": {"value": 1, "at": "now"}, "null": None}
    function = """({ kind, texts }) => texts.map((text) => {
        const { held, bad } = readMarks(kind, 2, text);
        return [Object.fromEntries(held), bad];
    })"""
    texts = [json.dumps(data), json.dumps(data | {"marks": data["marks"] | bad})]
    assert computed(function, {"kind": kind, "texts": texts}) == [[data["marks"], {}], [data["marks"], bad]]


def spoil(path, value):
    """Give a kept plan with one value changed, and what it was."""
    data = json.loads(kept_plan(plan_file()))
    *before, last = path
    at = data
    for name in before:
        at = at[name]
    at[last] = value
    return json.dumps(data)


BAD = {
    "a task's title": (("plan", "tasks", 0, "title"), "a\x07b", "title"),
    "its day": (("plan", "tasks", 0, "day"), 10**15, "day"),
    "its side": (("plan", "tasks", 0, "side"), "nobody", "side"),
    "a whole task": (("plan", "tasks", 0), 7, "tasks"),
    "what comes before": (("plan", "tasks", 1, "after"), None, "after"),
    "a milestone": (("plan", "milestones", 0, "title"), {}, "title"),
    "a test": (("plan", "milestones", 0, "tests", 0, "text"), "x" * 2001, "text"),
    "the partner": (("plan", "partner"), "a\U000e0041", "partner"),
    "the date": (("plan", "anchor", "date"), "2026-02-30", "anchor"),
    "a date that no calendar reaches": (("plan", "anchor", "date"), "9999-12-31", "anchor"),
    "the week": (("plan", "working", "weekdays"), [], "weekdays"),
    "a field that nobody knows": (("plan", "more"), "x", "more"),
    "the state": (("plan", "state"), [], "state"),
    "a word": (("plan", "state"), {FIRST: {"note": 7}}, "note"),
    "a status": (
        ("plan", "state"),
        {FIRST: {"status": {"value": "x", "at": "2026-12-01T00:00:00Z", "by": "P"}}},
        "status",
    ),
    "a word on nothing": (("plan", "state"), {"nothing": {"note": "x"}}, "note"),
    "the log": (("plan", "log"), [None, {}], "log"),
    "an id that stands twice": (("plan", "tasks", 1, "id"), FIRST, "id"),
    "an exit test with the id of a task": (("plan", "milestones", 0, "tests", 0, "id"), FIRST, "id"),
    "an id that is empty": (("plan", "tasks", 1, "id"), "", "tasks"),
    "its name": (("name",), None, "name"),
    "whose side": (("side",), "nobody", "side"),
    "the wish": (("wish",), {"plan": 7}, "names"),
}


@pytest.mark.long
@pytest.mark.parametrize("name", BAD)
def test_one_bad_value_hides_no_plan_and_is_named_and_kept(name):
    """(faults A1)"""
    path, value, field = BAD[name]
    text = spoil(path, value)
    (found,) = read_kept([text])
    assert found["reason"] == ""
    assert field in {fault["field"] for fault in found["faults"]}
    assert len(found["kept"]["plan"]["tasks"]) >= len(plan_file()["tasks"]) - 1
    assert found["stored"] == [text]
    function = """({ text, templates }) => {
        kept.write("s/one", text);
        const plans = keepPlans("s/", templates);
        plans.load();
        const { plan } = plans.all.get("one");
        const key = plan.tasks.at(-1).id;
        const since = { ...plans.all.get("one"), plan: say(plan, key, "note", "said since", "partner") };
        const wrong = plans.keep("one", since, (_, to) => to);
        plans.load();
        const note = findSaid(plans.all.get("one").plan, key, "note");
        const again = [wrong, plans.faults("one").length, plans.stored("one"), note];
        plans.keep("one", plans.all.get("one"), (_, to) => to, true);
        plans.load();
        return [...again, plans.faults("one").length, findSaid(plans.all.get("one").plan, key, "note")];
    }"""
    given = {"text": text, "templates": TEMPLATES["partner"]}
    assert computed(function, given) == ["", len(found["faults"]), [text], "said since", 0, "said since"]


def test_of_two_with_one_id_both_stay_and_both_programs_call_them_the_same():
    """(faults A1)"""
    plan = plan_file()
    gate, *_ = plan["milestones"]
    plan["tasks"][1]["id"] = gate["tests"][0]["id"] = FIRST
    plan["tasks"][2]["id"] = "plan"
    plan["milestones"][1]["id"] = gate["id"]
    read = read_plan_file(json.dumps(plan).encode(), "ours.json", AT)
    assert len(read.unread) == 4
    assert len(read.plan.tasks) == len(plan["tasks"])
    function = """(text) => {
        const { plan, faults } = readPlanFile(text, "", "");
        return [planText(plan), faults.length];
    }"""
    again, faults = computed(function, json.dumps(plan))
    assert json.loads(again) == json.loads(write_plan_file(read))
    assert faults == 4


def test_what_is_no_plan_is_told_with_its_reason_and_its_bytes():
    """(faults A1)"""
    texts = ["{", "null", "[]", "{}", kept_plan(plan_file(), version=2), kept_plan({"schema": "x"}), kept_plan(None)]
    found = read_kept(texts)
    assert [each["reason"] for each in found] == ["no_json", *["no_plan"] * 3, "version", "no_plan", "no_plan"]
    assert [each["stored"] for each in found] == [[text] for text in texts]


FIELDS = ("partner", "names", "name", "note", "title", "owner", "done_when")


@pytest.mark.long
def test_texts_of_all_of_unicode_stay_through_reload_export_import_and_the_command_line():
    """(faults A1)"""
    texts = draw_texts(500, 500)
    function = """({ texts, templates, key }) => texts.map((text) => {
        const name = cleanText(text).trim();
        const note = cleanText(text, true).trim();
        const faults = [findTextFault(name, false, MOST_OF_A_NAME), findTextFault(note, true)];
        const refused = faults.map((fault) => fault?.kind ?? null);
        if (refused.some(Boolean)) return { refused };
        const names = { "partner-manager": name };
        const wish = { plan: "onboarding-30", partner: name, type: "", tier: "", anchor: "2026-12-01", names };
        Object.assign(wish, { weekdays: [0, 1, 2, 3, 4], holidays: true });
        let plan = makePlan(templates, wish);
        const words = { note, title: name, owner: name, done_when: note };
        for (const [field, value] of Object.entries(words)) plan = say(plan, key, field, value, name);
        kept.write("s/one", null);
        const plans = keepPlans("s/", templates);
        plans.keep("one", { schema: KEPT_SCHEMA, version: 1, name, side: "partner", wish, plan }, (_, to) => to);
        plans.load();
        const again = plans.all.get("one");
        const exported = planText(again.plan);
        const imported = readPlanFile(exported, "x", "2026-12-01T00:00:00Z");
        return {
            ...{ refused, exported, name: again.name, partner: again.wish.partner },
            names: again.wish.names["partner-manager"],
            same: planText(imported.plan) === exported && planText(plan) === exported,
            faults: [...imported.faults, ...plans.faults("one")],
        };
    })"""
    key = "activate.kickoff"
    found = computed(function, {"texts": texts, "templates": TEMPLATES["partner"], "key": key})
    accepted = 0
    for text, each in zip(texts, found, strict=True):
        name, note = clean_name(text), clean_name(text, lines=True)
        assert each["refused"] == [
            classify_text(name, most=NAME_LIMIT),
            classify_text(note, lines=True),
        ], ascii(text)
        if any(each["refused"]):
            continue
        accepted += 1
        assert not name or find_name_fault(name) is None
        assert [each["name"], each["partner"], each["names"]] == [name] * 3, ascii(text)
        assert each["same"], ascii(text)
        assert each["faults"] == []
        filled = read_plan_file(each["exported"].encode(), "ours.json", AT)
        assert not filled.unread, ascii(text)
        merged = json.loads(write_plan_file(merge_files([("ours.json", filled), ("theirs.json", filled)])))
        said = {field: word["value"] for field, word in merged["state"].get(key, {}).items()}
        assert said == {"note": note, "title": name, "owner": name, "done_when": note}, ascii(text)
        assert merged["partner"] == name
    assert 150 < accepted < 450


# -- for partners --------------------------------------------------------------------------------------------------


def internal_plan(plan="onboarding-90", **state):
    request = Request(plan, PLAN.anchors[0].date, "Acme", ("reseller",), None, {"partner-manager": "A. Manager"})
    return describe_plan(MAKERS["internal"].plan(date_plan(INTERNAL, request, CALENDAR))) | state


def partner_version(plan, wish=None):
    function = """({ plan, wish, templates }) => {
        const found = partnerVersion(readPlan(JSON.stringify(plan), "", ""), wish, templates);
        if (!found) return null;
        const now = assessPlan(found, calendarOf(templates, found.working), "2026-12-10");
        return [planText(found), csvOf(found, now.tasks), calendarFile(found, now)];
    }"""
    theirs = describe_templates(TaskListMaker(PARTNERS, MAKERS["internal"].messages, CALENDAR), ())
    return computed(function, {"plan": plan, "wish": wish, "templates": theirs})


def test_a_version_for_the_partner_holds_nothing_that_is_internal():
    """(faults D1)"""
    plan = internal_plan()
    theirs = {task["id"] for task in json.loads(partner_version(plan)[0])["tasks"]}
    hidden = next(task for task in plan["tasks"] if task["id"] not in theirs)
    shown = next(task for task in plan["tasks"] if task["id"] in theirs)
    at = "2026-12-05T10:00:00Z"
    word = {"value": "CANARY note", "at": at, "by": "vendor"}
    plan["state"] = {
        shown["id"]: {
            **dict.fromkeys(("note", "title", "owner", "done_when"), word),
            "status": {"value": "done", "at": at, "by": "CANARY-review.xlsx"},
            "done_on": {"value": "2026-12-04", "at": at, "by": "vendor"},
        },
        hidden["id"]: {"note": word, "status": word | {"value": "stuck"}},
        "added.canary": {"title": word, "status": word | {"value": "done"}},
    }
    plan["log"] = [word | {"id": shown["id"], "field": "note", "value": "CANARY before"}]
    plan["log"] += [
        {"id": shown["id"], "field": "note", "value": "theirs", "at": "2026-12-04T10:00:00Z", "by": "partner"}
    ]
    files = partner_version(plan)
    for text in files:
        assert "CANARY" not in text
        assert "canary" not in text
        assert hidden["title"] not in text
    made = json.loads(files[0])
    assert made["edition"] == "partner"
    assert made["made_for"] == plan["made_for"]
    assert made["state"][shown["id"]]["status"] == {"value": "done", "at": at, "by": "vendor"}
    assert made["state"][shown["id"]]["done_on"]["value"] == "2026-12-04"
    assert made["state"][shown["id"]]["note"]["value"] == "theirs"


@pytest.mark.long
def test_a_version_for_the_partner_has_no_text_that_the_partner_edition_lacks():
    """(faults D1)"""
    for plan in INTERNAL.plans:
        made = partner_version(internal_plan(plan.id))
        if PARTNERS.get("plan", plan.id) is None:
            assert made is None
            continue
        request = Request(plan.id, PLAN.anchors[0].date, "Acme", ("reseller",))
        expected = describe_plan(MAKERS["partner"].plan(date_plan(PARTNERS, request, CALENDAR)))
        assert json.loads(made[0]) == expected


def test_an_internal_plan_says_so_in_its_table_and_its_calendar():
    """(faults D1)"""
    function = """({ plan, templates, mark }) => {
        const now = assessPlan(plan, calendarOf(templates, plan.working), "2026-12-10");
        return [csvOf(plan, now.tasks, mark), markCalendar(calendarFile(plan, now), mark)];
    }"""
    mark = MAKERS["internal"].messages.say("download.internal")
    table, calendar = computed(function, {"plan": internal_plan(), "templates": TEMPLATES["internal"], "mark": mark})
    head, *rows = table.removeprefix("\ufeff").splitlines()
    assert head.endswith(",internal")
    assert rows
    assert all(row.endswith(f",{mark}") for row in rows)
    assert f"X-WR-CALNAME:{mark}: " in calendar.replace("\r\n ", "")

"""The page "My plans" and `playbooks plan status --digest` write the same digest, byte for byte."""

import json
import random
from datetime import UTC, date, datetime, timedelta

import pytest
from downloading import CALENDAR, INTERNAL, LOOK, MAKERS, PARTNERS, THEME
from filling import AT, PLAN, plan_file
from javascript import computed

from partner_playbooks.downloads.builder_data import describe_templates
from partner_playbooks.downloads.partner_plan import make_partner_plan
from partner_playbooks.downloads.plan_json import describe_plan
from partner_playbooks.downloads.task_list_maker import TaskListMaker
from partner_playbooks.handbook.model.role import Side
from partner_playbooks.plans.dated import Request, date_plan
from partner_playbooks.plans.digest import DigestWords, digest_plan, find_week_before
from partner_playbooks.plans.digest_files import write_digest_html, write_digest_text
from partner_playbooks.plans.partner_version import convert_for_partner, find_partner_plan
from partner_playbooks.plans.returned.json_file import read_plan_file, write_plan_file
from partner_playbooks.plans.together import merge_files
from partner_playbooks.wording.locales import list_months
from partner_playbooks.wording.messages import Messages

FORMATS = {"en": "d MMMM yyyy", "de": "dd.MM.yyyy"}
HOSTILE = "</li><script>alert(1)</script> & \"quoted\" 'so' {title} {count} \\u003c <img src=x onerror=x>"
TODAY = date(2026, 12, 20)

WRITE = """({ cases, working, words, language }) => {
    document.documentElement = { lang: language };
    return cases.map(([data, side, day, since]) => {
        const plan = readPlan(JSON.stringify(data), "", "");
        const now = assessPlan(plan, calendarOf({ working }, plan.working), day);
        const page = { words, showing: showingIn({}, words) };
        const digest = digestOf(plan, now, side, day, since ?? shiftWithin(day, -7), page);
        return [digestText(digest), digestHtml(digest)];
    });
}"""


def words_of(language):
    """Give what the page says, as it is staged, and what the command line says."""
    catalogue = THEME.messages[language]
    months = [list_months(language, width) for width in ("wide", "abbreviated")]
    page = {
        "digest": catalogue["digest"],
        "side": catalogue["names"]["side"],
        "window": catalogue["days"]["window"],
        "internal": catalogue["download"]["internal"],
        "date_format": FORMATS[language],
        "months": list(zip(*months, strict=True)),
    }
    return page, DigestWords(Messages(catalogue, language, language), FORMATS[language])


def by_both(cases, language="en"):
    """Give what each of both writes of cases: a plan file, a side, the day to look from, and the first day or None."""
    page, ours = words_of(language)
    working = describe_templates(MAKERS["partner"], ())["working"]
    given = [[data, side, day.isoformat(), since and since.isoformat()] for data, side, day, since in cases]
    answers = computed(WRITE, {"cases": given, "working": working, "words": page, "language": language})
    for (data, side, day, since), theirs in zip(cases, answers, strict=True):
        filled = read_plan_file(json.dumps(data).encode(), "a", AT)
        digest = digest_plan(filled, Side(side), day, since or find_week_before(day), ours)
        yield [write_digest_text(digest), write_digest_html(digest)], theirs


def fill_in(rng, plan):
    """Give a plan as both sides might have filled it in, and worse."""
    tests = [test["id"] for milestone in plan["milestones"] for test in milestone["tests"]]
    keys = [*(task["id"] for task in plan["tasks"]), *tests, "added.ours"]
    state = {}
    for key in keys:
        fields = {
            "status": rng.choice(["", "open", "doing", "done", "done", "stuck", "dropped"]),
            "done_on": rng.choice(["", "2026-12-14", "2026-12-13", "2027-01-15"]),
            "due": rng.choice(["", "2026-12-19", "2026-12-24", "2027-02-01"]),
            "note": rng.choice(["", "Two\nlines", "😀", HOSTILE]),
            "title": rng.choice(["", "Another", HOSTILE]),
            "owner": rng.choice(["", "Somebody", "ﬃ"]),
        }
        at = (datetime(2026, 12, 18, 23, 30, tzinfo=UTC) - timedelta(hours=rng.randrange(300))).isoformat()
        by = rng.choice(["vendor", "partner", "x.xlsx"])
        state[key] = {
            field: {"value": value, "at": at, "by": by} for field, value in fields.items() if rng.random() < 0.3
        }
    anchor = plan["anchor"] | {
        "kind": rng.choice(["start", "target"]),
        "date": rng.choice(["2026-12-01", "2026-12-07", "2027-03-01", None]),
    }
    tasks = [task | {"side": rng.choice([*Side])} for task in plan["tasks"]] if rng.random() < 0.3 else plan["tasks"]
    edition = rng.choice(["internal", "partner"])
    return plan | {"state": state, "anchor": anchor, "tasks": tasks, "edition": edition}


@pytest.mark.long
@pytest.mark.parametrize("language", FORMATS)
def test_both_write_the_same_digest(language):
    rng = random.Random(11)
    cases = []
    for _ in range(150):
        day = date(2026, 12, 1) + timedelta(days=rng.randrange(60))
        since = rng.choice([None, None, day, day - timedelta(days=30)])
        cases.append((fill_in(rng, plan_file()), rng.choice(["vendor", "partner"]), day, since))
    seen = set()
    for ours, theirs in by_both(cases, language):
        assert theirs == ours
        seen.add(ours[0])
    assert len(seen) > 140


def test_both_look_as_far_as_calendars_reach():
    plan = plan_file() | {"anchor": {"kind": "start", "label": "x", "date": None}}
    cases = [(plan, "vendor", day, None) for day in (date(1, 1, 3), date(9999, 12, 30))]
    for ours, theirs in by_both(cases):
        assert theirs == ours


def test_both_read_hostile_names_as_text():
    first = plan_file()["tasks"][0]["id"]
    said = {"value": HOSTILE, "at": "2026-12-19T10:00:00Z", "by": "partner"}
    state = {first: dict.fromkeys(("title", "owner", "note"), said) | {"status": said | {"value": "stuck"}}}
    plan = plan_file() | {"partner": HOSTILE, "title": HOSTILE, "state": state}
    ((ours, theirs),) = by_both([(plan, "partner", TODAY, None)])
    assert theirs == ours
    text, markup = ours
    assert HOSTILE in text
    assert "<script" not in markup
    assert "<img" not in markup
    assert "{title} {count}" in markup  # nothing is filled into what somebody has typed


# -- the version for the partner -----------------------------------------------------------------------------------

VERSION = """({ plan, templates }) => {
    const found = partnerVersion(readPlan(JSON.stringify(plan), "", ""), null, templates);
    return found && planText(found);
}"""


def internal_plan(plan):
    request = Request(plan, PLAN.anchors[0].date, "Acme", ("reseller",), None, {})
    return describe_plan(MAKERS["internal"].plan(date_plan(INTERNAL, request, CALENDAR)))


def convert(data):
    """Give the version for the partner as the command line has it."""
    files = [("a", read_plan_file(json.dumps(data).encode(), "a", AT))]
    theirs = find_partner_plan(files) or make_partner_plan(MAKERS["partner"], files[0][1].plan)
    return theirs and json.loads(write_plan_file(convert_for_partner(files, theirs)))


def normal(data):
    for word in [*(word for fields in data["state"].values() for word in fields.values()), *data["log"]]:
        word["at"] = datetime.fromisoformat(word["at"]).astimezone(UTC).isoformat()
    return data


@pytest.mark.long
def test_both_make_the_same_version_for_the_partner():
    rng = random.Random(3)
    templates = describe_templates(TaskListMaker(PARTNERS, LOOK.messages, CALENDAR), ())
    made = 0
    for plan in INTERNAL.plans:
        for edition in ("internal", "partner"):
            data = fill_in(rng, internal_plan(plan.id)) | {"edition": edition}
            data["anchor"] = internal_plan(plan.id)["anchor"]
            theirs, ours = computed(VERSION, {"plan": data, "templates": templates}), convert(data)
            assert (theirs is None) == (ours is None), plan.id
            if ours is not None:
                assert normal(json.loads(theirs)) == normal(ours), plan.id
                made += 1
    assert made > 3


def test_files_of_both_editions_give_what_the_partner_may_read():
    """What the internal file says of things goes along, and none of its words."""
    inside = internal_plan("onboarding-90")
    request = Request("onboarding-90", PLAN.anchors[0].date, "Acme", ("reseller",), None, {})
    outside = describe_plan(MAKERS["partner"].plan(date_plan(PARTNERS, request, CALENDAR)))
    key = outside["tasks"][0]["id"]
    canary = {"value": "CANARY", "at": "2026-12-05T10:00:00Z", "by": "vendor"}
    theirs = {"value": "theirs", "at": "2026-12-04T10:00:00Z", "by": "partner"}
    inside["state"] = {
        key: {"note": canary, "title": canary, "status": canary | {"value": "stuck"}},
        "added.x": {"title": canary},
    }
    outside["state"] = {key: {"note": theirs}, "added.y": {"title": theirs}}
    files = [
        (name, read_plan_file(json.dumps(data).encode(), name, AT)) for name, data in (("i", inside), ("o", outside))
    ]
    assert merge_files(files).plan.edition == "internal"
    version = convert_for_partner(files, find_partner_plan(files))
    said = {(word.key, word.field.value): word.value for word in version.state.words}
    assert said == {(key, "note"): "theirs", (key, "status"): "stuck", ("added.y", "title"): "theirs"}
    text = write_digest_text(digest_plan(version, Side.PARTNER, TODAY, date(2026, 12, 13), words_of("en")[1]))
    assert "CANARY" not in text
    assert "theirs" in text
    assert "INTERNAL" not in text

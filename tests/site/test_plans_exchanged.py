"""Plans that come from somewhere else, the other side, a link, another tab or storage, however bad they are."""

import json
import re

import pytest
from browsing import BLOCKED, EVIL, FULL, give, link_to, saved
from filling import plan_file
from planning import PLANS, STORED, does, kept, make, task, told
from playwright.sync_api import expect
from running import playbooks

pytestmark = pytest.mark.site


def spread(plan):
    """Give what the plan of a file says of each task: its title and status."""
    return {key: fields["status"]["value"] for key, fields in plan["state"].items() if "status" in fields}


def test_both_sides_tick_and_put_together_what_the_command_line_puts_together(open_page, tmp_path):
    vendor, partner = open_page("internal/my-plans/"), open_page(PLANS)
    make(vendor)
    sent, _ = saved(vendor, does(vendor, "json"))
    give(partner, does(partner, "import"), sent)
    expect(told(partner)).to_contain_text("30-day onboarding plan")
    partner.get_by_role("button", name="Keep it").click()
    shared, theirs = "Hold the kickoff", "Name the people and their roles"
    task(vendor, shared).locator(".task__title").click()
    task(partner, theirs).locator(".task__title").click()
    detail = task(partner, shared).locator("details")
    detail.locator("summary").click()
    detail.get_by_label("Status").select_option("stuck")
    files = {}
    for name, page in (("vendor", vendor), ("partner", partner)):
        files[name] = tmp_path / f"{name}.json"
        files[name].write_text(saved(page, does(page, "json"))[0], encoding="utf-8", newline="")
    for page, other in ((vendor, "partner"), (partner, "vendor")):
        give(page, does(page, "merge"), files[other].read_text(encoding="utf-8"))
        expect(told(page)).to_contain_text("1 thing")
        expect(page.locator('[data-part="disputed"] li')).to_contain_text(shared)
        expect(page.locator('[data-part="disputed"] li')).to_contain_text(
            re.compile(r"\((?:Vendor|Northwind), \d+ \w+ 20\d\d, \d\d:\d\d\)")
        )
        expect(task(page, shared)).to_contain_text(re.compile("(Vendor|Northwind): Done"))
        expect(task(page, shared)).to_contain_text(re.compile("(Partner|You): Stuck"))
        expect(task(page, theirs).get_by_role("checkbox")).to_be_checked()
    done = playbooks("plan", "status", *files.values(), "--out", tmp_path / "merged")
    assert done.returncode == 0, done.stderr
    merged = json.loads((tmp_path / "merged" / "plan.json").read_text())
    for page in (vendor, partner):
        ours = json.loads(saved(page, does(page, "json"))[0])
        assert spread(ours) == spread(merged)
        for part in ("tasks", "milestones", "edition", "anchor"):
            assert ours[part] == merged[part]
        assert [(entry["id"], entry["value"]) for entry in ours["log"]] == [
            (entry["id"], entry["value"]) for entry in merged["log"]
        ]


def test_a_link_carries_a_plan_and_is_put_together_with_ours(open_page):
    page, other = open_page(PLANS), open_page(PLANS)
    make(page)
    make(other)
    first = page.locator('[data-view="plan"] .task__title').first
    title = first.inner_text()
    first.click()
    does(page, "send").click()
    expect(page.locator(".my-plans-app input[readonly]")).not_to_have_value("")
    address = page.locator(".my-plans-app input[readonly]").input_value()
    assert len(address) < 800
    other.goto(address)
    expect(told(other)).to_contain_text("Acme")
    assert "#" not in other.url
    other.get_by_role("button", name="Put it together").click()
    expect(task(other, title).get_by_role("checkbox")).to_be_checked()
    assert len(kept(other)) == 1


def test_a_link_that_carries_a_whole_plan_as_links_once_did_still_opens(open_page):
    page = open_page(f"{PLANS}#plan={link_to(json.dumps(plan_file()))}")
    page.get_by_role("button", name="Keep it").click()
    expect(page.locator('[data-view="plan"] h2')).to_contain_text("Acme")


def test_two_tabs_stay_in_step(open_page):
    page = open_page(PLANS)
    make(page)
    other = page.context.new_page()
    other.goto(page.url)
    titles = page.locator('[data-view="plan"] .task__title').all_inner_texts()[:2]
    task(page, titles[0]).locator(".task__title").click()
    expect(task(other, titles[0]).get_by_role("checkbox")).to_be_checked()
    task(other, titles[1]).locator(".task__title").click()
    for tab in (page, other):
        for title in titles:
            expect(task(tab, title).get_by_role("checkbox")).to_be_checked()


@pytest.mark.slow
def test_a_tab_that_has_not_heard_of_another_takes_nothing_away(open_page):
    page = open_page(PLANS)
    make(page)
    deaf = page.context.new_page()
    deaf.add_init_script("window.addEventListener('storage', (event) => event.stopImmediatePropagation(), true)")
    deaf.goto(page.url)
    plan = kept(page)[0]["plan"]
    ours = plan["tasks"][0] | {"id": "ours.alone", "title": "Ours alone"}
    done = {"ours.alone": {"status": {"value": "done", "at": "2026-11-01T10:00:00Z", "by": "vendor"}}}
    more = plan | {"tasks": [*plan["tasks"], ours], "state": done}
    give(page, does(page, "merge"), json.dumps(more))
    expect(task(page, "Ours alone").get_by_role("checkbox")).to_be_checked()
    title = plan["tasks"][1]["title"]
    task(deaf, title).locator(".task__title").click()
    for tab in (page, deaf):
        tab.reload()
        for each in ("Ours alone", title):
            expect(task(tab, each).get_by_role("checkbox")).to_be_checked()


def test_the_list_follows_another_tab_and_leaves_a_form_as_it_is(open_page):
    page = open_page(PLANS)
    page.locator("[name=partner]").fill("Half typed")
    other = page.context.new_page()
    other.goto(page.url)
    make(other)
    expect(page.locator("[data-part=plans] > tr")).to_have_count(1)
    expect(page.locator("[name=partner]")).to_have_value("Half typed")


def said(value):
    return {"value": value, "at": "2026-11-01T10:00:00Z", "by": "partner"}


def test_a_day_that_no_calendar_reaches_is_told_and_changes_nothing(open_page):
    page = open_page(PLANS)
    make(page)
    before = kept(page)
    anchor = json.dumps(before[0]["plan"] | {"state": {"plan": {"anchor": said("9999-12-31")}}})
    give(page, does(page, "merge"), anchor)
    expect(told(page)).to_contain_text("1 value of it could not be read")
    expect(page.locator('[data-part="faulty"] li')).to_contain_text("9999-12-31")
    does(page, "forget").click()
    page.locator('[data-view="plan"] .task summary').first.click()
    key = page.locator('[data-view="plan"] .task details[open]').get_attribute("data-key")
    after = next(each["id"] for each in before[0]["plan"]["tasks"] if key in each["after"])
    assert after
    page.locator('[data-view="plan"] .task details[open] [name=due]').fill("9999-12-31")
    expect(page.locator("[data-fault]:visible")).to_contain_text("9999 is out of range")
    assert kept(page) == before
    page.reload()
    expect(page.locator('[data-part="count"]')).to_contain_text("0 of")


def test_where_storage_is_blocked_or_full_it_is_told_and_the_plan_works(open_page):
    for script, words in ((BLOCKED, "stores nothing"), (FULL, "full")):
        page = open_page(PLANS)
        page.add_init_script(script)
        page.reload()
        make(page)
        page.locator('[data-view="plan"] .task__title').first.click()
        expect(page.locator('[data-part="count"]')).to_contain_text("1 of")
        expect(told(page)).to_contain_text(words)
        assert '"done"' in saved(page, does(page, "json"))[0]


def test_what_is_no_plan_changes_nothing(open_page, tmp_path):
    page = open_page(PLANS)
    page.on("dialog", lambda dialog: pytest.fail(dialog.message))
    make(page)
    before = page.evaluate(STORED)
    wrong = [{"version": 9}, {"schema": "x"}, {"plan": 7, "tasks": 7}]
    for text in ("{", "null", *(json.dumps(plan_file() | each) for each in wrong)):
        give(page, does(page, "merge"), text)
        expect(told(page)).to_contain_text(re.compile("no plan that can be read: .* Nothing was changed"))
        give(page, does(page, "merge"), json.dumps(plan_file()))
        expect(told(page)).to_contain_text("agree")
        page.evaluate("end => location.hash = '#plan=' + end", link_to(text))
        expect(told(page)).to_contain_text("Nothing was changed")
    page.evaluate("location.hash = '#plan=%%%'")
    expect(told(page)).to_contain_text("Nothing was changed")
    give(page, does(page, "merge"), json.dumps(plan_file() | {"partner": EVIL}))
    expect(told(page)).to_contain_text(EVIL)
    large = tmp_path / "large.json"
    large.write_bytes(b" " * 20_000_001)
    with page.expect_file_chooser() as chooser:
        does(page, "merge").click()
    chooser.value.set_files(large)
    expect(told(page)).to_contain_text("too large")
    assert json.loads(before[0][1])["plan"]["state"] == kept(page)[0]["plan"]["state"]
    # what is stored and no plan stays, and stands in no one's way
    page.evaluate("([key]) => localStorage.setItem(key + 'x', '{}')", before[0])
    page.goto(page.url.partition("?")[0])
    expect(told(page)).to_contain_text("cannot be read")
    expect(page.locator("[data-part=plans] > tr")).to_have_count(1)
    make(page, partner="Another")
    assert [text for _, text in page.evaluate(STORED)].count("{}") == 1


def test_hostile_words_are_shown_as_they_are(open_page):
    page = open_page(PLANS)
    page.on("dialog", lambda dialog: pytest.fail(dialog.message))
    plan = plan_file()
    first = plan["tasks"][0] | {"title": EVIL, "owner": EVIL, "done_when": EVIL}
    said = {"value": EVIL, "at": "2026-12-01T00:00:00Z", "by": EVIL}
    plan |= {
        "title": EVIL,
        "partner": EVIL,
        "programme": EVIL,
        "made_for": [EVIL],
        "tasks": [first, *plan["tasks"][1:]],
    }
    plan["milestones"][0]["title"] = plan["milestones"][0]["tests"][0]["text"] = EVIL
    plan["state"] = {first["id"]: {"note": said, "status": said | {"value": "done"}}}
    plan["log"] = [{**said, "value": "open", "by": "vendor", "id": first["id"], "field": "status"}]
    give(page, does(page, "import"), json.dumps(plan))
    expect(told(page)).to_contain_text(EVIL)
    page.get_by_role("button", name="Keep it").click()
    expect(task(page, EVIL).locator(".my-plans__note").first).to_have_text(EVIL)
    page.reload()
    expect(page.locator('[data-part="disputed"]')).to_contain_text(EVIL)
    assert page.locator("img[src=x]").count() == 0
    text, name = saved(page, does(page, "json"))
    assert json.loads(text)["title"] == EVIL
    assert not set("<>/\\\"'") & set(name)


def test_what_is_said_holds_though_a_clock_was_ahead(open_page):
    page = open_page(PLANS)
    plan = plan_file()
    first = plan["tasks"][0]
    plan["state"] = {first["id"]: {"status": {"value": "done", "at": "9999-12-30T23:59:58Z", "by": "partner"}}}
    give(page, does(page, "import"), json.dumps(plan))
    page.get_by_role("button", name="Keep it").click()
    box = task(page, first["title"]).get_by_role("checkbox")
    expect(box).to_be_checked()
    box.uncheck()
    expect(box).not_to_be_checked()
    page.reload()
    expect(box).not_to_be_checked()

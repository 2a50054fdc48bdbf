"""No word is lost in silence: not where the store is full, nor where a field refused it, nor between two tabs."""

import json
import re

import pytest
from browsing import give, saved
from downloading import MAKERS
from planning import PLANS, does, kept, make, name_person, task, told
from playwright.sync_api import expect

pytestmark = pytest.mark.site
NO_ROOM = """() => {
    window.room = Storage.prototype.setItem;
    Storage.prototype.setItem = () => { throw new DOMException("full", "QuotaExceededError"); };
}"""


def first(page):
    item = task(page, page.locator('[data-view="plan"] .task__title').first.inner_text())
    item.locator("summary").click()
    return item


def write(item, text):
    item.get_by_label("Note").fill(text)
    item.get_by_label("Note").press("Tab")


def test_what_had_no_room_stays_is_said_and_is_kept_when_there_is_room(open_page):
    """(faults A1)"""
    page = open_page(PLANS)
    make(page, partner="Other")
    does(page, "back").click()
    make(page)
    page.evaluate(NO_ROOM)
    write(first(page), "no room")
    does(page, "redate").click()
    expect(told(page)).to_contain_text("No due day")
    expect(told(page)).to_contain_text("full")
    does(page, "back").click()
    page.evaluate("() => { Storage.prototype.setItem = window.room; }")
    page.get_by_role("link", name="Other").click()
    does(page, "delete").click()
    expect(told(page)).not_to_contain_text("full")
    page.get_by_role("link", name="Acme").click()
    page.reload()
    expect(page.locator(".my-plans__note:visible")).to_have_text("no room")


def test_what_had_no_room_stays_though_another_tab_writes(open_page):
    """(faults A1)"""
    page = open_page(PLANS)
    make(page)
    other = page.context.new_page()
    other.goto(page.url)
    page.evaluate(NO_ROOM)
    write(first(page), "no room")
    second = page.locator('[data-view="plan"] .task__title').nth(1).inner_text()
    task(other, second).get_by_role("checkbox").click()
    expect(task(page, second).get_by_role("checkbox")).to_be_checked()
    expect(page.locator(".my-plans__note:visible")).to_have_text("no room")
    expect(told(page)).to_contain_text("full")
    assert '"no room"' in saved(page, does(page, "json"))[0]


def test_ticks_that_had_no_room_stay_and_are_said(open_page):
    """(faults A1)"""
    page = open_page("partner/stages/activate/")
    boxes, alert = page.locator(".task__box"), page.locator(".ticks__notice")
    page.evaluate(NO_ROOM)
    boxes.nth(0).check()
    other = page.context.new_page()
    other.goto(page.url)
    other.locator(".task__box").nth(2).check()
    expect(boxes.nth(2)).to_be_checked()
    expect(boxes.nth(0)).to_be_checked()
    give(page, page.locator(".ticks [data-does=import]"), saved(other, other.locator(".ticks [data-does=export]"))[0])
    expect(alert).to_contain_text("Read:")
    expect(alert).to_contain_text("full")


def test_what_a_field_refused_is_not_left_without_a_word(open_page):
    """(faults A1)"""
    page = open_page(PLANS)
    make(page)
    item, long = first(page), "x" * 2001
    item.get_by_label("Note").fill(long)
    does(page, "back").click()
    expect(page.get_by_role("button", name="Show me the field")).to_be_focused()
    expect(told(page)).to_contain_text("are not kept")
    page.keyboard.press("Enter")
    expect(item.get_by_label("Note")).to_be_focused()
    expect(item.get_by_label("Note")).to_have_value(long)
    does(page, "edit").click()
    page.get_by_role("button", name="Save the changes").click()
    expect(item.get_by_label("Note")).to_have_value(long)
    does(page, "back").click()
    page.get_by_role("button", name="Leave all the same").click()
    expect(page.get_by_role("heading", name="Your plans")).to_be_focused()
    expect(told(page)).to_be_hidden()


def leave(page):
    """Ask for the page anew, and stay where the browser asks back; tell whether it asked."""
    happened = []

    def stay(dialog):
        dialog.dismiss()
        happened.append("asked")

    def left(_page):
        happened.append("left")

    page.on("dialog", stay)
    page.on("load", left)
    page.evaluate("() => void setTimeout(() => location.reload())")
    for _ in range(300):
        if happened:
            break
        page.wait_for_timeout(100)
    page.remove_listener("dialog", stay)
    page.remove_listener("load", left)
    assert happened in (["asked"], ["left"])
    return happened == ["asked"]


def test_the_browser_asks_before_what_is_kept_nowhere_is_left(open_page):
    """(faults A1)"""
    page = open_page(PLANS)
    make(page)
    item = first(page)
    write(item, "fine")
    assert not leave(page)
    item = task(page, page.locator('[data-view="plan"] .task__title').first.inner_text())
    if not item.get_by_label("Note").is_visible():
        item.locator("summary").click()
    write(item, "x" * 2001)
    assert leave(page)
    expect(item.get_by_label("Note")).to_have_value("x" * 2001)
    write(item, "short enough")
    assert not leave(page)
    does(page, "edit").click()
    page.locator("form [name=partner]").press_sequentially("Half")
    assert leave(page)
    expect(page.locator("form [name=partner]")).to_be_focused()
    page.get_by_role("button", name="Cancel").click()
    assert not leave(page)
    does(page, "edit").click()
    page.locator("form [name=type]").select_option(index=1)
    page.locator("form summary", has_text="Days on which").click()
    page.locator("form [name=weekdays]").first.click()
    assert not leave(page)  # what was chosen is soon chosen again
    page.evaluate(NO_ROOM)
    page.locator('[data-view="plan"]').get_by_role("checkbox").first.click()
    expect(told(page)).to_contain_text("full")
    assert leave(page)


def test_a_form_that_is_half_typed_stays_though_another_tab_deletes_its_plan(open_page):
    """(faults A1)"""
    page = open_page(PLANS)
    make(page)
    other = page.context.new_page()
    other.goto(page.url)
    does(page, "edit").click()
    name = page.locator("form [name=partner]")
    name.fill("")
    name.press_sequentially("Half a na")
    does(other, "delete").click()
    expect(page.get_by_role("heading", name="Make a plan")).to_be_visible()
    expect(name).to_be_focused()
    page.keyboard.type("me")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Half a name")).to_be_visible()
    assert [each["name"] for each in kept(page)] == ["Half a name: 30-day onboarding plan"]


def test_names_that_two_tabs_write_are_both_kept(open_page):
    """(faults A1)"""
    page = open_page(PLANS)
    make(page)
    other = page.context.new_page()
    other.goto(page.url)
    for each in (page, other):
        does(each, "edit")
    page.get_by_role("textbox", name="You: Alliance lead").fill("Our")
    name_person(other, "Partner manager", "Theirs")
    page.get_by_role("textbox", name="You: Alliance lead").press_sequentially("s")
    page.get_by_role("textbox", name="You: Alliance lead").press("Enter")
    owners = {fields["owner"]["value"] for fields in kept(page)[0]["plan"]["state"].values() if "owner" in fields}
    assert {owner.partition(" (")[0] for owner in owners} == {"Theirs", "Ours"}


def test_a_partner_s_plan_with_our_words_is_internal_and_has_a_version_without_them(open_page):
    """(faults D1)"""
    theirs = open_page(PLANS)
    make(theirs)
    write(first(theirs), "said by the partner")
    page = open_page("internal/my-plans/")
    give(page, does(page, "import"), saved(theirs, does(theirs, "json"))[0])
    page.get_by_role("button", name="Keep it").click()
    second = task(page, page.locator('[data-view="plan"] .task__title').nth(1).inner_text())
    second.locator("summary").click()
    write(second, "CANARY-31c")
    expect(second.locator(".my-plans__note")).to_have_text("CANARY-31c")
    expect(page.locator('[data-part="mark"]')).to_have_text(MAKERS["internal"].messages.say("download.internal"))
    text, name = saved(page, does(page, "json"))
    assert name.endswith("-internal.plan.json")
    assert json.loads(text)["edition"] == "internal"
    does(page, "share").click()
    expect(page.locator(".my-plans-app input[readonly]")).to_have_value(re.compile("#plan-internal="))
    for ending in ("json", "csv", "ics"):
        text, name = saved(page, does(page, f"partner-{ending}"))
        assert "CANARY-31c" not in text
        assert "internal" not in name
        assert ending == "ics" or "said by the partner" in text

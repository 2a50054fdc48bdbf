"""The focus is where a person expects it, whatever is shown anew; no click and no half typed word is lost."""

import json

import pytest
from browsing import give
from filling import plan_file
from planning import PLANS, does, kept, make, task, told
from playwright.sync_api import expect

pytestmark = pytest.mark.site


@pytest.fixture
def page(open_page):
    page = open_page(PLANS)
    make(page)
    return page


def titles(page):
    return page.locator('[data-view="plan"] .task__title').all_inner_texts()


def unfolded(page, number=0):
    item = task(page, titles(page)[number])
    item.locator("summary").click()
    return item


def press(page, target):
    """Click as a hand does: the button of the mouse is down for a while."""
    target.scroll_into_view_if_needed()
    place = target.bounding_box()
    page.mouse.move(place["x"] + place["width"] / 2, place["y"] + place["height"] / 2)
    page.mouse.down()
    page.wait_for_timeout(120)
    page.mouse.up()


def notes(page):
    return [fields["note"]["value"] for fields in kept(page)[0]["plan"]["state"].values() if "note" in fields]


@pytest.mark.parametrize("target", [".task__box", "summary", "[name=status]"])
def test_a_click_beside_a_note_does_what_it_says(page, target):
    """(faults A3)"""
    item, other = unfolded(page), task(page, titles(page)[1])
    if target == "[name=status]":
        other.locator("summary").click()
    item.get_by_label("Note").click()
    page.keyboard.type("Agreed by telephone, and more than one line of it, so that what stands below moves down")
    press(page, other.locator(target))
    expect(item.locator(".my-plans__note")).to_contain_text("Agreed by telephone")
    if target == ".task__box":
        expect(other.get_by_role("checkbox")).to_be_checked()
        expect(page.locator('[data-part="count"]')).to_contain_text("1 of")
    elif target == "summary":
        expect(other.locator("details")).to_have_attribute("open", "")
    expect(other.locator(target)).to_be_focused()


def test_a_click_on_a_button_beside_a_note_does_what_it_says(page):
    """(faults A3)"""
    unfolded(page).get_by_label("Note").click()
    page.keyboard.type("typed")
    press(page, does(page, "edit"))
    expect(page.get_by_role("heading", name="Change this plan")).to_be_focused()
    assert notes(page) == ["typed"]


def test_tab_goes_on_to_the_next_control_and_back(page):
    """(faults A3)"""
    item = unfolded(page)
    item.get_by_label("Status").focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    expect(item.get_by_label("Done on")).to_be_focused()
    item.get_by_label("Note").focus()
    page.keyboard.type("typed")
    page.keyboard.press("Tab")
    expect(task(page, titles(page)[1]).get_by_role("checkbox")).to_be_focused()
    page.keyboard.press("Space")
    expect(task(page, titles(page)[1]).get_by_role("checkbox")).to_be_checked()
    expect(task(page, titles(page)[1]).get_by_role("checkbox")).to_be_focused()
    page.keyboard.press("Shift+Tab")
    expect(item.get_by_label("Note")).to_be_focused()
    page.keyboard.type(" on")
    page.keyboard.press("Shift+Tab")
    expect(item.get_by_label("Due")).to_be_focused()
    assert [note.replace(" on", "") for note in notes(page)] == ["typed"]


def test_another_tab_takes_nothing_of_a_note_that_is_half_typed_nor_its_focus(page):
    """(faults A3)"""
    item = unfolded(page)
    item.get_by_label("Note").click()
    page.keyboard.type("half")
    other = page.context.new_page()
    other.goto(page.url)
    task(other, titles(other)[2]).locator(".task__title").click()
    expect(task(page, titles(page)[2]).get_by_role("checkbox")).to_be_checked()
    page.bring_to_front()
    expect(item.get_by_label("Note")).to_be_focused()
    page.keyboard.type(" and whole")
    page.keyboard.press("Tab")
    expect(item.locator(".my-plans__note")).to_have_text("half and whole")


def test_letters_that_are_composed_are_whole_though_the_plan_is_drawn_meanwhile(page):
    """(faults A3)"""
    item = unfolded(page)
    other = page.context.new_page()
    other.goto(page.url)
    page.bring_to_front()
    item.get_by_label("Note").click()
    keys = page.context.new_cdp_session(page)
    keys.send("Input.imeSetComposition", {"text": "にほ", "selectionStart": 2, "selectionEnd": 2})
    task(other, titles(other)[2]).get_by_role("checkbox").evaluate("box => box.click()")
    expect(task(page, titles(page)[2]).get_by_role("checkbox")).to_be_checked()
    keys.send("Input.insertText", {"text": "日本"})
    page.keyboard.press("Tab")
    expect(item.locator(".my-plans__note")).to_have_text("日本")


def test_what_is_typed_when_the_page_is_left_is_kept(page):
    """(faults A1, A3)"""
    item = unfolded(page)
    item.get_by_label("Note").click()
    page.keyboard.type("typed last")
    page.reload()
    expect(item.locator(".my-plans__note")).to_have_text("typed last")


def test_the_focus_follows_what_is_done(page):
    """(faults A3)"""
    does(page, "redate").focus()
    page.keyboard.press("Enter")
    expect(told(page)).to_contain_text("No due day")
    expect(does(page, "redate")).to_be_focused()
    does(page, "edit").press("Enter")
    expect(page.get_by_role("heading", name="Change this plan")).to_be_focused()
    page.get_by_role("button", name="Cancel").press("Enter")
    heading = page.locator('[data-view="plan"] h2')
    expect(heading).to_be_focused()
    does(page, "delete").press("Enter")
    expect(page.get_by_role("heading", name="Your plans")).to_be_focused()
    page.get_by_role("button", name="Undo").press("Enter")
    expect(heading).to_be_focused()
    plan = plan_file()
    plan["state"] = {
        plan["tasks"][0]["id"]: {"status": {"value": "done", "at": "2026-11-01T10:00:00Z", "by": "vendor"}}
    }
    give(page, does(page, "import"), json.dumps(plan))
    expect(page.get_by_role("button", name="Put it together")).to_be_focused()
    page.keyboard.press("Enter")
    expect(heading).to_be_focused()
    expect(told(page)).to_contain_text("agree")
    give(page, does(page, "import"), json.dumps(plan | {"partner": "Another"}))
    expect(page.get_by_role("button", name="Keep it")).to_be_focused()
    page.get_by_role("button", name="Leave it").press("Enter")
    expect(heading).to_be_focused()


def test_a_plan_that_another_tab_deletes_leaves_the_focus_on_the_list(page):
    """(faults A3)"""
    page.locator('[data-view="plan"] .task__box').first.focus()
    other = page.context.new_page()
    other.goto(page.url)
    does(other, "delete").click()
    expect(page.get_by_role("heading", name="Your plans")).to_be_focused()


def test_ticks_of_a_checklist_leave_the_focus_and_take_every_click(open_page):
    """(faults A3)"""
    page = open_page("partner/stages/activate/")
    boxes = page.locator(".task[data-item-id] .task__box")
    boxes.nth(0).focus()
    page.keyboard.press("Space")
    expect(boxes.nth(0)).to_be_checked()
    expect(boxes.nth(0)).to_be_focused()
    press(page, boxes.nth(1))
    expect(boxes.nth(1)).to_be_checked()
    link = page.locator(".ticks__next a").first
    link.focus()
    other = page.context.new_page()
    other.goto(page.url)
    other.locator(".task[data-item-id] .task__box").nth(1).click()
    expect(boxes.nth(1)).not_to_be_checked()
    assert page.evaluate("document.activeElement.closest('.ticks__next') !== null")


def test_a_next_step_that_another_tab_does_leaves_the_focus_on_the_one_after_it(open_page):
    """(faults A3)"""
    page = open_page("partner/stages/activate/")
    link = page.locator(".ticks__next a").first
    step = link.get_attribute("href")
    link.focus()
    other = page.context.new_page()
    other.goto(page.url)
    other.locator(f'[id="{step[1:]}"] .task__box').click()
    expect(link).not_to_have_attribute("href", step)
    expect(link).to_be_focused()


def test_answers_leave_the_focus_where_it_is(open_page):
    """(faults A3)"""
    page = open_page("internal/assess/")
    answers = page.locator(".question").first.locator("input")
    answers.first.focus()
    for number in (1, 2):
        page.keyboard.press("ArrowRight")
        expect(answers.nth(number)).to_be_checked()
        expect(answers.nth(number)).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    expect(page.locator(".question").nth(1).locator("input:checked")).to_be_focused()
    expect(page.locator(".answers [role=status]")).to_contain_text("2 of")

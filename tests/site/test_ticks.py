"""Checklists that remember: ticks by id, their ways in and out, and what may come instead of ticks."""

import json
import re

import pytest
from accessibility import OPTIONS
from axe_playwright_python.sync_playwright import Axe
from browsing import BLOCKED, EVIL, FULL, give, link_to
from playwright.sync_api import expect
from running import playbooks
from serving import serving

pytestmark = pytest.mark.site
STAGE = "partner/stages/activate/"
FORMER = {"stages/activate/": "activate.kickoff", "plans/onboarding-90/": "activate.portal-access"}
"""Lists of single pages, as they once were, and an item that was ticked in each."""
STORED = "Object.entries(localStorage).filter(([key]) => key.includes('/ticks/'))"


def box(page, id_):
    return page.locator(f'[data-item-id="{id_}"] > label > input')


def tick(page, id_):
    page.locator(f'[data-item-id="{id_}"] .task__title').click()


def ids(page):
    return page.eval_on_selector_all(".task", "tasks => tasks.map(task => task.dataset.itemId)")


def keep(page):
    page.locator(".ticks details summary").click()


def stored_ticks(page):
    [[_, text]] = page.evaluate(STORED)
    return json.loads(text)


def marks_file(marks, **more):
    data = {"schema": "partner-playbooks/ticks", "version": 1, "list": "stages/activate/", "marks": marks}
    return json.dumps(data | more)


def importer(page):
    return page.locator(".ticks [data-does=import]")


def test_a_tick_survives_a_reload_and_is_counted(open_page):
    page = open_page(STAGE)
    every = len(ids(page))
    expect(page.locator(".ticks__count")).to_have_text(f"0 of {every} done")
    tick(page, "activate.kickoff")
    page.reload()
    expect(box(page, "activate.kickoff")).to_be_checked()
    expect(page.locator(".ticks__count")).to_have_text(f"1 of {every} done")
    assert page.locator(".ticks__bar").evaluate("bar => [bar.value, bar.max]") == [1, every]
    tick(page, "activate.kickoff")
    page.reload()
    expect(box(page, "activate.kickoff")).not_to_be_checked()


def test_a_tick_is_one_tick_on_every_page_that_has_the_item(open_page):
    page = open_page(STAGE)
    tick(page, "activate.kickoff")
    page.goto(page.url.replace("stages/activate", "plans/onboarding-90"))
    expect(box(page, "activate.kickoff")).to_be_checked()


def test_ticks_that_each_page_kept_for_itself_are_kept(open_page):
    page = open_page(STAGE)
    old = {
        name: marks_file({id_: {"value": 1, "at": "2026-11-02T08:00:00Z"}}, list=name) for name, id_ in FORMER.items()
    }
    site = page.locator(".ticks").get_attribute("data-site")
    for name, text in old.items():
        key = f"playbooks/{site}/ticks/{name}"
        page.evaluate("([key, text]) => localStorage.setItem(key, text)", [key, text])
    page.reload()
    for id_ in FORMER.values():
        expect(box(page, id_)).to_be_checked()
    tick(page, "activate.kickoff")
    page.reload()
    expect(box(page, "activate.kickoff")).not_to_be_checked()


def test_clearing_a_page_leaves_the_ticks_of_other_pages(open_page):
    page = open_page(STAGE)
    tick(page, "activate.kickoff")
    page.goto(page.url.replace("stages/activate", "stages/enable"))
    other = ids(page)[0]
    tick(page, other)
    keep(page)
    page.get_by_role("button", name="Clear all ticks").click()
    expect(box(page, other)).not_to_be_checked()
    page.goto(page.url.replace("stages/enable", "stages/activate"))
    expect(box(page, "activate.kickoff")).to_be_checked()


def test_what_waits_says_so_and_what_is_next_is_shown(open_page):
    page = open_page(STAGE)
    waiting = page.locator(".task[data-after]").first
    note = waiting.locator(".waits")
    expect(note).to_be_visible()
    before = waiting.get_attribute("data-after").split()
    before = [id_ for id_ in before if id_ in ids(page)]
    described = waiting.locator(".task__box").get_attribute("aria-describedby")
    assert page.locator(f'[id="{described}"]').inner_text() == note.inner_text()
    assert waiting.locator(".task__title").inner_text() not in page.locator(".ticks__next").inner_text()
    for id_ in before:
        tick(page, id_)
    expect(note).to_have_count(0)
    page.locator(".ticks__next a").first.click()
    assert page.evaluate("location.hash.slice(1)") in ids(page)


def test_a_choice_of_items_is_in_the_address(open_page):
    page = open_page(STAGE)
    page.locator("[name=side]").select_option("partner")
    visible = page.locator(".task:visible")
    assert 0 < visible.count() < len(ids(page))
    assert set(visible.evaluate_all("tasks => tasks.map(task => task.dataset.side)")) == {"partner"}
    assert "side=partner" in page.url
    page.reload()
    expect(page.locator("[name=side]")).to_have_value("partner")
    assert set(visible.evaluate_all("tasks => tasks.map(task => task.dataset.side)")) == {"partner"}
    page.locator("[name=side]").select_option("")
    assert "side" not in page.url
    assert visible.count() == len(ids(page))


def test_a_group_whose_items_are_not_chosen_is_not_shown(open_page):
    """The panel stands above all groups, and none of them stands there empty."""
    page = open_page("internal/stages/retain/")
    groups = page.locator(".task-group")
    assert groups.count() > 3
    assert page.locator(".ticks").evaluate("panel => panel.nextElementSibling.matches('.task-group')")
    page.locator("[name=side]").select_option("partner")
    shown = groups.locator("visible=true")
    assert 0 < shown.count() < groups.count()
    for group in shown.all():
        assert group.locator(".task:visible").count() > 0


def test_a_choice_that_does_not_exist_shows_all(open_page):
    page = open_page(f"{STAGE}?side=%3Cimg%3E&role=nobody")
    assert page.locator(".task:visible").count() == len(ids(page))


def test_ticks_go_to_another_browser_as_a_file(open_page):
    page, other = open_page(STAGE), open_page(STAGE)
    tick(page, "activate.kickoff")
    keep(page)
    with page.expect_download() as saved:
        page.get_by_role("button", name="Save ticks as a file").click()
    assert saved.value.suggested_filename == "checklists-ticks.json"
    tick(other, "activate.portal-access")
    keep(other)
    with other.expect_file_chooser() as chooser:
        other.get_by_role("button", name="Read ticks from a file").click()
    chooser.value.set_files(saved.value.path())
    expect(other.get_by_role("alert")).to_contain_text("Read: 2 done")
    other.reload()
    expect(box(other, "activate.kickoff")).to_be_checked()
    expect(box(other, "activate.portal-access")).to_be_checked()


def test_of_two_that_differ_the_later_holds(open_page):
    page = open_page(STAGE)
    tick(page, "activate.kickoff")
    for at, checked in (("2020-01-01T00:00:00Z", True), ("2999-01-01T00:00:00Z", False)):
        give(page, importer(page), marks_file({"activate.kickoff": {"value": 0, "at": at}}))
        expect(page.get_by_role("alert")).to_be_visible()
        expect(box(page, "activate.kickoff")).to_be_checked(checked=checked)
    tick(page, "activate.kickoff")  # what the reader does holds, though somebody's clock was ahead
    expect(box(page, "activate.kickoff")).to_be_checked()
    page.reload()
    expect(box(page, "activate.kickoff")).to_be_checked()


def test_a_link_offers_ticks_and_changes_nothing_until_they_are_taken(open_page):
    page, other = open_page(STAGE), open_page(STAGE)
    tick(page, "activate.kickoff")
    keep(page)
    page.get_by_role("button", name="Make a link").click()
    expect(page.locator(".ticks__link")).not_to_have_value("")
    address = page.locator(".ticks__link").input_value()
    other.goto(address)
    expect(other.get_by_role("alert")).to_contain_text("1 done")
    expect(box(other, "activate.kickoff")).not_to_be_checked()
    assert "ticks=" not in other.url
    other.get_by_role("button", name="Leave mine").click()
    assert other.evaluate(STORED) == []
    other.goto(address)
    other.get_by_role("button", name="Add them").click()
    expect(box(other, "activate.kickoff")).to_be_checked()


def test_clearing_can_be_undone(open_page):
    page = open_page(STAGE)
    tick(page, "activate.kickoff")
    keep(page)
    page.get_by_role("button", name="Clear all ticks").click()
    expect(box(page, "activate.kickoff")).not_to_be_checked()
    page.get_by_role("button", name="Undo").click()
    expect(box(page, "activate.kickoff")).to_be_checked()
    page.reload()
    expect(box(page, "activate.kickoff")).to_be_checked()


def test_two_tabs_stay_in_step(open_page):
    page = open_page(STAGE)
    other = page.context.new_page()
    other.goto(page.url)
    tick(page, "activate.kickoff")
    expect(box(other, "activate.kickoff")).to_be_checked()
    tick(other, "activate.portal-access")
    expect(box(page, "activate.portal-access")).to_be_checked()
    expect(box(page, "activate.kickoff")).to_be_checked()


def test_where_storage_is_blocked_ticks_work_until_the_page_is_left(open_page):
    page = open_page(STAGE)
    page.add_init_script(BLOCKED)
    page.reload()
    expect(page.get_by_role("alert")).to_contain_text("stores nothing")
    tick(page, "activate.kickoff")
    expect(box(page, "activate.kickoff")).to_be_checked()
    expect(page.locator(".ticks__count")).to_contain_text("1 of")
    keep(page)
    with page.expect_download() as saved:
        page.get_by_role("button", name="Save ticks as a file").click()
    assert '"activate.kickoff"' in saved.value.path().read_text()


def test_a_full_store_is_told(open_page):
    page = open_page(STAGE)
    page.add_init_script(FULL)
    page.reload()
    tick(page, "activate.kickoff")
    expect(page.get_by_role("alert")).to_contain_text("full")
    tick(page, "activate.portal-access")
    expect(box(page, "activate.kickoff")).to_be_checked()
    expect(box(page, "activate.portal-access")).to_be_checked()


GOOD_TIME = "2026-01-01T00:00:00Z"
HOSTILE = {
    "no JSON": "{",
    "an array": "[]",
    "null": "null",
    "another schema": marks_file({}, schema="x"),
    "another version": marks_file({}, version=2),
    "no list": marks_file({}, list=7),
    "an id as long as a novel": marks_file({"x" * 501: {"value": 1, "at": GOOD_TIME}}),
    "no time": marks_file({"activate.kickoff": {"value": 1, "at": EVIL}}),
    "a time that no calendar has": marks_file({"activate.kickoff": {"value": 1, "at": "+275760-09-13T00:00:00Z"}}),
    "no value": marks_file({"activate.kickoff": {"value": "yes", "at": GOOD_TIME}}),
    "more than there is": marks_file({"activate.kickoff": {"value": 2, "at": GOOD_TIME}}),
    "no mark": marks_file({"activate.kickoff": None}),
    "too much": "x" * 200_001,
}


def test_a_file_or_link_without_ticks_changes_nothing(open_page):
    page = open_page(STAGE)
    page.on("dialog", lambda dialog: pytest.fail(dialog.message))
    tick(page, "activate.kickoff")
    before = page.evaluate(STORED)
    told = page.get_by_role("alert")
    for text in HOSTILE.values():
        give(page, importer(page), text)
        expect(told).to_contain_text("Nothing was changed")
        give(page, importer(page), marks_file({}))
        expect(told).to_contain_text("Read:")
        page.evaluate("end => location.hash = '#ticks=' + end", link_to(text))
        expect(told).to_contain_text("Nothing was changed")
        assert page.evaluate(STORED) == before
    assert page.locator("img[src=x]").count() == 0


@pytest.mark.parametrize("kind", ["no JSON", "no mark"])
def test_what_is_stored_and_no_ticks_stays_until_the_reader_has_decided(open_page, kind):
    page = open_page(STAGE)
    tick(page, "activate.kickoff")
    [[key, _]] = page.evaluate(STORED)
    text = HOSTILE[kind]
    page.evaluate("([key, text]) => localStorage.setItem(key, text)", [key, text])
    page.reload()
    expect(page.get_by_role("alert")).to_contain_text("cannot be read")
    tick(page, "activate.portal-access")
    assert page.evaluate(STORED) == [[key, text]]
    page.get_by_role("button", name="start afresh").click()
    assert list(stored_ticks(page)["marks"]) == ["activate.portal-access"]
    assert page.locator("img[src=x]").count() == 0


def test_answers_to_other_questions_are_refused_by_their_name_as_text(open_page):
    page = open_page("partner/assess/")
    data = {"schema": "partner-playbooks/answers", "version": 1, "list": "<i class=evil>x</i>", "marks": {}}
    give(page, importer(page), json.dumps(data))
    expect(page.locator(".answers [role=alert], [role=alert]").first).to_contain_text("<i class=evil>x</i>")
    assert page.locator("i.evil").count() == 0


def test_by_keyboard_alone_and_with_the_panel_open_for_axe(open_page):
    page = open_page(STAGE)
    box(page, "activate.kickoff").focus()
    page.keyboard.press("Space")
    expect(box(page, "activate.kickoff")).to_be_checked()
    page.locator(".ticks details summary").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Save ticks as a file")).to_be_focused()
    give(page, importer(page), "{")
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        assert Axe().run(page, options=OPTIONS).response["violations"] == []
    small = page.locator(".ticks :is(button, select, summary, a):visible").evaluate_all(
        "all => all.filter(each => each.getBoundingClientRect().height < 23.9).map(each => each.textContent)"
    )
    inline = page.locator(".ticks__next a").all_inner_texts()  # a link in a sentence may be small
    assert [words for words in small if words not in inline] == []


def test_without_a_script_the_list_reads_and_no_panel_shows(browser, served):
    page = browser.new_context(java_script_enabled=False).new_page()
    page.goto(f"{served}/{STAGE}")
    expect(page.locator(".ticks")).to_be_hidden()
    expect(page.locator('[data-item-id="activate.kickoff"]')).to_be_visible()
    page.context.close()


@pytest.mark.slow
def test_a_tick_stays_when_its_item_and_its_stage_are_renamed(browser, tmp_path):
    project = tmp_path / "project"
    assert playbooks("init", project, "--minimal").returncode == 0
    build = ("build", "--project", project, "--output", tmp_path / "served")
    assert playbooks(*build).returncode == 0
    with serving(tmp_path / "served") as address:
        page = browser.new_context().new_page()
        page.goto(f"{address}/stages/onboard/")
        first = ids(page)[0]
        tick(page, first)
        expect(box(page, first)).to_be_checked()
        for old, new in ((first, "onboard.renamed-here"), ("onboard", "begin")):
            done = playbooks("rename", old, new, "--project", project)
            assert done.returncode == 0, done.stderr
        done = playbooks(*build)
        assert done.returncode == 0, done.stderr
        page.goto(f"{address}/stages/onboard/")
        page.wait_for_url("**/stages/begin/")
        assert "begin.renamed-here" in ids(page)
        expect(box(page, "begin.renamed-here")).to_be_checked()
        tick(page, "begin.renamed-here")
        page.reload()
        expect(box(page, "begin.renamed-here")).not_to_be_checked()
        keep(page)
        page.get_by_role("button", name="Clear all ticks").click()
        page.reload()
        expect(box(page, "begin.renamed-here")).not_to_be_checked()  # nor does the former list bring it back
        tick(page, "begin.renamed-here")
        assert re.search("ticks/checklists", str(page.evaluate(STORED)))
        page.context.close()

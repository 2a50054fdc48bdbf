"""A partner's way: invited, a plan without a choice, one tick that is shown everywhere, a link to the other side."""

import json
import re
from urllib.parse import urlencode

import pytest
from accessibility import OPTIONS
from axe_playwright_python.sync_playwright import Axe
from browsing import EVIL, link_to
from openpyxl import load_workbook
from playwright.sync_api import expect

pytestmark = pytest.mark.site
ITEM = "activate.kickoff"
KNOWN = {
    "plan": "onboarding-30",
    "partner": "Larkfield",
    "type": "reseller",
    "tier": "registered",
    "date": "2026-12-01",
    "name": "A new user",
    "mail": "user@example.com",
    "phone": "+44 20 7946 0000",
    "booking": "https://example.com/book",
}

REPACK = """async (link) => {
    const text = link.split("#p=")[1].replace(/-/g, "+").replace(/_/g, "/");
    const bytes = Uint8Array.from(atob(text), (c) => c.charCodeAt(0));
    const through = (data, stream) => new Response(new Blob([data]).stream().pipeThrough(stream)).arrayBuffer();
    const read = await through(bytes, new DecompressionStream("deflate-raw"));
    const short = { ...JSON.parse(new TextDecoder().decode(read)), d: "other", v: "2020.9" };
    const again = await through(JSON.stringify(short), new CompressionStream("deflate-raw"));
    const letters = btoa(String.fromCharCode(...new Uint8Array(again)));
    return letters.replace(/\\+/g, "-").replace(/\\//g, "_").replace(/=+$/, "");
}"""
"""Gives what a link holds as if another version of the handbook had made it."""


def invitation(**more):
    return f"partner/my-plans/#invitation&{urlencode(KNOWN | more)}&v=1"


def invited(open_page, viewport=None, **more):
    page = open_page(invitation(**more), **({"viewport": viewport} if viewport else {}))
    page.wait_for_url("**/partner/index.html")
    return page


def box(page, id_):
    return page.locator(f'[data-item-id="{id_}"] > label > input')


def visit(page, path):
    page.goto(re.sub(r"/partner/.*", f"/partner/{path}", page.url))


def open_plan(page):
    visit(page, "index.html")
    page.locator("[data-part=open]").click()
    expect(page.locator("[data-view=plan] h2[data-part=name]")).to_be_visible()


def send(page):
    page.locator("[data-does=send]").click()
    field = page.locator(".ticks__link")
    expect(field).to_have_value(re.compile("#p="))
    return field.input_value()


def test_an_invitation_makes_the_plan_and_leads_home_where_the_first_step_is_seen(open_page):
    page = invited(open_page)
    expect(page.locator(".start__plan [data-part=name]")).to_have_text("Larkfield: 30-day onboarding plan")
    first = page.locator(".start__plan ol li").first
    expect(first).to_contain_text("due 1 December 2026")
    assert first.bounding_box()["y"] < page.viewport_size["height"]
    expect(page.locator("#contact ~ ul li").first).to_contain_text("A new user")
    expect(page.locator('#contact ~ ul a[href="https://example.com/book"]')).to_be_visible()
    expect(page.locator(".start a[aria-current]")).to_have_text("Reseller (VAR)")


def test_the_first_action_is_above_the_fold_on_a_phone(open_page):
    page = invited(open_page, {"width": 390, "height": 844})
    button = page.locator(".start__plan [data-part=open]").bounding_box()
    assert button["y"] + button["height"] <= 844
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_an_invitation_followed_twice_makes_one_plan(open_page):
    page = invited(open_page)
    visit(page, f"my-plans/#invitation&{urlencode(KNOWN | {'name': 'Somebody else'})}&v=1")
    page.wait_for_url("**/partner/index.html")
    expect(page.locator("#contact ~ ul li").first).to_contain_text("Somebody else")
    visit(page, "my-plans/")
    expect(page.locator("[data-part=plans] > tr")).to_have_count(1)


@pytest.mark.parametrize("wrong", [{"plan": "no-such"}, {"plan": ""}])
def test_an_invitation_to_a_plan_that_is_not_there_says_so(open_page, wrong):
    page = open_page(invitation(**wrong))
    expect(page.locator("[role=alert].my-plans__notice")).to_contain_text("does not have the plan")


def test_what_an_invitation_says_is_shown_as_text_and_leads_to_no_script(open_page):
    page = invited(open_page, partner=EVIL[:200], name=EVIL[:200], booking="javascript:alert(1)", mail="<b>@x")
    contact = page.locator("#contact ~ ul li").first
    assert EVIL[:50] in contact.inner_text()
    assert page.locator('a[href^="javascript:"]').count() == 0
    assert page.locator("img[src=x]").count() == 0


def test_a_tick_is_one_tick_on_every_page_and_in_the_plan(open_page):
    page = invited(open_page)
    visit(page, "partner-types/reseller/")
    expect(page.locator("[name=whose]")).to_have_value(re.compile(".+"))
    page.locator(f'[data-item-id="{ITEM}"] .task__title').click()
    for path in ("stages/activate/", "plans/onboarding-30/", "plans/onboarding-90/"):
        visit(page, path)
        expect(box(page, ITEM)).to_be_checked()
    open_plan(page)
    task = page.locator(f'.task[data-key="{ITEM}"] .task__box')
    expect(task).to_be_checked()
    task.click()
    visit(page, "stages/activate/")
    expect(box(page, ITEM)).not_to_be_checked()


def test_the_day_of_the_plan_stands_beside_the_item(open_page):
    page = invited(open_page)
    visit(page, "partner-types/reseller/")
    expect(page.locator(f'[data-item-id="{ITEM}"] .due--dated')).to_contain_text("December 2026")


def test_several_partners_stay_apart(open_page):
    page = invited(open_page)
    visit(page, "stages/activate/")
    page.locator(f'[data-item-id="{ITEM}"] .task__title').click()
    visit(page, f"my-plans/#invitation&{urlencode(KNOWN | {'partner': 'Brook Foods'})}&v=1")
    page.wait_for_url("**/partner/index.html")
    visit(page, "stages/activate/")
    expect(page.locator("[name=whose] option:checked")).to_contain_text("Brook Foods")
    expect(box(page, ITEM)).not_to_be_checked()
    page.locator("[name=whose]").select_option(label="Larkfield: 30-day onboarding plan")
    expect(box(page, ITEM)).to_be_checked()
    page.locator("[name=whose]").select_option("")
    expect(box(page, ITEM)).not_to_be_checked()


def test_two_plans_of_a_partner_share_the_tick_of_an_item(open_page):
    page = invited(open_page)
    visit(page, f"my-plans/#invitation&{urlencode(KNOWN | {'plan': 'onboarding-90'})}&v=1")
    page.wait_for_url("**/partner/index.html")
    visit(page, "stages/activate/")
    page.locator(f'[data-item-id="{ITEM}"] .task__title').click()
    visit(page, "my-plans/")
    for name in ("30-day", "90-day"):
        page.locator("[data-part=plans] a", has_text=name).click()
        expect(page.locator(f'.task[data-key="{ITEM}"] .task__box')).to_be_checked()
        page.locator("[data-does=back]").click()


def test_a_fresh_link_is_short_and_an_update_grows_by_what_changed(open_page):
    page = invited(open_page)
    open_plan(page)
    fresh = send(page)
    assert len(fresh) < 600
    for task in page.locator(".task[data-side] .task__box").all()[:5]:
        task.click()
    update = send(page)
    assert len(fresh) < len(update) < len(fresh) + 300


@pytest.mark.parametrize("after", ["", ".", ")", ").", ">", "&utm_source=mail"])
def test_a_link_is_opened_in_another_browser_answered_and_merged(open_page, after):
    page = invited(open_page)
    open_plan(page)
    page.locator(f'.task[data-key="{ITEM}"] .task__box').click()
    other = open_page(send(page).partition("/partner/")[2].join(["partner/", after]))
    other.locator("[role=alert].my-plans__notice button").first.click()
    expect(other.locator(f'.task[data-key="{ITEM}"] .task__box')).to_be_checked()
    second = other.locator(".task[data-side] .task__box:not(:checked)").first
    key = second.evaluate("box => box.dataset.place")
    second.click()
    page.goto(send(other))
    page.locator("[role=alert].my-plans__notice button").first.click()
    for each in (ITEM, key):
        expect(page.locator(f'.task[data-key="{each}"] .task__box')).to_be_checked()


def test_a_link_of_another_version_of_the_handbook_says_so_and_is_still_read(open_page):
    page = invited(open_page)
    open_plan(page)
    link = send(page)
    packed = page.evaluate(REPACK, link)
    page.goto(f"{link.split('#')[0]}#p={packed}")
    expect(page.locator("[role=alert].my-plans__notice")).to_contain_text("2020.9")
    expect(page.locator("[role=alert].my-plans__notice")).to_contain_text("Ask for the file plan.json")


def test_people_are_named_later_also_in_a_received_plan_and_both_sides_see_them(open_page):
    page = invited(open_page)
    open_plan(page)
    other = open_page(send(page).partition("/partner/")[2].join(["partner/", ""]))
    other.locator("[role=alert].my-plans__notice button").first.click()
    other.locator(".my-plans__change summary").click()
    field = other.locator("[data-part=people] input").first
    field.fill("Jo")
    field.press("Enter")
    expect(other.locator(".task .chip", has_text="Jo (").first).to_be_visible()
    page.goto(send(other))
    page.locator("[role=alert].my-plans__notice button").first.click()
    expect(page.locator(".task .chip", has_text="Jo (").first).to_be_visible()


def test_back_leads_to_the_list_and_a_plan_can_be_renamed(open_page):
    page = invited(open_page)
    visit(page, "my-plans/")
    page.locator("[data-part=plans] a").click()
    page.locator(".my-plans__change summary").click()
    page.locator("[name=rename]").fill("Our first month")
    page.locator("[name=rename]").press("Enter")
    expect(page.locator("h2[data-part=name]")).to_have_text("Our first month")
    page.go_back()
    expect(page.locator("[data-part=plans] a")).to_have_text("Our first month")
    page.go_forward()
    expect(page.locator("h2[data-part=name]")).to_have_text("Our first month")


def test_tasks_are_filtered_by_side_person_and_milestone(open_page):
    page = invited(open_page)
    open_plan(page)
    page.locator("[data-filter=side]").select_option("vendor")
    sides = page.locator(".task[data-side]:visible").evaluate_all(
        "all => [...new Set(all.map((each) => each.dataset.side))]"
    )
    assert sides == ["vendor"]
    page.locator("[data-filter=side]").select_option("")
    shown = page.locator("[data-part=milestones] h4:visible").all_inner_texts()
    assert shown[0] == "You"


def test_the_update_is_a_mail_of_three_lines_with_the_link(open_page):
    page = invited(open_page)
    open_plan(page)
    link = send(page)
    mail = page.locator("[data-part=mail]").get_attribute("href")
    body = page.evaluate("(href) => new URL(href).searchParams.get('body')", mail)
    assert mail.startswith("mailto:user%40example.com?")
    assert len(body.splitlines()) == 3
    assert body.splitlines()[2] == link


@pytest.mark.parametrize("width", [1280, 390])
def test_home_and_plan_pass_axe_with_a_plan_in_them(open_page, width):
    page = invited(open_page, {"width": width, "height": 844})
    assert Axe().run(page, options=OPTIONS).response["violations"] == []
    open_plan(page)
    send(page)
    for summary in page.locator("[data-view=plan] > details > summary").all():
        summary.click()
    assert Axe().run(page, options=OPTIONS).response["violations"] == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_all_plans_are_saved_in_one_file_and_read_from_it(open_page, tmp_path):
    page = invited(open_page)
    visit(page, f"my-plans/#invitation&{urlencode(KNOWN | {'partner': 'Brook Foods'})}&v=1")
    page.wait_for_url("**/partner/index.html")
    visit(page, "my-plans/")
    with page.expect_download() as saved:
        page.locator("[data-does=save-all]").click()
    saved.value.save_as(tmp_path / "plans.json")
    other = open_page("partner/my-plans/")
    for _ in range(2):  # what is there already is put together
        with other.expect_file_chooser() as asked:
            other.locator("[data-does=import]").click()
        asked.value.set_files(tmp_path / "plans.json")
        expect(other.locator("[role=alert].my-plans__notice")).to_contain_text("2 plans are read")
        expect(other.locator("[data-part=plans] > tr")).to_have_count(2)


def press(page, target, key="Enter"):
    """Reach something as Tab would, and press a key on it."""
    target.focus()
    expect(target).to_be_focused()
    page.keyboard.press(key)


def walk(page, other, at, tmp_path):
    """From the invitation to an answer that is merged, by keyboard alone; `at` gives the address of a page."""
    page.goto(at("my-plans/", invitation().partition("#")[2]))
    expect(page.locator(".start__plan [data-part=name]")).to_contain_text("Larkfield")
    page.goto(at("partner-types/reseller/"))
    press(page, box(page, ITEM), "Space")
    for path in ("stages/activate/", "plans/onboarding-30/"):
        page.goto(at(path))
        expect(box(page, ITEM)).to_be_checked()
    page.goto(at("my-plans/"))
    press(page, page.locator("[data-part=plans] a"))
    expect(page.locator(f'.task[data-key="{ITEM}"] .task__box')).to_be_checked()
    press(page, page.locator(".my-plans__files > summary"))
    button = page.locator("[data-does=xlsx]")
    button.focus()
    with page.expect_download() as saved:
        page.keyboard.press("Enter")
    saved.value.save_as(tmp_path / "plan.xlsx")
    rows = load_workbook(tmp_path / "plan.xlsx")["Plan"].iter_rows(values_only=True)
    assert any("Hold the kickoff" in row and "Done" in row for row in rows)
    press(page, page.locator("[data-does=send]"))
    expect(page.locator(".ticks__link")).to_have_value(re.compile("#p="))
    link = page.locator(".ticks__link").input_value()

    other.goto(link)
    press(other, other.locator("[role=alert].my-plans__notice button").first)
    second = other.locator(".task[data-side] .task__box:not(:checked)").first
    key = second.evaluate("box => box.dataset.place")
    press(other, second, "Space")
    press(other, other.locator("[data-does=send]"))
    expect(other.locator(".ticks__link")).not_to_have_value(link)
    page.goto(other.locator(".ticks__link").input_value())
    press(page, page.locator("[role=alert].my-plans__notice button").first)
    for each in (ITEM, key):
        expect(page.locator(f'.task[data-key="{each}"] .task__box')).to_be_checked()
    for each in (page, other):
        assert each.evaluate("document.documentElement.scrollWidth <= innerWidth")


PHONE = {"width": 390, "height": 844}


def test_the_whole_way_on_a_phone_by_keyboard_under_the_policy(open_page, served, tmp_path):
    page, other = (open_page("partner/", viewport=PHONE) for _ in range(2))
    walk(page, other, lambda path, end="": f"{served}/partner/{path}{end and '#' + end}", tmp_path)


def test_the_whole_way_from_a_disk(browser, sites, tmp_path):
    contexts = [browser.new_context(viewport=PHONE) for _ in range(2)]
    page, other = (context.new_page() for context in contexts)
    root = (sites / "partner").as_uri()
    walk(page, other, lambda path, end="": f"{root}/{path}index.html{end and '#' + end}", tmp_path)
    for context in contexts:
        context.close()


def test_the_link_that_is_shown_is_always_of_the_plan_as_it_is(open_page):
    page = invited(open_page)
    open_plan(page)
    fresh = send(page)
    page.locator(".task[data-side=partner] .task__box").first.click()
    expect(page.locator(".ticks__link")).not_to_have_value(fresh)
    expect(page.locator("[data-part=mail]")).to_have_attribute("href", re.compile("1%20of%20"))


def test_a_task_of_the_other_side_is_not_ticked_unseen(open_page):
    page = invited(open_page)
    open_plan(page)
    task = page.locator(".task[data-side=vendor]").first
    task.locator(".task__title").click()
    notice = page.locator("[role=alert].my-plans__notice")
    expect(notice).to_contain_text("is a task of Northwind")
    notice.get_by_role("button", name="Undo").click()
    expect(task.locator(".task__box")).not_to_be_checked()
    page.locator(".task[data-side=partner] .task__title").first.click()
    expect(notice).to_be_hidden()


def test_a_step_on_the_home_page_leads_to_its_task(open_page):
    page = invited(open_page)
    step = page.locator(".start__plan ol a").first
    title = step.inner_text()
    step.click()
    focused = page.locator(".task__box:focus")
    expect(focused).to_be_visible()
    assert page.locator(".task", has=focused).locator(".task__title").inner_text() == title


def test_a_partner_with_a_plan_is_not_led_to_make_another(open_page):
    page = open_page("partner/partner-types/reseller/")
    expect(page.locator('.ways a[href*="#make-"]')).to_be_visible()
    page = invited(open_page)
    visit(page, "partner-types/reseller/")
    expect(page.locator(".ticks__plan")).to_be_visible()
    expect(page.locator('.ways a[href*="#make-"]')).to_be_hidden()
    visit(page, "downloads/")
    expect(page.locator(".by-type details[open] [id]").first).to_have_attribute("id", "for-reseller")


@pytest.mark.parametrize("field", ["rename", "owner"])
def test_back_leaves_no_refused_word_without_asking(open_page, field):
    page = invited(open_page)
    visit(page, "my-plans/")
    page.locator("[data-part=plans] a").click()
    page.locator(".my-plans__change summary").click()
    written = page.locator(f"[data-view=plan] [name={field}]").first
    written.fill("x" * 301)
    written.press("Enter")
    page.locator(".my-plans__change summary").click()
    page.go_back()
    page.get_by_role("button", name="Show me the field").click()
    expect(written).to_be_focused()
    assert written.input_value() == "x" * 301
    page.go_back()
    page.get_by_role("button", name="Leave all the same").click()
    expect(page.locator("[data-part=plans] a")).to_be_visible()


def test_back_leaves_no_half_filled_form_without_asking(open_page):
    page = invited(open_page)
    visit(page, "my-plans/")
    page.locator("[data-part=plans] a").click()
    page.locator(".my-plans__change summary").click()
    page.locator("[data-does=edit]").click()
    page.locator("form [name=partner]").press_sequentially("Half")
    page.go_back()
    page.get_by_role("button", name="Show me the field").click()
    expect(page.locator("form [name=partner]")).to_be_focused()


def test_the_link_of_one_plan_is_never_shown_with_another(open_page):
    page = invited(open_page)
    visit(page, f"my-plans/#invitation&{urlencode(KNOWN | {'partner': 'Brook Foods'})}&v=1")
    page.wait_for_url("**/partner/index.html")
    visit(page, "my-plans/")
    page.evaluate(
        """() => {
            const pack = Response.prototype.arrayBuffer;  // packing takes long
            Response.prototype.arrayBuffer = async function () {
                await new Promise((then) => setTimeout(then, 600));
                return pack.call(this);
            };
        }"""
    )
    page.locator("[data-part=plans] a", has_text="Larkfield").click()
    page.locator("[data-does=send]").click()
    page.locator("[data-does=back]").click()
    page.locator("[data-part=plans] a", has_text="Brook Foods").click()
    page.wait_for_timeout(1500)
    expect(page.locator("[data-part=sending]")).to_be_hidden()


@pytest.mark.parametrize("wrong", [{"a": "9999-12-31"}, {"s": [["plan", 7, 9_000_000_000_000_000, 0, "x"]] * 2000}])
def test_a_link_that_no_calendar_reaches_says_so(open_page, wrong):
    page = open_page("partner/my-plans/")
    short = {"p": "onboarding-30", "v": "1", "d": "x", "n": "Acme", "a": "2026-12-01"} | wrong
    page.evaluate("end => location.hash = '#p=' + end", link_to(json.dumps(short)))
    expect(page.locator("[role=alert].my-plans__notice")).to_contain_text("no calendar reaches")


def test_a_plan_made_before_an_item_was_renamed_takes_its_tick(open_page):
    page = invited(open_page)
    visit(page, "stages/activate/")
    page.evaluate(
        """(item) => {
            const [key, text] = Object.entries(localStorage).find(([key]) => key.includes("/plan/"));
            localStorage.setItem(key, text.replaceAll(`"${item}"`, '"activate.called-before"'));
        }""",
        ITEM,
    )
    page.route("**/stages/activate/", _rename)
    page.reload()
    page.locator(f'[data-item-id="{ITEM}"] .task__title').click()
    expect(box(page, ITEM)).to_be_checked()
    said = page.evaluate(
        "JSON.parse(Object.entries(localStorage).find(([key]) => key.includes('/plan/'))[1]).plan.state"
    )
    assert said["activate.called-before"]["status"]["value"] == "done"


def _rename(route):
    """Give a page on which an item has a former id."""
    answer = route.fetch()
    page = answer.text().replace(f'data-item-id="{ITEM}"', f'data-item-id="{ITEM}" data-was="activate.called-before"')
    route.fulfill(response=answer, body=page)


def test_ticks_from_a_link_are_taken_into_the_plan_that_is_meant(open_page):
    page = invited(open_page)
    visit(page, "stages/activate/")
    marks = {"schema": "partner-playbooks/ticks", "version": 1, "list": "stages/activate/"}
    marks["marks"] = {ITEM: {"value": 1, "at": "2026-11-02T08:00:00Z"}}
    page.evaluate("end => location.hash = '#ticks=' + end", link_to(json.dumps(marks)))
    page.get_by_role("button", name="Add them to mine").click()
    expect(box(page, ITEM)).to_be_checked()
    open_plan(page)
    expect(page.locator(f'.task[data-key="{ITEM}"] .task__box')).to_be_checked()


def test_a_plan_for_nobody_hides_no_ticks_that_pages_kept_for_themselves(open_page):
    page = open_page("partner/stages/enable/")
    site = page.locator(".ticks").get_attribute("data-site")
    other = page.locator("[data-item-id]").first.get_attribute("data-item-id")
    marks = {"schema": "partner-playbooks/ticks", "version": 1, "list": "stages/enable/"}
    marks["marks"] = {other: {"value": 1, "at": "2026-11-02T08:00:00Z"}}
    key = f"playbooks/{site}/ticks/stages/enable/"
    page.evaluate("([key, text]) => localStorage.setItem(key, text)", [key, json.dumps(marks)])
    visit(page, "my-plans/")
    page.get_by_role("button", name="Make the plan").click()
    visit(page, "stages/retain/")
    page.locator("[data-item-id] .task__title").first.click()
    visit(page, "stages/enable/")
    page.locator("[name=whose]").select_option("")
    expect(box(page, other)).to_be_checked()

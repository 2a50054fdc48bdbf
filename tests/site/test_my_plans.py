"""The plan builder, as a partner's onboarding lead and her partner manager use it."""

import json
import re
from datetime import date

import pytest
from accessibility import OPTIONS, WAYS
from axe_playwright_python.sync_playwright import Axe
from browsing import give, saved
from downloading import CALENDAR, LOOK, MAKERS, PARTNERS, plan_of
from filling import plan_file
from planning import PLANS, START, does, kept, make, name_person, task, told
from playwright.sync_api import expect
from running import playbooks
from serving import serving

from partner_playbooks.downloads.formats import DATED
from partner_playbooks.downloads.plan_json import describe_plan
from partner_playbooks.handbook.model.plan import PlanAnchor
from partner_playbooks.plans.dated import Request, date_plan

pytestmark = pytest.mark.site


@pytest.mark.slow
def test_a_plan_for_every_partner_type_and_both_anchors_is_what_the_command_line_makes(open_page):
    page = open_page(PLANS)
    plans = {
        anchor: next(plan.id for plan in PARTNERS.plans if plan.anchor is anchor and plan.id != "onboarding-30")
        for anchor in PlanAnchor
    }
    for anchor, plan in plans.items():
        for type_ in PARTNERS.partner_types:
            make(page, plan, "Acme", type_.id)
            request = Request(plan, plan_of("partner", plan).anchors[0].date, "Acme", (type_.id,))
            expected = describe_plan(MAKERS["partner"].plan(date_plan(PARTNERS, request, CALENDAR)))
            address = page.evaluate("new URLSearchParams(location.search).get('plan')")
            found = page.evaluate("id => Object.entries(localStorage).find(([key]) => key.endsWith(id))[1]", address)
            assert json.loads(found)["plan"] == expected, (anchor, type_.id)
            assert page.locator(".task").count() == len(expected["tasks"]) + sum(
                len(milestone["tests"]) for milestone in expected["milestones"]
            )
            does(page, "back").click()
    expect(page.locator("[data-part=plans] > tr")).to_have_count(2 * len(PARTNERS.partner_types))


def test_a_partner_of_two_types_gets_what_either_does_here_and_on_the_pages(open_page):
    page = open_page(PLANS)
    page.locator("summary", has_text="more than one type").click()
    page.get_by_role("checkbox", name="Managed service provider (MSP)").check()
    make(page)
    request = Request("onboarding-30", date.fromisoformat(START), "Acme", ("reseller", "msp"))
    expected = describe_plan(MAKERS["partner"].plan(date_plan(PARTNERS, request, CALENDAR)))
    assert [each["plan"] for each in kept(page)] == [expected]
    does(page, "edit").click()
    expect(page.get_by_role("checkbox", name="Managed service provider (MSP)")).to_be_checked()
    does(page, "show").click()
    page.locator("[data-does=send]").click()
    link = page.locator(".ticks__link")
    expect(link).to_have_value(re.compile("#p="))
    other = open_page(f"{PLANS}#p={link.input_value().partition('#p=')[2]}")
    other.get_by_role("button", name="Keep it among your plans").click()
    expect(other.locator('[data-part="about"]')).to_contain_text("Managed service provider (MSP) · Reseller (VAR)")
    page.goto(page.url.partition("my-plans")[0] + "stages/activate/")
    expect(page.locator("[name=type]")).to_have_value("reseller msp")
    assert page.locator(".task:visible").count() > 0
    page.locator("[name=type]").select_option("isv")
    page.locator("[name=type]").select_option(label="Reseller (VAR), Managed service provider (MSP)")


def test_the_page_of_a_plan_leads_to_making_it(open_page):
    page = open_page("partner/plans/onboarding-90/")
    page.get_by_role("link", name="Make this plan").click()
    expect(page.locator("[name=plan]")).to_have_value("onboarding-90")
    expect(page.get_by_role("heading", name="Make a plan")).to_be_focused()


def test_a_task_of_a_customer_in_a_window_says_so_and_an_agreed_day_takes_its_place(open_page):
    page = open_page(PLANS)
    make(page, "technical-integration", type_="isv")
    expect(page.get_by_role("heading", name="Customer", exact=True)).to_be_visible()
    pilot = task(page, "Work with the pilot on the customer's own data for ten working days")
    expect(pilot.locator(".due")).to_have_text("6 January 2027 – 19 January 2027")  # noqa: RUF001 - between dates
    expect(pilot.locator(".chip")).to_have_text("Customer: Customer's project lead")
    for said in ("With: Partner's technical team", "Takes 14 days"):
        expect(pilot.get_by_text(said)).to_be_visible()
    expect(task(page, "Hold the engineers' call").get_by_text("Every week")).to_be_visible()
    pilot.locator("summary").click()
    pilot.get_by_label("Due").fill("2027-02-19")
    pilot.get_by_label("Due").press("Enter")
    expect(pilot.locator(".due")).to_have_text("19 February 2027")


def test_the_header_does_not_stand_over_what_has_the_focus(open_page):
    page = open_page(PLANS)
    make(page)
    box = page.locator(".task__box").nth(1)
    box.evaluate("box => scrollTo(0, scrollY + box.getBoundingClientRect().top - 10)")  # under the header
    page.locator(".task summary").nth(1).evaluate("summary => summary.focus({preventScroll: true})")
    page.keyboard.press("Shift+Tab")
    expect(box).to_be_focused()
    header = page.get_by_role("banner").bounding_box()
    assert box.bounding_box()["y"] >= header["y"] + header["height"]


def test_a_plan_is_ticked_off_and_stays(open_page):
    page = open_page(PLANS)
    make(page)
    title = page.locator('[data-view="plan"] .task__title').first.inner_text()
    task(page, title).locator(".task__title").click()
    expect(page.locator('[data-part="count"]')).to_contain_text("1 of")
    page.reload()
    expect(task(page, title).get_by_role("checkbox")).to_be_checked()
    detail = task(page, title).locator("details")
    detail.locator("summary").click()
    detail.get_by_label("Note").fill("Agreed by telephone")
    detail.get_by_label("Note").blur()
    expect(task(page, title).locator(".my-plans__note")).to_have_text("Agreed by telephone")
    expect(detail).to_have_attribute("open", "")
    detail.get_by_label("Done on").fill("2026-12-03")
    expect(task(page, title)).to_contain_text("3 December 2026")
    detail.get_by_label("Status").select_option("stuck")
    expect(page.locator('[data-part="stuck"]')).to_have_text("Stuck: 1")
    does(page, "back").click()
    expect(page.locator("[data-part=plans] > tr")).to_contain_text("0 of")


def test_its_files_are_those_of_the_command_line(open_page):
    page = open_page(PLANS)
    make(page)
    task_list = plan_of("partner", "onboarding-30", partner="Acme", partner_types=("reseller",))
    text, name = saved(page, does(page, "json"))
    assert name == "Acme-30-day-onboarding-plan.plan.json"
    assert text.encode() == DATED["json"](task_list, LOOK)
    text, name = saved(page, does(page, "csv"))
    assert name.endswith(".csv")
    lines = DATED["csv"](task_list, LOOK).decode().splitlines()
    assert text.splitlines() == [
        f"{line},status,done_on,note" if at == 0 else f"{line},open,," for at, line in enumerate(lines)
    ]
    text, name = saved(page, does(page, "ics"))
    assert name.endswith(".ics")
    assert text.count("BEGIN:VEVENT") == DATED["ics"](task_list, LOOK).decode().count("BEGIN:VEVENT")
    for link in page.locator('[data-part="ready"] a').all():
        assert page.request.get(link.evaluate("link => link.href")).ok
    assert page.locator('[data-part="ready"] a').all_inner_texts() == ["PDF", "Word", "Excel"]


def test_what_is_late_gets_new_dates(open_page):
    page = open_page(PLANS)
    page.clock.set_fixed_time("2026-12-20T10:00:00Z")
    make(page)
    expect(page.locator('[data-part="overdue"]')).to_contain_text("Overdue:")
    does(page, "redate").click()
    expect(told(page)).to_contain_text("have new due days")
    expect(page.locator('[data-part="overdue"]')).to_be_hidden()
    words = [word for fields in kept(page)[0]["plan"]["state"].values() for word in fields.values()]
    assert {word["by"] for word in words} == {"re-dated"}
    assert min(word["value"] for word in words) >= "2026-12-20"
    does(page, "redate").click()
    expect(told(page)).to_contain_text("No due day")


def test_a_plan_is_changed_and_deleted_and_brought_back(open_page):
    page = open_page(PLANS)
    make(page, anchor="")
    expect(page.locator(".my-plans-app .due").first).to_contain_text("Day")
    page.locator('[data-view="plan"] .task__title').first.click()
    does(page, "edit").click()
    page.locator("[name=anchor]").fill("2027-01-04")
    page.get_by_role("button", name="Save the changes").click()
    page.locator("[name=rename]").fill("Ours")
    page.locator("[name=rename]").press("Enter")
    name_person(page, "Partner manager", "A new user")
    expect(page.locator('[data-view="plan"] h2')).to_have_text("Ours")
    expect(page.locator('[data-part="count"]')).to_contain_text("1 of")
    expect(page.locator('[data-view="plan"]')).to_contain_text("A new user (Partner manager)")
    expect(page.locator(".my-plans-app .due").first).to_contain_text("2027")
    does(page, "delete").click()
    assert kept(page) == []
    page.get_by_role("button", name="Undo").click()
    expect(page.locator('[data-part="count"]')).to_contain_text("1 of")
    assert len(kept(page)) == 1


def test_by_keyboard_alone(open_page):
    page = open_page(PLANS)
    page.locator("[name=plan]").focus()
    page.keyboard.type("30")
    page.keyboard.press("Tab")
    page.keyboard.type("Acme")
    page.keyboard.press("Enter")
    expect(page.locator('[data-view="plan"] h2')).to_be_focused()
    expect(page.locator('[data-view="plan"] h2')).to_contain_text("30-day")
    box = page.locator('[data-view="plan"] .task__box').first
    box.focus()
    page.keyboard.press("Space")
    expect(page.locator('[data-part="count"]')).to_contain_text("1 of")
    expect(page.locator('[data-view="plan"] .task__box').first).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.locator('[data-view="plan"] .task summary').first).to_be_focused()


@pytest.mark.parametrize("ways", [WAYS[::2], pytest.param(WAYS[1::2], marks=pytest.mark.slow)], ids=["half", "rest"])
def test_axe_finds_nothing_in_a_plan(open_page, ways):
    plan = plan_file()
    said = {"value": "done", "at": "2026-12-01T00:00:00Z", "by": "vendor"}
    plan["state"] = {plan["tasks"][0]["id"]: {"status": said}}
    plan["log"] = [{**said, "value": "stuck", "by": "partner", "id": plan["tasks"][0]["id"], "field": "status"}]
    for scheme, window in ways:
        page = open_page(PLANS, color_scheme=scheme, viewport=window)
        page.clock.set_fixed_time("2026-12-20T10:00:00Z")
        give(page, does(page, "import"), json.dumps(plan))
        page.get_by_role("button", name="Keep it").click()
        page.locator(".task details summary").first.click()
        found = Axe().run(page, options=OPTIONS).response["violations"]
        assert [(each["id"], [node["target"] for node in each["nodes"]]) for each in found] == []
        small = page.locator(".my-plans-app :is(button, select, summary, input):visible").evaluate_all(
            """all => all.map((each) => (each.type === "checkbox" ? each.closest("label") : each))
                .filter((each) => each.getBoundingClientRect().height < 23.9).map((each) => each.outerHTML)"""
        )
        assert small == []


def test_paper_shows_the_plan_alone(open_page):
    page = open_page(PLANS)
    make(page)
    page.emulate_media(media="print")
    expect(page.locator('[data-view="plan"] h2')).to_be_visible()
    expect(page.locator(".task__box").first).to_be_visible()
    for hidden in (".my-plans__ways", ".my-plans-app button", ".my-plans__private", ".task details"):
        for part in page.locator(hidden).all():
            expect(part).to_be_hidden()


def test_without_a_script_the_page_leads_to_the_downloads(browser, served):
    page = browser.new_context(java_script_enabled=False).new_page()
    page.goto(f"{served}/{PLANS}")
    expect(page.locator(".my-plans-app")).to_be_hidden()
    page.locator("#make-onboarding-90").click()
    page.get_by_role("link", name="Make this plan").click()
    expect(page).to_have_url(re.compile(f"/{PLANS}#make-onboarding-90$"))
    page.locator(".my-plans > p a").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Downloads")
    page.context.close()


A_PLAN = """
id: begin
title: Begin
use_when: A partner has just signed
objective: A first deal by day 90.
anchor: start
anchor_event: The agreement is signed
length: 90
cadence: Every week for 30 minutes
milestones:
  - id: ready
    title: Ready
    day: 30
    exit_tests:
      - text: Both sides say so.
    tasks:
      - {item: ITEM, day: 2}
      - {id: begin.list, title: List ten customers, owner: alliance-lead, day: 5, done_when: The list is there.}
      - {id: begin.call, title: Call, owner: partner-manager, day: 7, done_when: The call has taken place.}
"""


@pytest.mark.slow
def test_what_was_said_stays_when_the_handbook_changes(browser, tmp_path):
    project = tmp_path / "project"
    assert playbooks("init", project, "--minimal").returncode == 0
    stage = (project / "content" / "stages" / "onboard.yml").read_text()
    item = re.search(r"- id: (onboard\.[\w-]+)", stage)[1]
    (project / "content" / "plans").mkdir()
    (project / "content" / "plans" / "begin.yml").write_text(A_PLAN.replace("ITEM", item))
    build = ("build", "--project", project, "--output", tmp_path / "served")
    done = playbooks(*build)
    assert done.returncode == 0, done.stdout
    with serving(tmp_path / "served") as address:
        page = browser.new_context().new_page()
        page.goto(f"{address}/my-plans/")
        page.locator("[name=partner]").fill("Acme")
        page.get_by_role("button", name="Make the plan").click()
        page.locator('[data-view="plan"] .task__title').first.click()
        assert list(kept(page)[0]["plan"]["state"]) == [item]
        new = "onboard.renamed-here"
        assert playbooks("rename", item, new, "--project", project).returncode == 0
        assert playbooks(*build).returncode == 0
        page.reload()
        expect(page.locator('[data-part="old"]')).to_be_visible()
        does(page, "renew").click()
        expect(page.locator('[data-part="old"]')).to_be_hidden()
        expect(page.locator('[data-part="count"]')).to_contain_text("1 of")
        plan = kept(page)[0]["plan"]
        assert list(plan["state"]) == [new]
        assert new in [task["id"] for task in plan["tasks"]]
        assert item not in [task["id"] for task in plan["tasks"]]
        page.context.close()

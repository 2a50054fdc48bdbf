"""What goes out of My plans: marked where it is internal, and for partners what their edition has."""

import csv
import io
import json

import pytest
from browsing import give, saved
from downloading import CALENDAR, INTERNAL, MAKERS, PARTNERS
from filling import PLAN, plan_file
from icalendar import Calendar
from planning import PLANS, does, kept, make, task, told
from playwright.sync_api import expect
from sampling import some

from partner_playbooks.downloads.plan_json import describe_plan
from partner_playbooks.plans.dated import Request, date_plan

pytestmark = pytest.mark.site
MARK = MAKERS["internal"].messages.say("download.internal")
CANARY = "CANARY-7f3a"
SITE = "https://partners.example.com/handbook"
VENDOR = "internal/my-plans/"


def plans_of(edition):
    """Give the plan of both editions, as the command line makes it."""
    handbook = {"internal": INTERNAL, "partner": PARTNERS}[edition]
    request = Request("onboarding-90", PLAN.anchors[0].date, "Acme", ("reseller",))
    return describe_plan(MAKERS[edition].plan(date_plan(handbook, request, CALENDAR)))


@pytest.fixture
def page(open_page):
    """A plan of the internal edition, with a note, a name and a task that partners may not see."""
    page = open_page(VENDOR)
    make(page, "onboarding-90")
    does(page, "edit")  # in the same fold
    page.locator("[name=rename]").fill(f"Acme {CANARY}")
    page.locator("[name=rename]").press("Enter")
    ours = {each["id"] for each in plans_of("internal")["tasks"]} - {
        each["id"] for each in plans_of("partner")["tasks"]
    }
    assert ours
    for key in (next(iter(ours)), plans_of("partner")["tasks"][0]["id"]):
        item = page.locator(f'.task[data-key="{key}"]')
        item.locator("summary").click()
        item.get_by_label("Note").fill(f"{CANARY} {key}")
        item.get_by_role("checkbox").click()
    expect(page.locator('[data-part="count"]')).to_contain_text("2 of")
    return page


def test_what_an_internal_plan_gives_says_so_in_name_and_content(page):
    """(faults D1)"""
    expect(page.locator('[data-part="mark"]')).to_have_text(MARK)
    text, name = saved(page, does(page, "csv"))
    assert name.endswith("-internal.csv")
    head, *rows = csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""))
    assert head[-1] == "internal"
    assert {row[-1] for row in rows} == {MARK}
    text, name = saved(page, does(page, "ics"))
    assert name.endswith("-internal.ics")
    assert str(Calendar.from_ical(text)["x-wr-calname"]).startswith(f"{MARK}: ")
    text, name = saved(page, does(page, "json"))
    assert name.endswith("-internal.plan.json")
    assert json.loads(text)["edition"] == "internal"
    does(page, "share").click()
    link = page.locator(".my-plans-app input[readonly]")
    expect(link).not_to_have_value("")
    assert "#p-internal=" in link.input_value()
    page.emulate_media(media="print")
    expect(page.locator('[data-part="mark"]')).to_be_visible()
    assert page.title().startswith(MARK)


def test_the_version_for_the_partner_comes_first_and_holds_nothing_internal(page):
    """(faults D1)"""
    assert page.locator('[data-view="plan"] button').first.inner_text() == "Send to the partner"
    ways = page.locator(".my-plans__files .my-plans__ways").all_text_contents()
    assert ways[0].strip().startswith("For the partner:")
    expected = plans_of("partner")
    allowed = {text for task in expected["tasks"] for text in (task["title"], task["done_when"], task["owner"])}
    hidden = {text for task in plans_of("internal")["tasks"] for text in (task["title"], task["done_when"])} - allowed
    for kind in ("csv", "ics", "json"):
        text, name = saved(page, does(page, f"partner-{kind}"))
        plain = text.replace("\r\n ", "").replace("\\,", ",").replace("\\;", ";")
        assert CANARY not in plain + name
        assert "internal" not in name
        assert MARK not in plain
        assert not [words for words in hidden if words and words in plain]
        assert name.startswith("Acme-90-day-onboarding-plan.")
        if kind == "json":
            made = json.loads(text)
            assert {**made, "state": {}} == {**expected, "state": {}}
            assert {key: list(fields) for key, fields in made["state"].items()} == {
                expected["tasks"][0]["id"]: ["status"]
            }


def test_a_link_for_the_partner_leads_to_the_partner_site(page, open_page, served):
    """(faults D1)"""
    does(page, "partner-send").click()
    expect(page.locator('[data-part="why"]')).to_contain_text("partner_site")
    expect(page.locator(".my-plans-app input[readonly]")).to_be_hidden()
    expect(page.locator('[data-part="sending_hint"]')).to_contain_text("plan.json")
    page.locator(".my-plans-app").evaluate("(app, site) => { app.dataset.partnerSite = site; }", SITE)
    page.locator('[data-view="plan"] .task__box').nth(3).click()
    does(page, "partner-send").click()
    link = page.locator(".my-plans-app input[readonly]")
    expect(link).not_to_have_value("")
    address = link.input_value()
    assert address.startswith(f"{SITE}/my-plans/#p=")
    partner = open_page(PLANS)
    partner.goto(f"{served}/{PLANS}#{address.partition('#')[2]}")
    partner.get_by_role("button", name="Keep it").click()
    expect(partner.locator('[data-view="plan"]')).not_to_contain_text(CANARY)
    assert kept(partner)[0]["plan"]["edition"] == "partner"


@pytest.mark.parametrize(
    "added", some([".", "", ")", ").", ">", "”", "%3E", ");", "&utm_source=mail", "_", " Kind regards"], 1)
)
def test_what_a_mail_program_puts_after_a_link_does_no_harm(open_page, added):
    """(faults F4)"""
    page = open_page(PLANS)
    make(page)
    does(page, "send").click()
    link = page.locator(".my-plans-app input[readonly]")
    expect(link).not_to_have_value("")
    other = open_page(PLANS)
    other.goto(link.input_value() + added)
    expect(told(other)).to_contain_text("30-day onboarding plan")


def test_a_receiver_is_offered_the_files_of_the_partner_s_type(open_page):
    """(faults C4)"""
    page, other = open_page(PLANS), open_page(PLANS)
    make(page)
    files = page.locator('[data-part="ready"] a')
    sent = files.evaluate_all("links => links.map((link) => link.href)")
    assert sent
    assert all("reseller" in address for address in sent)
    does(page, "send").click()
    link = page.locator(".my-plans-app input[readonly]")
    expect(link).not_to_have_value("")
    other.goto(link.input_value())
    other.get_by_role("button", name="Keep it").click()
    expect(other.locator('[data-view="plan"] h2')).to_be_visible()
    assert other.locator('[data-part="ready"] a').evaluate_all("links => links.map((link) => link.href)") == sent
    give(other, does(other, "import"), json.dumps(plan_file() | {"partner": "B", "made_for": []}))
    other.get_by_role("button", name="Keep it").click()
    expect(other.locator('[data-part="ready"] a').first).not_to_have_attribute("href", sent[0])
    assert not any(
        "reseller" in each
        for each in other.locator('[data-part="ready"] a').evaluate_all("all => all.map((a) => a.href)")
    )


def test_the_table_keeps_what_was_said(open_page):
    """(faults F4)"""
    page = open_page(PLANS)
    make(page)
    titles = page.locator('[data-view="plan"] .task__title').all_inner_texts()
    item = task(page, titles[0])
    item.locator("summary").click()
    item.get_by_label("Status").select_option("stuck")
    item.get_by_label("Note").fill("=waiting, for “legal”")
    item.get_by_label("Due").fill("2027-01-29")
    page.keyboard.press("Tab")
    other = task(page, titles[1])
    other.locator("summary").click()
    other.get_by_label("Done on").fill("2026-12-04")
    expect(other).to_contain_text("4 December 2026")
    rows = list(csv.DictReader(io.StringIO(saved(page, does(page, "csv"))[0].removeprefix("\ufeff"), newline="")))
    found = {row["task"]: (row["status"], row["due"], row["done_on"], row["note"]) for row in rows}
    assert found[titles[0]] == ("stuck", "2027-01-29", "", "'=waiting, for “legal”")
    assert found[titles[1]][::2] == ("done", "2026-12-04")

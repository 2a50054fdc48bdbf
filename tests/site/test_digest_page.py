"""The weekly digest on the page "My plans": copied as text and HTML, shown where nothing is copied, and mailed."""

import json
from datetime import date, timedelta
from urllib.parse import unquote

import pytest
from downloading import LOOK
from filling import AT
from planning import PLANS, does, kept, make, told
from playwright.sync_api import expect
from previewing import wait_for

from partner_playbooks.handbook.model.base import Audience
from partner_playbooks.handbook.model.role import Side
from partner_playbooks.plans.digest import DigestWords, digest_plan, find_week_before
from partner_playbooks.plans.digest_files import write_digest_text
from partner_playbooks.plans.returned.json_file import read_plan_file

pytestmark = pytest.mark.site
TODAY = date.today()  # noqa: DTZ011 - as the browser has it
START = (TODAY - timedelta(days=9)).isoformat()
READ = """async () => {
    const [item] = await navigator.clipboard.read();
    const text = async (type) => (await item.getType(type)).text();
    return [await text("text/plain"), await text("text/html")];
}"""
CATCH = """() => {
    window.followed = [];
    HTMLAnchorElement.prototype.click = function () { window.followed.push(this.href); };
}"""


def read_copied(page):
    """Give what stands in the clipboard as text and as HTML, once both are there: they come one after the other."""
    return wait_for(lambda: page.evaluate(f"() => ({READ})().catch(() => null)"))


def digest_of(page, side):
    """Give what the command line writes of the plan that the page keeps."""
    filled = read_plan_file(json.dumps(kept(page)[0]["plan"]).encode(), "a", AT)
    words = DigestWords(LOOK.speak_to(Audience.PARTNER).messages, "d MMMM yyyy")
    return write_digest_text(digest_plan(filled, side, TODAY, find_week_before(TODAY), words))


def test_it_is_copied_as_text_and_as_html(open_page):
    page = open_page(PLANS, permissions=["clipboard-read", "clipboard-write"])
    make(page, partner="Acme <b>&", anchor=START)
    page.locator(".task__box").first.check()
    does(page, "digest").click()
    expect(told(page)).to_contain_text("is copied")
    text, markup = read_copied(page)
    assert text == digest_of(page, Side(kept(page)[0]["side"]))
    assert text.startswith("Acme <b>&: 30-day onboarding plan\nWeekly digest (")
    assert "Acme &lt;b&gt;&amp;" in markup
    assert "<script" not in markup
    assert "<h2" in markup


def test_it_is_shown_where_a_browser_copies_nothing(open_page):
    page = open_page(PLANS)
    make(page, anchor=START)
    page.evaluate("() => { navigator.clipboard.write = () => Promise.reject(new Error('no')); }")
    does(page, "digest").click()
    shown = told(page).locator("textarea")
    expect(shown).to_have_value(digest_of(page, Side(kept(page)[0]["side"])))
    assert shown.evaluate("(field) => [field.readOnly, field.selectionEnd === field.value.length]") == [True, True]
    expect(shown).to_have_accessible_name("Copy the digest")


def test_it_is_put_into_a_mail_as_far_as_there_is_room(open_page):
    page = open_page(PLANS, permissions=["clipboard-read", "clipboard-write"])
    make(page, anchor=START)
    page.evaluate(CATCH)
    does(page, "mail").click()
    expect(told(page)).to_contain_text("too long")
    assert page.evaluate("window.followed") == ["mailto:?subject=Acme%3A%2030-day%20onboarding%20plan"]
    assert len(read_copied(page)[0]) >= 1800
    make_short = "() => { for (const box of document.querySelectorAll('.task__box')) if (!box.checked) box.click(); }"
    page.evaluate(make_short)
    for field in page.locator("[name=done_on]").all():
        field.evaluate("(input) => { input.value = '2020-01-02'; }")
        field.dispatch_event("change")
    text = digest_of(page, Side(kept(page)[0]["side"]))
    assert len(text) < 1800, "choose a plan with fewer exit tests"
    does(page, "mail").click()
    address = page.evaluate("window.followed")[-1]
    assert unquote(address.partition("&body=")[2]) == text.replace("\n", "\r\n")


def test_the_internal_edition_has_one_for_each_side(open_page):
    page = open_page("internal/my-plans/", permissions=["clipboard-read", "clipboard-write"])
    make(page, "onboarding-90", anchor=START)
    does(page, "digest").click()
    expect(told(page)).to_contain_text("is copied")
    ours = read_copied(page)[0]
    assert ours.splitlines()[1] == "INTERNAL \N{EN DASH} not for partners"
    assert "Weekly digest (Vendor)" in ours
    page.evaluate("navigator.clipboard.writeText('')")
    does(page, "partner-digest").click()
    theirs, markup = read_copied(page)
    assert "Weekly digest (Partner)" in theirs
    for text in (theirs, markup):
        assert "INTERNAL" not in text
        assert "Partner operations" not in text
    assert "Partner operations" in ours

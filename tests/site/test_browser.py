"""The handbook in Chromium, as its readers use it."""

import re

import pytest
from playwright.sync_api import expect
from sampling import some

pytestmark = pytest.mark.site
PHONE = {"width": 390, "height": 844}


def search(page, words):
    page.keyboard.press("/")
    page.keyboard.type(words, delay=5)
    results = page.locator(".search__results a")
    expect(results.first).to_be_visible(timeout=15_000)
    return results


def test_from_home_to_a_stage_to_its_owner(open_page):
    page = open_page()
    page.get_by_role("main").get_by_role("link", name="Activate", exact=True).first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Activate")
    page.get_by_role("main").get_by_role("link", name=re.compile("Partner manager")).first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Partner manager")
    expect(page.get_by_role("main")).to_contain_text("Activate")


@pytest.mark.parametrize("edition", some(["internal", "partner"], 1))
@pytest.mark.parametrize(
    ("words", "place"),
    [
        ("MAP", r"/glossary/(\?[^#]*)?#map$"),
        ("QBR", r"/glossary/(\?[^#]*)?#qbr$"),
        ("certified share", r"/metrics/certified-share/"),
        ("portal access", r"/stages/activate/(\?[^#]*)?#activate\.portal-access$"),
    ],
)
def test_search_finds_and_lands_on_its_place(open_page, edition, words, place):
    page = open_page(f"{edition}/")
    results = search(page, words)
    addresses = [link.get_attribute("href") for link in results.all()[:10]]
    hits = [address for address in addresses if re.search(place, address)]
    assert hits, addresses
    results.nth(addresses.index(hits[0])).click()
    fragment = hits[0].partition("#")[2]
    if fragment:
        expect(page.locator(f'[id="{fragment}"]')).to_be_in_viewport(timeout=10_000)


def test_an_abbreviation_explains_itself(open_page):
    page = open_page("internal/stages/activate/")
    assert page.locator('abbr[title="Customer relationship management"]').count() > 0


def test_home_tells_where_what_and_what_if(open_page):
    page = open_page()
    stages = page.locator(".lifecycle-map ol > li a")
    assert stages.count() == 9
    assert page.locator(".stuck a").count() >= 20


def test_a_checkbox_is_ticked_by_a_click_on_its_words(open_page):
    page = open_page("partner/stages/activate/")
    item = page.locator('[data-item-id="activate.kickoff"]')
    box = item.get_by_role("checkbox")
    expect(box).not_to_be_checked()
    item.locator(".task__title").click()
    expect(box).to_be_checked()


def test_keyboard_only(open_page):
    page = open_page()
    page.keyboard.press("Tab")
    skip = page.locator(":focus")
    expect(skip).to_have_attribute("href", re.compile("#"))
    page.keyboard.press("Enter")
    for _ in range(60):
        page.keyboard.press("Tab")
        focused = page.locator(":focus")
        outline = focused.evaluate(
            "e => { const s = getComputedStyle(e); return s.outlineStyle + s.outlineWidth + s.boxShadow }"
        )
        assert not outline.startswith("none0pxnone"), focused.evaluate("e => e.outerHTML.slice(0, 200)")
        if focused.evaluate("e => e.closest('.lifecycle-map') !== null"):
            break
    else:
        pytest.fail("the lifecycle map was not reached")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/stages/"))
    expect(page.get_by_role("heading", level=1)).to_be_visible()


@pytest.mark.parametrize(
    "address", some(["", "stages/activate/", "metrics/activation-rate/", "plans/onboarding-90/", "matrix/"])
)
def test_a_phone_does_not_scroll_sideways(open_page, address):
    page = open_page(f"internal/{address}", viewport=PHONE)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


@pytest.mark.parametrize("address", ["", "stages/activate/"])
def test_dark_is_dark(open_page, address):
    page = open_page(f"internal/{address}", color_scheme="dark")
    colour = page.evaluate("getComputedStyle(document.body).backgroundColor")
    red, green, blue = (float(part) for part in re.findall(r"[\d.]+", colour)[:3])
    assert red + green + blue < 200


def test_paper_shows_boxes_and_no_navigation(open_page):
    page = open_page("partner/stages/activate/")
    page.emulate_media(media="print")
    for hidden in (".md-header", ".md-sidebar", ".md-footer"):
        for part in page.locator(hidden).all():
            expect(part).to_be_hidden()
    expect(page.locator(".task__box").first).to_be_visible()
    closed = page.locator(".task details.detail:not([open])")
    if closed.count():
        expect(closed.first.locator("p, li").last).to_be_visible()
    assert len(page.pdf()) > 20_000


def test_owner_freshness_and_exit_test_stand_on_the_first_screen(open_page):
    page = open_page("internal/stages/activate/", viewport={"width": 1440, "height": 900})
    for part in (page.locator(".facts").first, page.locator(".exit-test").first):
        expect(part).to_be_in_viewport()
    expect(page.locator(".facts").first).to_contain_text("2026")


def test_every_page_offers_feedback(open_page):
    for address in ("internal/", "internal/stages/grow/", "partner/roles/"):
        page = open_page(address)
        link = page.locator("footer").get_by_role("link", name=re.compile("feedback|missing|wrong", re.IGNORECASE))
        expect(link.first).to_have_attribute("href", re.compile("^https://example.com/"))


def test_a_missing_page_shows_the_way_back(open_page):
    page = open_page("internal/404.html")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.get_by_role("main").get_by_role("link").first).to_be_visible()


def test_the_internal_edition_says_that_it_is_internal(open_page):
    expect(open_page("internal/").get_by_role("banner")).to_contain_text(re.compile("internal", re.IGNORECASE))
    assert "internal" not in open_page("partner/").get_by_role("banner").inner_text().lower()


def test_assessing_oneself_names_the_weakest_stages(open_page):
    page = open_page("internal/assess/")
    weakest = page.locator(".weakest li")
    for name, answer in (("align", 0), ("identify", 2), ("recruit", 1), ("activate", 2)):
        for question in page.locator(f'fieldset[data-stage="{name}"]').all():
            question.locator(f'input[value="{answer}"]').check()
    assert weakest.all_inner_texts()[:2] == ["Align", "Recruit"]
    assert page.locator(".profile tbody tr").nth(1).locator("meter").evaluate("m => m.value === m.max")
    weakest.first.get_by_role("link").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Align")


def test_the_crosswalk_leads_to_the_stage_that_is_meant(open_page):
    page = open_page("internal/lifecycles/six-stage/")
    row = page.get_by_role("row", name=re.compile("^Activation: marketing and selling together"))
    assert row.get_by_role("link").all_inner_texts()[1:] == ["Co-Market", "Co-Sell"]


@pytest.mark.parametrize(("day", "overdue"), [("2027-05-03", False), ("2027-05-04", True)])
def test_an_overdue_review_is_plain_to_see_on_the_day_of_reading(browser, served, day, overdue):
    """The stage Activate is due on 2027-05-03."""
    page = browser.new_page()
    page.clock.set_fixed_time(f"{day}T12:00:00")
    page.goto(f"{served}/internal/stages/activate/")
    assert page.locator(".overdue-note").is_visible() is overdue
    page.goto(f"{served}/internal/reviews/")
    row = page.get_by_role("row", name="Activate").filter(has=page.get_by_role("cell", name="3 May 2027"))
    assert ("overdue" in row.locator(".review").get_attribute("class").split()) is overdue
    page.goto(f"{served}/partner/stages/activate/")
    assert page.locator(".overdue-note").count() == 0
    page.close()

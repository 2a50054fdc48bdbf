"""The search in a browser: by keyboard and on a phone, its answers and ways out; nothing is loaded before that."""

import re

import pytest
from accessibility import OPTIONS, WAYS
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect
from searching import as_json

pytestmark = pytest.mark.site
PHONE = {"width": 390, "height": 844}
RESULTS = ".search__results a"


def begin(page):
    """Open the search by its key, once the page hears it: the button is shown then."""
    expect(page.locator("[data-searches]").first).to_be_visible()
    page.keyboard.press("/")
    expect(page.get_by_role("searchbox")).to_be_focused()


def ask(page, words):
    begin(page)
    page.keyboard.type(words)
    expect(page.locator(".search__told")).not_to_have_text("One moment …")


def test_the_keyboard_alone_opens_it_chooses_and_goes(open_page):
    page = open_page("internal/stages/activate/")
    ask(page, "kickoff agenda")
    expect(page.locator(RESULTS).first).to_contain_text("Kickoff agenda")
    page.keyboard.press("ArrowDown")
    expect(page.locator(RESULTS).first).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(page.locator(RESULTS).nth(1)).to_be_focused()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    expect(page.get_by_role("searchbox")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/internal/documents/kickoff-agenda/$"))


def test_escape_closes_it_and_the_focus_is_where_it_was(open_page):
    page = open_page("internal/")
    button = page.get_by_role("banner").get_by_role("button", name="Search")
    button.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog", name="Search this handbook")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("dialog.search")).to_be_hidden()
    expect(button).to_be_focused()
    page.keyboard.press("Control+k")
    expect(page.get_by_role("searchbox")).to_be_focused()


def test_a_slash_in_a_field_is_a_slash(open_page):
    page = open_page("partner/my-plans/")
    page.locator("[name=partner]").press_sequentially("A/B")
    expect(page.locator("[name=partner]")).to_have_value("A/B")
    expect(page.locator("dialog.search")).to_be_hidden()


def test_nothing_is_loaded_before_it_is_opened(open_page):
    page = open_page("internal/")
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.reload()
    page.wait_for_load_state("networkidle")
    assert not [url for url in asked if "search" in url.partition("/internal/")[2].replace("search.css", "")]
    ask(page, "kickoff")
    page.wait_for_load_state("networkidle")
    assert sum("/search-index.js" in url for url in asked) == sum("/search-texts.js" in url for url in asked) == 1


def test_before_anything_is_typed_it_shows_what_is_likely(open_page):
    page = open_page("internal/")
    ask(page, "activation rate")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/metrics/activation-rate/$"))
    begin(page)
    expect(page.locator(".search__results h2", has_text="Opened last")).to_be_visible()
    expect(page.locator(RESULTS).first).to_contain_text("Activation rate")
    expect(page.locator(".search__results h2", has_text="What is stuck?")).to_be_visible()


def test_the_stage_of_the_plan_that_is_meant_comes_first(open_page):
    page = open_page(
        "partner/my-plans/#invitation&plan=onboarding-30&partner=Larkfield&type=reseller&date=2026-12-01&v=1"
    )
    expect(page).to_have_url(re.compile("/partner/$|/partner/index.html$"))
    begin(page)
    expect(page.locator(".search__results h2").first).to_have_text("Where your plan is")
    expect(page.locator(RESULTS).first).to_contain_text("Activate")


def test_a_metric_is_answered_with_its_definition_and_target(open_page):
    page = open_page("internal/")
    ask(page, "activation rate")
    answer = page.locator(".search__answer")
    expect(answer).to_contain_text("The share of new partners that reach their activation event within 90 days")
    expect(answer).to_contain_text("Target: 50")


@pytest.mark.parametrize(
    ("words", "said"), [("QBR", "Quarterly business review"), ("alliance lead", "Runs the partnership")]
)
def test_a_term_and_a_role_are_answered(open_page, words, said):
    page = open_page("internal/")
    ask(page, words)
    expect(page.locator(".search__answer")).to_contain_text(said)


def test_what_was_found_says_why(open_page):
    page = open_page("internal/")
    ask(page, "how to become silver")
    first = page.locator(RESULTS).first
    expect(first).to_contain_text("Silver")
    ask_again = page.get_by_role("searchbox")
    ask_again.fill("kickoff delayed")
    expect(page.locator(RESULTS, has_text="The kickoff slips")).to_contain_text("Also called: kickoff delayed")
    assert page.locator(".search__why mark").count() > 0


def test_a_slip_of_the_finger_is_told_and_its_meaning_found(open_page):
    page = open_page("internal/")
    ask(page, "kikcoff agneda")
    expect(page.locator(".search__told")).to_contain_text("No page says “kikcoff”; these say “kickoff”.")
    expect(page.locator(RESULTS).first).to_contain_text("Kickoff agenda")


def test_where_nothing_is_found_the_nearest_is_offered(open_page):
    page = open_page("internal/")
    ask(page, "zzqx")
    expect(page.locator(".search__told")).to_have_text("Nothing found for “zzqx”.")
    expect(page.locator(".search__results h2")).to_have_text("Nearest to it")
    assert page.locator(RESULTS).count() >= 1


def test_many_are_grouped_by_their_kind(open_page):
    page = open_page("internal/")
    ask(page, "deal")
    heads = page.locator(".search__results h2").all_inner_texts()
    assert "Checklist item" in heads
    assert len(heads) == len(set(heads))


@pytest.mark.parametrize(("scheme", "window"), WAYS)
def test_axe_finds_nothing_in_answers_results_and_ways_out(open_page, scheme, window):
    page = open_page("internal/", color_scheme=scheme, viewport=window)
    begin(page)
    for words in ("activation rate", "deal", "zzqx", ""):
        page.get_by_role("searchbox").fill(words)
        page.locator(RESULTS).first.wait_for()
        found = Axe().run(page, options=OPTIONS).response["violations"]
        assert found == [], (words, [each["id"] for each in found])


def test_a_phone_gives_it_the_whole_screen(open_page):
    page = open_page("partner/", viewport=PHONE)
    page.get_by_role("banner").get_by_role("button", name="Search").click()
    page.get_by_role("searchbox").fill("register a deal")
    expect(page.locator(RESULTS).first).to_be_in_viewport()
    box = page.locator("dialog.search").bounding_box()
    assert (box["width"], box["height"]) == (PHONE["width"], PHONE["height"])
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


def test_a_place_on_this_page_is_shown_and_the_search_goes_away(open_page):
    page = open_page("internal/stages/activate/")
    ask(page, "Name the people and their roles")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("#activate.named-team$"))
    expect(page.locator("dialog.search")).to_be_hidden()
    expect(page.locator('[data-item-id="activate.named-team"]')).to_be_in_viewport()


def test_a_page_is_copied_as_markdown(open_page, sites):
    page = open_page("partner/stages/activate/", permissions=["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Copy as Markdown").click()
    expect(page.locator(".as-markdown [role=status]")).to_have_text("Copied.")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == (sites / "partner" / "stages" / "activate" / "index.md").read_text(encoding="utf-8")
    assert copied.startswith("# Activate\n\nInitial onboarding\n")
    assert "](../enable/index.md)" in copied


def test_records_are_in_nothing_that_machines_read(sites):
    internal = sites / "internal"
    found = [
        *internal.rglob("index.md"),
        *(internal / "data").iterdir(),
        internal / "llms.txt",
        internal / "llms-full.txt",
    ]
    assert len(found) > 200
    assert not (internal / "partners" / "index.md").exists()
    text = "\n".join(path.read_text(encoding="utf-8") for path in found)
    index = as_json((internal / "search-index.js").read_text(encoding="utf-8"), "SEARCH_INDEX")
    known = [entry for entry in index["entries"] if index["kinds"][entry[0]] == "partner"]
    words = {word for _, name, _, _, id_ in known for word in (name, id_)}
    assert len(words) > 40
    assert not [word for word in words if re.search(rf"(?<!\w){re.escape(word)}(?!\w)", text)]


def test_copies_of_a_page_do_not_offer_its_markdown(sites):
    assert "as-markdown" in (sites / "internal" / "stages" / "activate" / "index.html").read_text(encoding="utf-8")
    copies = [*(sites / "internal" / "print").rglob("index.html"), *(sites / "internal" / "embed").rglob("index.html")]
    assert copies
    assert not [copy for copy in copies if "as-markdown" in copy.read_text(encoding="utf-8")]

"""Files to download on built sites: each is linked from where its readers are, with format and size."""

import re
import zlib
from pathlib import Path
from urllib.parse import unquote

import pytest
from lxml import html
from playwright.sync_api import expect

pytestmark = pytest.mark.site

LINK = re.compile(r"downloads/.*\.(pdf|docx|xlsx|csv|zip)$")


def links(page):
    """Give the files that a page links to, with the words of the link."""
    tree = html.fromstring(page.read_bytes())
    found = {}
    for link in tree.iter("a"):
        target = unquote(link.get("href") or "")
        path = (page.parent / target).resolve()
        if LINK.search(path.as_posix()):
            found[path] = " ".join(link.text_content().split())
    return found


@pytest.mark.parametrize("edition", ["internal", "partner"])
def test_every_file_is_in_the_download_centre_with_format_and_size(sites, edition):
    folder = sites / edition / "downloads"
    files = {path for path in folder.rglob("*") if LINK.search(path.as_posix())}
    found = links(folder / "index.html")
    assert found.keys() == files
    words = {"pdf": "PDF", "docx": "Word", "xlsx": "Excel", "csv": "CSV", "zip": "ZIP"}
    for path, text in found.items():
        assert text == f"{words[path.suffix[1:]]} ({max(1, round(path.stat().st_size / 1000))} KB)"


@pytest.mark.parametrize("edition", ["internal", "partner"])
def test_each_page_leads_to_its_own_files(sites, edition):
    suffix = "-internal" if edition == "internal" else ""
    for page, kind in (
        ("plans/onboarding-30", "plans"),
        ("stages/activate", "stages"),
        ("documents/kickoff-agenda", "documents"),
    ):
        name = page.rpartition("/")[2]
        found = {path.name for path in links(sites / edition / page / "index.html")}
        endings = {"plans": "pdf docx xlsx csv zip", "stages": "pdf docx xlsx csv", "documents": "pdf docx"}[
            kind
        ].split()
        assert found == {f"{name}{suffix}.{ending}" for ending in endings}


def test_a_file_arrives_as_what_it_is(open_page, sites):
    page = open_page("partner/plans/onboarding-30/")
    with page.expect_download() as arriving:
        page.get_by_role("link", name=re.compile("^Word")).first.click()
    expected = sites / "partner" / "downloads" / "plans" / "onboarding-30.docx"
    assert Path(arriving.value.path()).read_bytes() == expected.read_bytes()


def test_home_leads_to_the_download_centre_and_a_type_to_its_plans(open_page):
    page = open_page("partner/")
    page.get_by_role("link", name="Plans and checklists by partner type").click()
    assert opened(page) == ["any-type"]
    page.locator("summary", has_text="Managed service provider (MSP)").click()
    assert opened(page) == ["for-msp"]
    page.goto(page.url.replace("/downloads/", "/partner-types/msp/"))
    page.get_by_role("link", name="Files for this type", exact=True).click()
    expect(page).to_have_url(re.compile("/downloads/#for-msp$"))
    expect(page.locator("#for-msp")).to_be_visible()


def opened(page):
    """Give the tables of plans that are open, in their order."""
    return page.locator(".by-type details[open] > [id]").evaluate_all("all => all.map((each) => each.id)")


def test_one_table_is_open_and_the_type_is_remembered_on_this_device_alone(open_page):
    page = open_page("partner/downloads/")
    assert opened(page) == ["any-type"]
    assert page.locator(".md-content table:visible").count() == 1
    page.locator("summary", has_text="Reseller").click()
    assert opened(page) == ["for-reseller"]
    assert page.locator(".md-content table:visible").count() == 1
    page.reload()
    assert opened(page) == ["for-reseller"]
    assert page.locator(".by-type > details").first.locator("> [id]").get_attribute("id") == "for-reseller"
    stored = page.evaluate("Object.entries(localStorage).filter(([key]) => key.endsWith('/type'))")
    assert [value for _, value in stored] == ["reseller"]
    assert stored[0][0].startswith("playbooks/")
    page.locator("summary", has_text="For any partner type").click()
    assert page.evaluate("Object.keys(localStorage).filter((key) => key.endsWith('/type'))") == []
    page.goto(page.url + "?type=msp")
    assert opened(page) == ["for-msp"]
    page.goto(page.url.replace("?type=msp", "?type=nonsense"))
    assert opened(page) == ["for-msp"]  # a word that is no type changes nothing
    page.goto(page.url.replace("?type=nonsense", "?type=reseller+msp"))
    assert opened(page) == ["for-reseller", "for-msp"]


def test_without_a_script_a_link_opens_its_table_and_every_file_is_on_the_page(browser, served):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{served}/partner/downloads/#for-reseller")
    assert page.locator("#for-reseller table").is_visible()
    assert not page.locator("#any-type table").is_visible()
    assert not page.locator(".by-type-note").is_visible()
    context.close()


def test_paper_shows_every_table_and_the_screen_one_again(open_page):
    page = open_page("partner/downloads/")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.locator("details:not([open])").count() == 0
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert opened(page) == ["any-type"]
    page.locator("summary", has_text="Reseller").click()
    assert opened(page) == ["for-reseller"]


SHADE = """name => {
  const boxes = [...document.querySelectorAll(".md-typeset__scrollwrap")];
  const box = boxes.find((each) => each.scrollWidth > each.clientWidth + 60);
  if (!box) return null;
  box.scrollIntoView({ block: "center" });
  if (name === "end") box.scrollLeft = box.scrollWidth;
  const { right, top, height } = box.getBoundingClientRect();
  return [right, top + height * 0.6];
}"""


@pytest.mark.parametrize("mode", [{}, {"color_scheme": "dark"}, {"forced_colors": "active"}])
def test_a_table_on_a_phone_shows_that_it_goes_on_and_where_it_ends(browser, served, mode):
    """Seen as pixels: beside the edge of its box lies a shade, and none when the end of the table is there."""
    context = browser.new_context(viewport={"width": 390, "height": 844}, reduced_motion="reduce", **mode)
    page = context.new_page()
    page.goto(f"{served}/partner/documents/joint-business-plan/")
    page.wait_for_selector(".md-typeset__scrollwrap[role=region]")
    shades = {}
    for place in ("start", "end"):
        right, y = page.evaluate(SHADE, place)
        page.wait_for_timeout(100)
        clip = {"x": right - 40, "y": y, "width": 40, "height": 1}
        shades[place] = pixels(page.screenshot(clip=clip))
    context.close()
    assert contrast(shades["start"]) > 40
    assert contrast(shades["end"]) < 12


def pixels(png):
    """Give the brightness of a picture's pixels, from left to right; its rows are of one byte per colour."""
    size = int.from_bytes(png[16:20], "big")
    channels = {2: 3, 6: 4}[png[25]]
    raw, at = b"", 8
    while at < len(png):
        length, kind = int.from_bytes(png[at : at + 4], "big"), png[at + 4 : at + 8]
        raw += png[at + 8 : at + 8 + length] if kind == b"IDAT" else b""
        at += 12 + length
    filter_, *row = zlib.decompress(raw)[: 1 + size * channels]
    values = []
    for place, value in enumerate(row):
        before = values[place - channels] if place >= channels else 0
        values.append((value + (before if filter_ in {1, 4} else before // 2 if filter_ == 3 else 0)) % 256)
    return [sum(values[place : place + 3]) / 3 for place in range(0, len(values), channels)]


def contrast(row):
    return abs(row[0] - row[-2])

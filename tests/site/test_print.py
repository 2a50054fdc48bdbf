"""Booklets as they leave the printer: complete, a sheet for each chapter, nothing wider than the paper."""

import io
import re

import pytest
from pypdf import PdfReader

pytestmark = pytest.mark.site
PAPER = {"width": 680, "height": 1000}
"""A4 within its margins, in pixels: Chromium shrinks every sheet if one thing is wider."""
TOO_WIDE = """width => [...document.querySelectorAll(".md-content *")]
    .filter((each) => each.getBoundingClientRect().right > width)
    .map((each) => `${each.closest(".chapter")?.id}: ${each.tagName} ${each.textContent.slice(0, 40)}`)"""


def words(text):
    return re.findall(r"\w+", text)


def chapters(sites, edition, path):
    page = (sites / edition / path / "index.html").read_text(encoding="utf-8")
    return re.findall(r'<section class="chapter" id="([^"]+)"', page)


@pytest.mark.parametrize(
    "address",
    [
        pytest.param("internal/print/", marks=pytest.mark.slow),
        pytest.param("partner/print/", marks=pytest.mark.slow),
        "internal/print/roles/partner-manager/",
    ],
)
def test_nothing_is_wider_than_the_paper(open_page, address):
    page = open_page(address, viewport=PAPER)
    page.emulate_media(media="print")
    assert page.evaluate(TOO_WIDE, PAPER["width"] + 6) == []


def test_the_whole_handbook_is_whole(sites):
    for edition in ("internal", "partner"):
        site = sites / edition
        listed = chapters(sites, edition, "print")
        pages = [path.parent.relative_to(site).as_posix() for path in site.rglob("index.html")]
        moved = {page for page in pages if "http-equiv" in (site / page / "index.html").read_text(encoding="utf-8")}
        expected = {
            page
            for page in pages
            if not page.startswith(("print", "downloads", "my-plans", "partners", "portfolio")) and page not in moved
        }
        assert len(listed) == len(set(listed)) == len(expected)
        assert {"index", "stages-activate", "documents-index", "glossary"} <= set(listed)


@pytest.mark.slow
def test_a_booklet_is_printed_chapter_by_chapter(open_page, sites):
    page = open_page("internal/print/stages/activate/")
    pdf = PdfReader(io.BytesIO(page.pdf(format="A4", prefer_css_page_size=True)))
    sheets = [re.sub(r"^\d+ / \d+\s", "", sheet.extract_text()) for sheet in pdf.pages]
    titles = page.eval_on_selector_all(".chapter h1", "all => all.map((each) => each.textContent)")
    assert len(titles) == len(chapters(sites, "internal", "print/stages/activate")) > 10
    start = 0
    for (
        title
    ) in titles:  # each on a sheet after that of the one before; a sheet may begin with the words of a later title
        begun = (n for n, text in enumerate(sheets) if n > start and words(text)[: len(words(title))] == words(title))
        start = next(begun, None)
        assert start is not None, title
    assert "INTERNAL EDITION" in sheets[0].upper()
    assert pdf.pages[-1].extract_text().startswith(f"{len(sheets)} / {len(sheets)}")


def test_stage_and_role_lead_to_their_booklets(open_page):
    for address in ("stages/activate/", "roles/partner-manager/"):
        page = open_page(f"internal/{address}")
        page.click(".to-print a")
        page.wait_for_url(f"**/internal/print/{address}")
        assert page.locator("button[data-prints]").is_visible()


def test_search_finds_pages_and_not_their_copies(sites):
    index = (sites / "internal" / "search-index.js").read_text(encoding="utf-8")
    assert '"stages/activate/"' in index
    assert '"print/' not in index

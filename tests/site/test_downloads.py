"""Files to download on built sites: each is linked from where its readers are, with format and size."""

import re
from pathlib import Path
from urllib.parse import unquote

import pytest
from lxml import html

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
    page.get_by_role("link", name="Download a plan or form").click()
    page.get_by_role("link", name="Managed service provider (MSP)").first.click()
    assert page.url.endswith("/downloads/#for-msp")
    assert page.locator("#for-msp").is_visible()

"""Whoever publishes: the site has its pages and entries, can be searched, and holds nothing internal for partners."""

import pytest
from each_publisher import EACH_PUBLISHER
from playwright.sync_api import expect
from running import playbooks
from serving import serving

pytestmark = [pytest.mark.site, pytest.mark.xdist_group("publishers")]


@pytest.fixture(scope="module", params=EACH_PUBLISHER)
def built(request, tmp_path_factory):
    """Both editions of the skeleton, made by a publisher, with an internal word in it."""
    project = tmp_path_factory.mktemp("published") / "project"
    assert playbooks("init", project, "--minimal").returncode == 0
    stage = project / "content" / "stages" / "onboard.yml"
    stage.write_text(stage.read_text().replace("questions:\n", "questions:\n  - text: Is the quokka fed?\n"))
    done = playbooks("build", "--project", project, "--edition", "all", "--publisher", request.param)
    assert done.returncode == 0, done.stderr
    return project / "site"


def test_pages_items_and_search_entries_are_there(built):
    page = (built / "internal" / "stages" / "onboard" / "index.html").read_text()
    assert 'data-item-id="onboard.first-deal"' in page
    assert (built / "internal" / "print" / "index.html").is_file()
    assert "onboard/#onboard.first-deal" in (built / "internal" / "search-index.js").read_text()
    assert not (built / "internal" / "search.json").exists()
    assert not (built / "internal" / "search").exists()


def test_search_finds_an_item_in_the_browser(browser, built):
    with serving(built / "internal") as address:
        page = browser.new_page()
        page.goto(f"{address}/")
        page.keyboard.press("/")
        page.keyboard.type("first deal")
        result = page.locator("a[href*='onboard/#onboard.first-deal'], a[href*='onboard.first-deal']").first
        expect(result).to_be_visible()
        page.close()


def test_what_is_internal_is_in_no_file_for_partners(built):
    def held(edition):
        return [path for path in (built / edition).rglob("*") if path.is_file() and b"quokka" in path.read_bytes()]

    assert held("internal")
    assert held("partner") == []

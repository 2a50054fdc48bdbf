"""The ZIP of an edition, unpacked and opened from the disk."""

import re
import zipfile

import pytest
from browsing import give, saved
from each_publisher import OTHERS
from playwright.sync_api import expect
from running import ROOT, playbooks

pytestmark = [pytest.mark.site, pytest.mark.xdist_group("offline")]


@pytest.fixture(scope="module")
def folder(sites, tmp_path_factory):
    """Where the partner edition's copy is unpacked; its name has a blank and a mark, as names on disks do."""
    target = tmp_path_factory.mktemp("offline") / "My handbook #1"
    with zipfile.ZipFile(sites / "partner" / "handbook-partner.zip") as archive:
        archive.extractall(target)
    return target / "handbook-partner"


@pytest.mark.parametrize("edition", ["internal", "partner"])
def test_the_site_leads_to_its_copy(sites, edition):
    page = (sites / edition / "stages" / "activate" / "index.html").read_text()
    assert f'<p class="offline-copy"><a href="../../handbook-{edition}.zip" download>' in page
    assert (sites / edition / f"handbook-{edition}.zip").is_file()


@pytest.fixture
def open_file(browser, folder):
    context = browser.new_context(reduced_motion="reduce", accept_downloads=True)
    page = context.new_page()
    asked = []
    page.on("request", lambda request: request.url.startswith(("file:", "data:", "blob:")) or asked.append(request.url))
    page.on("requestfailed", lambda request: asked.append(f"failed: {request.url}"))
    page.on("pageerror", lambda error: asked.append(str(error)))

    def open_(path="index.html"):
        page.goto(f"{folder.as_uri()}/{path}")
        return page

    yield open_
    context.close()
    assert asked == []


def test_pages_lead_to_each_other(open_file):
    page = open_file()
    page.get_by_role("main").get_by_role("link", name="Activate", exact=True).first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Activate")
    expect(page).to_have_url(re.compile("stages/activate/index[.]html$"))
    expect(page.locator(".offline-copy")).to_have_count(0)
    links = page.eval_on_selector_all("a[href]", "links => links.map((link) => link.href)")
    for link in {link.partition("#")[0].partition("?")[0] for link in links if link.startswith("file:")}:
        assert re.search(r"\.\w+$", link), link


def test_search_finds(open_file):
    page = open_file("stages/activate/index.html")
    page.keyboard.press("/")
    page.keyboard.type("certified share", delay=5)
    result = page.locator(".search__results a").first
    expect(result).to_be_visible(timeout=15_000)
    assert "index.html" in result.get_attribute("href")
    result.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("ertified")


def test_ticks_stay_and_go_into_a_file(open_file):
    page = open_file("stages/activate/index.html")
    page.locator('[data-item-id="activate.kickoff"] .task__title').click()
    page.reload()
    box = page.locator('[data-item-id="activate.kickoff"] .task__box')
    expect(box).to_be_checked()
    text, _ = saved(page, page.locator(".ticks [data-does=export]"))
    page.locator(".ticks [data-does=clear]").evaluate("button => button.click()")
    expect(box).not_to_be_checked()
    give(page, page.locator(".ticks [data-does=import]"), text)
    expect(box).to_be_checked()
    page.locator("[name=side]").select_option("partner")
    assert "side=partner" in page.url


def test_plans_are_made_and_shared(open_file, folder):
    page = open_file("my-plans/index.html")
    page.locator("[name=plan]").select_option("onboarding-30")
    page.locator("[name=partner]").fill("Acme")
    page.locator("[name=anchor]").fill("2026-12-01")
    page.get_by_role("button", name="Make the plan").click()
    page.locator('[data-view="plan"] .task__title').first.click()
    page.reload()
    expect(page.locator('[data-part="count"]')).to_contain_text("1 of")
    text, _ = saved(page, page.locator("[data-does=ics]"))
    assert text.startswith("BEGIN:VCALENDAR")
    for link in page.locator('[data-part="ready"] a').all():
        path = link.get_attribute("href").removeprefix("../")
        assert (folder / path).is_file(), path
    text, _ = saved(page, page.locator("[data-does=json]"))
    give(page, page.locator("[data-does=merge]"), text)
    expect(page.locator(".my-plans-app > [role=alert]")).to_contain_text("agree")


def test_answers_stay(open_file):
    page = open_file("assess/index.html")
    page.locator(".assess input").first.check()
    page.reload()
    expect(page.locator(".assess input").first).to_be_checked()
    expect(page.locator(".profile meter")).to_have_count(1)


def test_a_former_address_leads_on(open_file, folder):
    moved = [path for path in folder.rglob("index.html") if 'http-equiv="refresh"' in path.read_text()]
    for path in moved[:3]:
        page = open_file(path.relative_to(folder).as_posix())
        expect(page.locator(".md-header")).to_be_visible()


@pytest.mark.parametrize("publisher", OTHERS)
def test_no_zip_is_made_of_what_another_publisher_builds(tmp_path, publisher):
    done = playbooks("build", "--project", ROOT, "--zip", "--publisher", publisher, "--output", tmp_path / "x")
    assert done.returncode == 2
    assert "--publisher mkdocs" in done.stderr
    assert not (tmp_path / "x").exists()

"""Sites with settings of their own, clicked through where they stand: below a path, or at the top (faults E3)."""

import functools
import http.server
import re
import shutil
import threading
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect
from running import playbooks
from sampling import some

pytestmark = [pytest.mark.site, pytest.mark.xdist_group("settings")]

EXTRAS = """
    - toc.integrate
    - navigation.prune
    - navigation.sections
    - navigation.tracking
"""


class Host(http.server.SimpleHTTPRequestHandler):
    """A host of pages: an address that leads nowhere gets 404 and the site's own page for it."""

    def send_error(self, code, *_):
        page = (self.server.site / "404.html").read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        for line in (self.server.site / "_headers").read_text().splitlines()[1:]:
            self.send_header(*line.strip().split(": ", 1))
        self.end_headers()
        self.wfile.write(b"" if self.command == "HEAD" else page)

    def log_message(self, *_):
        pass


@pytest.fixture(scope="module")
def build(tmp_path_factory):
    """Start a host, and build a small handbook with settings of its own below a path of it; give where it stands."""
    servers = []

    def build_(below, more="", features=""):
        folder = tmp_path_factory.mktemp("host")
        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Host, directory=folder))
        servers.append(server)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        address = f"http://127.0.0.1:{server.server_port}/{below}"
        project = tmp_path_factory.mktemp("project")
        assert playbooks("init", "--minimal", project / "ours").returncode == 0
        config = project / "ours" / "site_config.yml"
        text = config.read_text(encoding="utf-8") + more.replace("ADDRESS", address)
        config.write_text(text.replace("  features:\n", f"  features:{features or chr(10)}"), encoding="utf-8")
        checked = playbooks("check", "--project", project / "ours")
        assert (checked.returncode, checked.stdout) == (0, "All content is in order: 0 findings.\n")
        done = playbooks("build", "--zip", "--project", project / "ours")
        assert done.returncode == 0, done.stderr
        server.site = folder / below
        shutil.copytree(project / "ours" / "site" / "internal", server.site, dirs_exist_ok=True)
        return address

    yield build_
    for server in servers:
        server.shutdown()
        server.server_close()


@pytest.fixture(
    scope="module",
    params=[
        ("", "", ""),
        ("team/handbook/", "", ""),
        pytest.param(
            ("team/handbook/", "site_url: ADDRESS\nstrict: true\ncopyright: Acme\n", EXTRAS), marks=pytest.mark.slow
        ),
    ],
    ids=["top", "below-a-path", "below-a-path-with-site-url-and-features"],
)
def site(build, request):
    return build(*request.param)


@pytest.fixture
def page(browser, site):
    context = browser.new_context()
    page = context.new_page()
    strangers = []
    page.on("request", lambda asked: asked.url.startswith((site, "data:", "blob:")) or strangers.append(asked.url))
    yield page
    context.close()
    assert [each for each in strangers if urlsplit(each).netloc != urlsplit(site).netloc] == []


@pytest.mark.parametrize("wrong", some(["nowhere", "stages/nowhere/", "stages/no/where/at/all.html?x=1#y"], 1))
def test_a_wrong_address_shows_the_way_back_with_the_looks_of_the_site(page, site, wrong):
    answer = page.goto(site + wrong)
    assert answer.status == 404
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.locator(".masthead, .md-header").first).to_have_css("font-family", re.compile("Source Sans"))
    page.get_by_role("main").get_by_role("link").first.click()
    page.wait_for_url(site)


def test_a_wrong_address_offers_the_search(page, site):
    page.goto(f"{site}stages/nowhere/")
    page.get_by_role("main").get_by_role("button", name="Search").click()
    page.keyboard.type("kickoff")
    result = page.locator(".search__results a").first
    expect(result).to_be_visible(timeout=20_000)
    assert result.get_attribute("href").startswith(site)


@pytest.mark.parametrize("address", ["stages/nowhere/", "", "stages/onboard/", "roles/", "downloads/"])
def test_without_a_script_no_button_stands_there_that_does_nothing(browser, site, address):
    page = browser.new_context(java_script_enabled=False).new_page()
    page.goto(f"{site}{address}")
    expect(page.get_by_role("main").get_by_role("link").first).to_be_visible()
    assert [button for button in page.get_by_role("button").all() if button.is_visible()] == []
    page.context.close()


def test_pages_search_plans_downloads_and_the_copy_are_reached_by_clicks(page, site):
    page.goto(site)
    for link in ("downloads/", "roles/", "print/", "stages/onboard/"):
        page.goto(site)
        target = page.locator(f'a[href$="{link}"]').first
        address = target.evaluate("link => link.href")
        assert address.startswith(site)
        assert page.request.get(address).ok
    page.goto(f"{site}stages/onboard/")
    box = page.locator(".task__box").first
    box.check()
    page.reload()
    expect(page.locator(".task__box").first).to_be_checked()
    copy = page.locator("a[href$='handbook-internal.zip']").first.evaluate("link => link.href")
    assert copy.startswith(site)
    assert page.request.get(copy).ok
    page.goto(f"{site}print/")
    expect(page.locator("section.chapter").first).to_be_visible()

"""Pages for portals, in Chromium: in a frame of a host that is named and of one that is not; ticks, axe, narrow."""

import http.server
import re
import threading
from contextlib import contextmanager
from pathlib import Path

import pytest
from accessibility import OPTIONS
from axe_playwright_python.sync_playwright import Axe
from each_publisher import EACH_PUBLISHER
from playwright.sync_api import expect
from running import ROOT, playbooks
from serving import serving
from validating import validate

from partner_playbooks.publishing.embeds import write_embeds
from partner_playbooks.publishing.policy import write_policy

pytestmark = pytest.mark.site


class Portal(http.server.BaseHTTPRequestHandler):
    """Shows, in a frame, the page that its address names."""

    def do_GET(self):
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        shown = self.path.removeprefix("/?")
        self.wfile.write(f'<!doctype html><title>Portal</title><iframe src="{shown}" width="700"></iframe>'.encode())

    def log_message(self, *_):
        pass


@contextmanager
def portal():
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Portal)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="module")
def portals():
    """Two portals; the first is the one that the handbook names."""
    with portal() as named, portal() as other:
        yield named, other


@pytest.fixture(scope="module", params=EACH_PUBLISHER)
def handbook(request, portals, tmp_path_factory):
    """A small handbook whose settings name a portal, built by each publisher, and served by a host of its own."""
    folder = tmp_path_factory.mktemp("embedded")
    assert playbooks("init", "--minimal", folder / "ours").returncode == 0
    config = folder / "ours" / "site_config.yml"
    text = config.read_text(encoding="utf-8")
    assert "    embed: []\n" in text
    config.write_text(text.replace("embed: []", f"embed: [{portals[0]}]"), encoding="utf-8")
    sites = folder / "sites"
    options = ("--edition", "all", "--publisher", request.param, "--output", sites)
    done = playbooks("build", "--project", folder / "ours", *options)
    assert done.returncode == 0, done.stderr
    with serving(sites) as address:
        yield sites, address


@pytest.fixture
def open_frame(browser):
    """Open a page of the handbook in a frame of a portal; give the page and its frame."""
    contexts = []

    def open_(portal, address, **options):
        context = browser.new_context(**options)
        contexts.append(context)
        page = context.new_page()
        page.goto(f"{portal}/?{address}")
        return page, page.frames[1]

    yield open_
    for context in contexts:
        context.close()


TICK = ".task__box"


def test_a_portal_that_is_named_frames_what_is_to_be_embedded_and_nothing_else(portals, handbook, open_frame):
    _, address = handbook
    for edition in ("internal", "partner"):
        for name in ("stages/onboard/", "checklists/onboard/"):
            _, frame = open_frame(portals[0], f"{address}/{edition}/embed/{name}")
            expect(frame.locator("h1")).to_have_text("Onboard")
            mark = frame.locator(".embedded__mark strong")
            assert mark.all_text_contents() == (["Internal edition"] if edition == "internal" else [])
            assert frame.locator("header, nav, footer, [type=search], .md-sidebar, .md-tabs").count() == 0
        for name in ("stages/onboard/", "", "404.html"):
            _, frame = open_frame(portals[0], f"{address}/{edition}/{name}")
            assert frame.url.startswith("chrome-error://"), name


def test_another_host_frames_nothing(portals, handbook, open_frame):
    _, address = handbook
    for name in ("embed/stages/onboard/", "embed/checklists/onboard/", "stages/onboard/", ""):
        page, frame = open_frame(portals[1], f"{address}/partner/{name}")
        assert frame.url.startswith("chrome-error://"), name
        assert page.title() == "Portal"


def test_ticks_in_a_frame_are_those_of_the_whole_page_and_links_open_beside_it(portals, handbook, open_frame):
    _, address = handbook
    page, frame = open_frame(portals[0], f"{address}/partner/embed/checklists/onboard/")
    frame.locator(TICK).first.check()
    expect(frame.locator(".ticks__count")).to_contain_text("1 of")
    with page.expect_popup() as opened:
        frame.get_by_role("link", name="Open the whole page").click()
    whole = opened.value
    whole.wait_for_load_state()
    assert whole.url == f"{address}/partner/stages/onboard/"
    assert whole.evaluate("window.opener") is None
    expect(whole.locator(TICK).first).to_be_checked()
    expect(whole.locator(".md-header")).to_be_visible()
    whole.locator(TICK).nth(1).check()
    expect(frame.locator(TICK).nth(1)).to_be_checked()  # and what is ticked there shows here
    frame.locator(".ticks summary").click()
    frame.locator("[data-does=share]").click()
    shared = frame.locator(".ticks__link")
    expect(shared).to_have_value(re.compile(re.escape(f"{address}/partner/stages/onboard/#ticks=")))


def test_no_search_and_no_sitemap_names_them(handbook):
    sites, _ = handbook
    for edition in ("internal", "partner"):
        site = sites / edition
        assert (site / "embed" / "stages" / "onboard" / "index.html").is_file()
        for path in (*site.rglob("search*.json"), *site.glob("sitemap.xml")):
            assert "embed/" not in path.read_text(encoding="utf-8"), path
        for page in site.rglob("*.html"):
            if "embed" not in page.relative_to(site).parts:
                assert "/embed/" not in page.read_text(encoding="utf-8"), page


# -- all pages of the shipped content ------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def embedded(sites, tmp_path_factory):
    """Both sites as they are built, with pages to be embedded beside the others."""
    folder = tmp_path_factory.mktemp("all")
    for edition in ("internal", "partner"):
        (folder / edition).mkdir()
        for path in (sites / edition).iterdir():
            if path.name != "_headers":
                (folder / edition / path.name).symlink_to(path)
        found = (sites / edition).glob("[sp]*/*/index.html")
        pages = [f"{path.parent.relative_to(sites / edition)}.md" for path in found]
        pages = [page for page in pages if page.startswith(("stages/", "plans/"))]
        said = {"mark": "Internal edition" if edition == "internal" else "", "open": "Open", "links": "A new tab."}
        write_embeds(folder / edition, {"embed": {"pages": pages, **said}})
        (folder / edition / "headers.nginx.conf").unlink()
        write_policy(folder / edition, internal=edition == "internal", framed_by=("https://portal.example.com",))
    with serving(folder) as address:
        yield folder, address


ADDRESSES = [
    "internal/embed/stages/activate/",
    "partner/embed/checklists/activate/",
    "partner/embed/plans/onboarding-30/",
]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("address", ADDRESSES)
def test_axe_finds_nothing_in_a_narrow_frame(browser, embedded, address, scheme):
    context = browser.new_context(color_scheme=scheme, viewport={"width": 320, "height": 800}, reduced_motion="reduce")
    page = context.new_page()
    said = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto(f"{embedded[1]}/{address}")
    assert page.evaluate("document.body.dataset.mdColorScheme") == {"light": "default", "dark": "slate"}[scheme]
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    assert page.locator(".ticks__count").is_visible()
    assert [
        node["target"] for each in Axe().run(page, options=OPTIONS).response["violations"] for node in each["nodes"]
    ] == []
    assert said == []
    context.close()


def test_no_page_is_wider_than_a_narrow_frame_and_links_lead_somewhere(browser, embedded):
    folder, address = embedded
    context = browser.new_context(viewport={"width": 320, "height": 800})
    page = context.new_page()
    names = sorted(path.parent.relative_to(folder) for path in (folder / "partner").rglob("embed/*/*/index.html"))
    assert len(names) > 20
    for name in names:
        page.goto(f"{address}/{name}/")
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, name
        targets = page.evaluate("[...document.querySelectorAll('a[href]')].map((a) => [a.href, a.target, a.rel])")
        for href, target, rel in targets:
            path, _, anchor = href.partition("#")
            if path == f"{address}/{name}/":
                assert target == ""
                continue
            assert (target, rel) == ("_blank", "noopener") or href.startswith("mailto:"), href
            if path.startswith(address):
                there = Path(folder, path.removeprefix(f"{address}/").partition("?")[0])
                there = there / "index.html" if there.is_dir() else there
                assert there.is_file(), href
                if anchor and not anchor.startswith("make-"):
                    assert f'id="{anchor}"' in there.read_text(encoding="utf-8"), href
    context.close()


def test_embedded_pages_are_valid_html(embedded):
    validate(*[embedded[0] / address / "index.html" for address in ADDRESSES])


def test_the_shipped_settings_embed_nothing(sites):
    assert "    embed: []\n" in (ROOT / "site_config.yml").read_text(encoding="utf-8")
    for edition in ("internal", "partner"):
        assert not (sites / edition / "embed").exists()
        assert "/embed/" not in (sites / edition / "_headers").read_text(encoding="utf-8")

"""Whatever is typed in a plain field shows as typed on the built site, and nowhere becomes an element."""

import functools
import http.server
import re
import threading

import pytest
from each_publisher import OTHERS
from playwright.sync_api import expect
from running import playbooks

pytestmark = pytest.mark.site

EVIL = (
    "</title><i class=evil>x</i> \"b\" 'c' & &amp; <img src=x onerror=alert(1)> {{ 7 * 7 }} `d` *e* [f](javascript:g)"
)
FIELDS = {
    "programme.yml": ("name", "vendor", "portal"),
    "lifecycles/our-lifecycle.yml": ("title",),
    "stages/onboard.yml": ("title", "subtitle"),
    "roles/partner-manager.yml": ("title",),
    "metrics/activation-rate.yml": ("title", "data_source"),
}


@pytest.fixture
def project(tmp_path):
    """The skeleton with hostile words in its plain fields."""
    folder = tmp_path / "project"
    assert playbooks("init", folder, "--minimal").returncode == 0
    quoted = "'" + EVIL.replace("'", "''") + "'"
    for name, fields in FIELDS.items():
        path = folder / "content" / name
        text = path.read_text()
        for field in fields:
            text, changed = re.subn(
                rf"^{field}: .*$", lambda _, field=field: f"{field}: {quoted}", text, flags=re.MULTILINE
            )
            assert changed == 1, (name, field)
        text = re.sub(r"^(    (?:title|sign)): .*$", lambda match: f"{match[1]}: {quoted}", text, flags=re.MULTILINE)
        path.write_text(text)
    return folder


@pytest.fixture
def address(project):
    assert playbooks("build", "--project", project).returncode == 0
    handler = functools.partial(http.server.SimpleHTTPRequestHandler, directory=project / "site" / "internal")
    handler.log_message = lambda *_: None
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


def test_hostile_words_show_as_typed(browser, project, address):
    page = browser.new_page()
    page.on("dialog", lambda dialog: pytest.fail(dialog.message))
    for path in sorted((project / "site" / "internal").rglob("index.html")):
        page.goto(address + path.parent.relative_to(project / "site" / "internal").as_posix())
        assert page.locator(".evil, img[src=x], a[href^=javascript]").count() == 0, path
        assert EVIL in page.title(), path
    page.goto(f"{address}stages/onboard/")
    expect(page.get_by_role("heading", level=1)).to_contain_text(EVIL)
    expect(page.get_by_role("banner")).to_contain_text(EVIL)
    page.keyboard.press("/")
    page.keyboard.type("evil")
    expect(page.locator(".search__results a").first).to_contain_text("<i class=evil>x</i>")
    assert page.locator("i.evil, img[src=x]").count() == 0
    page.close()


@pytest.mark.slow
@pytest.mark.parametrize("publisher", OTHERS)
def test_hostile_words_make_no_element_with_another_publisher(project, publisher):
    assert playbooks("build", "--project", project, "--publisher", publisher).returncode == 0
    for path in (project / "site" / "internal").rglob("*.html"):
        assert "<i class=evil>" not in path.read_text(), path
        assert "<img src=x" not in path.read_text(), path

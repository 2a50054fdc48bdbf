"""From page to source: the internal edition says where each place is written, and the partner edition nothing."""

import json

import pytest
from accessibility import OPTIONS, WAYS
from axe_playwright_python.sync_playwright import Axe
from each_publisher import EACH_PUBLISHER
from playwright.sync_api import expect
from running import playbooks
from serving import serving

pytestmark = [pytest.mark.site, pytest.mark.xdist_group("written")]  # one worker makes what all its tests need

ASK = "Where is this written?"
STAGE = "content/stages/onboard.yml"
REPOSITORY = """
repository:
  url: https://gitlab.acme.example/sales/handbook
  branch: release/2026#1
  folder: docs
"""
BLOB = "https://gitlab.acme.example/sales/handbook/-/blob/release/2026%231/docs/content/stages/onboard.yml"
EDIT = BLOB.replace("/blob/", "/edit/")


def contents(folder):
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def built(project, *arguments):
    done = playbooks("build", "--project", project, *arguments)
    assert done.returncode == 0, done.stderr
    return project / "site"


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    folder = tmp_path_factory.mktemp("written") / "project"
    assert playbooks("init", folder, "--minimal").returncode == 0
    with (folder / "content" / "programme.yml").open("a") as programme:
        programme.write(REPOSITORY)
    return folder


def line_of(project, words):
    lines = (project / STAGE).read_text().split("\n")
    return next(number for number, line in enumerate(lines, 1) if words in line)


@pytest.mark.parametrize("publisher", EACH_PUBLISHER)
def test_the_internal_edition_alone_has_the_list(project, publisher):
    sites = built(project, "--edition", "all", "--output", project / "site", "--publisher", publisher)
    list_ = json.loads((sites / "internal" / "written.json").read_text())
    places = list_["pages"]["stages/onboard/"][STAGE]
    assert places["onboard.first-deal"] == line_of(project, "id: onboard.first-deal")
    assert places["exit-test"] == line_of(project, "exit:")
    assert list_["view"] == f"{BLOB}#L{{line}}".replace(STAGE, "{file}")
    assert ASK in (sites / "internal" / "stages" / "onboard" / "index.html").read_text()

    partner = contents(sites / "partner")
    assert "written.json" not in partner
    for trace in (b".yml", b"gitlab.acme", b"written__", ASK.encode()):
        holding = [name for name, raw in partner.items() if trace in raw and not name.startswith("assets/")]
        assert holding == [], trace


@pytest.mark.slow
def test_lines_that_move_leave_playbooks_and_partners_as_they_are(project):
    assert playbooks("generate", "--project", project).returncode == 0
    before = contents(project / "playbooks"), contents(built(project, "--edition", "all") / "partner")
    list_ = (project / "site" / "internal" / "written.json").read_bytes()
    good = {path: path.read_text() for path in (project / "content").rglob("*.yml")}
    for path, text in good.items():
        path.write_text(text.replace("\n  - ", "\n  # a note\n\n  - "))
    after = contents(built(project, "--edition", "all") / "partner")
    assert playbooks("generate", "--project", project, "--check").returncode == 0
    moved = (project / "site" / "internal" / "written.json").read_bytes()
    for path, text in good.items():
        path.write_text(text)
    assert (contents(project / "playbooks"), after) == before
    assert moved != list_


@pytest.fixture(scope="module")
def internal(project):
    built(project, "--output", project / "seen")
    return project / "seen"


@pytest.fixture
def open_project(internal, browser):
    """Open a page of the project's internal edition in a fresh context."""
    contexts = []

    with serving(internal) as address:

        def open_(place, **options):
            contexts.append(browser.new_context(**options))
            page = contexts[-1].new_page()
            page.goto(f"{address}/{place}")
            return page

        yield open_
        for context in contexts:
            context.close()


def test_page_and_part_lead_to_their_lines_on_the_host(project, open_project):
    page = open_project("stages/onboard/#onboard.first-deal")
    page.get_by_role("button", name=ASK).click()
    line = line_of(project, "id: onboard.first-deal")
    expect(page.get_by_role("link", name=f"{STAGE}:{line}")).to_have_attribute("href", f"{BLOB}#L{line}")
    expect(page.get_by_role("link", name="Edit this part")).to_have_attribute("href", f"{EDIT}#L{line}")
    expect(page.get_by_role("link", name=f"{STAGE}:1", exact=True)).to_have_attribute("href", f"{BLOB}#L1")
    expect(page.get_by_role("link", name="Edit this page")).to_have_attribute("href", f"{EDIT}#L1")

    page.goto(f"{page.url.partition('#')[0]}#pitfalls")  # while it is open
    line = line_of(project, "pitfalls:")
    expect(page.get_by_role("link", name="Edit this part")).to_have_attribute("href", f"{EDIT}#L{line}")


def test_no_request_leaves_for_the_host(open_project):
    page = open_project("stages/onboard/")
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.reload()
    assert not [address for address in asked if address.endswith("written.json")]  # not before somebody asks
    page.get_by_role("button", name=ASK).click()
    expect(page.get_by_role("link", name="Edit this page")).to_be_visible()
    assert [address for address in asked if address.endswith("/written.json")]
    assert all(address.startswith(page.url.partition("stages/")[0]) for address in asked), asked


def test_without_a_repository_the_path_is_copied_and_that_is_said(open_page):
    page = open_page("internal/stages/activate/#activate.kickoff", permissions=["clipboard-read", "clipboard-write"])
    button = page.get_by_role("button", name=ASK)
    expect(button).to_have_attribute("aria-expanded", "false")
    button.focus()
    page.keyboard.press("Enter")
    expect(button).to_have_attribute("aria-expanded", "true")
    expect(page.get_by_role("link", name="Edit this page")).to_have_count(0)
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_accessible_name(
        "Copy path: " + page.locator(".written__file").first.inner_text()
    )
    page.keyboard.press("Enter")
    expect(page.locator(".written [role=status]")).to_have_text("The path is copied.")
    copied = page.evaluate("navigator.clipboard.readText()")
    file, line = copied.split(":")
    assert (file, copied) == ("content/stages/activate.yml", page.locator(".written__file").first.inner_text())
    assert int(line) > 1
    button.click()
    expect(page.locator(".written__panel")).to_be_hidden()


def test_where_the_clipboard_is_closed_the_path_is_selected(open_page):
    page = open_page("internal/stages/activate/")
    page.evaluate("Object.defineProperty(navigator, 'clipboard', { value: undefined })")  # as on plain HTTP
    page.get_by_role("button", name=ASK).click()
    page.get_by_role("button", name="Copy path").click()
    expect(page.locator(".written [role=status]")).to_have_text("The path is copied.")
    assert page.evaluate("getSelection().toString()") == "content/stages/activate.yml:1"


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("", "content/lifecycles/nine-stage.yml:1"),
        ("glossary/#qbr", "content/glossary.yml:"),
        ("plans/onboarding-90/#activate.kickoff", "content/stages/activate.yml:"),
        ("matrix/", "This page is put together from several files."),
        ("roles/partner-manager/#owned", "content/roles/partner-manager.yml:1"),
    ],
)
def test_every_kind_of_page_has_an_answer(open_page, address, shown):
    page = open_page(f"internal/{address}")
    page.get_by_role("button", name=ASK).click()
    expect(page.locator(".written__panel")).to_contain_text(shown)


def test_booklets_partners_and_paper_have_no_control(open_page):
    expect(open_page("internal/print/stages/activate/").locator(".written:visible")).to_have_count(0)
    expect(open_page("partner/stages/activate/").locator(".written")).to_have_count(0)
    page = open_page("internal/stages/activate/")
    expect(page.get_by_role("button", name=ASK)).to_be_visible()
    page.emulate_media(media="print")
    expect(page.locator(".written:visible")).to_have_count(0)


@pytest.mark.slow
def test_axe_finds_nothing_in_the_open_control(open_page):
    for scheme, viewport in WAYS[::2]:
        page = open_page("internal/stages/activate/#activate.kickoff", color_scheme=scheme, viewport=viewport)
        page.get_by_role("button", name=ASK).click()
        expect(page.locator(".written__panel")).to_be_visible()
        assert page.evaluate("document.documentElement.scrollWidth") <= viewport["width"]
        assert Axe().run(page, options=OPTIONS).response["violations"] == []

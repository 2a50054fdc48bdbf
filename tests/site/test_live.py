"""`playbooks serve` in Chromium: an open page follows what is saved and stays where it is; a mistake lies over it."""

import os
import re
import shutil
import signal

import pytest
from accessibility import OPTIONS
from axe_playwright_python.sync_playwright import Axe
from editing_at_random import RESELLER
from playwright.sync_api import expect
from previewing import Preview, wait_for
from running import playbooks

pytestmark = pytest.mark.site

PHONE = {"width": 390, "height": 500}
WAIT = 30_000
HOSTILE = '<img src=x onerror="document.title = 1">'
DETAIL = "    detail: Ask both sides for three dates.\n"


@pytest.fixture
def project(tmp_path):
    folder = tmp_path / "project"
    assert playbooks("init", folder, "--minimal").returncode == 0
    stage = folder / "content" / "stages" / "onboard.yml"
    stage.write_text(stage.read_text().replace("    done_when: Both", f"{DETAIL}    done_when: Both"))
    return folder


@pytest.fixture
def stage(project):
    return project / "content" / "stages" / "onboard.yml"


@pytest.fixture
def preview(project, tmp_path):
    running = Preview(project, tmp_path / "preview")
    yield running
    running.kill()


@pytest.fixture
def open_tab(browser, preview):
    """Open a page of the preview as a further tab of one window; faults of scripts fail the test."""
    context = browser.new_context(viewport=PHONE, reduced_motion="reduce")
    faults = []

    def open_(place="stages/onboard/"):
        tab = context.new_page()
        tab.on("pageerror", lambda error: faults.append(str(error)))
        tab.goto(preview.address + place)
        return tab

    yield open_
    context.close()
    assert faults == []


def save(path, old, new):
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new, 1))


def item(tab, name="onboard.kickoff"):
    return tab.locator(f'[id="{name}"] .task__title')


def overlay(tab):
    return tab.get_by_role("dialog", name="This cannot be shown yet")


def test_a_page_that_is_opened_too_early_appears_by_itself(preview, open_tab):
    assert "Built." not in preview.words
    expect(item(open_tab())).to_have_text("Hold the kickoff meeting", timeout=WAIT)


def test_the_first_page_is_there_with_all_its_look_before_the_whole(preview):
    preview.shows("<article", "")
    assert not preview.builds
    page = preview.get()
    needed = set(re.findall(r'(?:href|src)="(assets/[^"?#]+)', page))
    assert {name.rpartition(".")[2] for name in needed} >= {"css", "js"}
    assert all(preview.get(name) for name in needed)
    assert [name for name in needed if "Nothing is built yet" in preview.get(name)] == []
    preview.shows("Hold the kickoff meeting")
    look = re.compile(r"\?look=\w+")  # the whole has more of it
    assert look.sub("", preview.get()) == look.sub("", page)


def test_an_open_page_follows_and_stays_where_it_is(preview, open_tab, stage):
    preview.shows("Hold the kickoff meeting")
    tab = open_tab()
    first = item(tab, "onboard.first-deal")
    tab.locator(".task details.detail summary").click()
    tab.evaluate("document.querySelector('#pitfalls').scrollIntoView({ block: 'center' })")
    tab.locator(".pitfall a[href*=metrics]").focus()
    before = tab.locator("#pitfalls").bounding_box()["y"]
    assert tab.evaluate("scrollY") > 200

    save(stage, "Register the first deal", "Register a first deal")
    expect(first).to_have_text("Register a first deal", timeout=WAIT)
    tab.wait_for_load_state()
    assert tab.locator("#pitfalls").bounding_box()["y"] == pytest.approx(before, abs=2)
    expect(tab.locator(".task details.detail")).to_have_attribute("open", "")
    expect(tab.locator(".pitfall a[href*=metrics]")).to_be_focused()

    # Something new above what is read: what is read stays, not the number of pixels, which the browser would restore.
    save(stage, "exit:\n", "exit:\n" + "  - text: Something more has happened.\n" * 12)
    expect(tab.get_by_text("Something more has happened.")).to_have_count(12, timeout=WAIT)
    tab.wait_for_load_state()
    tab.wait_for_timeout(1000)
    assert tab.locator("#pitfalls").bounding_box()["y"] == pytest.approx(before, abs=2)

    # Back on the same page leads to where one was, as on any site.
    tab.keyboard.press("Tab")
    tab.wait_for_timeout(500)
    place = tab.evaluate("scrollY")
    tab.evaluate("location.hash = 'onboard.kickoff'")
    tab.wait_for_function("place => Math.abs(scrollY - place) > 50", arg=place, timeout=WAIT)
    tab.wait_for_timeout(500)
    tab.evaluate("history.back()")
    tab.wait_for_function("place => Math.abs(scrollY - place) < 50", arg=place, timeout=WAIT)

    tab.keyboard.press("Control+F5")
    expect(first).to_have_text("Register a first deal")
    save(stage, "Register a first deal", "Register one deal")
    expect(first).to_have_text("Register one deal", timeout=WAIT)


@pytest.mark.slow
def test_the_title_is_shown_in_every_tab(preview, open_tab, stage):
    preview.shows("Hold the kickoff meeting")
    tabs = {place: open_tab(place) for place in ("", "stages/onboard/", "roles/partner-manager/", "print/")}
    save(stage, "title: Onboard", "title: Welcome")
    for tab in tabs.values():
        expect(tab.get_by_role("main")).to_contain_text("Welcome", timeout=WAIT)
    expect(tabs["stages/onboard/"].locator("#__pages")).to_contain_text("Welcome")  # the navigation too
    save(stage, "Hold the kickoff meeting", "Hold the very first meeting")
    for place in ("stages/onboard/", "roles/partner-manager/", "print/"):
        expect(tabs[place].get_by_role("main")).to_contain_text("Hold the very first meeting", timeout=WAIT)


def test_a_page_is_not_loaded_again_for_nothing(preview, open_tab, project, stage):
    preview.shows("Hold the kickoff meeting")
    tab, odd = open_tab("metrics/activation-rate/"), open_tab("no such/päge & 100%25+<more>/x.html?y=z#")
    for each in (tab, odd):
        each.evaluate("window.same = true")
    before = preview.builds
    save(stage, "Hold the kickoff meeting", "Hold the first meeting")
    preview.shows("Hold the first meeting")
    wait_for(lambda: preview.builds > before)
    assert tab.evaluate("window.same")
    assert odd.evaluate("window.same")
    (project / "theme" / "site" / "assets" / "css").mkdir(parents=True)
    (project / "theme" / "site" / "assets" / "css" / "home.css").write_text("body { outline: 7px solid red }")
    tab.wait_for_function("document.body && getComputedStyle(document.body).outlineWidth === '7px'", timeout=WAIT)


def test_pages_that_are_opened_after_a_save_are_there_before_the_whole(preview, open_tab, project, stage):
    """The page that one goes to after a save is mostly the one that has changed."""
    wait_for(lambda: preview.builds)
    (project / "content" / "partner-types").mkdir()
    (project / "content" / "partner-types" / "reseller.yml").write_text(RESELLER)
    save(stage, "Hold the kickoff meeting", "Hold the first meeting")
    (publisher,) = map(int, wait_for(preview.publishers))
    os.kill(publisher, signal.SIGSTOP)
    try:
        for _ in range(2):
            first, new = open_tab(), open_tab("partner-types/reseller/")
            expect(item(first)).to_have_text("Hold the first meeting", timeout=WAIT)
            expect(new.get_by_role("heading", level=1)).to_contain_text("Reseller", timeout=WAIT)
            first.close()
            new.close()
        assert preview.builds == 1
    finally:
        os.kill(publisher, signal.SIGCONT)
    wait_for(lambda: preview.builds > 1)


@pytest.mark.parametrize("settings", ["x: !!python/object/apply:os.mkdir ['{}']\n", "hooks: [{}.py]\n"])
def test_nothing_is_made_by_settings_that_are_refused(preview, open_tab, project, stage, settings):
    wait_for(lambda: preview.builds)
    config, sign = project / "site_config.yml", project.parent / "ran"
    sign.with_suffix(".py").write_text(f"import os\nos.mkdir({str(sign)!r})\n")
    kept = config.read_text()
    save(stage, "Hold the kickoff meeting", "Hold the first meeting")  # a whole is on its way
    preview.shows("Hold the first meeting")
    tab = open_tab()
    config.write_text(kept + settings.format(sign))
    expect(overlay(tab)).to_contain_text("PB702", timeout=WAIT)
    tab.keyboard.press("Escape")
    open_tab("roles/partner-manager/")
    save(stage, "Hold the first meeting", "Hold the very first meeting")
    wait_for(lambda: "The same findings as before." in preview.words)
    config.write_text(kept)
    expect(item(tab)).to_have_text("Hold the very first meeting", timeout=WAIT)
    assert not sign.exists()


@pytest.mark.parametrize("slip", ["theme: [\n", "[" * 3000, "a: b: c\n"])
def test_settings_at_fault_end_no_preview_while_a_whole_is_at_work(preview, open_tab, project, stage, slip):
    wait_for(lambda: preview.builds)
    tab = open_tab()
    config = project / "site_config.yml"
    kept = config.read_text()
    save(stage, "Hold the kickoff meeting", "Hold the first meeting")
    expect(item(tab)).to_have_text("Hold the first meeting", timeout=WAIT)
    config.write_text(slip)
    expect(overlay(tab)).to_contain_text("PB701", timeout=WAIT)
    config.write_text(kept)
    expect(overlay(tab)).to_have_count(0, timeout=WAIT)
    wait_for(lambda: preview.builds > 1)
    assert "Traceback" not in preview.words


def test_a_file_that_cannot_be_made_says_why(preview, project):
    preview.shows("Hold the kickoff meeting")
    wait_for(lambda: preview.builds)
    folder = project / "theme" / "documents"
    folder.mkdir(parents=True)
    (folder / "checklist.typ").write_text("#unknown")
    wait_for(lambda: preview.builds > 1)
    (link,) = set(re.findall(r'href="\.\./\.\./(downloads/[^"]+\.pdf)"', preview.get("stages/onboard/")))
    assert "could not be made: theme/documents/checklist.typ cannot be set: unknown variable" in preview.get(link)
    assert "Traceback" not in preview.words


@pytest.mark.slow
def test_a_page_that_comes_goes_and_comes_again(preview, open_tab, project):
    preview.shows("Hold the kickoff meeting")
    tab = open_tab("partner-types/reseller/")
    title = tab.get_by_role("heading", level=1)
    expect(title).to_have_text("This page does not exist")
    path = project / "content" / "partner-types" / "reseller.yml"
    path.parent.mkdir()
    path.write_text(RESELLER)
    expect(title).to_contain_text("Reseller", timeout=WAIT)
    shutil.rmtree(path.parent)
    expect(title).to_have_text("This page does not exist", timeout=WAIT)
    path.parent.mkdir()
    path.write_text(RESELLER)
    expect(title).to_contain_text("Reseller", timeout=WAIT)


def test_a_page_that_is_gone_goes_before_the_whole_and_takes_no_mistake_with_it(preview, open_tab, project, stage):
    wait_for(lambda: preview.builds)
    path = project / "content" / "partner-types" / "reseller.yml"
    path.parent.mkdir()
    path.write_text(RESELLER)
    tab = open_tab("partner-types/reseller/")
    title = tab.get_by_role("heading", level=1)
    expect(title).to_contain_text("Reseller", timeout=WAIT)
    wait_for(lambda: preview.builds > 1)
    built = preview.builds
    save(stage, "owner: partner-manager\nentry", "owner: partner-manger\nentry")
    path.unlink()
    expect(overlay(tab)).to_be_visible(timeout=WAIT)
    save(stage, "owner: partner-manger\nentry", "owner: partner-manager\nentry")
    (publisher,) = map(int, wait_for(preview.publishers))
    os.kill(publisher, signal.SIGSTOP)
    expect(title).to_have_text("This page does not exist", timeout=WAIT)
    expect(overlay(tab)).to_have_count(0)
    assert preview.builds == built
    os.kill(publisher, signal.SIGCONT)


def test_a_mistake_lies_over_the_last_good_page_until_it_is_mended(preview, open_tab, stage):
    preview.shows("Hold the kickoff meeting")
    tab = open_tab()
    link = tab.locator(".facts a").first
    link.focus()
    save(stage, "owner: partner-manager\nentry", "owner: partner-manger\nentry")
    expect(overlay(tab)).to_be_visible(timeout=WAIT)
    for words in (
        "content/stages/onboard.yml:6:8",
        "PB201",
        'unknown role "partner-manger"',
        "6 | owner: partner-manger\n  |        ^^^^^^^^^^^^^^",
        'did you mean "partner-manager"?',
    ):
        assert words in overlay(tab).inner_text()
    expect(tab.get_by_role("button", name="Close")).to_be_focused()
    assert "Hold the kickoff meeting" in tab.content()

    save(stage, "owner: partner-manger\nentry", "owner: partner-manager\nentry")
    expect(overlay(tab)).to_have_count(0, timeout=WAIT)
    expect(link).to_be_focused()

    save(stage, "Hold the kickoff meeting", "Hold the first meeting")
    expect(item(tab)).to_have_text("Hold the first meeting", timeout=WAIT)


def test_a_mistake_can_be_put_away_and_the_next_one_is_told(preview, open_tab, stage):
    preview.shows("Hold the kickoff meeting")
    tab = open_tab()
    save(stage, "owner: partner-manager\nentry", "owner: partner-manger\nentry")
    expect(overlay(tab)).to_be_visible(timeout=WAIT)
    tab.keyboard.press("Escape")
    expect(overlay(tab)).to_be_hidden()
    stage.touch()
    wait_for(lambda: "The same findings as before." in preview.words)
    expect(overlay(tab)).to_be_hidden()  # it is known
    mark = tab.get_by_role("button", name="This page is not what was saved")
    assert Axe().run(tab, options=OPTIONS).response["violations"] == []
    mark.focus()
    tab.keyboard.press("Enter")
    expect(overlay(tab)).to_contain_text("partner-manger")
    tab.keyboard.press("Escape")
    expect(mark).to_be_focused()
    save(stage, "support: alliance-lead", "support: alliance-leed")
    expect(overlay(tab)).to_contain_text("alliance-leed", timeout=WAIT)
    tab.get_by_role("button", name="Close").click()
    expect(overlay(tab)).to_be_hidden()
    tab.reload()
    expect(overlay(tab)).to_contain_text("alliance-leed", timeout=WAIT)
    tab.keyboard.press("Escape")
    save(stage, "support: alliance-leed", "support: alliance-lead")
    save(stage, "owner: partner-manger\nentry", "owner: partner-manager\nentry")
    expect(mark).to_have_count(0, timeout=WAIT)


@pytest.mark.parametrize("scheme", ["light", pytest.param("dark", marks=pytest.mark.slow)])
def test_axe_finds_nothing_in_a_mistake(preview, open_tab, stage, scheme):
    preview.shows("Hold the kickoff meeting")
    tab = open_tab()
    tab.emulate_media(color_scheme=scheme)
    save(stage, "owner: partner-manager\nentry", f"owner: partner-manger {'x' * 200}\nentry")
    expect(overlay(tab)).to_be_visible(timeout=WAIT)
    results = Axe().run(tab, options=OPTIONS).response
    assert results["violations"] == []
    assert "dialog" in str(results["passes"])  # it was looked at
    assert tab.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


def test_nothing_of_content_becomes_html_in_a_mistake(preview, open_tab, stage):
    preview.shows("Hold the kickoff meeting")
    tab = open_tab()
    title = tab.title()
    save(stage, "owner: partner-manager\nentry", f"owner: '{HOSTILE}'\nentry")
    expect(overlay(tab)).to_contain_text(HOSTILE, timeout=WAIT)
    assert overlay(tab).locator("img").count() == 0
    assert tab.title() == title


BROKEN = {
    "site_config.yml": ("theme: [", "this is no YAML"),
    "theme/messages/en.yml": ("site: [", "this bracket ([) is never closed"),
    "theme/pages/stage.md.jinja": ("{{ nothing }}", "'nothing' is undefined"),
    "theme/site/main.html": ("{% if %}", "Expected an expression"),
}


@pytest.mark.slow
def test_a_broken_theme_or_configuration_is_told_and_mended(preview, open_tab, project, stage):
    preview.shows("Hold the kickoff meeting")
    tab = open_tab()
    for number, (name, (text, told)) in enumerate(BROKEN.items()):
        path = project / name
        kept = path.read_text() if path.exists() else None
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
        expect(overlay(tab)).to_contain_text(told, timeout=WAIT)
        assert "the kickoff meeting" in tab.content()
        path.unlink() if kept is None else path.write_text(kept)
        expect(overlay(tab)).to_have_count(0, timeout=WAIT)
        save(stage, "the kickoff meeting", f"the kickoff meeting {number}")
        expect(item(tab)).to_contain_text(f"the kickoff meeting {number}", timeout=WAIT)
    assert "Traceback" not in preview.words


@pytest.mark.slow
def test_a_build_that_ends_below_a_mistake_does_not_hide_it(preview, open_tab, stage):
    preview.shows("Hold the kickoff meeting")
    tab = open_tab()
    before = preview.builds
    save(stage, "the kickoff meeting", "the first meeting")
    wait_for(preview.publishers)
    save(stage, "owner: partner-manager\nentry", "owner: partner-manger\nentry")
    expect(overlay(tab)).to_contain_text("partner-manger", timeout=WAIT)
    wait_for(lambda: preview.builds > before)
    preview.shows("Hold the first meeting")
    expect(item(tab)).to_contain_text("the first meeting", timeout=WAIT)
    tab.wait_for_timeout(1000)  # the page is told of a finished build within this time
    expect(overlay(tab)).to_contain_text("partner-manger")


@pytest.mark.slow
def test_a_preview_that_begins_with_a_mistake_waits_for_its_end(project, stage, browser, tmp_path):
    save(stage, "owner: partner-manager\nentry", "owner: partner-manger\nentry")
    preview = Preview(project, tmp_path / "preview")
    tab = browser.new_page()
    tab.goto(f"{preview.address}stages/onboard/")
    expect(overlay(tab)).to_contain_text("partner-manger", timeout=WAIT)
    wait_for(lambda: "Nothing is shown until this is put right." in preview.words)
    save(stage, "owner: partner-manger\nentry", "owner: partner-manager\nentry")
    expect(item(tab)).to_have_text("Hold the kickoff meeting", timeout=WAIT)
    tab.close()
    preview.kill()


@pytest.mark.slow
def test_a_page_outlives_the_server_and_catches_up_with_the_next(preview, open_tab, project, stage, tmp_path):
    preview.shows("Hold the kickoff meeting")
    tab = open_tab()
    tab.locator(".task details.detail summary").click()
    tab.evaluate("document.querySelector('#pitfalls').scrollIntoView({ block: 'center' })")
    place = tab.locator("#pitfalls").bounding_box()["y"]
    preview.process.terminate()
    preview.process.wait(20)
    save(stage, "Hold the kickoff meeting", "Hold the first meeting")
    expect(item(tab)).to_have_text("Hold the kickoff meeting")
    gone = tab.get_by_role("status").filter(has_text="The preview has stopped")
    expect(gone).to_be_visible(timeout=WAIT)
    assert Axe().run(tab, options=OPTIONS).response["violations"] == []
    again = Preview(project, tmp_path / "again", port=preview.port)
    expect(item(tab)).to_have_text("Hold the first meeting", timeout=WAIT)
    expect(gone).to_have_count(0)
    tab.wait_for_timeout(1000)
    expect(tab.locator(".task details.detail")).to_have_attribute("open", "")
    assert tab.locator("#pitfalls").bounding_box()["y"] == pytest.approx(place, abs=2)
    wait_for(lambda: again.builds)
    tab.wait_for_timeout(1000)
    tab.evaluate("scrollTo({ top: 300, behavior: 'instant' })")
    tab.reload()
    tab.wait_for_function("Math.abs(scrollY - 300) < 9", timeout=WAIT)  # by the browser, as for any page
    again.kill()

"""A site in German over English content: every part says which language it is in."""

import re
import shutil

import pytest
from axe_playwright_python.sync_playwright import Axe
from each_publisher import EACH_PUBLISHER
from running import ROOT, playbooks

pytestmark = [pytest.mark.site, pytest.mark.xdist_group("language")]  # one worker makes what all its tests need


def build_german(project, publisher):
    """Build the internal edition in German, with a stage that has moved."""
    settings = project / "content" / "programme.yml"
    added = "language: de\ncontent_language: en\ncurrency: EUR"
    settings.write_text(settings.read_text().replace("currency: EUR", added))
    stage = min((project / "content" / "stages").glob("*.yml"))
    stage.write_text(stage.read_text().replace("\ntitle:", "\naliases: [begin]\ntitle:", 1))
    done = playbooks("build", "--project", project, "--publisher", publisher)
    assert done.returncode == 0, done.stderr
    return project / "site" / "internal"


@pytest.fixture(scope="module", params=EACH_PUBLISHER)
def german(request, tmp_path_factory):
    """The skeleton in German: small, so that building it is quick."""
    project = tmp_path_factory.mktemp("german") / "project"
    assert playbooks("init", project, "--minimal").returncode == 0
    return build_german(project, request.param)


@pytest.fixture(scope="module")
def german_whole(tmp_path_factory):
    """The shipped content in German."""
    project = tmp_path_factory.mktemp("german-whole")
    shutil.copytree(ROOT / "content", project / "content")
    return build_german(project, "mkdocs")


MKDOCS = pytest.mark.parametrize("german", ["mkdocs"], indirect=True)


def text(site, address):
    return (site / address / "index.html").read_text(encoding="utf-8")


def test_pages_are_german_and_what_they_hold_is_english(german):
    page = text(german, "stages/onboard")
    assert '<html lang="de"' in page
    assert re.search(r'<h2 id="exit-test"><span lang="de">Abschlusstest</span>', page)
    assert re.search(r'<div class="spoken" lang="en">\s*<h1 id="onboard">Onboard', page)
    assert re.search(r'<a class="pages__link" href="[^"]*" +lang="en" +aria-current="page">\s*Onboard</a>', page)
    assert re.search(r'<a class="pages__link" href="[^"]*" +>\s*Startseite</a>', page)
    assert re.search(r'<span class="md-ellipsis" >Checkliste</span>', page)
    assert "Switch to dark mode" not in page


def test_pages_that_publishing_adds_speak_it_too(german):
    moved = text(german, "stages/begin")
    assert '<html lang="de">' in moved
    assert "Diese Seite ist umgezogen" in moved


@MKDOCS
def test_search_knows_the_endings_of_the_language_of_content_and_its_words_are_of_the_pages(german):
    script = (german / "search-index.js").read_text(encoding="utf-8")
    assert "new EnglishStemmer()" in script
    assert '"found":{"one":"{count} Stelle gefunden"' in script


def find_violations(browser, page_file):
    page = browser.new_page()
    page.goto(page_file.as_uri())
    violations = Axe().run(page).response["violations"]
    page.close()
    return violations


@MKDOCS
def test_axe_finds_nothing_in_german(german, browser):
    assert find_violations(browser, german / "stages" / "onboard" / "index.html") == []


@pytest.mark.slow
@pytest.mark.parametrize("address", ["", "stages/activate", "metrics/certified-share", "automations/final-notice"])
def test_axe_finds_nothing_in_all_content_in_german(german_whole, browser, address):
    assert find_violations(browser, german_whole / address / "index.html") == []

"""A figure that is changed in one place changes every statement of it, as far as an edition may know, and no more."""

import re

import pytest
from goldens import compare_goldens
from leaks import downloaded
from running import ROOT
from sampling import some
from shipped import FILES, TODAY

from partner_playbooks.checks.examination import examine
from partner_playbooks.handbook.model.base import Audience
from partner_playbooks.pages.page_kinds import render_pages
from partner_playbooks.project.folder import Project
from partner_playbooks.project.theme_files import read_theme

pytestmark = pytest.mark.long

THEME = read_theme(Project(ROOT))
FOLDER = ROOT / "tests" / "golden" / "figures"
NEW = 7777
OWN = r"(  - id: {}\n(?:    .*\n)*?    value: )(\S+)"
CHANGED = {
    "dispute-decision": ("content/figures.yml", OWN.format("dispute-decision"), "{} working days"),
    "final-notice-silence": ("content/figures.yml", OWN.format("final-notice-silence"), "{} days"),
    "login-silence": ("content/figures.yml", OWN.format("login-silence"), "{} days"),
    "gold-revenue": (
        "content/tiers/gold.yml",
        r"(metric: sourced-revenue\n(?:    .*\n)*?    threshold: )(\S+)",
        "EUR\u00a0{}",
    ),
}


def views(files):
    """Give every page and every file to download of both editions, as text, by edition and path."""
    handbook = examine(files, TODAY, languages=THEME.messages).handbook
    found = {}
    for audience in Audience:
        edition = handbook.project(audience)
        found |= {(audience.value, page.path): page.markdown for page in render_pages(edition, THEME)}
        found |= {(audience.value, f"downloads/{name}"): repr(words) for name, words in downloaded(edition)}
    return found


@pytest.fixture(scope="module")
def before():
    return views(FILES)


@pytest.mark.parametrize("name", some(CHANGED))
def test_each_statement_of_a_figure_follows_it_and_nothing_else_does(request, before, name):
    file, pattern, words = CHANGED[name]
    text = FILES[file].decode()
    old = re.search(pattern, text)[2]
    after = views({**FILES, file: re.sub(pattern, rf"\g<1>{NEW}", text, count=1).encode()})
    assert after.keys() == before.keys()
    differing = [place for place in before if before[place] != after[place]]
    shown = [words.format(f"{int(number):,}") for number in (old, NEW)]
    for place in differing:
        back = after[place].replace(shown[1], shown[0]).replace(repr(shown[1])[1:-1], repr(shown[0])[1:-1])
        back = back.replace(f"{NEW:,}", f"{int(old):,}").replace(str(NEW), old)
        assert back == before[place], place
    told = "".join(f"{edition}: {path}\n" for edition, path in sorted(differing))
    compare_goldens(request, {FOLDER / f"{name}.txt": told})
    assert len(differing) > 3

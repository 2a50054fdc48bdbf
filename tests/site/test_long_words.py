"""Long words everywhere: on a phone no page scrolls sideways, and on paper no word leaves its column (faults B3)."""

import random
from dataclasses import replace

import pytest
from downloading import LOOK
from generating import Generator
from leaks import read
from running import ROOT
from serving import serving

from partner_playbooks.model.base import Audience
from partner_playbooks.publishing import site
from partner_playbooks.publishing.publishers import PUBLISHERS
from partner_playbooks.text import RichText
from partner_playbooks.workspace.project import Project

pytestmark = [pytest.mark.site, pytest.mark.xdist_group("long words")]
PHONE = {"width": 360, "height": 740}
LONG = "Partnerentwicklungsmanagerin"
LONGER = "Rindfleischetikettierungsueberwachungsgese"  # 42 letters
LONGEST = "Verwaltungsvorschriftenueberarbeitungsbeauftragtenverzeichnisaenderungsverfahren"  # 80 letters
WORDS = (LONG, LONGER, LONGEST, f"Die {LONG} der {LONGER}", LONGEST.upper(), f"{LONG}/{LONG}")


class LongWords(Generator):
    """Content whose every text holds long words."""

    def scalar(self, type_, *, seen):
        if type_ is str:
            return f"{self.rng.choice(WORDS)} {self.fresh()}"
        if issubclass(type_, RichText):
            word = self.rng.choice(WORDS)
            return f"{self.rng.choice(WORDS)}, [{word}](https://example.com/{word}) `{word.lower()}` **{word}**."
        return super().scalar(type_, seen=seen)


@pytest.fixture(scope="module")
def handbook():
    files = LongWords(random.Random(11)).files()
    files["content/programme.yml"] |= {"name": LONGEST, "vendor": LONGER}
    return replace(read(files), content=None)


@pytest.fixture(scope="module")
def long_site(handbook, tmp_path_factory):
    folder = tmp_path_factory.mktemp("long")
    edition = site.make_edition(handbook, Audience.INTERNAL, site.read_theme(Project(ROOT)), None, LOOK)
    listener = site.Listener(lambda _: None, lambda: None)
    assert not site.build(Project(ROOT), [(edition, folder / "site")], PUBLISHERS["mkdocs"], listener)
    return folder / "site"


WIDER = """() => [...document.querySelectorAll("body *")].filter((each) => {
    const box = each.getBoundingClientRect();
    const hidden = each.closest(".md-sidebar, .md-search, .md-dialog, [hidden], .md-skip, script, svg");
    if (hidden || !box.width || !box.height || box.right <= innerWidth + 1) return false;
    for (let above = each.parentElement; above; above = above.parentElement) {
        if (/auto|scroll|hidden|clip/.test(getComputedStyle(above).overflowX) && above !== document.body) return false;
    }
    return true;
}).slice(0, 5).map((each) => each.tagName + "." + each.className + ": " + each.textContent.trim().slice(0, 60))"""


def test_no_page_scrolls_sideways_on_a_phone(long_site, browser):
    """Faults B3: every page of a handbook with long words in every field."""
    files = [path for path in long_site.rglob("index.html") if "http-equiv" not in path.read_text(encoding="utf-8")]
    pages = sorted(path.parent.relative_to(long_site).as_posix() for path in files)
    kinds = {}
    for page in pages:
        kinds.setdefault(page.rpartition("/")[0] if page.count("/") else page, []).append(page)
    wanted = [page for group in kinds.values() for page in group[:3]]
    assert len(wanted) > 40
    wide = {}
    with serving(long_site) as address:
        context = browser.new_context(viewport=PHONE, reduced_motion="reduce")
        tab = context.new_page()
        for page in wanted:
            tab.goto(f"{address}/{page}/".replace("/./", "/"))
            found = tab.evaluate("[document.documentElement.scrollWidth, document.documentElement.clientWidth]")
            outside = tab.evaluate(WIDER)
            if found[0] > found[1] or outside:
                wide[page] = (found, outside)
        context.close()
    assert wide == {}, "\n".join(f"{page}: {told}" for page, told in wide.items())
